using System.Collections.Immutable;
using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

public sealed class ForwardReturnsTests
{
    static readonly TradingCalendar NewYork = TradingCalendar.NewYork;

    /// <summary>Closes on New York's sessions from Monday, 5 January 2026 on; 0 stands for none.</summary>
    static IEnumerable<Price> Daily(string ticker, params double[] closes) =>
        NewYork.Sessions.Where(one => one.Day >= Day("2026-01-05")).Zip(closes).Where(pair => pair.Second > 0).Select(pair => new Price(pair.First.Day, ticker, pair.Second, pair.Second - 0.5));

    static Prices Market(params IEnumerable<Price>[] prices) => Prices.Of("p", prices.SelectMany(one => one), adjusted: true);

    static Observation Signal(string? at, string ticker = "QA", double value = 0.5, string id = "a") => new(id, at is null ? null : At(at), ticker, value);

    static ForwardReturns Join(Prices prices, Func<ForwardReturnsOptions, ForwardReturnsOptions> options, params Observation[] signals) => ForwardReturns.Of(signals, prices, NewYork, options);

    static double?[] Adjusted(Prices prices, Func<ForwardReturnsOptions, ForwardReturnsOptions> options, params Observation[] signals) => [.. Join(prices, options, signals).Select(row => row.Adjusted)];

    [Fact]
    public void A_return_begins_at_the_first_close_after_the_article()
    {
        var prices = Market(Daily("QA", 100, 102, 105, 104));
        // Monday's close is at 21:00 UTC.
        var row = Join(prices, o => o with { Horizons = [1, 2] }, Signal("2026-01-05T20:00Z"));
        Assert.Equal([new("a", "QA", At("2026-01-05T20:00Z"), 0.5, Day("2026-01-05"), Day("2026-01-06"), 1, 102 / 100.0 - 1, null), new("a", "QA", At("2026-01-05T20:00Z"), 0.5, Day("2026-01-05"), Day("2026-01-07"), 2, 105 / 100.0 - 1, null)], row);
        Assert.Equal([105 / 102.0 - 1], Join(prices, o => o with { Horizons = [1] }, Signal("2026-01-05T21:00Z")).Select(one => one.Return));
        Assert.Equal([105 / 102.0 - 1], Join(prices, o => o with { Horizons = [1], Latency = TimeSpan.FromHours(1) }, Signal("2026-01-05T20:00Z")).Select(one => one.Return));
        Assert.Equal([Math.Log(1 + (105 / 102.0 - 1))], Join(prices, o => o with { Horizons = [1], Kind = ReturnKind.Log }, Signal("2026-01-05T21:00Z")).Select(one => one.Return));
    }

    [Fact]
    public void At_opens_it_begins_and_ends_with_opens()
    {
        var prices = Market(Daily("QA", 100, 102, 105, 104));
        Assert.Equal([(Day("2026-01-06"), 104.5 / 101.5 - 1)], Join(prices, o => o with { Horizons = [1], Trade = Trade.AtNextOpen }, Signal("2026-01-05T15:00Z")).Select(one => (one.Entry, one.Return)));
        Assert.Contains("p: holds no opens", Assert.Throws<InputException>(() => Join(Prices.Of("p", [new(Day("2026-01-05"), "QA", 1)], adjusted: true), o => o with { Trade = Trade.AtNextOpen })).Message);
    }

    [Fact]
    public void Every_signal_without_a_return_is_counted_with_its_reason()
    {
        var prices = Market(Daily("QA", 100, 0, 105, 104, 103), Daily("QB", 10, 11, 12), Daily("QC", 0, 5, 6, 7, 8));
        var returns = Join(prices, o => o with { Horizons = [1, 2] },
            Signal(null), Signal("2026-01-05T15:00Z", "QZ"),
            Signal("2025-12-01T15:00Z"), Signal("2026-01-05T15:00Z", "QC"), Signal("1990-01-01T15:00Z"),
            Signal("2026-01-06T15:00Z"), Signal("2026-01-05T15:00Z"),
            Signal("2026-01-06T15:00Z", "QB"), Signal("2026-01-08T15:00Z", "QB"),
            Signal("2026-01-09T15:00Z"), Signal("2026-03-02T15:00Z"), Signal("2040-01-01T15:00Z"));
        Assert.Equal(12, returns.Signals);
        Assert.Equal([("QA", 2, 105 / 100.0 - 1), ("QB", 1, 12 / 11.0 - 1)], returns.Select(row => (row.Ticker, row.Horizon, row.Return)));
        Assert.Equal(
        [
            (1, ReturnGap.Undated, 1), (1, ReturnGap.UnknownTicker, 1), (1, ReturnGap.BeforePrices, 3), (1, ReturnGap.NoEntryPrice, 1), (1, ReturnGap.NoExitPrice, 1), (1, ReturnGap.Delisted, 1), (1, ReturnGap.AfterPrices, 3),
            (2, ReturnGap.Undated, 1), (2, ReturnGap.UnknownTicker, 1), (2, ReturnGap.BeforePrices, 3), (2, ReturnGap.NoEntryPrice, 1), (2, ReturnGap.Delisted, 2), (2, ReturnGap.AfterPrices, 3),
        ], returns.Gaps);
        Assert.Equal(3, returns.Missing(2, ReturnGap.AfterPrices));
        Assert.Equal("Horizon '5' is not known. Available: 1, 2.", Assert.Throws<InputException>(() => returns.Missing(5, ReturnGap.Undated)).Message);
        Assert.StartsWith("12 signals, 2 returns\n  1 session: 1 return from 1 day, 0 overlapping; without: Undated 1", returns.ToString());
    }

    [Fact]
    public void After_a_delisting_its_return_stands_in_from_the_first_session_after_the_last_price()
    {
        // Holders are paid on the eighth, or long after all prices: the return is dated to the seventh, as CRSP does it.
        foreach (var paid in new[] { "2026-01-08", "2026-06-30" })
        {
            var prices = Prices.Of("p", [.. Daily("QA", 10, 8), .. Daily("QB", 1, 1, 1, 1, 1)], adjusted: true, CorporateActions.Of(new CorporateAction(Day(paid), "QA", ActionKind.Delisting, -0.5)));
            var returns = Join(prices, o => o with { Horizons = [1, 2, 3, 4] }, Signal("2026-01-05T15:00Z"));
            Assert.Equal([(1, 8 / 10.0 - 1), (2, 8 * (1 - 0.5) / 10 - 1), (3, 8 * (1 - 0.5) / 10 - 1), (4, 8 * (1 - 0.5) / 10 - 1)], returns.Select(row => (row.Horizon, row.Return)));
            Assert.Equal(0, returns.Missing(2, ReturnGap.Delisted));
        }
        // A total loss has no logarithm.
        var gone = Prices.Of("p", [.. Daily("QA", 10), .. Daily("QB", 1, 1)], adjusted: true, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Delisting, -1)));
        Assert.Equal([-1.0], Join(gone, o => o with { Horizons = [1] }, Signal("2026-01-05T15:00Z")).Select(row => row.Return));
        Assert.Equal(1, Join(gone, o => o with { Horizons = [1], Kind = ReturnKind.Log }, Signal("2026-01-05T15:00Z")).Missing(1, ReturnGap.Delisted));
    }

    [Fact]
    public void The_market_is_the_mean_of_all_the_universe_the_value_or_a_benchmark()
    {
        var prices = Market(Daily("QA", 100, 110), Daily("QB", 10, 10.5), Daily("QC", 20, 19), Daily("QI", 50, 51));
        var signal = Signal("2026-01-05T15:00Z");
        double a = 110 / 100.0 - 1, b = 10.5 / 10 - 1, c = 19 / 20.0 - 1, i = 51 / 50.0 - 1;
        Near(a - (a + b + c + i) / 4, Adjusted(prices, o => o with { Horizons = [1], Adjustment = Adjustment.Market }, signal));
        Near(a - i, Adjusted(prices, o => o with { Horizons = [1], Adjustment = Adjustment.Market, Benchmark = "QI" }, signal));
        Near(a - (b + c) / 2, Adjusted(prices, o => o with { Horizons = [1], Adjustment = Adjustment.Market, Universe = ["QB", "QC"] }, signal));
        // 3 shares of 100 and 50 of 20 were worth 1300, and are 1280.
        Near(a - ((3 * 110 + 50 * 19) / (3 * 100.0 + 50 * 20) - 1), Adjusted(prices, o => o with { Horizons = [1], Adjustment = Adjustment.Market, Shares = Table(("QA", 3.0), ("QC", 50.0)) }, signal));
        Near(Math.Log(1.1) - Math.Log(1.02), Adjusted(prices, o => o with { Horizons = [1], Adjustment = Adjustment.Market, Benchmark = "QI", Kind = ReturnKind.Log }, signal));
    }

    [Fact]
    public void The_sector_is_its_mean_without_the_ticker_itself()
    {
        var prices = Market(Daily("QA", 100, 110), Daily("QB", 10, 10.5), Daily("QC", 20, 19), Daily("QD", 5, 9));
        ForwardReturnsOptions Sectors(ForwardReturnsOptions o) => o with { Horizons = [1], Adjustment = Adjustment.Sector, Sectors = Table(("QA", "chips"), ("QB", "chips"), ("QC", "chips"), ("QD", "power")) };
        Near(0.1 - (0.05 - 0.05) / 2, Adjusted(prices, Sectors, Signal("2026-01-05T15:00Z")));
        Near(0.05 - (0.1 - 0.05) / 2, Adjusted(prices, Sectors, Signal("2026-01-05T15:00Z", "QB")));
        // Alone in its sector it has nothing to be held against.
        var alone = Join(prices, Sectors, Signal("2026-01-05T15:00Z", "QD"));
        Assert.Null(alone.Single().Adjusted);
        Assert.Equal(new(1, 1, 0, 1, 0), alone.Horizons.Single());
    }

    [Fact]
    public void Beta_is_estimated_from_the_days_before_the_first_trade_alone()
    {
        // The market moves ±1%, the ticker twice that and 0.1% on top; from the day of the entry on it does what it likes.
        double[] market = [100, 101, 99.99, 100.9899, 99.980001, 102, 104], moves = [0.01, -0.01, 0.01, -0.01];
        var own = new List<double> { 50 };
        foreach (var move in moves) own.Add(own[^1] * (1 + 2 * move + 0.001));
        own.AddRange([own[^1] * 1.3, own[^1] * 1.3 * 1.05]);
        var prices = Market(Daily("QA", [.. own]), Daily("QI", market));
        ForwardReturnsOptions Beta(ForwardReturnsOptions o) => o with { Horizons = [1], Adjustment = Adjustment.Beta, Benchmark = "QI", BetaWindow = 10, BetaMinimum = 4 };
        // The entry is at the sixth close, of 30% more: the four returns before it are β's.
        Near(0.05 - 2 * (104 / 102.0 - 1), Adjusted(prices, Beta, Signal("2026-01-12T15:00Z")), 1e-9);
        // A day earlier there are but three.
        Assert.Equal([null], Adjusted(prices, Beta, Signal("2026-01-09T15:00Z")));
    }

    [Fact]
    public void Adjusted_returns_are_those_of_a_plain_computation()
    {
        var (prices, tickers, closes) = Generated(12, 90);
        ImmutableDictionary<string, string> sectors = tickers.Select((ticker, i) => (ticker, $"s{i % 3}")).ToImmutableDictionary(pair => pair.ticker, pair => pair.Item2);
        var days = prices[tickers[0]].Length > 0 ? NewYork.Sessions.Where(one => one.Day >= Day("2026-01-05")).Take(90).ToList() : [];
        var signals = Enumerable.Range(0, 300).Select(i => new Observation($"a{i}", days[i % 80].Close.AddHours(-1), tickers[i * 7 % 12], i / 300.0)).ToArray();
        foreach (var adjustment in new[] { Adjustment.Market, Adjustment.Sector, Adjustment.Beta })
        {
            var returns = Join(prices, o => o with { Horizons = [1, 3, 8], Adjustment = adjustment, Sectors = sectors, BetaWindow = 30, BetaMinimum = 10 }, signals);
            Assert.InRange(returns.Count, 700, 900);
            foreach (var row in returns)
            {
                var (s, t) = (days.FindIndex(one => one.Day == row.Entry), Array.IndexOf(tickers, row.Ticker));
                var own = Return(t, s, row.Horizon);
                var others = Enumerable.Range(0, 12).Where(one => !double.IsNaN(Return(one, s, row.Horizon))).ToList();
                var expected = adjustment switch
                {
                    Adjustment.Market => own - others.Average(one => Return(one, s, row.Horizon)),
                    Adjustment.Sector => own - others.Where(one => one != t && one % 3 == t % 3).Select(one => Return(one, s, row.Horizon)).DefaultIfEmpty(double.NaN).Average(),
                    _ => own - Slope(t, s) * others.Average(one => Return(one, s, row.Horizon)),
                };
                Assert.Equal(own, row.Return, 1e-12);
                if (double.IsNaN(expected)) Assert.Null(row.Adjusted);
                else Assert.Equal(expected, row.Adjusted!.Value, 1e-11);
            }
        }

        double Return(int t, int s, int h) => s < 0 || s + h >= 90 ? double.NaN : closes[t][s + h] / closes[t][s] - 1;

        double Slope(int t, int entry)
        {
            var pairs = Enumerable.Range(Math.Max(0, entry - 31), Math.Min(entry, 31)).Where(s => s + 1 <= entry - 1).Select(s => (X: Enumerable.Range(0, 12).Select(one => Return(one, s, 1)).Where(one => !double.IsNaN(one)).Average(), Y: Return(t, s, 1))).Where(pair => !double.IsNaN(pair.Y)).TakeLast(30).ToList();
            if (pairs.Count < 10) return double.NaN;
            double x = pairs.Average(pair => pair.X), y = pairs.Average(pair => pair.Y);
            return pairs.Sum(pair => (pair.X - x) * (pair.Y - y)) / pairs.Sum(pair => (pair.X - x) * (pair.X - x));
        }
    }

    [Fact]
    public void No_price_from_the_last_trade_on_changes_a_return_and_none_from_the_entry_on_changes_beta()
    {
        var (prices, tickers, _) = Generated(6, 60);
        var signals = tickers.Select(ticker => Signal("2026-02-20T15:00Z", ticker)).ToArray();
        ForwardReturnsOptions Beta(ForwardReturnsOptions o) => o with { Horizons = [1, 2], Adjustment = Adjustment.Beta, BetaWindow = 20, BetaMinimum = 10 };
        var whole = Join(prices, Beta, signals);
        var cut = Join(Prices.Of("p", prices.Where(price => price.Date <= whole.Max(row => row.Exit)), adjusted: true), Beta, signals);
        Assert.Equal(whole, cut);
        Assert.Equal(12, whole.Select(row => row.Adjusted).Count(adjusted => adjusted is not null));
    }

    [Fact]
    public void Overlap_is_counted_by_horizon()
    {
        var prices = Market(Daily("QA", 1, 1, 1, 1, 1, 1), Daily("QB", 1, 1, 1, 1, 1, 1));
        var returns = Join(prices, o => o with { Horizons = [1, 2] }, Signal("2026-01-05T15:00Z"), Signal("2026-01-06T15:00Z", id: "b"), Signal("2026-01-06T16:00Z", id: "c"), Signal("2026-01-06T15:00Z", "QB"));
        // Of one session: the third begins with the second. Of two: the second within the first too.
        Assert.Equal([new(1, 4, 0, 2, 1), new(2, 4, 0, 2, 2)], returns.Horizons);
        Assert.Equal([0, 1], returns.Horizons.Select(one => one.Lags));
    }

    [Fact]
    public void The_order_of_signals_changes_no_bit()
    {
        var (prices, tickers, _) = Generated(6, 60);
        var signals = Enumerable.Range(0, 60).Select(i => Signal($"2026-01-{5 + i % 20:00}T{i % 24:00}:00Z", tickers[i % 6], i, $"a{i}")).ToArray();
        ForwardReturnsOptions Sector(ForwardReturnsOptions o) => o with { Adjustment = Adjustment.Market };
        Assert.Equal(Join(prices, Sector, signals), Join(prices, Sector, [.. signals.Reverse()]));
    }

    [Fact]
    public void A_point_of_an_index_is_known_when_its_period_is_over()
    {
        var prices = Market(Daily("QA", 100, 101, 102, 103, 104, 110, 121));
        var index = SentimentIndex.Of([Signal("2026-01-07T10:00Z", value: 0.4), Signal("2026-01-08T10:00Z", value: 0.2)], Period.Week);
        // The week ends with Sunday, 11 January: the first close after it is Monday's.
        var row = ForwardReturns.Of(index, prices, NewYork, o => o with { Horizons = [1] }).Single();
        Assert.Equal(("QA 2026-01-05", At("2026-01-12T00:00Z"), Day("2026-01-12"), (0.4 + 0.2) / 2, 121 / 110.0 - 1), (row.ArticleId, row.At, row.Entry, row.Value, row.Return));
    }

    [Fact]
    public void An_index_that_fills_gaps_gives_one_signal_a_session_the_last_that_was_known()
    {
        // Wednesday, 7 January, said 0.4; Saturday, the 10th, said 0.2.
        var prices = Market(Daily("QA", 100, 101, 102, 103, 104, 110, 121));
        Observation[] said = [Signal("2026-01-07T10:00Z", value: 0.4), Signal("2026-01-10T10:00Z", value: 0.2)];
        (DateOnly, double)[] Signals(Gaps gaps) => [.. ForwardReturns.Of(SentimentIndex.Of(said, Period.Day, o => o with { Gaps = gaps, AsOf = At("2026-01-12T23:00Z") }), prices, NewYork, o => o with { Horizons = [1] }).Select(row => (row.Entry, row.Value))];
        // Wednesday's is known on Thursday morning. Of Friday's, Saturday's and Sunday's points, all first traded on Monday, Sunday's carries what Saturday said.
        Assert.Equal([(Day("2026-01-08"), 0.4), (Day("2026-01-09"), 0.4), (Day("2026-01-12"), 0.2)], Signals(Gaps.Latest));
        Assert.Equal([(Day("2026-01-08"), 0.4), (Day("2026-01-09"), 0), (Day("2026-01-12"), 0)], Signals(Gaps.Zero));
        // Where nothing is carried each point is news of its own.
        Assert.Equal([(Day("2026-01-08"), 0.4), (Day("2026-01-12"), 0.2)], Signals(Gaps.None));
        Assert.Equal(4, ForwardReturns.Of(SentimentIndex.Of(said, Period.Day, o => o with { Gaps = Gaps.Latest, AsOf = At("2026-01-12T23:00Z") }), prices, NewYork, o => o with { Horizons = [1] }).Signals);
    }

    [Fact]
    public void What_articles_say_of_companies_is_joined_by_ticker()
    {
        var companies = Companies.Of([new Company("Orvane") { Tickers = ["QA", "QA.B"], Sector = "chips", Aliases = [new(new("Orvane"), AliasKind.Name)] }, new Company("Tessel") { Aliases = [new(new("Tessel"), AliasKind.Name)] }]);
        var corpus = Corpus.Of([Article.Of("Orvane reports strong growth and record profit.", "x") with { PublishedAt = At("2026-01-05T15:00Z") }, Article.Of("Tessel reports strong growth and record profit.", "y") with { PublishedAt = At("2026-01-05T15:00Z") }, Article.Of("Orvane meets today.", "z") with { PublishedAt = At("2026-01-05T15:00Z") }]);
        var scores = corpus.SelectMany(article => Repository.Finance.Scorer().Tickers(companies).Score(article)).ToList();
        var returns = ForwardReturns.Of(scores, corpus, Market(Daily("QA", 100, 110)), NewYork, o => o with { Horizons = [1] });
        Assert.Equal([("x", "QA", 110 / 100.0 - 1)], returns.Select(row => (row.ArticleId, row.Ticker, row.Return)));
        Assert.Equal(scores.Single(row => row.ArticleId == "x").Value, returns[0].Value);
        Assert.Equal((1, scores.Count(row => row.Outcome != Outcome.Scored)), (returns.Missing(1, ReturnGap.UnknownTicker), returns.Unscored));
        Assert.Equal(Table(("QA", "chips"), ("QA.B", "chips")), companies.Sectors());
    }

    [Fact]
    public void Prices_of_another_exchange_are_refused()
    {
        var message = Assert.Throws<InputException>(() => ForwardReturns.Of([], Prices.Of("p", [new(Day("2026-01-05"), "QA", 1), new(Day("2026-01-19"), "QA", 1)], adjusted: true), NewYork)).Message;
        Assert.StartsWith("p, item 2: 'QA' has a price on 2026-01-19, a Monday, when New York (2000-01-03 to 2035-12-31) has no session. Expected prices of the calendar's days", message);
    }

    [Theory]
    [InlineData("Horizons is 5, 2")]
    [InlineData("Horizons is . Expected")]
    [InlineData("Latency is -01:00:00")]
    [InlineData("BetaMinimum is 61")]
    [InlineData("Adjustment is Sector, and Sectors is empty")]
    [InlineData("Benchmark names 'QZ', which has no price. Available: QA.")]
    [InlineData("Benchmark and Shares are both given")]
    [InlineData("Shares has none of the universe's tickers")]
    public void An_option_that_cannot_be_met_is_refused(string expected)
    {
        Func<ForwardReturnsOptions, ForwardReturnsOptions> options = expected switch
        {
            "Horizons is 5, 2" => o => o with { Horizons = [5, 2] },
            "Horizons is . Expected" => o => o with { Horizons = [] },
            "Latency is -01:00:00" => o => o with { Latency = TimeSpan.FromHours(-1) },
            "BetaMinimum is 61" => o => o with { BetaWindow = 60, BetaMinimum = 61 },
            "Adjustment is Sector, and Sectors is empty" => o => o with { Adjustment = Adjustment.Sector },
            "Benchmark and Shares are both given" => o => o with { Benchmark = "QA", Shares = Table(("QA", 1.0)) },
            "Shares has none of the universe's tickers" => o => o with { Shares = Table(("QZ", 1.0)) },
            _ => o => o with { Benchmark = "QZ" },
        };
        Assert.Contains(expected, Assert.Throws<InputException>(() => Join(Market(Daily("QA", 1)), options)).Message);
    }

    static ImmutableDictionary<string, T> Table<T>(params (string Key, T Value)[] rows) => rows.ToImmutableDictionary(row => row.Key, row => row.Value);

    static void Near(double expected, double?[] actual, double tolerance = 1e-12) => Assert.Equal(expected, Assert.Single(actual)!.Value, tolerance);

    /// <summary>Walks with holes, from a stated generator; the closes by ticker and session, NaN in a hole.</summary>
    static (Prices Prices, string[] Tickers, double[][] Closes) Generated(int count, int length)
    {
        var draws = new SplitMix(7);
        string[] tickers = [.. Enumerable.Range(0, count).Select(i => $"Q{(char)('A' + i)}")];
        var closes = tickers.Select(_ => new double[length]).ToArray();
        for (var t = 0; t < count; t++)
            for (var (s, level) = (0, 50.0); s < length; s++)
            {
                level *= 1 + (draws.Below(401) - 200) / 10_000.0;
                closes[t][s] = draws.Below(25) == 0 ? double.NaN : level;
            }
        return (Market([.. tickers.Select((ticker, t) => Daily(ticker, [.. closes[t].Select(close => double.IsNaN(close) ? 0 : close)]))]), tickers, closes);
    }
}
