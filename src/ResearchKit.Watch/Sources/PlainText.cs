using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>The words of a piece of HTML. Nothing of it is run, fetched or shown as markup.</summary>
static partial class PlainText
{
    /// <summary>No end of a tag.</summary>
    const int Text = -1;

    /// <summary>Its paragraphs, without tags; what is between block tags or blank lines is one.</summary>
    public static ImmutableArray<string> Paragraphs(string html)
    {
        var text = new StringBuilder(html.Length);
        var lastClose = html.LastIndexOf('>');
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0 || tag + 1 == html.Length)
            {
                text.Append(html, at, html.Length - at);
                break;
            }
            text.Append(html, at, tag - at);
            if (!(char.IsAsciiLetter(html[tag + 1]) || html[tag + 1] is '/' or '!' or '?'))
            {
                text.Append("&lt;");
                at = tag + 1;
                continue;
            }
            var end = EndOf(html, tag, lastClose);
            if (end is null) break;
            if (end == Text)
            {
                text.Append("&lt;");
                at = tag + 1;
                continue;
            }
            var name = NameOf(html.AsSpan(tag + 1, end.Value - tag - 1));
            at = end.Value + 1;
            if (html[tag + 1] != '/' && name is ("script" or "style"))
            {
                var stop = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                at = stop < 0 ? html.Length : stop;
            }
            text.Append(IsBlock(name) ? "\n\n" : name is "br" ? "\n" : "");
        }
        var decoded = WebUtility.HtmlDecode(text.ToString()).Replace('\u00A0', ' ');
        return [.. Article.SplitParagraphs(decoded).Select(paragraph => Spaces().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0)];
    }

    /// <summary>Where a tag or comment ends; <see cref="Text"/> where a <c>&lt;</c> begins none, as in <c>margin &lt;x and falling</c>; null where the text was cut off inside one.</summary>
    static int? EndOf(string html, int tag, int lastClose)
    {
        if (html.AsSpan(tag).StartsWith("<!--", StringComparison.Ordinal)) return html.IndexOf("-->", tag, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : null;
        var next = html.AsSpan(tag + 1).IndexOfAny('<', '>') is >= 0 and var found ? tag + 1 + found : html.Length;
        // What has a quoted attribute was meant for a tag, and '<' may stand in it.
        var isTag = html.AsSpan(tag, next - tag) is var begun && (begun.Contains("=\"", StringComparison.Ordinal) || begun.Contains("='", StringComparison.Ordinal));
        if (next < html.Length && html[next] == '>') return next;
        if (!isTag) return Text;
        return tag < lastClose ? html.IndexOf('>', next) : null;
    }

    static string NameOf(ReadOnlySpan<char> tag)
    {
        tag = tag.TrimStart('/');
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length])) length++;
        return tag[..length].ToString().ToLowerInvariant();
    }

    static bool IsBlock(string name) => name is "p" or "div" or "li" or "ul" or "ol" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "table" or "tr" or "section" or "article" or "pre" or "hr";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
