using System.Net;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>What is said of a symbol.</summary>
/// <param name="Signature">Its declaration.</param>
/// <param name="Documentation">Its author's words.</param>
/// <param name="Notes">What the compiler adds, such as what an anonymous type consists of.</param>
/// <param name="Overloads">Declarations of the same name.</param>
/// <param name="IsFull">Says type parameters and remarks too.</param>
sealed record Description(string Signature, Documentation Documentation, IReadOnlyList<string> Notes, IReadOnlyList<string> Overloads, bool IsFull)
{
    /// <summary>As plain text and as HTML.</summary>
    public MimeBundle ToBundle() => new([new(MimeBundle.Html, Html()), new(MimeBundle.Plain, Plain())]);

    IEnumerable<(string Title, IReadOnlyList<(string Name, string Text)> Lines)> Sections()
    {
        if (IsFull && Documentation.TypeParameters.Count > 0)
            yield return ("Type parameters", Documentation.TypeParameters);
        if (Documentation.Parameters.Count > 0)
            yield return ("Parameters", Documentation.Parameters);
        if (Documentation.Returns.Length > 0)
            yield return ("Returns", [("", Documentation.Returns)]);
        if (Documentation.Value.Length > 0)
            yield return ("Value", [("", Documentation.Value)]);
        if (Documentation.Exceptions.Count > 0)
            yield return ("Exceptions", Documentation.Exceptions);
        if (Overloads.Count > 0)
            yield return ("Overloads", [.. Overloads.Select(o => ("", o))]);
        if (IsFull && Documentation.Remarks.Length > 0)
            yield return ("Remarks", [("", Documentation.Remarks)]);
    }

    string Plain()
    {
        var text = new StringBuilder(Signature.ReplaceLineEndings("\n")).Append('\n');
        foreach (var paragraph in Notes.Append(Documentation.Summary).Where(p => p.Length > 0))
            text.Append('\n').Append(paragraph.ReplaceLineEndings("\n")).Append('\n');
        foreach (var (title, lines) in Sections())
        {
            text.Append('\n').Append(title).Append(":\n");
            foreach (var (name, line) in lines)
                text.Append("  ").Append(name).Append(name.Length > 0 && line.Length > 0 ? ": " : "").Append(line.Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        }
        return text.ToString();
    }

    string Html()
    {
        var html = new StringBuilder($"<pre>{WebUtility.HtmlEncode(Signature)}</pre>\n");
        foreach (var paragraph in Notes.Append(Documentation.Summary).Where(p => p.Length > 0))
            html.Append($"<p>{Lines(paragraph)}</p>\n");
        foreach (var (title, lines) in Sections())
        {
            html.Append($"<p><b>{title}</b></p>\n<ul>\n");
            foreach (var (name, line) in lines)
                html.Append($"<li>{(name.Length > 0 ? $"<code>{WebUtility.HtmlEncode(name)}</code> " : "")}{Lines(line)}</li>\n");
            html.Append("</ul>\n");
        }
        return html.ToString();
    }

    static string Lines(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\n");
}
