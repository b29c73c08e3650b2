using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a chat model says of an article: its answers, one for each sample, and the score that they make.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">The mean of the answers; silent where all are, or where nothing was asked because there is no word to judge.</param>
/// <param name="Answers">By number of the sample; empty where nothing was asked.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ChatReply(Article Article, Score Score, ImmutableArray<ChatAnswer> Answers)
{
    /// <summary>The lowest value among the answers; 0 without answers.</summary>
    public double Lowest => Answers.IsEmpty ? 0 : Answers.Min(answer => answer.Value);

    /// <summary>The highest value among the answers; 0 without answers.</summary>
    public double Highest => Answers.IsEmpty ? 0 : Answers.Max(answer => answer.Value);

    /// <summary>The share of the answers with the label that most of them have, above 0 to 1; 1 without answers. Of one answer it says nothing.</summary>
    public double Agreement => Answers.IsEmpty ? 1 : (double)Answers.CountBy(answer => answer.Label).Max(label => label.Value) / Answers.Length;

    /// <summary>How many of the answers come from the cassette as it was read.</summary>
    public int Replayed => Answers.Count(answer => answer.Replayed);

    /// <summary>The companies that more than half of the answers name, ordinal by ticker, each with the mean of what these say and the place that the first of them quotes.</summary>
    public ImmutableArray<ChatTicker> Tickers =>
    [
        .. Answers.SelectMany(answer => answer.Tickers).GroupBy(ticker => ticker.Ticker, StringComparer.Ordinal).Where(same => 2 * same.Count() > Answers.Length)
            .OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => same.First() with { Value = same.Average(ticker => ticker.Value) }),
    ];

    /// <summary>The score, how far the answers agree, the companies, and how many are replayed.</summary>
    public override string ToString() => Answers.IsEmpty ? $"{Score}; nothing was asked" : string.Create(CultureInfo.InvariantCulture,
        $"{Score}; {Answers.Length} answers from {Lowest:+0.00;-0.00;0.00} to {Highest:+0.00;-0.00;0.00}, {Agreement * 100:0}% of one label, {Replayed} replayed{(Tickers.IsEmpty ? "" : $"; {string.Join(", ", Tickers)}")}");
}
