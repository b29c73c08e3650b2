using System.Text.Json.Nodes;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ResearchKit.Kernel;

/// <summary>The Markdown of one notebook as HTML. HTML within it is shown, not obeyed, since notes may quote articles; links lead nowhere
/// but to the web, to mail or into the page; pictures are put into the page, or else become links.</summary>
/// <param name="prefix">Begins every anchor.</param>
/// <param name="folder">Where picture files lie.</param>
sealed class MarkdownText(string prefix, string folder)
{
    const int PictureLimit = 8 << 20;

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseTaskLists().UseEmphasisExtras().UseAutoLinks().DisableHtml().Build();

    static readonly Dictionary<string, string> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    readonly List<Heading> headings = [];

    /// <summary>Of all cells so far.</summary>
    public IReadOnlyList<Heading> Headings => headings;

    public string ToHtml(Cell cell)
    {
        var document = Markdown.Parse(cell.Source.ReplaceLineEndings("\n"), Pipeline);
        foreach (var block in document.Descendants<HeadingBlock>())
        {
            var text = Plain(block.Inline);
            var heading = new Heading(block.Level, text, Id(text));
            block.GetAttributes().Id = heading.Id;
            headings.Add(heading);
        }
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Mend(link, cell);
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        return document.ToHtml(Pipeline);
    }

    void Mend(LinkInline link, Cell cell)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        link.GetDynamicUrl = null;
        if (link.IsImage && Picture(url, cell) is { } data)
        {
            link.Url = data;
            return;
        }
        if (link.IsImage && link.FirstChild is null)
            link.AppendChild(new LiteralInline(url));
        link.IsImage = false;
        link.Url = IsSafe(url) ? url : "#";
        if (link.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            link.GetAttributes().AddPropertyIfNotExist("rel", "noreferrer");
    }

    string? Picture(string url, Cell cell)
    {
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            return url;
        if (url.StartsWith("attachment:", StringComparison.Ordinal))
        {
            var attached = (cell.Json["attachments"] as JsonObject)?[Uri.UnescapeDataString(url["attachment:".Length..])] as JsonObject;
            return attached?.Where(a => Pictures.ContainsValue(a.Key)).Select(a => $"data:{a.Key};base64,{Lines.From(a.Value)?.ReplaceLineEndings("")}").FirstOrDefault();
        }
        if (url.Contains(':') || url.StartsWith('/') || url.StartsWith('\\') || !Pictures.TryGetValue(Path.GetExtension(url), out var type))
            return null;
        var file = new FileInfo(Path.Combine(folder, Uri.UnescapeDataString(url)));
        return file.Exists && file.Length <= PictureLimit ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file.FullName))}" : null;
    }

    string Id(string text)
    {
        var slug = string.Join('-', string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var id = $"{prefix}-{(slug.Length == 0 ? "section" : slug)}";
        var taken = headings.Select(h => h.Id).ToHashSet();
        return !taken.Contains(id) ? id : Enumerable.Range(2, taken.Count + 1).Select(n => $"{id}-{n}").First(n => !taken.Contains(n));
    }

    static bool IsSafe(string? url) => url is not null
        && (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !url.StartsWith('/')
            ? absolute.Scheme is "http" or "https" or "mailto"
            : !url.Split('/', '?', '#')[0].Contains(':') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Any(char.IsControl));

    static string Plain(ContainerInline? inline) => inline is null ? "" : string.Concat(inline.Descendants().Select(d => d switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    })).Trim();
}
