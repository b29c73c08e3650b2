using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>How a day's scores went with the returns that followed.</summary>
/// <param name="Date">The day.</param>
/// <param name="Horizon">Over how many trading days.</param>
/// <param name="Names">How many tickers.</param>
/// <param name="Ic">Pearson's correlation over them, −1 to 1.</param>
/// <param name="RankIc">Spearman's: Pearson's of the ranks, ties at their mean rank.</param>
public readonly record struct DayCoefficient(DateOnly Date, int Horizon, int Names, double Ic, double RankIc);

/// <summary>The information coefficients of a horizon.</summary>
/// <param name="Horizon">Over how many trading days.</param>
/// <param name="Days">How many days count.</param>
/// <param name="TooFewNames">Days left out for fewer tickers than are needed.</param>
/// <param name="Constant">Days left out because all scores, or all returns, are equal.</param>
/// <param name="Ic">The mean of the daily ICs; null below three days.</param>
/// <param name="RankIc">That of the daily rank ICs.</param>
/// <param name="Q">Benjamini and Yekutieli's q of the rank IC over the horizons, or over the horizons and groups where there are several panels; null below three days.</param>
public sealed record HorizonCoefficients(int Horizon, int Days, int TooFewNames, int Constant, MeanEstimate? Ic, MeanEstimate? RankIc, double? Q)
{
    /// <summary>The IC of all rows at once, with errors clustered by date and ticker; null where there is too little.</summary>
    public PooledCoefficient? PooledIc { get; init; }

    /// <summary>The same of the ranks within each day.</summary>
    public PooledCoefficient? PooledRankIc { get; init; }

    /// <summary>The horizon, the rank IC and q.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"horizon {Horizon}: {(RankIc is null ? $"{Days} days, too few" : $"rank IC {RankIc}, q {Q:0.000}")}");
}

/// <summary>Information coefficients of a panel: day by day, and their means by horizon, which is how a signal decays.</summary>
/// <remarks>IC of a day: the correlation of its scores with the returns over the horizon, across tickers (Grinold 1989). The mean is over days; see <see cref="MeanEstimate"/> for its errors, and <see cref="PooledCoefficient"/> for the coefficient of all rows at once.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class InformationCoefficients
{
    InformationCoefficients(ImmutableArray<DayCoefficient> days, ImmutableArray<HorizonCoefficients> horizons, SignalOptions options) => (Days, Horizons, Options) = (days, horizons, options);

    /// <summary>By horizon and then by day.</summary>
    public ImmutableArray<DayCoefficient> Days { get; }

    /// <summary>The shortest first.</summary>
    public ImmutableArray<HorizonCoefficients> Horizons { get; }

    /// <summary>How they were made.</summary>
    public SignalOptions Options { get; }

    /// <summary>The means of a horizon.</summary>
    /// <exception cref="InputException">The panel has no such horizon.</exception>
    public HorizonCoefficients this[int horizon] => Horizons.FirstOrDefault(one => one.Horizon == horizon)
        ?? throw InputException.Unknown("Horizon", horizon.ToString(CultureInfo.InvariantCulture), Horizons.Select(one => one.Horizon.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Takes them of a panel.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="options">Changes how: <c>o => o with { FewestNames = 20 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, or there are fewer lags than returns overlap.</exception>
    public static InformationCoefficients Of(SignalPanel panel, Func<SignalOptions, SignalOptions>? options = null) => Of(panel, SignalOptions.Of(options));

    internal static InformationCoefficients Of(SignalPanel panel, SignalOptions options)
    {
        var days = ImmutableArray.CreateBuilder<DayCoefficient>();
        var horizons = new List<HorizonCoefficients>();
        foreach (var horizon in panel.Horizons)
        {
            var (few, constant, first) = (0, 0, days.Count);
            var positions = new List<int>();
            var sections = panel.Sections(horizon);
            foreach (var section in sections)
            {
                if (section.Count < options.FewestNames) few++;
                else if (Series.Constant(section.Scores) || Series.Constant(section.Returns)) constant++;
                else
                {
                    int[] every = [.. Enumerable.Range(0, section.Count)];
                    days.Add(new(section.Date, horizon, section.Count, Evaluating.Pearson(every, section.Returns, section.Scores), Evaluating.Spearman(every, section.Returns, section.Scores)));
                    positions.Add(section.Position);
                }
            }
            var counted = days.Skip(first).ToList();
            horizons.Add(new(horizon, counted.Count, few, constant, Mean(day => day.Ic), Mean(day => day.RankIc), null) { PooledIc = PooledCoefficient.Of(sections, horizon, options, ranks: false), PooledRankIc = PooledCoefficient.Of(sections, horizon, options, ranks: true) });

            MeanEstimate? Mean(Func<DayCoefficient, double> value) => MeanEstimate.Of([.. counted.Select(value)], [.. positions], horizon, options, options.SmallestOfInterest);
        }
        return new(days.ToImmutable(), WithQ(horizons), options);
    }

    /// <summary>The same with q over several panels, such as those of themes or regimes.</summary>
    internal static ImmutableArray<InformationCoefficients> Together(IReadOnlyList<InformationCoefficients> panels)
    {
        var all = WithQ([.. panels.SelectMany(panel => panel.Horizons)]);
        var taken = 0;
        return [.. panels.Select(panel => new InformationCoefficients(panel.Days, [.. all.Skip((taken += panel.Horizons.Length) - panel.Horizons.Length).Take(panel.Horizons.Length)], panel.Options))];
    }

    static ImmutableArray<HorizonCoefficients> WithQ(IReadOnlyList<HorizonCoefficients> horizons)
    {
        var q = FalseDiscovery.BenjaminiYekutieli([.. horizons.Where(one => one.RankIc is not null).Select(one => one.RankIc!.P)]);
        var next = 0;
        return [.. horizons.Select(one => one with { Q = one.RankIc is null ? null : q[next++] })];
    }

    /// <summary>A line a horizon: mean rank IC with its interval, ICIR, the three t, what could be detected, and the verdict; then a line a horizon of all rows at once, with t by each error.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("horizon  days  rank IC      95% interval       ICIR   t NW (lags)  t plain  t apart (n)  detects      q  verdict".Replace("95%", string.Create(CultureInfo.InvariantCulture, $"{Options.Level * 100:0.#}%"), StringComparison.Ordinal));
        foreach (var one in Horizons)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{one.Horizon,7}  {one.Days,4}  ");
            if (one.RankIc is not { } ic) text.Append("too few days");
            else text.Append(CultureInfo.InvariantCulture, $"{ic.Mean,7:+0.0000;-0.0000;0.0000}  [{ic.Low:+0.0000;-0.0000;0.0000}, {ic.High:+0.0000;-0.0000;0.0000}]  {ic.Ratio,5:0.00}  {ic.T,6:0.00} {$"({ic.Lags})",5}  {ic.PlainT,7:0.00}  {ic.TApart ?? double.NaN,6:0.00} {$"({ic.CountApart})",5}  {ic.MinimumDetectable,7:0.0000}  {one.Q,5:0.000}  {ic.Verdict.ToString().ToLowerInvariant()}");
            if (one.TooFewNames + one.Constant > 0) text.Append(CultureInfo.InvariantCulture, $"  ({one.TooFewNames} days with too few names, {one.Constant} without differences left out)");
        }
        if (Horizons.All(one => one.PooledRankIc is null)) return text.ToString();
        text.Append("\n\nall rows at once, errors clustered\nhorizon   rows  rank IC      interval           t rows  t date  t ticker  t both  t overlap (lags)");
        foreach (var one in Horizons)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{one.Horizon,7}  ");
            if (one.PooledRankIc is not { } pooled) text.Append("too little");
            else text.Append(CultureInfo.InvariantCulture, $"{pooled.Count,5}  {pooled.Value,7:+0.0000;-0.0000;0.0000}  [{pooled.Low:+0.0000;-0.0000;0.0000}, {pooled.High:+0.0000;-0.0000;0.0000}]  {pooled.Over(pooled.RowError),6:0.00}  {pooled.Over(pooled.DateError),6:0.00}  {pooled.Over(pooled.TickerError),8:0.00}  {pooled.Over(pooled.BothError),6:0.00}  {pooled.Over(pooled.OverlapError),9:0.00} {$"({pooled.Lags})",6}");
        }
        return text.ToString();
    }
}
