using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace ResearchKit;

/// <summary>Reads the ordinary line of JSON in one pass and leaves out the fields that the kit does not know. What is in any way out of the ordinary it hands back, for the reader of corpora to take apart or to reject with its reason: what is read here would be read there, as the same article but for those fields.</summary>
sealed class LeanJson(string path, int maxCharacters)
{
    const int MostNames = 32;

    static readonly JsonReaderOptions Strict = new() { MaxDepth = 128 };

    readonly List<string> paragraphs = [];
    readonly (int Start, int Length)[] names = new (int Start, int Length)[MostNames];
    int named;

    /// <summary>An article that keeps every rule; false when the line must be looked at more closely.</summary>
    public bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out Article? article)
    {
        article = null;
        named = 0;
        if (!Utf8.IsValid(line)) return false;
        try
        {
            return TryReadObject(line, out article) && Keeps(article);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or RowFault)
        {
            return false;
        }
    }

    bool TryReadObject(ReadOnlySpan<byte> line, [NotNullWhen(true)] out Article? article)
    {
        article = null;
        string? id = null, title = null, source = null, language = null, label = null;
        ImmutableArray<string> text = default, list = default;
        DateTimeOffset? published = null, available = null;
        decimal? score = null;
        ImmutableArray<TickerValue> tickers = [];
        var json = new Utf8JsonReader(line, Strict);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsNew(ref json, line, 0)) return false;
            var name = json.ValueSpan;
            json.Read();
            var absent = json.TokenType == JsonTokenType.Null;
            if (name.SequenceEqual("id"u8)) { if (!absent && (id = StringOrNumber(ref json)) is null) return false; }
            else if (name.SequenceEqual("title"u8)) { if (!absent && (title = String(ref json)) is null) return false; }
            else if (name.SequenceEqual("text"u8))
            {
                if (absent) continue;
                if (String(ref json) is not { } body) return false;
                text = Article.SplitParagraphs(body);
            }
            else if (name.SequenceEqual("paragraphs"u8)) { if (!absent && (list = Paragraphs(ref json)).IsDefault) return false; }
            else if (name.SequenceEqual("publishedAt"u8)) { if (!absent && (published = Instant(ref json)) is null) return false; }
            else if (name.SequenceEqual("availableAt"u8)) { if (!absent && (available = Instant(ref json)) is null) return false; }
            else if (name.SequenceEqual("source"u8)) { if (!absent && (source = String(ref json)) is null) return false; }
            else if (name.SequenceEqual("language"u8)) { if (!absent && (language = String(ref json)) is null) return false; }
            else if (name.SequenceEqual("label"u8)) { if (!absent && (label = String(ref json)) is null) return false; }
            else if (name.SequenceEqual("score"u8)) { if (!absent && (score = Number(ref json)) is null) return false; }
            else if (name.SequenceEqual("tickers"u8)) { if (!absent && (tickers = Tickers(ref json, line)).IsDefault) return false; }
            else if (!Skip(ref json, line)) return false;
        }
        // Reading on throws when something follows the object.
        if (json.TokenType != JsonTokenType.EndObject || json.Read() || id is null || text.IsDefault == list.IsDefault) return false;
        article = new()
        {
            Id = id,
            Title = title ?? "",
            Paragraphs = text.IsDefault ? list : text,
            PublishedAt = published,
            AvailableAt = available,
            Source = source,
            Language = language,
            SourceLabel = label,
            SourceScore = score,
            Tickers = tickers,
            Path = path,
        };
        return true;
    }

    /// <summary>What <see cref="ArticleRules.Check"/> asks besides; half a surrogate pair cannot come out of the reader.</summary>
    bool Keeps(Article article)
    {
        if (string.IsNullOrWhiteSpace(article.Id) || article.SourceScore is < -1 or > 1 || article is { AvailableAt: { } available, PublishedAt: { } published } && available < published) return false;
        var length = article.Title.Length == 0 ? -Article.BlockSeparator.Length : (long)article.Title.Length;
        foreach (var paragraph in article.Paragraphs) length += paragraph.Length + Article.BlockSeparator.Length;
        return length <= maxCharacters;
    }

    static string? String(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.String ? json.GetString() : null;

    static string? StringOrNumber(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Number ? System.Text.Encoding.ASCII.GetString(json.ValueSpan) : String(ref json);

    static decimal? Number(ref Utf8JsonReader json) => StringOrNumber(ref json) is { } text ? FieldText.TryNumber(text) : null;

    static DateTimeOffset? Instant(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String) return null;
        // The two forms that nearly every source writes; others take the longer way.
        var text = json.ValueSpan;
        var ordinary = !json.ValueIsEscaped && text.Length is (20 or 25) && text[10] == 'T' && (text.Length == 20 ? text[19] == 'Z' : text[19] is (byte)'+' or (byte)'-');
        return ordinary && json.TryGetDateTimeOffset(out var instant) ? instant : FieldText.Instant("", json.GetString()!);
    }

    ImmutableArray<string> Paragraphs(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray) return default;
        paragraphs.Clear();
        while (json.Read() && json.TokenType == JsonTokenType.String) paragraphs.Add(json.GetString()!);
        return json.TokenType == JsonTokenType.EndArray ? [.. paragraphs] : default;
    }

    ImmutableArray<TickerValue> Tickers(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        if (json.TokenType != JsonTokenType.StartArray) return default;
        var tickers = ImmutableArray.CreateBuilder<TickerValue>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var (outer, ticker, value) = (named, (string?)null, (decimal?)null);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (!IsNew(ref json, line, outer)) return default;
                var isTicker = json.ValueSpan.SequenceEqual("ticker"u8);
                if (!isTicker && !json.ValueSpan.SequenceEqual("value"u8)) return default;
                json.Read();
                if (isTicker) ticker = String(ref json);
                else if (json.TokenType != JsonTokenType.Null && (value = Number(ref json)) is null) return default;
            }
            if (string.IsNullOrWhiteSpace(ticker)) return default;
            tickers.Add(new(ticker, value));
            named = outer;
        }
        return json.TokenType == JsonTokenType.EndArray ? tickers.ToImmutable() : default;
    }

    /// <summary>Passes over a value that nobody asks for, with an eye on what would reject the line: a name that is there twice, half a surrogate pair.</summary>
    bool Skip(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        if (json.TokenType == JsonTokenType.String) return !MayHoldHalfPair(ref json);
        if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                if (!Skip(ref json, line)) return false;
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            var outer = named;
            while (json.Read() && json.TokenType != JsonTokenType.EndObject)
            {
                if (!IsNew(ref json, line, outer)) return false;
                json.Read();
                if (!Skip(ref json, line)) return false;
            }
            named = outer;
        }
        return true;
    }

    static bool MayHoldHalfPair(ref Utf8JsonReader json) => json.ValueIsEscaped && (json.ValueSpan.IndexOf("\\ud"u8) >= 0 || json.ValueSpan.IndexOf("\\uD"u8) >= 0);

    /// <summary>Whether a name is not yet in its object, whose names begin at <paramref name="first"/>. One that is escaped, or one too many, is not looked at here.</summary>
    bool IsNew(ref Utf8JsonReader json, ReadOnlySpan<byte> line, int first)
    {
        if (json.ValueIsEscaped || named == MostNames) return false;
        var name = json.ValueSpan;
        for (var i = first; i < named; i++)
            if (line.Slice(names[i].Start, names[i].Length).SequenceEqual(name)) return false;
        names[named++] = ((int)json.TokenStartIndex + 1, name.Length);
        return true;
    }
}
