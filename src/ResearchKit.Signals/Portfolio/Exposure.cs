using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>What news says of a portfolio as of an instant: Σ weight · sentiment, with what each position, theme and article adds. Nothing of risk or return is mixed in. Immutable.</summary>
/// <remarks>It rests on nothing that became available after <see cref="AsOf"/>. <c>Portfolio/README.md</c> has the formulas.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Exposure
{
    /// <summary>The portfolio.</summary>
    public required Portfolio Portfolio { get; init; }

    /// <summary>The instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What made the values within documents: the scorer's identity.</summary>
    public required string Method { get; init; }

    /// <summary>The themes that it was read for.</summary>
    public required Taxonomy Taxonomy { get; init; }

    /// <summary>How it was made.</summary>
    public required ExposureOptions Options { get; init; }

    /// <summary>In the order of the portfolio, cash among them.</summary>
    public required ImmutableArray<PositionExposure> Positions { get; init; }

    /// <summary>What each theme adds, the furthest from 0 first: sums to <see cref="Value"/>, to 1e-12.</summary>
    public required ImmutableArray<ThemeExposure> Themes { get; init; }

    /// <summary>What changed since the earlier instant.</summary>
    public required ExposureChange Change { get; init; }

    /// <summary>Articles of the window, until the instant.</summary>
    public required int Articles { get; init; }

    /// <summary>Articles without a time, which are left out.</summary>
    public required int Undated { get; init; }

    /// <summary>What is remarkable of the portfolio and of the instant. For people.</summary>
    public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Σ weight · sentiment: what the positions add, summed.</summary>
    public double Value => Positions.Sum(position => position.Value);

    /// <summary>The part of the gross weight with news, 0 to 1; null where nothing is held. The rest counts as 0 in every exposure.</summary>
    public double? Covered => Share(position => position.Sentiment is not null);

    /// <summary>Σ weight · (1 − HHI) of the compute providers in the position's news, each mention by what its article weighs in the window: a mix of coverage. A position whose news names none adds 0.</summary>
    public double Diversification => Positions.Sum(position => position.Position.Weight * (position.Providers?.Index ?? 0));

    /// <summary>The part of the gross weight whose news names a compute provider; null where nothing is held.</summary>
    public double? DiversificationCovered => Share(position => position.Providers?.Index is not null);

    /// <summary>The compute providers that the portfolio's news leans on: each position's shares of mentions, weighted by |weight| among positions that have any; the greatest first, adding up to 1.</summary>
    public ImmutableArray<(Company Provider, double Share)> Providers
    {
        get
        {
            var weights = Positions.Where(position => position.Providers?.Hhi is not null).SelectMany(position => position.Providers!.Providers.Select(one => (one.Company, Weight: Math.Abs(position.Position.Weight) * one.Share))).ToList();
            var total = weights.Sum(one => one.Weight);
            return total > 0 ? [.. weights.GroupBy(one => one.Company.Name, StringComparer.Ordinal).Select(group => (group.First().Company, group.Sum(one => one.Weight) / total)).Where(one => one.Item2 > 0).OrderByDescending(one => one.Item2).ThenBy(one => one.Company.Name, StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>Makes it.</summary>
    /// <param name="portfolio">The positions.</param>
    /// <param name="corpus">Articles. Those that became available later, and those without a time, are left out.</param>
    /// <param name="scorer">What reads them for each company and theme.</param>
    /// <param name="companies">The companies with the tickers.</param>
    /// <param name="themes">The themes.</param>
    /// <param name="asOf">The instant.</param>
    /// <param name="novelty">Weighs an article by its novelty; null takes all as new.</param>
    /// <param name="options">Changes how: <c>o => o with { Time = TimeWeighting.Equal(7) }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, the method weighs texts as a whole, or the portfolio is weighed by prices of a day after the instant.</exception>
    public static Exposure Of(Portfolio portfolio, Corpus corpus, LexiconScorer scorer, Companies companies, Taxonomy themes, DateTimeOffset asOf, Stories? novelty = null, Func<ExposureOptions, ExposureOptions>? options = null) =>
        Made(portfolio, corpus, scorer, companies, themes, asOf, novelty, (options is null ? new() : options(new())).Validated(asOf));

    static Exposure Made(Portfolio portfolio, Corpus corpus, LexiconScorer scorer, Companies companies, Taxonomy themes, DateTimeOffset asOf, Stories? novelty, ExposureOptions options)
    {
        portfolio.RequireKnown(asOf);
        return new Exposing(portfolio, corpus, scorer, companies, themes, asOf, novelty, options).Made();
    }

    /// <summary>What the exposure would be if a scenario came about.</summary>
    /// <exception cref="InputException">It names a ticker that is not held or a theme that is not known, or says of a value that it falls where it would rise.</exception>
    public ScenarioOutcome Under(Scenario scenario) => ScenarioOutcome.Of(this, scenario);

    double? Share(Func<PositionExposure, bool> counts) => Portfolio.Gross is > 0 and var gross ? Positions.Where(position => !position.Position.IsCash && counts(position)).Sum(position => Math.Abs(position.Position.Weight)) / gross : null;

    /// <summary>The exposure, by positions and by themes, and what changed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"exposure {Value:+0.0000;-0.0000;0.0000} as of {AsOf.UtcDateTime:yyyy-MM-dd HH:mm}Z, news on {Covered ?? 0:0%} of the gross weight"));
        foreach (var position in Positions) text.Append("\n  ").Append(position);
        text.Append("\nby theme: ").AppendJoin("; ", Themes.Where(theme => theme.Value != 0).Take(5));
        return text.Append("\nchange: ").Append(Change).ToString();
    }
}
