using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Joins signals with returns, one signal at a time.</summary>
sealed class ReturnJoining
{
    readonly TradingCalendar calendar;
    readonly ForwardReturnsOptions options;
    readonly ReturnGrid grid;
    readonly MarketReturns market;
    readonly ImmutableArray<ForwardReturn>.Builder rows = ImmutableArray.CreateBuilder<ForwardReturn>();
    readonly Dictionary<(int Horizon, ReturnGap Reason), int> missing = [];

    public ReturnJoining(Prices prices, TradingCalendar calendar, ForwardReturnsOptions options)
    {
        (this.calendar, this.options) = (calendar, options);
        grid = new(prices, calendar, options.Trade);
        market = new(grid, prices, options);
    }

    public ImmutableArray<ForwardReturn> Rows => rows.ToImmutable();

    public ImmutableSortedDictionary<(int, ReturnGap), int> Missing => missing.ToImmutableSortedDictionary();

    public void Add(in Observation signal)
    {
        if (signal.At is not { } at)
        {
            Count(ReturnGap.Undated);
            return;
        }
        var ticker = grid.Number(signal.Key);
        if (ticker < 0)
        {
            Count(ReturnGap.UnknownTicker);
            return;
        }
        var place = calendar.IndexAfter(at + options.Latency, options.Trade);
        if (place < 0)
        {
            Count(calendar.IsBefore(at + options.Latency) ? ReturnGap.BeforePrices : ReturnGap.AfterPrices);
            return;
        }
        var entry = place - grid.Start;
        double? beta = null;
        foreach (var horizon in options.Horizons)
        {
            if (grid.Gap(ticker, entry, horizon) is { } gap)
            {
                Count(gap, horizon);
                continue;
            }
            var simple = grid.Return(ticker, entry, horizon);
            if (options.Kind == ReturnKind.Log && simple <= -1)
            {
                Count(ReturnGap.Delisted, horizon);
                continue;
            }
            var other = options.Adjustment switch
            {
                Adjustment.Market => In(market.Market(entry, horizon)),
                Adjustment.Sector => In(market.Sector(ticker, entry, horizon)),
                Adjustment.Beta => (beta ??= market.Beta(ticker, entry, options)) * In(market.Market(entry, horizon)),
                _ => double.NaN,
            };
            rows.Add(new(signal.ArticleId, signal.Key, at, signal.Value, calendar.Day(place), calendar.Day(place + horizon), horizon, In(simple), double.IsFinite(other) ? In(simple) - other : null));
        }
    }

    double In(double simple) => options.Kind == ReturnKind.Log ? Math.Log(1 + simple) : simple;

    void Count(ReturnGap reason)
    {
        foreach (var horizon in options.Horizons) Count(reason, horizon);
    }

    void Count(ReturnGap reason, int horizon) => missing[(horizon, reason)] = missing.GetValueOrDefault((horizon, reason)) + 1;
}
