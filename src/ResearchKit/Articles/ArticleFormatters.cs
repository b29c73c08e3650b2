using System.Globalization;
using System.Net;

namespace ResearchKit;

/// <summary>Shows an article as one reads it: the title, a line of what its source said of it, the paragraphs.</summary>
sealed class ArticleFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => Html((Article)value)),
        new ValueFormatter("text/plain", value => Plain((Article)value)),
    ];

    static string Html(Article article) => string.Concat(
    [
        article.Title.Length > 0 ? $"<p><b>{WebUtility.HtmlEncode(article.Title)}</b></p>\n" : "",
        $"<p style=\"opacity:.7\">{WebUtility.HtmlEncode(Facts(article))}</p>\n",
        .. article.Paragraphs.Select(paragraph => $"<p style=\"white-space:pre-wrap\">{WebUtility.HtmlEncode(paragraph)}</p>\n"),
    ]);

    static string Plain(Article article) => string.Join('\n',
    [
        .. article.Title.Length > 0 ? [Untrusted.Line(article.Title)] : Array.Empty<string>(),
        Facts(article),
        .. article.Paragraphs.SelectMany(paragraph => paragraph.ReplaceLineEndings("\n").Split('\n').Select(Untrusted.Line).Prepend("")),
    ]);

    static string Facts(Article article) => string.Join(" · ", new[]
    {
        article.Id, article.Source, article.PublishedAt?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
        string.Join(' ', new[] { article.SourceLabel, article.SourceScore?.ToString(CultureInfo.InvariantCulture) }.OfType<string>()),
    }.Where(fact => !string.IsNullOrEmpty(fact)).Select(fact => Untrusted.Line(fact!)));
}
