using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ResearchKit;

/// <summary>Articles of what an address answers: RSS 2.0, RSS 1.0, Atom, JSON Lines, or a JSON array of articles.</summary>
static partial class Feed
{
    static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/", DublinCore = "http://purl.org/dc/elements/1.1/", Atom = "http://www.w3.org/2005/Atom";

    static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    const int MostCharacters = 32 << 20, MostDepth = 64, LongestShown = 60;

    /// <summary>What an answer holds, and what of it cannot be read.</summary>
    /// <exception cref="FormatException">It is none of these; the message says what it is.</exception>
    /// <param name="body">The answer.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="options">What articles may hold.</param>
    /// <param name="charset">Of its <c>Content-Type</c>; null where that has none.</param>
    public static (ImmutableArray<Article> Articles, ImmutableArray<string> Rejected) Read(byte[] body, string name, ReadOptions options, string? charset = null)
    {
        body = FeedText.Utf8(body, charset);
        var start = body.AsSpan();
        if (start.StartsWith(Utf8Text.Mark)) start = start[Utf8Text.Mark.Length..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty) return ([], []);
        return start[0] switch
        {
            (byte)'<' => Xml(body, start, options),
            (byte)'[' => Array(start.ToArray(), name, options),
            (byte)'{' => Lines(start.ToArray(), name, options),
            // UTF-16 begins with a mark, and XML says so itself.
            0xFE or 0xFF => Xml(body, start, options),
            _ => throw new FormatException($"the answer is neither a feed nor JSON: it begins with {Untrusted.Quote(Encoding.UTF8.GetString(start[..Math.Min(start.Length, LongestShown)]))}. Expected RSS, Atom, JSON Lines or a JSON array of articles"),
        };
    }

    static (ImmutableArray<Article>, ImmutableArray<string>) Xml(byte[] body, ReadOnlySpan<byte> start, ReadOptions options)
    {
        if (IsPage(start)) throw new FormatException("the answer is a page of HTML, not a feed. Expected RSS or Atom: look on that page for the feed's own address");
        XElement root;
        try
        {
            // No document type is read: so no entity can grow, and nothing is fetched.
            using var reader = FeedText.Reader(body, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true });
            root = Bounded(reader);
        }
        catch (XmlException e)
        {
            throw new FormatException(e.Message.Contains("DTD", StringComparison.Ordinal) ? "the feed has a document type, which may hold entities that grow without end, and is not read. Expected RSS or Atom without one" : $"the feed is not well-formed XML: {Untrusted.Show(e.Message, 200)}", e);
        }
        var items = root.Name.LocalName switch
        {
            "rss" => root.Elements("channel").Elements("item"),
            "RDF" => root.Elements().Where(element => element.Name.LocalName == "item"),
            "feed" => root.Elements(root.Name.Namespace + "entry"),
            "html" => throw new FormatException("the answer is a page of HTML, not a feed. Expected RSS or Atom: look on that page for the feed's own address"),
            _ => throw new FormatException($"the answer is XML with the root {Untrusted.Quote(root.Name.LocalName)}. Expected RSS or Atom"),
        };
        var (articles, rejected) = (ImmutableArray.CreateBuilder<Article>(), ImmutableArray.CreateBuilder<string>());
        foreach (var (number, item) in items.Index())
        {
            var row = RowReading.Checked(Row.At(number + 1, () => Item(item, root)), options);
            Add(row, articles, rejected);
        }
        return (articles.ToImmutable(), rejected.ToImmutable());
    }

    /// <summary>XML may be nested deeper than a stack is.</summary>
    static XElement Bounded(XmlReader reader)
    {
        XElement? root = null;
        var open = new Stack<XElement>();
        while (reader.Read())
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count >= MostDepth) throw new XmlException("It is nested too deep.");
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    var isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                        if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                    if (open.TryPeek(out var parent)) parent.Add(element);
                    root ??= element;
                    if (!isEmpty) open.Push(element);
                    break;
                case XmlNodeType.EndElement: open.Pop(); break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (open.TryPeek(out var inner)) inner.Add(new XText(reader.Value));
                    break;
            }
        return root ?? throw new XmlException("It holds no element.");
    }

    static Article Item(XElement item, XElement root)
    {
        var space = item.Name.Namespace;
        string? Of(XName name) => item.Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;
        var links = item.Elements(space + "link");
        var link = links.FirstOrDefault(one => (string?)one.Attribute("rel") is null or "alternate") is { } found ? (string?)found.Attribute("href") ?? found.Value.Trim() : null;
        var id = Of(space + "guid") ?? Of(space + "id") ?? (link is { Length: > 0 } ? link : null) ?? throw new RowFault("id", "is missing. Every item needs a guid, an id or a link.");
        var title = item.Element(space + "title") is { } heading ? string.Join(' ', PlainText.Paragraphs(Markup(heading))) : "";
        var text = item.Element(Content + "encoded") ?? item.Element(space + "content") ?? item.Element(space + "description") ?? item.Element(space + "summary");
        var paragraphs = text is null ? [] : PlainText.Paragraphs(Markup(text));
        if (title.Length == 0 && paragraphs.IsEmpty) throw new RowFault("text", "is missing. Every item needs a title, a description or content.");
        var published = Of(space + "pubDate") ?? Of(space + "published") ?? Of(space + "updated") ?? Of(DublinCore + "date");
        var article = new Article
        {
            Id = id,
            Title = title,
            Paragraphs = paragraphs,
            PublishedAt = published is null ? null : Time(published),
            Source = Of(DublinCore + "creator") ?? root.Elements("channel").Elements("title").Concat(root.Elements(root.Name.Namespace + "title")).FirstOrDefault()?.Value.Trim(),
            Language = root.Elements("channel").Elements("language").FirstOrDefault()?.Value.Trim() is { Length: > 0 } tag ? tag : (string?)root.Attribute(XNamespace.Xml + "lang"),
        };
        return link is { Length: > 0 } && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? article with { Fields = article.Fields.Add("link", JsonFields.Text(link)) } : article;
    }

    /// <summary>Atom may hold markup as elements, or as text where its type says so (RFC 4287, 3.1.1); RSS holds it as text.</summary>
    static string Markup(XElement element)
    {
        if (element.HasElements) return string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        var type = (string?)element.Attribute("type") ?? (element.Name.Namespace == Atom ? "text" : "html");
        return type is "text" or "text/plain" ? WebUtility.HtmlEncode(element.Value) : element.Value;
    }

    /// <summary>RFC 822 with the zones of RFC 2822, or ISO 8601. What cannot be read is no time: the article counts at its arrival.</summary>
    public static DateTimeOffset? Time(string text)
    {
        try { return FieldText.Instant("date", text); }
        catch (RowFault) { }
        var parts = MailDate().Match(text);
        if (!parts.Success) return null;
        var zone = parts.Groups["zone"].Value.ToUpperInvariant() switch
        {
            "" or "GMT" or "UT" or "UTC" or "Z" => "+00:00",
            "EST" => "-05:00",
            "EDT" => "-04:00",
            "CST" => "-06:00",
            "CDT" => "-05:00",
            "MST" => "-07:00",
            "MDT" => "-06:00",
            "PST" => "-08:00",
            "PDT" => "-07:00",
            var offset when offset[0] is '+' or '-' => $"{offset[..3]}:{offset[^2..]}",
            _ => null,
        };
        var seconds = parts.Groups["second"].Success ? parts.Groups["second"].Value : "00";
        return zone is not null && DateTimeOffset.TryParseExact($"{parts.Groups["day"].Value} {parts.Groups["month"].Value} {parts.Groups["year"].Value} {parts.Groups["time"].Value}:{seconds} {zone}", "d MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }

    static (ImmutableArray<Article>, ImmutableArray<string>) Lines(byte[] body, string name, ReadOptions options)
    {
        var (articles, rejected) = (ImmutableArray.CreateBuilder<Article>(), ImmutableArray.CreateBuilder<string>());
        var lines = new ByteLines(new MemoryStream(body), options.MaxRowBytes);
        for (var number = 1L; lines.Next() is { } line; number++)
            if (RowReading.Checked(line, number, name, options) is { } row) Add(row, articles, rejected);
        return (articles.ToImmutable(), rejected.ToImmutable());
    }

    static (ImmutableArray<Article>, ImmutableArray<string>) Array(byte[] body, string name, ReadOptions options)
    {
        try
        {
            using var document = JsonFields.Parse(body);
            var (articles, rejected) = (ImmutableArray.CreateBuilder<Article>(), ImmutableArray.CreateBuilder<string>());
            foreach (var (number, item) in document.RootElement.EnumerateArray().Index())
            {
                // Line ends stand between its parts alone; what is no UTF-8 is for the row to say.
                var bytes = JsonMarshal.GetRawUtf8Value(item).ToArray();
                bytes.AsSpan().ReplaceAny(LineEnds, (byte)' ');
                if (RowReading.Checked(new ByteLine(bytes, 1, false), number + 1, name, options) is { } row) Add(row, articles, rejected);
            }
            return (articles.ToImmutable(), rejected.ToImmutable());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) { throw new FormatException($"the answer is not valid JSON: {Untrusted.Show(e.Message, 200)}", e); }
    }

    static void Add(Row row, ImmutableArray<Article>.Builder articles, ImmutableArray<string>.Builder rejected)
    {
        if (row.Article is { } article) articles.Add(article);
        else rejected.Add(string.Create(CultureInfo.InvariantCulture, $"item {row.Line}: {row.Field}{(row.Field.Length > 0 ? " " : "")}{row.Reason}"));
    }

    /// <summary>By hand, each byte once: an expression would try every way to tell comments apart.</summary>
    static bool IsPage(ReadOnlySpan<byte> start)
    {
        if (StartsWith(start, "<?xml"u8)) start = start[(start.IndexOf((byte)'>') + 1)..];
        for (start = start.TrimStart(" \t\r\n"u8); StartsWith(start, "<!--"u8); start = start.TrimStart(" \t\r\n"u8))
        {
            var end = start[4..].IndexOf("-->"u8);
            if (end < 0) return false;
            start = start[(4 + end + 3)..];
        }
        if (StartsWith(start, "<!doctype"u8)) start = start["<!doctype"u8.Length..].TrimStart(" \t\r\n"u8);
        else if (start is [(byte)'<', ..]) start = start[1..];
        else return false;
        return StartsWith(start, "html"u8);
    }

    static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> with) => text.Length >= with.Length && Ascii.EqualsIgnoreCase(text[..with.Length], with);

    [GeneratedRegex(@"^([A-Za-z]{3,9},)?\s*(?<day>[0-9]{1,2})\s+(?<month>[A-Za-z]{3})[a-z]*\s+(?<year>[0-9]{4})\s+(?<time>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2}))?\s*(?<zone>[A-Za-z]{1,3}|[+-][0-9]{2}:?[0-9]{2})?\s*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex MailDate();
}
