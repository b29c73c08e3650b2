using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Signals of the kit's own results.</summary>
public sealed partial class ForwardReturns
{
    /// <summary>Joins what articles say of companies with what came after: a signal for each ticker of a company that has prices.</summary>
    /// <param name="scores">Rows of a <see cref="TickerScorer"/>. A company without prices is one signal of an unknown ticker.</param>
    /// <param name="corpus">The articles they were made of.</param>
    /// <param name="prices">Prices.</param>
    /// <param name="calendar">The exchange's sessions.</param>
    /// <param name="options">Changes what is joined.</param>
    /// <exception cref="InputException">A row's article is not in the corpus, a price lies on no session, or an option cannot be met.</exception>
    public static ForwardReturns Of(IEnumerable<TickerScore> scores, Corpus corpus, Prices prices, TradingCalendar calendar, Func<ForwardReturnsOptions, ForwardReturnsOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(prices);
        var (said, signals, unscored) = (new List<Observation>(), new List<Observation>(), 0);
        foreach (var row in scores)
        {
            if (row.Signal(corpus) is not { } signal)
            {
                unscored++;
                continue;
            }
            said.Add(signal);
            ImmutableArray<string> known = [.. row.Company.Tickers.Where(ticker => prices.Find(ticker) is not null)];
            foreach (var ticker in known.IsEmpty ? [signal.Key] : known) signals.Add(signal with { Key = ticker });
        }
        return Of(signals, prices, calendar, options, new(() => SignalPrint.Of(said)), unscored);
    }

    /// <summary>Joins an index by ticker with what came after: each point is known when its period is over, at midnight UTC, and called by its key and first day.</summary>
    /// <remarks>Where gaps are filled, a point is the state of its key at that time, and of several with the same first trade, such as those of a weekend, the last is the one signal. Else each point is a signal.</remarks>
    /// <param name="index">An index whose keys are tickers, or several of one company with a comma between, as <see cref="Company.Symbol"/> has them: then there is a signal for each of these that has prices. Points without a value are left out; those that fill a gap are signals too.</param>
    /// <param name="prices">Prices.</param>
    /// <param name="calendar">The exchange's sessions.</param>
    /// <param name="options">Changes what is joined.</param>
    /// <exception cref="InputException">A price lies on no session, or an option cannot be met.</exception>
    public static ForwardReturns Of(SentimentIndex index, Prices prices, TradingCalendar calendar, Func<ForwardReturnsOptions, ForwardReturnsOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(calendar);
        var chosen = (options is null ? new() : options(new())).Validated();
        List<Observation> points = [.. index.Signals()];
        var all = points;
        if (index.Options.Gaps != ResearchKit.Gaps.None)
        {
            // Points come by key and then by time. A time without a session is left to be counted as what it is.
            var trades = points.ConvertAll(point => calendar.IndexAfter(point.At!.Value + chosen.Latency, chosen.Trade));
            points = [.. points.Where((point, i) => trades[i] < 0 || i + 1 == points.Count || trades[i + 1] != trades[i] || points[i + 1].Key != point.Key)];
        }
        var tickers = index.Keys.ToDictionary(key => key, Priced, StringComparer.Ordinal);
        return Of(points.SelectMany(point => tickers[point.Key].Select(ticker => point with { Key = ticker })), prices, calendar, options, new(() => SignalPrint.Of(all)), unscored: 0);

        ImmutableArray<string> Priced(string key)
        {
            if (prices.Find(key) is not null) return [key];
            ImmutableArray<string> known = [.. SentimentIndex.Tickers(key).Where(ticker => prices.Find(ticker) is not null)];
            return known.IsEmpty ? [key] : known;
        }
    }
}

/// <summary>What companies say of markets.</summary>
public static class CompanySectors
{
    /// <summary>The sector of each ticker of companies that state one.</summary>
    public static ImmutableDictionary<string, string> Sectors(this Companies companies)
    {
        ArgumentNullException.ThrowIfNull(companies);
        return companies.Where(company => company.Sector.Length > 0).SelectMany(company => company.Tickers.Select(ticker => KeyValuePair.Create(ticker, company.Sector))).ToImmutableDictionary(StringComparer.Ordinal);
    }
}
