using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>What tickers gained whose scores stand in a quantile.</summary>
/// <param name="Quantile">1 for the lowest scores.</param>
/// <param name="Names">How many tickers it holds on a day, on average.</param>
/// <param name="Return">The mean over days of the equally weighted return over the horizon; null below three days.</param>
public sealed record QuantileReturn(int Quantile, double Names, MeanEstimate? Return);

/// <summary>A holding period of the long-short portfolio.</summary>
/// <param name="Date">When it was formed.</param>
/// <param name="Gross">The mean return of the top quantile less that of the bottom one, as a share of the capital of one leg.</param>
/// <param name="Traded">Σ|w − w before| over both legs, of which each is 1: 2 for the first, 0 where nothing changes, at most 4, which it is too where the one before was closed early.</param>
/// <param name="Cost">Its cost, as a share of the capital of one leg.</param>
/// <param name="RankAutocorrelation">Spearman's correlation of the scores with those of the period before, over the tickers in both; null for the first, or where it is not defined.</param>
public readonly record struct HoldingPeriod(DateOnly Date, double Gross, double Traded, double Cost, double? RankAutocorrelation)
{
    /// <summary>Gross less cost.</summary>
    public double Net => Gross - Cost;
}

/// <summary>Quantile returns of a horizon, and the long-short portfolio of the top against the bottom quantile, with its costs.</summary>
/// <remarks>A day's tickers go by mean rank r of n (ties share it) into quantile ⌊(r − ½)/n·q⌋ + 1; days whose top or bottom quantile is empty are left out. Quantile returns are of every day, so they overlap. The portfolio is formed at the first day, held for the horizon, and formed anew at the next day
/// that does not overlap: long 1 in the top quantile and short 1 in the bottom, equal weights; weights are taken not to drift while held. Where the next forming is later than the horizon, the portfolio is closed in between, and bought anew. Every trade costs <see cref="SignalOptions.CostBps"/> a side; the last portfolio is not closed,
/// borrowing shares costs nothing here, and of returns beyond a market or sector neither does what it takes to hedge them.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class QuantileSpreads
{
    QuantileSpreads() { }

    /// <summary>Over how many trading days.</summary>
    public required int Horizon { get; init; }

    /// <summary>The lowest scores first.</summary>
    public required ImmutableArray<QuantileReturn> Quantiles { get; init; }

    /// <summary>Days that were sorted.</summary>
    public required int Days { get; init; }

    /// <summary>Days left out: too few tickers, or an empty top or bottom quantile.</summary>
    public required int LeftOut { get; init; }

    /// <summary>The mean over every day of top less bottom, before costs; null below three days.</summary>
    public required MeanEstimate? Spread { get; init; }

    /// <summary>The long-short portfolio, a period after the other.</summary>
    public required ImmutableArray<HoldingPeriod> Periods { get; init; }

    /// <summary>The mean of the periods' net returns; null below three.</summary>
    public required MeanEstimate? Net { get; init; }

    /// <summary>Spearman's correlation of the quantiles' numbers and mean returns, −1 to 1: 1 where returns rise from quantile to quantile. Null where they do not differ, or a quantile is empty.</summary>
    public required double? Monotonicity { get; init; }

    /// <summary>How they were made.</summary>
    public required SignalOptions Options { get; init; }

    /// <summary>The part of both legs that is replaced at a new forming, 0 to 1, on average; null below two periods.</summary>
    public double? Turnover => Periods.Length < 2 ? null : Periods.Skip(1).Average(period => period.Traded) / 4;

    /// <summary>The mean rank autocorrelation from period to period; null where there is none.</summary>
    public double? RankAutocorrelation => Periods.Average(period => period.RankAutocorrelation);

    /// <summary>The cost a side, in basis points, at which nothing is left of the gross return; null where nothing is traded or gained.</summary>
    public double? BreakEvenBps => Periods.Sum(period => period.Gross) is > 0 and var gross && Periods.Sum(period => period.Traded) is > 0 and var traded ? gross / traded * 1e4 : null;

    /// <summary>The Sharpe ratio of the net periods; null below two, or where they are all equal.</summary>
    public SharpeRatio? Sharpe => Periods.Length < 2 || Periods.All(period => period.Net == Periods[0].Net) ? null : SharpeRatio.Of([.. Periods.Select(period => period.Net)]);

    /// <summary>How many periods a year has, as they were formed: (periods − 1)·<see cref="SignalOptions.DaysPerYear"/>/(trading days from the first forming to the last); null below two.</summary>
    public required double? PeriodsPerYear { get; init; }

    /// <summary>The Sharpe ratio of a year: that of a period times √<see cref="PeriodsPerYear"/>; null where there is none.</summary>
    public double? AnnualSharpe => Sharpe?.Value * Math.Sqrt(PeriodsPerYear ?? double.NaN);

    /// <summary>Sorts the tickers of every day.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="horizon">One of the panel's.</param>
    /// <param name="options">Changes how: <c>o => o with { Quantiles = 10, CostBps = 8 }</c>.</param>
    /// <exception cref="InputException">The panel has no such horizon, or an option is out of its range.</exception>
    public static QuantileSpreads Of(SignalPanel panel, int horizon, Func<SignalOptions, SignalOptions>? options = null) => Of(panel, horizon, SignalOptions.Of(options));

    internal static QuantileSpreads Of(SignalPanel panel, int horizon, SignalOptions options)
    {
        var sorted = new List<(CrossSection Section, int[] Quantile, double[] Returns, int[] Counts)>();
        var leftOut = 0;
        foreach (var section in panel.Sections(horizon))
        {
            var quantile = Quantile(section.Scores, options.Quantiles);
            var (sums, counts) = (new double[options.Quantiles], new int[options.Quantiles]);
            for (var i = 0; i < quantile.Length; i++)
            {
                sums[quantile[i]] += section.Returns[i];
                counts[quantile[i]]++;
            }
            if (section.Count < options.FewestNames || counts[0] == 0 || counts[^1] == 0) leftOut++;
            else sorted.Add((section, quantile, [.. sums.Zip(counts, (sum, count) => sum / count)], counts));
        }
        int[] positions = [.. sorted.Select(day => day.Section.Position)];
        ImmutableArray<QuantileReturn> quantiles = [.. Enumerable.Range(0, options.Quantiles).Select(q =>
        {
            var held = sorted.Where(day => day.Counts[q] > 0).ToList();
            return new QuantileReturn(q + 1, sorted.Count == 0 ? 0 : sorted.Average(day => day.Counts[q]), MeanEstimate.Of([.. held.Select(day => day.Returns[q])], [.. held.Select(day => day.Section.Position)], horizon, options, 0));
        })];
        int[] formed = [.. Series.PlacesApart(positions, horizon)];
        var periods = LongShort.Periods([.. formed.Select(place => (sorted[place].Section, sorted[place].Quantile))], horizon, options);
        double[] means = [.. quantiles.Select(one => one.Return?.Mean ?? double.NaN)];
        return new()
        {
            Horizon = horizon,
            Quantiles = quantiles,
            Days = sorted.Count,
            LeftOut = leftOut,
            Spread = MeanEstimate.Of([.. sorted.Select(day => day.Returns[^1] - day.Returns[0])], positions, horizon, options, 0),
            Periods = periods,
            PeriodsPerYear = periods.Length < 2 ? null : (periods.Length - 1) * (double)options.DaysPerYear / (positions[formed[^1]] - positions[formed[0]]),
            // Periods do not overlap, so each looks one period ahead.
            Net = MeanEstimate.Of([.. periods.Select(period => period.Net)], [.. Enumerable.Range(0, periods.Length)], 1, options, 0),
            Monotonicity = means.Any(double.IsNaN) || Series.Constant(means) ? null : Evaluating.Spearman([.. Enumerable.Range(0, means.Length)], means, [.. Enumerable.Range(1, means.Length).Select(q => (double)q)]),
            Options = options,
        };
    }

    /// <summary>The quantile of each value, from 0.</summary>
    internal static int[] Quantile(double[] values, int quantiles) =>
        [.. Evaluating.Ranks([.. Enumerable.Range(0, values.Length)], values).Select(rank => (int)Math.Floor((2 * rank - 1) * quantiles / (2.0 * values.Length)))];

    /// <summary>The quantiles' mean returns in basis points, the spread before and after costs, turnover.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"horizon {Horizon}, {Days} days{(LeftOut == 0 ? "" : $" ({LeftOut} left out)")}; mean return in bp by quantile, lowest scores first: {string.Join("  ", Quantiles.Select(q => q.Return is null ? "none" : (q.Return.Mean * 1e4).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)))}");
        if (Spread is not null) text.Append(CultureInfo.InvariantCulture, $"\ntop less bottom, every day, before costs: {Spread}");
        if (Net is not null) text.Append(CultureInfo.InvariantCulture, $"\nlong-short, {Periods.Length} periods that do not overlap, after {Options.CostBps:0.##} bp a side: {Net}");
        if (Sharpe is { } sharpe) text.Append(CultureInfo.InvariantCulture, $"\n{sharpe}, {AnnualSharpe:0.00} a year of {PeriodsPerYear:0.#} periods");
        text.Append(CultureInfo.InvariantCulture, $"\nturnover {Shown(Turnover, "0.00")}, rank autocorrelation {Shown(RankAutocorrelation, "0.00")}, monotonicity {Shown(Monotonicity, "0.00")}, breaks even at {Shown(BreakEvenBps, "0.0")} bp a side");
        return text.ToString();

        static string Shown(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "none";
    }
}

/// <summary>A portfolio that is formed anew from period to period.</summary>
static class LongShort
{
    public static ImmutableArray<HoldingPeriod> Periods(IReadOnlyList<(CrossSection Section, int[] Quantile)> formed, int horizon, SignalOptions options)
    {
        var periods = ImmutableArray.CreateBuilder<HoldingPeriod>();
        var before = new Dictionary<int, double>();
        CrossSection? last = null;
        foreach (var (section, quantile) in formed)
        {
            // What was held until its horizon was over, and then closed.
            var closed = last is { } earlier && section.Position > earlier.Position + horizon ? before.OrderBy(held => held.Key).Sum(held => Math.Abs(held.Value)) : 0;
            if (closed > 0) before = [];
            double top = quantile.Count(q => q == options.Quantiles - 1), bottom = quantile.Count(q => q == 0), gross = 0, traded = 0;
            var weights = new Dictionary<int, double>();
            for (var i = 0; i < section.Count; i++)
            {
                var weight = quantile[i] == 0 ? -1 / bottom : quantile[i] == options.Quantiles - 1 ? 1 / top : 0;
                if (weight == 0) continue;
                weights[section.Tickers[i]] = weight;
                gross += weight * section.Returns[i];
                // Sums follow the tickers' order, so that they have the same bits however a dictionary is laid out.
                traded += Math.Abs(weight - before.GetValueOrDefault(section.Tickers[i]));
            }
            traded += before.Where(held => !weights.ContainsKey(held.Key)).OrderBy(held => held.Key).Sum(held => Math.Abs(held.Value));
            traded += closed;
            periods.Add(new(section.Date, gross, traded, traded * options.CostBps / 1e4, last is null ? null : Autocorrelation(last.Value, section)));
            (before, last) = (weights, section);
        }
        return periods.ToImmutable();
    }

    static double? Autocorrelation(CrossSection before, CrossSection now)
    {
        var (x, y) = Joined(before, before.Scores, now, now.Scores);
        return x.Length < 3 || Series.Constant(x) || Series.Constant(y) ? null : Evaluating.Spearman([.. Enumerable.Range(0, x.Length)], y, x);
    }

    /// <summary>Values of the tickers that stand in both.</summary>
    public static (double[] First, double[] Second) Joined(CrossSection first, double[] firstValues, CrossSection second, double[] secondValues)
    {
        if (first.Tickers.AsSpan().SequenceEqual(second.Tickers)) return (firstValues, secondValues);
        var (x, y) = (new List<double>(first.Count), new List<double>(first.Count));
        for (int i = 0, j = 0; i < first.Count && j < second.Count;)
        {
            var order = first.Tickers[i].CompareTo(second.Tickers[j]);
            if (order == 0)
            {
                x.Add(firstValues[i]);
                y.Add(secondValues[j]);
            }
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return ([.. x], [.. y]);
    }
}
