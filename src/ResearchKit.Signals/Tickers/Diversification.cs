using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A provider's part in what texts say.</summary>
/// <param name="Company">The provider.</param>
/// <param name="Mentions">How often it is named, by its name or its computing.</param>
/// <param name="Weight">The same with hedged mentions as ½ and negated ones as 0.</param>
/// <param name="Share">Its part of all weights, 0 to 1.</param>
public readonly record struct ProviderShare(Company Company, int Mentions, double Weight, double Share)
{
    /// <summary>Provider and share.</summary>
    public override string ToString() => FormattableString.Invariant($"{Untrusted.Line(Company.Name)} {Share:0%} ({Mentions} {(Mentions == 1 ? "mention" : "mentions")}, weight {Weight:0.#})");
}

/// <summary>How diverse the compute providers are that texts name: a mix of coverage, not of spending.</summary>
/// <remarks>A mention is a provider's name, ticker or computing (Azure), not another product or a person. Weights: affirmed 1, hedged ½ (potentially, in talks, reported), negated 0. With shares w of n providers: HHI = Σw² (Herfindahl, Hirschman);
/// effective number 1/HHI; normalised (1 − HHI)/(1 − 1/n); entropy −Σw ln w/ln n. The unbiased HHI Σc(c − 1)/(C(C − 1)) is of raw counts and is never inverted or normalised.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Diversification
{
    /// <summary>Printed wherever a mix is shown.</summary>
    public const string Note = "Coverage mix: who is named, not who is paid.";

    /// <summary>The providers that are named, the greatest share first.</summary>
    public required ImmutableArray<ProviderShare> Providers { get; init; }

    /// <summary>How many articles name a provider.</summary>
    public required int Articles { get; init; }

    /// <summary>Σw², 1/n to 1; null where no provider has a weight.</summary>
    public double? Hhi { get; init; }

    /// <summary>The 95% percentile bootstrap interval of <see cref="Hhi"/>, over articles, or over the sentences of one; null where fewer than two of them name providers.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>Σc(c − 1)/(C(C − 1)) of the raw counts; null below two mentions.</summary>
    public double? Unbiased { get; init; }

    /// <summary>1/HHI: that many equal providers would be as diverse.</summary>
    public double? Effective => 1 / Hhi;

    /// <summary>1 − HHI.</summary>
    public double? Index => 1 - Hhi;

    /// <summary>(1 − HHI)/(1 − 1/n), 0 to 1; null below two providers.</summary>
    public double? Normalised => Weighted is > 1 and var n ? (1 - Hhi) / (1 - 1.0 / n) : null;

    /// <summary>−Σw ln w/ln n, 0 to 1; null below two providers.</summary>
    public double? Entropy => Weighted is > 1 and var n ? -Providers.Where(provider => provider.Share > 0).Sum(provider => provider.Share * Math.Log(provider.Share)) / Math.Log(n) : null;

    int Weighted => Providers.Count(provider => provider.Weight > 0);

    /// <summary>The mix of what was found for companies in one article or several.</summary>
    /// <param name="scores">Rows of <see cref="TickerScorer.Score(Article)"/>; companies that rent out no computing are passed over.</param>
    /// <param name="options">Changes how: <c>o => o with { Raw = true }</c>.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public static Diversification Of(IEnumerable<TickerScore> scores, Func<DiversificationOptions, DiversificationOptions>? options = null) => Of(scores, null, options);

    /// <summary>The same with every mention times what its article weighs; null weighs all alike.</summary>
    internal static Diversification Of(IEnumerable<TickerScore> scores, Func<string, double>? weightOf, Func<DiversificationOptions, DiversificationOptions>? options)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var rows = scores.Where(score => score.Company.IsProvider).ToList();
        ImmutableArray<Company> companies = [.. rows.Select(row => row.Company).DistinctBy(company => company.Name).OrderBy(company => company.Name, StringComparer.Ordinal)];
        var numbers = companies.Index().ToDictionary(pair => pair.Item.Name, pair => pair.Index, StringComparer.Ordinal);
        var several = rows.Select(row => row.ArticleId).Distinct().Count() > 1;
        // A unit is drawn as a whole: an article, or a sentence of one.
        var units = rows.SelectMany(row => row.Mentions.Where(IsSupply).Select(mention => (Unit: several ? (row.ArticleId, 0) : (row.ArticleId, mention.Sentence), Number: numbers[row.Company.Name], Weight: (chosen.Raw ? 1 : mention.Weight) * (weightOf is null ? 1 : weightOf(row.ArticleId)))))
            .GroupBy(found => found.Unit).OrderBy(unit => unit.Key.ArticleId, StringComparer.Ordinal).ThenBy(unit => unit.Key.Item2)
            .Select(unit => unit.Select(found => (found.Number, found.Weight)).ToArray()).ToArray();
        var (weights, counts) = (new double[companies.Length], new int[companies.Length]);
        foreach (var (number, weight) in units.SelectMany(unit => unit))
        {
            weights[number] += weight;
            counts[number]++;
        }
        double total = weights.Sum(), all = counts.Sum();
        return new()
        {
            Articles = rows.Where(row => row.Mentions.Any(IsSupply)).Select(row => row.ArticleId).Distinct().Count(),
            Providers = [.. companies.Select((company, i) => new ProviderShare(company, counts[i], weights[i], total > 0 ? weights[i] / total : 0)).Where(provider => provider.Mentions > 0)
                .OrderByDescending(provider => provider.Weight).ThenBy(provider => provider.Company.Name, StringComparer.Ordinal)],
            Hhi = Concentration(weights),
            Interval = Bootstrap(units, companies.Length, chosen),
            Unbiased = all > 1 ? counts.Sum(count => count * (count - 1.0)) / (all * (all - 1)) : null,
        };
    }

    static bool IsSupply(Mention mention) => mention.Kind is AliasKind.Name or AliasKind.Compute or AliasKind.Ticker;

    static double? Concentration(ReadOnlySpan<double> weights)
    {
        double total = 0, squares = 0;
        foreach (var weight in weights) total += weight;
        if (total == 0) return null;
        foreach (var weight in weights) squares += weight / total * (weight / total);
        return squares;
    }

    static (double, double)? Bootstrap((int Number, double Weight)[][] units, int companies, DiversificationOptions options)
    {
        if (units.Length < 2 || options.Resamples == 0) return null;
        var draws = new List<double>(options.Resamples);
        var weights = new double[companies];
        for (var draw = 0; draw < options.Resamples; draw++)
        {
            var random = SplitMix.Of(options.Seed, draw);
            Array.Clear(weights);
            for (var i = 0; i < units.Length; i++)
                foreach (var (number, weight) in units[random.Below(units.Length)]) weights[number] += weight;
            if (Concentration(weights) is { } drawn) draws.Add(drawn);
        }
        if (draws.Count < 2) return null;
        draws.Sort();
        return (draws[(int)(0.025 * (draws.Count - 1))], draws[(int)Math.Ceiling(0.975 * (draws.Count - 1))]);
    }

    /// <summary>The mix in a line.</summary>
    public override string ToString() => Hhi is not { } hhi ? "no compute provider is named"
        : string.Create(CultureInfo.InvariantCulture, $"HHI {hhi:0.000}{(Interval is { } i ? string.Create(CultureInfo.InvariantCulture, $" [{i.Low:0.000}, {i.High:0.000}]") : "")}, effective {Effective:0.00}: {string.Join(", ", Providers)}. {Note}");
}
