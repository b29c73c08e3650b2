using System.Net;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>One notebook within a report.</summary>
/// <param name="Id">Anchor of the section.</param>
/// <param name="Title">Its first heading, or else its file name.</param>
/// <param name="Headings">For the contents, without the title.</param>
/// <param name="HasCode">There is code to unfold.</param>
/// <param name="Html">Ready to insert.</param>
sealed record NotebookSection(string Id, string Title, IReadOnlyList<Heading> Headings, bool HasCode, string Html)
{
    /// <param name="notebook">As executed; one that never ran shows its text and code.</param>
    /// <param name="number">1-based place in the report, part of every anchor.</param>
    /// <param name="outputs">Numbers the charts through all notebooks.</param>
    public static NotebookSection Render(Notebook notebook, int number, OutputHtml outputs)
    {
        var id = $"notebook-{number}";
        var markdown = new MarkdownText(id, notebook.Folder);
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            try
            {
                if (cell.Kind == "markdown")
                    body.Append("<div class=\"prose\">").Append(markdown.ToHtml(cell)).Append("</div>\n");
                else if (cell.IsCode && cell.Source.Trim().Length > 0)
                    Code(body, cell, outputs);
            }
            catch (InvalidOperationException e)
            {
                throw new InputException($"{notebook.Path}: cell {cell.Number} holds what is not text: {e.Message}", e);
            }
        }
        var titled = markdown.Headings.FirstOrDefault(h => h.Level == 1);
        var title = titled?.Text ?? Path.GetFileNameWithoutExtension(notebook.Path);
        var heading = titled is null ? $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n" : "";
        return new(id, title, [.. markdown.Headings.Where(h => h != titled)], notebook.Cells.Any(c => c.IsCode && c.Source.Trim().Length > 0),
            $"<section class=\"notebook\" id=\"{id}\">\n{heading}{body}</section>\n");
    }

    static void Code(StringBuilder body, Cell cell, OutputHtml outputs)
    {
        // What this run was given is news to the reader; the rest of the code can wait.
        var open = cell.Tags.Contains(Parameters.InjectedTag) ? " open" : "";
        var prompt = cell.ExecutionCount is { } n ? FormattableString.Invariant($"{n}") : "–";
        body.Append($"<details class=\"code\"{open}><summary><span class=\"prompt\">{prompt}</span><code>{WebUtility.HtmlEncode(cell.FirstLine)}</code></summary>")
            .Append("<pre><code>").Append(CodeText.ToHtml(cell.Source)).Append("</code></pre></details>\n");
        var shown = string.Concat(cell.Outputs.Select(outputs.ToHtml));
        if (shown.Length > 0)
            body.Append("<div class=\"outputs\">\n").Append(shown).Append("</div>\n");
    }
}

/// <summary>A heading that the contents can point to.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Text">Plain text, not encoded.</param>
/// <param name="Id">Anchor, unique in the report.</param>
sealed record Heading(int Level, string Text, string Id);
