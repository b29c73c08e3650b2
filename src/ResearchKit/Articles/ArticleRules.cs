using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What holds for every article of a corpus, read or made in memory.</summary>
static class ArticleRules
{
    public static FrozenSet<string> KnownFields { get; } = FrozenSet.ToFrozenSet(["id", "title", "text", "paragraphs", "publishedAt", "availableAt", "source", "language", "label", "score", "tickers"], StringComparer.Ordinal);

    /// <exception cref="RowFault">The article breaks a rule.</exception>
    public static Article Check(Article article, int maxCharacters = int.MaxValue)
    {
        if (string.IsNullOrWhiteSpace(article.Id)) throw new RowFault("id", "is empty. Every article needs an id.");

        if (article.SourceScore is < -1 or > 1)
            throw new RowFault("score", string.Create(CultureInfo.InvariantCulture, $"{article.SourceScore} is out of range. Expected -1 to 1."));

        if (article is { AvailableAt: { } available, PublishedAt: { } published } && available < published)
            throw new RowFault("availableAt", $"'{Iso(available)}' is earlier than publishedAt '{Iso(published)}'.");

        foreach (var (name, value) in article.Fields)
        {
            if (KnownFields.Contains(name)) throw new RowFault(name, "is in Fields, which is for the fields that the kit does not know.");
            if (value.ValueKind == JsonValueKind.Undefined) throw new RowFault(Untrusted.Show(name), "has no JSON value.");
            if (HasHalfPair(value)) throw new RowFault(Untrusted.Show(name), JsonFields.UnpairedSurrogate);
        }
        if (Texts(article).FirstOrDefault(text => HasHalfPair(text.Value)) is { Name: { } field }) throw new RowFault(field, JsonFields.UnpairedSurrogate);

        var length = article.Blocks.Sum(block => (long)block.Length + Article.BlockSeparator.Length);
        if (length - Article.BlockSeparator.Length > maxCharacters)
            throw new RowFault("text", string.Create(CultureInfo.InvariantCulture, $"is {length - Article.BlockSeparator.Length} characters long. At most {maxCharacters} are read (MaxCharacters)."));
        return article;
    }

    static IEnumerable<(string Name, string? Value)> Texts(Article article) =>
    [
        ("id", article.Id), ("title", article.Title), ("source", article.Source), ("language", article.Language), ("label", article.SourceLabel),
        .. article.Paragraphs.Select(paragraph => ("text", (string?)paragraph)), .. article.Tickers.Select(ticker => ("tickers", (string?)ticker.Ticker)),
        .. article.Fields.Keys.Select(name => (Untrusted.Show(name), (string?)name)),
    ];

    /// <summary>Half a surrogate pair has no UTF-8, so it could not be written and read back.</summary>
    public static bool HasHalfPair(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != OperationStatus.Done) return true;
            text = text[(at + length)..];
        }
        return false;
    }

    /// <summary>In JSON only an escape can smuggle one in; reading such a string throws.</summary>
    static bool HasHalfPair(JsonElement value)
    {
        var json = JsonMarshal.GetRawUtf8Value(value);
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return false;
        try
        {
            ReadEveryString(value);
            return false;
        }
        catch (InvalidOperationException) { return true; }
    }

    static void ReadEveryString(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) ReadEveryString(item);
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
            {
                _ = property.Name;
                ReadEveryString(property.Value);
            }
    }

    static string Iso(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
