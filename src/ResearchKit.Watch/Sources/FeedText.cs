using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ResearchKit;

/// <summary>The characters of an answer: by its mark, else by its <c>Content-Type</c>, else by what the XML says of itself (RFC 7303, 3), else UTF-8.</summary>
static partial class FeedText
{
    const int DeclaredWithin = 200;

    /// <summary>The answer in UTF-8, where its <c>Content-Type</c> says what it is in, and it is; else as it is.</summary>
    public static byte[] Utf8(byte[] body, string? charset)
    {
        if (IsMarked(body) || EncodingOf(charset) is not { } encoding) return body;
        try
        {
            var text = encoding.GetString(body);
            // What the XML says of itself counts for less, and is not true any more.
            var own = OwnWord().Match(text);
            return own.Length == 0 && encoding is UTF8Encoding ? body : Encoding.UTF8.GetBytes(text[own.Length..]);
        }
        catch (DecoderFallbackException) { return body; }
    }

    /// <summary>Reads XML. Encodings of one byte that the platform's reader does not know, such as windows-1252, are read here.</summary>
    public static XmlReader Reader(byte[] body, XmlReaderSettings settings)
    {
        var declared = Declared().Match(Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, DeclaredWithin))));
        return !IsMarked(body) && declared.Success && EncodingOf(declared.Groups["name"].Value) is { IsSingleByte: true } encoding
            ? XmlReader.Create(new StringReader(Decoded(body, encoding)), settings) : XmlReader.Create(new MemoryStream(body), settings);
    }

    static string Decoded(byte[] body, Encoding encoding)
    {
        try { return encoding.GetString(body); }
        catch (DecoderFallbackException e) { throw new XmlException($"A byte is none of {encoding.WebName}.", e); }
    }

    static bool IsMarked(byte[] body) => body is [0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..];

    /// <summary>Null for a name that nobody knows. What says ISO 8859-1 is read as windows-1252, as browsers do: the quotes and dashes of the latter are what is meant.</summary>
    static Encoding? EncodingOf(string? name)
    {
        if (name?.Trim(' ', '"', '\'') is not { Length: > 0 } label) return null;
        if (label.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || label.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)) label = "windows-1252";
        try { return CodePagesEncodingProvider.Instance.GetEncoding(label, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) ?? Encoding.GetEncoding(label, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback); }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) { return null; }
    }

    [GeneratedRegex(@"^\s*<\?xml\s[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex OwnWord();

    [GeneratedRegex(@"^\s*<\?xml[^>]*?\sencoding\s*=\s*[""'](?<name>[A-Za-z0-9._:-]{1,40})[""']", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();
}
