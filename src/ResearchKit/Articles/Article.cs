using System.Collections.Immutable;
using System.Text.Json;

namespace ResearchKit;

/// <summary>One news text as its source published it, with what the source itself said of it. Immutable, and equal to another
/// when every field but <see cref="Path"/> is, down to offsets and printed decimals.</summary>
/// <remarks>Not a score: <see cref="SourceLabel"/>, <see cref="SourceScore"/> and <see cref="Tickers"/> are the source's own
/// opinions, kept to compare with and never used to compute a value.</remarks>
[TypeFormatterSource(typeof(ArticleFormatters))]
public sealed record Article
{
    /// <summary>Separates the title and the paragraphs in <see cref="Text"/>.</summary>
    public const string BlockSeparator = Paragraph.Separator;

    readonly DateTimeOffset? availableAt;

    /// <summary>Unique within a corpus, never empty.</summary>
    public required string Id { get; init; }

    /// <summary>The headline; empty when there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The body, in reading order, without boilerplate. Line breaks inside a paragraph are kept.</summary>
    public ImmutableArray<string> Paragraphs { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The instant of publication with its offset; null when unknown.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When a trader could have read it: the time that every split and as-of reading uses. Defaults to <see cref="PublishedAt"/>.</summary>
    public DateTimeOffset? AvailableAt { get => availableAt ?? PublishedAt; init => availableAt = value; }

    /// <summary>Who published it; null when unknown.</summary>
    public string? Source { get; init; }

    /// <summary>BCP 47 language tag as the source gave it, such as <c>en</c> or <c>de-AT</c>; null when the source gave none.</summary>
    public string? Language { get; init; }

    /// <summary>Tickers that the source named, with its values as printed.</summary>
    public ImmutableArray<TickerValue> Tickers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The label that the source printed, such as <c>mildly positive</c>; null when it printed none.</summary>
    public string? SourceLabel { get; init; }

    /// <summary>The score that the source printed, with its printed decimals; null when it printed none.</summary>
    public decimal? SourceScore { get; init; }

    /// <summary>Fields of the input that the kit does not know, kept as they were read, ordinal by name.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Fields { get; init => field = value.WithComparers(StringComparer.Ordinal); }
        = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>The file it was read from, as the user named it; null when it was made in memory.</summary>
    public string? Path { get; init; }

    /// <summary>What is scored: the title, if any, and the paragraphs, joined by <see cref="BlockSeparator"/>. Every position in an
    /// explanation is a UTF-16 offset into this string.</summary>
    public string Text => string.Join(BlockSeparator, Blocks);

    /// <summary>The blocks of <see cref="Text"/>: the title when there is one, then the paragraphs.</summary>
    public IEnumerable<string> Blocks => Title.Length > 0 ? Paragraphs.Prepend(Title) : Paragraphs;

    /// <summary>Whether it is in English: what its source says, or, where it says nothing or that it does not know, what its letters and function words say.</summary>
    internal bool IsEnglish => ResearchKit.Language.IsEnglish(Language, Blocks);

    /// <summary>An article made in memory; a blank line ends a paragraph.</summary>
    /// <param name="text">The body. Any line ending.</param>
    /// <param name="id">Unique within a corpus.</param>
    public static Article Of(string text, string id = "text") => new() { Id = id, Paragraphs = SplitParagraphs(text) };

    /// <summary>Paragraphs of a text: runs of lines with something on them, separated by blank lines. Outer white space is trimmed.</summary>
    public static ImmutableArray<string> SplitParagraphs(string text)
    {
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        for (var (rest, paragraph) = (text.AsMemory(), ReadOnlyMemory<char>.Empty); Paragraph.Take(ref rest, ref paragraph);) paragraphs.Add(paragraph.ToString());
        return paragraphs.ToImmutable();
    }

    /// <summary><c>id: title or opening words</c>.</summary>
    public override string ToString()
    {
        var opening = Title.Length > 0 ? Title : Paragraphs.FirstOrDefault("");
        return $"{Untrusted.Show(Id)}: {Untrusted.Show(opening)}";
    }

    /// <summary>Whether every field but <see cref="Path"/> is the same: what was read from a file equals what was written to it.</summary>
    public bool Equals(Article? other) => other is not null
        && Id == other.Id && Title == other.Title && Paragraphs.SequenceEqual(other.Paragraphs, StringComparer.Ordinal)
        && Same(PublishedAt, other.PublishedAt) && Same(AvailableAt, other.AvailableAt)
        && Source == other.Source && Language == other.Language && SourceLabel == other.SourceLabel && Same(SourceScore, other.SourceScore)
        && Tickers.Length == other.Tickers.Length
        && Tickers.Zip(other.Tickers).All(pair => pair.First.Ticker == pair.Second.Ticker && Same(pair.First.Value, pair.Second.Value))
        && Fields.Count == other.Fields.Count
        && Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Title, Paragraphs.Length, PublishedAt, SourceScore, Tickers.Length, Fields.Count);

    static bool Same(DateTimeOffset? a, DateTimeOffset? b) => a is { } x && b is { } y ? x.EqualsExact(y) : a is null && b is null;

    static bool Same(decimal? a, decimal? b) => a == b && a?.Scale == b?.Scale;
}

/// <summary>A ticker that a source named, with the value it printed for it.</summary>
/// <param name="Ticker">As printed, such as <c>MSFT</c>.</param>
/// <param name="Value">With its printed decimals; null when the source printed the ticker alone.</param>
public readonly record struct TickerValue(string Ticker, decimal? Value);
