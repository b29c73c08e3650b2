using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What news says of a position.</summary>
/// <param name="Position">The position.</param>
/// <param name="Company">The company with its ticker; null for cash, and where none is known: then no article is looked for.</param>
/// <param name="Behind">Its sentiment, taken apart into articles; null where no article of the window says anything for it.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record PositionExposure(Position Position, Company? Company, IndexMove? Behind)
{
    /// <summary>The weighted mean of what articles say for it, −1 to 1; null without any. That is not 0: nobody has said that it stands in the middle.</summary>
    public double? Sentiment => Behind?.After.Value;

    /// <summary>When the newest of the articles behind it became available; null without any. While nothing newer comes, weights are brought to 1 again and the sentiment stands as it is, until the last article leaves the window.</summary>
    public DateTimeOffset? Newest => Behind?.Parts.Max(part => part.Observation.At);

    /// <summary>What it adds to the portfolio's exposure: weight times sentiment, 0 without news.</summary>
    public double Value => Position.Weight * (Sentiment ?? 0);

    /// <summary>Its sentiment by theme, with <see cref="IndexAttribution.NoTheme"/> for the rest: sums to <see cref="Sentiment"/>, to 1e-12.</summary>
    public ImmutableArray<IndexShare> Themes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How much of the news about it is about each theme: the weighted mean of the prevalence, 0 to 1.</summary>
    public ImmutableDictionary<string, double> Attention { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The mix of compute providers in the articles about it, each mention by what its article weighs in the window: who is named, not who is paid. Null without news.</summary>
    public Diversification? Providers { get; init; }

    /// <summary>Ticker, weight, sentiment and what it adds.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant(
        $"{Position}: {(Position.IsCash ? "cash" : Sentiment is { } sentiment ? FormattableString.Invariant($"sentiment {sentiment:+0.000;-0.000;0.000} from {Behind!.Parts.Length} {(Behind.Parts.Length == 1 ? "article" : "articles")}, adds {Value:+0.0000;-0.0000;0.0000}") : Company is null ? "not among the companies" : "no news")}"));
}

/// <summary>What a theme adds to a portfolio's exposure.</summary>
/// <param name="Theme">Its name, or <see cref="IndexAttribution.NoTheme"/>.</param>
/// <param name="Value">Σ weight · what the theme adds to the position's sentiment: these sum to the exposure.</param>
/// <param name="Attention">Σ weight · how much of the position's news is about it; null where there is no theme. It says nothing of good or bad, and a short position counts against it.</param>
public readonly record struct ThemeExposure(string Theme, double Value, double? Attention)
{
    /// <summary>Theme and what it adds.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Theme} adds {Value:+0.0000;-0.0000;0.0000}{(Attention is { } share ? FormattableString.Invariant($", attention {share:+0.000;-0.000;0.000}") : "")}"));
}

/// <summary>What an article does to a portfolio's exposure.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title, or its opening words.</param>
/// <param name="AvailableAt">When it became available.</param>
/// <param name="Before">What it added earlier; 0 for one that is new.</param>
/// <param name="After">What it adds now.</param>
public readonly record struct ArticleExposure(string ArticleId, string Title, DateTimeOffset AvailableAt, double Before, double After)
{
    /// <summary>What of the change is its own.</summary>
    public double Change => After - Before;

    /// <summary>Article and change.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Change:+0.0000;-0.0000;0.0000}  {ArticleId}: {Untrusted.Show(Title)}"));
}

/// <summary>How an exposure changed, by articles and by positions, with today's weights at both times: what trading changed is not in it. Either way sums to the change, to 1e-12.</summary>
/// <param name="Since">The earlier instant.</param>
/// <param name="Before">The exposure then.</param>
/// <param name="After">The exposure now.</param>
/// <param name="Positions">By ticker, in the order of the portfolio, those without a change too.</param>
/// <param name="Articles">The greatest change first: articles that are new, and older ones that have lost weight. A change below 1e-12 is rounding, and its article is left out: empty where no article changed it.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ExposureChange(DateTimeOffset Since, double Before, double After, ImmutableArray<IndexShare> Positions, ImmutableArray<ArticleExposure> Articles)
{
    /// <summary>Below it a change is rounding.</summary>
    internal const double Dust = 1e-12;

    /// <summary>What each theme adds to the exposure at both times, the greatest change first: sums to the change, to 1e-12.</summary>
    public ImmutableArray<IndexShare> Themes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What each position adds to the exposure to compute diversification at both times, in the order of the portfolio: <see cref="Exposure.Diversification"/> then and now, summed.</summary>
    public ImmutableArray<IndexShare> Diversification { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The exposure now less the exposure then.</summary>
    public double Change => After - Before;

    /// <summary>The change and the articles that did most of it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Change:+0.0000;-0.0000;0.0000} since {Since.UtcDateTime:yyyy-MM-dd HH:mm}Z{(Articles.IsEmpty ? ", by no article" : "")}") + string.Concat(Articles.Take(10).Select(article => $"\n  {article}"));
}
