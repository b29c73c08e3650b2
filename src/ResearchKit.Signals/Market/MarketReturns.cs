using System.Globalization;

namespace ResearchKit;

/// <summary>What a market, or a sector without one of its tickers, returned over the days of each holding.</summary>
/// <remarks>Means are of tickers that were bought at the first trade and held: equally, or by value, Σ nᵢVᵢrᵢ/Σ nᵢVᵢ with Vᵢ the price of the first trade, splits allowed for and no dividend taken off. A ticker without both prices is in none, unless its delisting return is stated.</remarks>
sealed class MarketReturns
{
    readonly ReturnGrid grid;
    readonly int benchmark;
    readonly double[]? weights;
    readonly bool[] members;
    readonly int[] sectors;
    readonly int sectorCount;
    readonly Dictionary<int, double[]> markets = [];
    readonly Dictionary<int, (double Sum, int Count)[][]> bySector = [];
    readonly Lazy<double[]> daily;

    public MarketReturns(ReturnGrid grid, Prices prices, ForwardReturnsOptions options)
    {
        this.grid = grid;
        benchmark = options.Benchmark is { } name ? Required(name, "Benchmark") : -1;
        members = new bool[grid.Tickers];
        if (options.Universe.IsEmpty) Array.Fill(members, true);
        foreach (var ticker in options.Universe) members[Required(ticker, "Universe")] = true;
        if (benchmark >= 0 && options.Universe.IsEmpty) members[benchmark] = false;
        if (!options.Shares.IsEmpty)
        {
            weights = [.. prices.Tickers.Select(ticker => options.Shares.GetValueOrDefault(ticker))];
            if (!members.Zip(weights).Any(pair => pair.First && pair.Second > 0)) throw new InputException("Option Shares has none of the universe's tickers. Expected shares outstanding by ticker.");
        }
        var names = options.Sectors.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((sector, i) => (sector, i)).ToDictionary(pair => pair.sector, pair => pair.i, StringComparer.Ordinal);
        sectorCount = names.Count;
        sectors = [.. prices.Tickers.Select(ticker => options.Sectors.TryGetValue(ticker, out var sector) ? names[sector] : -1)];
        daily = new(() => [.. Enumerable.Range(0, grid.Sessions).Select(session => benchmark >= 0 ? grid.Daily(benchmark, session) : Daily(session))]);

        int Required(string ticker, string option) => grid.Number(ticker) is >= 0 and var found ? found
            : throw new InputException($"Option {option} names {Untrusted.Quote(ticker)}, which has no price. Available: {string.Join(", ", prices.Tickers.Take(20).Select(known => Untrusted.Show(known)))}{(grid.Tickers > 20 ? ", …" : "")}.");
    }

    /// <summary>The market's simple return; NaN when nobody has one.</summary>
    public double Market(int entry, int horizon)
    {
        if (benchmark >= 0) return grid.Return(benchmark, entry, horizon);
        if (!markets.TryGetValue(horizon, out var found))
        {
            found = new double[grid.Sessions];
            for (var session = 0; session < found.Length; session++) found[session] = Mean(session, horizon);
            markets[horizon] = found;
        }
        return found[entry];
    }

    /// <summary>The mean simple return of the other tickers of a ticker's sector; NaN when there is none.</summary>
    public double Sector(int ticker, int entry, int horizon)
    {
        if (sectors[ticker] is not (>= 0 and var sector)) return double.NaN;
        if (!bySector.TryGetValue(horizon, out var found)) bySector[horizon] = found = SectorSums(horizon);
        var (sum, count) = found[entry][sector];
        if (members[ticker] && grid.Return(ticker, entry, horizon) is var own && !double.IsNaN(own)) (sum, count) = (sum - own, count - 1);
        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>The slope of the ticker's daily returns on the market's over the window before a session; NaN when too few days have both.</summary>
    public double Beta(int ticker, int entry, ForwardReturnsOptions options)
    {
        var from = Math.Max(1, entry - options.BetaWindow);
        double[] market = daily.Value[from..Math.Max(from, entry)], own = new double[market.Length];
        for (var i = 0; i < own.Length; i++) own[i] = grid.Daily(ticker, from + i);
        if (options.Kind == ReturnKind.Log) (market, own) = (Array.ConvertAll(market, Logged), Array.ConvertAll(own, Logged));
        return LeastSquares.Of(market, own) is var fit && fit.Count < options.BetaMinimum ? double.NaN : fit.Slope;

        static double Logged(double simple) => Math.Log(1 + simple);
    }

    double Mean(int entry, int horizon)
    {
        double before = 0, after = 0;
        for (var ticker = 0; ticker < grid.Tickers; ticker++)
        {
            if (!members[ticker]) continue;
            var (p0, p1) = (grid.Entry(ticker, entry), grid.Exit(ticker, entry + horizon));
            if (double.IsNaN(p0) || double.IsNaN(p1)) continue;
            var weight = weights is null ? 1 : weights[ticker] * grid.EntryValue(ticker, entry);
            (before, after) = (before + weight, after + weight * (p1 / p0));
        }
        return before > 0 ? after / before - 1 : double.NaN;
    }

    double Daily(int session)
    {
        double weightSum = 0, sum = 0;
        for (var ticker = 0; ticker < grid.Tickers; ticker++)
            if (members[ticker] && grid.Daily(ticker, session) is var one && !double.IsNaN(one))
            {
                var weight = weights is null ? 1 : weights[ticker] * grid.Value(ticker, session - 1);
                (weightSum, sum) = (weightSum + weight, sum + weight * one);
            }
        return weightSum > 0 ? sum / weightSum : double.NaN;
    }

    (double Sum, int Count)[][] SectorSums(int horizon)
    {
        var sums = new (double Sum, int Count)[grid.Sessions][];
        for (var session = 0; session < grid.Sessions; session++)
        {
            sums[session] = new (double, int)[sectorCount];
            for (var ticker = 0; ticker < grid.Tickers; ticker++)
                if (members[ticker] && sectors[ticker] >= 0 && grid.Return(ticker, session, horizon) is var one && !double.IsNaN(one))
                    sums[session][sectors[ticker]] = (sums[session][sectors[ticker]].Sum + one, sums[session][sectors[ticker]].Count + 1);
        }
        return sums;
    }
}
