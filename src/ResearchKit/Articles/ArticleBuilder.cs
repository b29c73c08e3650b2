using System.Collections.Immutable;
using System.Text.Json;

namespace ResearchKit;

/// <summary>Gathers one row's fields, whichever format they came in. What is absent stays absent; what is unknown is kept.</summary>
sealed class ArticleBuilder(string path)
{
    readonly ImmutableSortedDictionary<string, JsonElement>.Builder unknown = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
    string? id, title, source, language, label;
    ImmutableArray<string>? text, paragraphs;
    DateTimeOffset? publishedAt, availableAt;
    decimal? score;
    ImmutableArray<TickerValue> tickers = [];

    /// <summary>A field of a JSON object; null is absent.</summary>
    public void Set(string name, JsonElement value)
    {
        if (!ArticleRules.KnownFields.Contains(name)) unknown[name] = value.Clone();
        else if (value.ValueKind == JsonValueKind.Null) return;
        else if (name == "paragraphs") paragraphs = JsonFields.Paragraphs(value);
        else if (name == "tickers") tickers = JsonFields.Tickers(value);
        else SetText(name, name is "id" or "score" ? JsonFields.StringOrNumber(name, value) : JsonFields.String(name, value));
    }

    /// <summary>A cell of a table; an empty one is absent.</summary>
    public void SetCell(string name, string cell)
    {
        if (cell.Length == 0) return;
        if (ArticleRules.KnownFields.Contains(name)) SetValue(name, cell);
        else unknown[name] = JsonFields.Text(cell);
    }

    /// <summary>A value of a column; one that is there counts, however empty.</summary>
    public void SetValue(string name, string value)
    {
        if (name == "paragraphs") paragraphs = JsonFields.ParagraphsOrText(value);
        else if (name == "tickers") tickers = JsonFields.TickersOf(value);
        else SetText(name, value);
    }

    /// <exception cref="RowFault">Something required is missing.</exception>
    public Article Build()
    {
        if (text is not null && paragraphs is not null) throw new RowFault("text", "is given twice, as 'text' and as 'paragraphs'. Keep one of them.");
        return new()
        {
            Id = id ?? throw new RowFault("id", $"is missing. Every article needs an id.{Others}"),
            Title = title ?? "",
            Paragraphs = text ?? paragraphs ?? throw new RowFault("text", $"is missing. Every article needs 'text' or 'paragraphs'.{Others}"),
            PublishedAt = publishedAt,
            AvailableAt = availableAt,
            Source = source,
            Language = language,
            SourceLabel = label,
            SourceScore = score,
            Tickers = tickers,
            Fields = unknown.ToImmutable(),
            Path = path,
        };
    }

    /// <summary>The fields that the kit does not know: what is missing may stand there under another name.</summary>
    string Others => unknown.Count == 0 ? "" : $" Other fields are there: {Untrusted.Show(string.Join(", ", unknown.Keys), 200)}.";

    void SetText(string name, string value)
    {
        switch (name)
        {
            case "id": id = value; break;
            case "title": title = value; break;
            case "text": text = Article.SplitParagraphs(value); break;
            case "source": source = value; break;
            case "language": language = value; break;
            case "label": label = value; break;
            case "publishedAt": publishedAt = FieldText.Instant(name, value); break;
            case "availableAt": availableAt = FieldText.Instant(name, value); break;
            case "score": score = FieldText.Number(name, value); break;
            default: throw new ArgumentOutOfRangeException(nameof(name), name, "Not a field of text.");
        }
    }
}
