using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What tickers returned after signals: a row for each signal and horizon that has prices, by time of the signal, ticker, article and horizon. Immutable; the order in which signals were given changes no bit.</summary>
/// <remarks>A return begins with the first trade that a signal allows (<see cref="TradingCalendar.FirstTradeAfter"/>), never with a price that stood when it came. For every horizon the rows and what is <see cref="Missing(int, ReturnGap)"/> add up to the signals.
/// After a ticker's last price its delisting return, where one is stated, is what a holding came to; it earns nothing from then on.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class ForwardReturns : IReadOnlyList<ForwardReturn>
{
    readonly ImmutableArray<ForwardReturn> rows;
    readonly ImmutableSortedDictionary<(int Horizon, ReturnGap Reason), int> missing;

    ForwardReturns(ForwardReturnsOptions options, int signals, ImmutableArray<ForwardReturn> rows, ImmutableSortedDictionary<(int, ReturnGap), int> missing, Lazy<string> print)
    {
        (Options, Signals, this.rows, this.missing, Print) = (options, signals, rows, missing, print);
        Horizons = [.. options.Horizons.Select(horizon => Summarized(horizon, rows))];
    }

    /// <summary>How they came about.</summary>
    public ForwardReturnsOptions Options { get; }

    /// <summary>How many signals were given.</summary>
    public int Signals { get; }

    /// <summary>Scores that are none, and make no signal: silent, or in an unsupported language.</summary>
    public int Unscored { get; private init; }

    /// <summary>By what the signals are known again, by <see cref="SignalPrint"/>.</summary>
    internal Lazy<string> Print { get; }

    /// <summary>What there is of each horizon, and how far its returns overlap.</summary>
    public ImmutableArray<ForwardHorizon> Horizons { get; }

    /// <inheritdoc/>
    public int Count => rows.Length;

    /// <inheritdoc/>
    public ForwardReturn this[int index] => rows[index];

    /// <summary>How many signals have no return over a horizon for a reason.</summary>
    /// <exception cref="InputException">The horizon was not asked for.</exception>
    public int Missing(int horizon, ReturnGap reason) => Options.Horizons.Contains(horizon) ? missing.GetValueOrDefault((horizon, reason))
        : throw InputException.Unknown("Horizon", horizon.ToString(CultureInfo.InvariantCulture), Options.Horizons.Select(known => known.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Every count of signals without a return, by horizon and reason.</summary>
    public IEnumerable<(int Horizon, ReturnGap Reason, int Count)> Gaps => missing.Select(one => (one.Key.Horizon, one.Key.Reason, one.Value));

    /// <summary>Joins signals with what came after them.</summary>
    /// <param name="signals">Observations whose key is a ticker, in any order.</param>
    /// <param name="prices">Prices.</param>
    /// <param name="calendar">The exchange's sessions, a day for every price.</param>
    /// <param name="options">Changes what is joined: <c>o => o with { Adjustment = Adjustment.Beta, Benchmark = "SPY" }</c>.</param>
    /// <exception cref="InputException">A price lies on no session, a signal is no finite number, or an option cannot be met.</exception>
    public static ForwardReturns Of(IEnumerable<Observation> signals, Prices prices, TradingCalendar calendar, Func<ForwardReturnsOptions, ForwardReturnsOptions>? options = null) => Of(signals, prices, calendar, options, print: null, unscored: 0);

    /// <summary>Joins signals that were made of something with a print of its own; null where they are that themselves.</summary>
    static ForwardReturns Of(IEnumerable<Observation> signals, Prices prices, TradingCalendar calendar, Func<ForwardReturnsOptions, ForwardReturnsOptions>? options, Lazy<string>? print, int unscored)
    {
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(calendar);
        var chosen = (options is null ? new() : options(new())).Validated();
        var ordered = signals.ToArray();
        foreach (var signal in ordered)
            if (!double.IsFinite(signal.Value)) throw new InputException(FormattableString.Invariant($"Signal for {Untrusted.Quote(signal.Key)} of {Untrusted.Quote(signal.ArticleId)}: {signal.Value} is not a finite number. Leave it out."));
        Array.Sort(ordered, SignalPrint.Compare);
        var join = new ReturnJoining(prices, calendar, chosen);
        foreach (var signal in ordered) join.Add(signal);
        return new(chosen, ordered.Length, join.Rows, join.Missing, print ?? new(() => SignalPrint.OfSorted(ordered))) { Unscored = unscored };
    }

    static ForwardHorizon Summarized(int horizon, ImmutableArray<ForwardReturn> rows)
    {
        var (count, adjusted, overlapping) = (0, 0, 0);
        var days = new HashSet<DateOnly>();
        var ends = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Horizon != horizon) continue;
            count++;
            if (row.Adjusted is not null) adjusted++;
            days.Add(row.Entry);
            // Rows come by time: the last one of a ticker is the one that ends last.
            if (ends.TryGetValue(row.Ticker, out var end) && row.Entry < end) overlapping++;
            ends[row.Ticker] = row.Exit;
        }
        return new(horizon, count, adjusted, days.Count, overlapping);
    }

    /// <inheritdoc/>
    public IEnumerator<ForwardReturn> GetEnumerator() => ((IEnumerable<ForwardReturn>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each horizon, with what is missing.</summary>
    public override string ToString() => string.Join("\n", new[] { string.Create(CultureInfo.InvariantCulture, $"{Signals} {(Signals == 1 ? "signal" : "signals")}, {Count} {(Count == 1 ? "return" : "returns")}{(Unscored == 0 ? "" : $" ({Unscored} scores were none)")}") }
        .Concat(Horizons.Select(one => $"  {one}{Left(one.Horizon)}")));

    string Left(int horizon)
    {
        var left = Gaps.Where(gap => gap.Horizon == horizon).Select(gap => string.Create(CultureInfo.InvariantCulture, $"{gap.Reason} {gap.Count}")).ToList();
        return left.Count == 0 ? "" : $"; without: {string.Join(", ", left)}";
    }
}
