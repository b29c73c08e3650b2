using System.Net;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>One or more executed notebooks as a single HTML file that needs nothing else: no network, no fonts, no folder beside it.
/// The same notebooks give the same bytes.</summary>
/// <param name="notebooks">In reading order.</param>
/// <param name="title">Of the page; without it the first notebook's.</param>
/// <param name="time">When the notebooks were run, as it shall be shown; null for none.</param>
sealed class Report(IReadOnlyList<Notebook> notebooks, string? title, string? time)
{
    // plotly.js draws with inline styles, saves pictures from blobs and needs no eval for what it draws as SVG.
    public const string Policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The whole page.</summary>
    /// <exception cref="InputException">plotly.js is wanted and does not lie beside the program.</exception>
    public string ToHtml()
    {
        var outputs = new OutputHtml();
        var sections = notebooks.Select((n, i) => NotebookSection.Render(n, i + 1, outputs)).ToList();
        var name = title ?? sections[0].Title;
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(name)}</title>
            <style>
            {Resource("report.css")}</style>
            </head>
            <body>
            <nav aria-label="Contents"><details open><summary>Contents</summary>
            """);
        Contents(html, sections);
        html.Append("</details></nav>\n<main>\n");
        if (title is not null || sections.Count > 1)
            html.Append($"<header class=\"masthead\"><p>{WebUtility.HtmlEncode(name)}</p></header>\n");
        foreach (var section in sections)
            html.Append(section.Html);
        if (time is not null)
            html.Append($"<footer>Run {WebUtility.HtmlEncode(time)}</footer>\n");
        html.Append("</main>\n");
        if (outputs.Charts > 0)
            html.Append("<script>").Append(PlotlyScript.Text()).Append("</script>\n");
        html.Append("<script>\n").Append(Resource("charts.js")).Append(Resource("report.js")).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    static void Contents(StringBuilder html, List<NotebookSection> sections)
    {
        html.Append("<ul>");
        foreach (var section in sections)
        {
            html.Append($"<li class=\"level-1\"><a href=\"#{section.Id}\">{WebUtility.HtmlEncode(section.Title)}</a></li>");
            foreach (var heading in section.Headings.Where(h => h.Level <= 3))
                html.Append($"<li class=\"level-{Math.Max(heading.Level, 2)}\"><a href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>");
        }
        html.Append("</ul>");
        if (sections.Any(s => s.HasCode))
            html.Append("<button type=\"button\" id=\"toggle-code\" hidden>Show all code</button>");
    }

    public static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Report).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
