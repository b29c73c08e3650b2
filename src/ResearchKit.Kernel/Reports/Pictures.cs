using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>The charts of executed notebooks as files of their own, drawn by a browser as the report draws them on a light page. Their bytes depend on its version and fonts.</summary>
/// <param name="format"><c>png</c> or <c>svg</c>.</param>
/// <param name="browser">Draws them.</param>
sealed partial class Pictures(string format, Chromium browser)
{
    const int LongestSlug = 60;

    /// <summary>Writes each chart as <c>notebook-n-title.png</c>, n from 1 in each notebook; files of these names are replaced, others are left.</summary>
    /// <returns>What could not be drawn.</returns>
    /// <exception cref="InputException">The browser fails, or a file cannot be written.</exception>
    public IReadOnlyList<string> Write(IReadOnlyList<Notebook> notebooks, string folder)
    {
        var names = new List<string>();
        var body = new StringBuilder();
        var outputs = new OutputHtml();
        foreach (var notebook in notebooks)
            foreach (var (figure, number) in Figures(notebook).Select((figure, i) => (figure, i + 1)))
            {
                names.Add(Apart(string.Join('-', new[] { Slug(Path.GetFileNameWithoutExtension(notebook.Path)), number.ToString(CultureInfo.InvariantCulture), Slug(Title(figure)) }.Where(part => part.Length > 0)), names));
                body.Append(outputs.Chart(figure));
            }
        if (names.Count == 0) return [];
        var made = Made(browser.Open(Page(body.ToString())));
        if (made.Count != names.Count) throw new InputException($"The browser returned {made.Count} of {names.Count} charts. Expected all of them; another version may do.");
        var failures = new List<string>();
        foreach (var (name, picture) in names.Zip(made))
            if (Bytes(picture) is { } bytes) AtomicFile.Write(Path.Combine(folder, $"{name}.{format}"), stream => stream.Write(bytes));
            else failures.Add($"{name}: cannot be drawn: {picture}");
        return failures;
    }

    static IEnumerable<JsonObject> Figures(Notebook notebook) =>
        notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => (output["data"] as JsonObject)?[MimeBundle.Plotly]).OfType<JsonObject>();

    string Page(string charts) => $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{{Report.Policy}}">
        <style>{{Report.Resource("report.css")}}body { display: block; } figure { margin: 0; } .plot { width: 800px; }</style></head>
        <body>{{charts}}<pre id="pictures" data-format="{{format}}"></pre>
        <script>{{PlotlyScript.Text()}}</script><script>{{Report.Resource("charts.js")}}{{Report.Resource("pictures.js")}}</script></body></html>
        """;

    static IReadOnlyList<string> Made(string page)
    {
        try
        {
            return JsonNode.Parse(WebUtility.HtmlDecode(Place().Match(page).Groups[1].Value))!.AsArray().Select(picture => (string)picture!).ToList();
        }
        catch (JsonException e)
        {
            throw new InputException("The browser returned no charts. Expected a Chromium that knows --dump-dom.", e);
        }
    }

    static byte[]? Bytes(string picture) =>
        picture.StartsWith("data:image/png;base64,", StringComparison.Ordinal) ? Convert.FromBase64String(picture["data:image/png;base64,".Length..])
        : picture.StartsWith("data:image/svg+xml,", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Uri.UnescapeDataString(picture["data:image/svg+xml,".Length..]))
        : null;

    static string Title(JsonObject figure) => (figure["layout"] as JsonObject)?["title"] switch
    {
        JsonObject title => Lines.From(title["text"]) ?? "",
        var title => Lines.From(title) ?? "",
    };

    /// <summary>Small ASCII letters, digits and hyphens: a name that is safe in every folder, whatever a title quotes.</summary>
    static string Slug(string text)
    {
        var words = Unsafe().Replace(WebUtility.HtmlDecode(Tags().Replace(text, " ")).ToLowerInvariant(), "-").Trim('-');
        return words.Length <= LongestSlug ? words : words[..LongestSlug].TrimEnd('-');
    }

    static string Apart(string name, List<string> taken) => taken.Contains(name) ? Apart($"{name}-again", taken) : name;

    [GeneratedRegex("<pre id=\"pictures\"[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Unsafe();
}
