using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

/// <summary>An index of companies, of which some have two tickers.</summary>
public sealed class IndexTickersTests
{
    static readonly Company Orvane = new("Orvane") { Tickers = ["ORV", "ORVB", "ORVX"], Aliases = [new(new("Orvane"), AliasKind.Name)] };

    static readonly Corpus Corpus = Corpus.Of(Article.Of("Orvane posted a record profit.", "a") with { PublishedAt = At("2026-01-05T15:00Z"), Language = "en" });

    static readonly SentimentIndex Index = Book.Finance.Tickers(Companies.Of([Orvane])).Score(Corpus).SelectMany(rows => rows).Aggregate(Corpus, Period.Day);

    [Fact]
    public void Each_of_its_tickers_that_has_prices_is_a_signal()
    {
        Assert.Equal(["ORV, ORVB, ORVX"], Index.Keys);
        Price[] prices = [.. new[] { "ORV", "ORVB" }.SelectMany(ticker => new[] { 10.0, 11, 12, 13 }.Index().Select(close => new Price(Day("2026-01-05").AddDays(close.Index), ticker, ticker == "ORV" ? close.Item : 10 * close.Item + close.Index)))];
        var returns = ForwardReturns.Of(Index, Prices.Of("p", prices, adjusted: true), TradingCalendar.NewYork, o => o with { Horizons = [1] });
        // The point of the fifth is known at midnight, and first traded at the close of the sixth.
        Assert.Equal([("ORV", 12 / 11.0 - 1), ("ORVB", 122 / 111.0 - 1)], returns.Select(row => (row.Ticker, row.Return)));
        Assert.Equal(0, returns.Missing(1, ReturnGap.UnknownTicker));
        // Without any price it is one signal of an unknown ticker.
        var none = ForwardReturns.Of(Index, Prices.Of("p", [new(Day("2026-01-05"), "ZZZ", 1)], adjusted: true), TradingCalendar.NewYork, o => o with { Horizons = [1] });
        Assert.Equal((1, 1), (none.Signals, none.Missing(1, ReturnGap.UnknownTicker)));
    }

    [Fact]
    public void A_single_ticker_finds_its_company()
    {
        Assert.Equal(Index["ORV, ORVB, ORVX"], Index["ORVB"]);
        Assert.Equal(Index["ORV, ORVB, ORVX"][0], Index.At("ORV", Day("2026-01-05")));
        Assert.Equal("Key 'OR' is not known. Available: ORV, ORVB, ORVX.", Assert.Throws<InputException>(() => Index["OR"]).Message);
        // A key of its own goes first, and a part of two keys is none.
        var index = SentimentIndex.Of([new("a", At("2026-01-05T15:00Z"), "A, B", 1), new("b", At("2026-01-05T15:00Z"), "A", -1), new("c", At("2026-01-05T15:00Z"), "B, C", 0)], Period.Day);
        Assert.Equal(-1, index["A"][0].Value);
        Assert.Equal(0, index["C"][0].Value);
        Assert.StartsWith("Key 'B' is not known.", Assert.Throws<InputException>(() => index["B"]).Message);
    }
}
