using Xunit;

namespace ResearchKit.Tests;

/// <summary>data/prices holds what its README says, and what was planted there is found again.</summary>
public sealed class SampleMarketTests
{
    static readonly string Folder = Repository.File("data", "prices");

    static readonly Lazy<SampleMarket> Market = new(() => new(Corpus.Read(Repository.File("data", "articles")), Companies.Read(Repository.File("data", "tickers", "sample.csv"))));

    static readonly Lazy<Prices> Sample = new(() => Prices.Read(Path.Combine(Folder, "prices.csv"), adjusted: true, CorporateActions.Read(Path.Combine(Folder, "delistings.csv"))));

    /// <summary>The rows of a file, by a reader that owes nothing to the kit's.</summary>
    static List<Dictionary<string, string>> Rows(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name));
        return [.. lines.Skip(1).Select(line => lines[0].Split(',').Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <remarks>To renew them: <c>RESEARCHKIT_APPROVE=1</c>, as approved text.</remarks>
    [Fact]
    public void The_files_are_those_of_the_seed_byte_for_byte()
    {
        foreach (var (name, text) in Market.Value.Files)
        {
            var path = Path.Combine(Folder, name);
            if (Environment.GetEnvironmentVariable("RESEARCHKIT_APPROVE") == "1") File.WriteAllText(path, text);
            Assert.Equal(text, File.ReadAllText(path));
            Assert.True(new FileInfo(path).Length < 2_000_000, name);
        }
        Assert.Equal(Market.Value.Files.Select(file => file.Name).Append("README.md").Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Unadjusted_prices_with_their_actions_are_the_adjusted_ones()
    {
        var path = Path.Combine(Folder, "unadjusted.csv");
        var own = Prices.Read(path, adjusted: false, CorporateActions.Read(Path.Combine(Folder, "actions.csv")));
        Assert.Equal(Sample.Value.Tickers, own.Tickers);
        Assert.All(own.Zip(Sample.Value), pair =>
        {
            Assert.Equal((pair.Second.Ticker, pair.Second.Date, pair.Second.Volume), (pair.First.Ticker, pair.First.Date, pair.First.Volume));
            // Four decimals were printed.
            Assert.Equal(pair.Second.Close, pair.First.Close, 0.000051);
            Assert.Equal(pair.Second.Open!.Value, pair.First.Open!.Value, 0.000051);
        });
        Assert.Contains("'QVANT' goes from", Assert.Throws<InputException>(() => Prices.Read(path, adjusted: false)).Message);
    }

    [Fact]
    public void What_is_missing_is_missing_on_purpose_and_no_price_lies_beside_a_session() => Assert.Equal(
        [("QGFEN", PriceFindingKind.MissingDay, "2026-02-17"), ("QKELP", PriceFindingKind.EndsEarly, "2026-06-12"), ("QPELL", PriceFindingKind.MissingDay, "2025-03-11"), ("QPELL", PriceFindingKind.MissingDay, "2025-03-12"), ("QPELL", PriceFindingKind.MissingDay, "2025-03-13")],
        TradingCalendar.NewYork.Check(Sample.Value).Select(one => (one.Ticker, one.Kind, one.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Volatility_is_that_of_shares() => Assert.All(Sample.Value.Tickers.Where(ticker => ticker != SampleMarket.Benchmark), ticker =>
    {
        var closes = Sample.Value[ticker].Select(price => price.Close).ToList();
        var returns = closes.Skip(1).Zip(closes, (after, before) => after / before - 1).ToList();
        Assert.InRange(Math.Sqrt(returns.Sum(one => (one - returns.Average()) * (one - returns.Average())) / (returns.Count - 1)), 0.015, 0.03);
    });

    [Fact]
    public void The_planted_coefficient_is_within_its_interval_and_the_others_is_not_told_from_none()
    {
        var (planted, error) = Slope(Regressor(responds: true));
        Assert.InRange(SampleMarket.Coefficient, planted - 1.96 * error, planted + 1.96 * error);
        Assert.True(planted > 1.96 * error, $"{planted} with an error of {error}");
        var (other, otherError) = Slope(Regressor(responds: false));
        Assert.InRange(0, other - 1.96 * otherError, other + 1.96 * otherError);
    }

    [Fact]
    public void Forward_returns_find_the_planted_articles_and_lose_none_uncounted()
    {
        var planted = Rows("planted.csv").ToDictionary(row => row["article"]);
        var corpus = Corpus.Read(Repository.File("data", "articles"));
        var signals = planted.Values.Select(row => new Observation(row["article"], corpus[row["article"]].AvailableAt, row["ticker"], Number(row["score"]))).ToList();
        var returns = ForwardReturns.Of(signals, Sample.Value, TradingCalendar.NewYork, o => o with { Adjustment = Adjustment.Beta, Benchmark = SampleMarket.Benchmark });
        Assert.All(returns, row => Assert.Equal(planted[row.ArticleId]["entry"], row.Entry.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(returns.Horizons, horizon => Assert.Equal(planted.Count, horizon.Count + Enum.GetValues<ReturnGap>().Sum(reason => returns.Missing(horizon.Horizon, reason))));
        Assert.Equal(planted.Values.Count(row => row["ticker"] == SampleMarket.Delisted && string.CompareOrdinal(row["entry"], "2026-06-12") > 0), returns.Missing(1, ReturnGap.Delisted));
        // Who held on the last day was paid on the next.
        Assert.All(returns.Where(row => row.Ticker == SampleMarket.Delisted && row.Exit > new DateOnly(2026, 6, 12)), row => Assert.Equal(Sample.Value[row.Ticker][^1].Close * (1 - 0.35) / Sample.Value[row.Ticker].Single(price => price.Date == row.Entry).Close - 1, row.Return, 1e-12));
    }

    /// <summary>For every ticker and session Σ score·d^(k−1) over the articles of planted.csv k sessions before, as the README tells it.</summary>
    static Dictionary<(string, int), double> Regressor(bool responds)
    {
        var days = Rows("prices.csv").Where(row => row["ticker"] == SampleMarket.Benchmark).Select((row, i) => (Day: row["date"], i)).ToDictionary(pair => pair.Day, pair => pair.i);
        var x = new Dictionary<(string, int), double>();
        foreach (var row in Rows("planted.csv").Where(row => row["responds"] == (responds ? "yes" : "no")))
            for (var k = 1; k <= 40; k++)
            {
                var key = (row["ticker"], days[row["entry"]] + k);
                x[key] = x.GetValueOrDefault(key) + Number(row["score"]) * Math.Pow(2, -(k - 1) / 5.0);
            }
        return x;
    }

    /// <summary>Daily returns less β times the benchmark's, each ticker about its mean, weighted by its variance: plain least squares by hand, with its standard error.</summary>
    static (double Slope, double Error) Slope(Dictionary<(string Ticker, int Day), double> regressor)
    {
        var rows = Rows("prices.csv");
        var days = rows.Where(row => row["ticker"] == SampleMarket.Benchmark).Select((row, i) => (Day: row["date"], i)).ToDictionary(pair => pair.Day, pair => pair.i);
        var closes = rows.GroupBy(row => row["ticker"]).ToDictionary(group => group.Key, group => group.ToDictionary(row => days[row["date"]], row => Number(row["close"])));
        Dictionary<int, double> Returns(string ticker) => closes[ticker].Where(one => closes[ticker].ContainsKey(one.Key - 1)).ToDictionary(one => one.Key, one => one.Value / closes[ticker][one.Key - 1] - 1);
        var market = Returns(SampleMarket.Benchmark);
        double xy = 0, xx = 0;
        foreach (var ticker in closes.Keys.Where(ticker => ticker != SampleMarket.Benchmark))
        {
            var own = Returns(ticker);
            var sample = own.Select(one => (Y: one.Value, M: market[one.Key], X: regressor.GetValueOrDefault((ticker, one.Key)))).ToList();
            double y = sample.Average(one => one.Y), m = sample.Average(one => one.M), x = sample.Average(one => one.X);
            var mm = sample.Sum(one => (one.M - m) * (one.M - m));
            var (beta, gamma) = (sample.Sum(one => (one.M - m) * (one.Y - y)) / mm, sample.Sum(one => (one.M - m) * (one.X - x)) / mm);
            var left = sample.Select(one => (Y: one.Y - y - beta * (one.M - m), X: one.X - x - gamma * (one.M - m))).ToList();
            var variance = left.Sum(one => one.Y * one.Y) / (left.Count - 2);
            (xy, xx) = (xy + left.Sum(one => one.X * one.Y) / variance, xx + left.Sum(one => one.X * one.X) / variance);
        }
        return (xy / xx, 1 / Math.Sqrt(xx));
    }
}
