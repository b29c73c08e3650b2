using Xunit;

namespace ResearchKit.Tests;

/// <summary>What news says of a portfolio.</summary>
public sealed class ExposureTests
{
    /// <summary>What a day back weighs, with a half-life of five.</summary>
    static readonly double Day = Math.Pow(2, -1 / 5.0);

    static readonly Exposure Exposure = Book.Exposure();

    static PositionExposure Of(string ticker) => Exposure.Positions.Single(position => position.Position.Ticker == ticker);

    [Fact]
    public void A_sentiment_is_the_mean_of_what_articles_say_newer_ones_first()
    {
        Assert.True(Book.Said("first", "Orvane") > 0 && Book.Said("second", "Orvane") < 0 && Book.Said("third", "Tarnby") > 0);
        Assert.Equal((Day * Book.Said("first", "Orvane") + Book.Said("second", "Orvane")) / (Day + 1), Of("ORV").Sentiment!.Value, 1e-12);
        Assert.Equal(Of("ORV").Sentiment, Of("ORVB").Sentiment);
        Assert.Equal(Book.Said("third", "Tarnby"), Of("TAR").Sentiment!.Value, 1e-12);
    }

    [Fact]
    public void Positions_add_their_weight_times_their_sentiment()
    {
        Assert.Equal(0.5 * Of("ORV").Sentiment!.Value + 0.1 * Of("ORVB").Sentiment!.Value - 0.3 * Of("TAR").Sentiment!.Value, Exposure.Value, 1e-12);
        Assert.Equal(Exposure.Value, Exposure.Positions.Sum(position => position.Value), 1e-15);
        Assert.True(Of("TAR").Value < 0, "Good news for a short position is bad for the book.");
    }

    [Fact]
    public void Silence_strangers_and_cash_add_nothing_and_are_told_apart()
    {
        Assert.Equal((null, 0, "Tamrel"), (Of("TAM").Sentiment, Of("TAM").Value, Of("TAM").Company!.Name));
        Assert.Equal((null, 0, null), (Of("ZZZ").Sentiment, Of("ZZZ").Value, Of("ZZZ").Company));
        Assert.Equal((null, 0, null), (Of("CASH").Sentiment, Of("CASH").Value, Of("CASH").Company));
        Assert.Equal(["TAM +0.1000: no news", "ZZZ +0.1000: not among the companies", "CASH +0.5000: cash"], Exposure.Positions.TakeLast(3).Select(position => position.ToString()));
        // 0.5 + 0.1 + 0.3 of 1.1, which cash is no part of.
        Assert.Equal(0.9 / 1.1, Exposure.Covered!.Value, 1e-12);
        Assert.Equal((3, 1), (Exposure.Articles, Exposure.Undated));
    }

    [Fact]
    public void Themes_sum_to_the_exposure()
    {
        Assert.Equal(Exposure.Value, Exposure.Themes.Sum(theme => theme.Value), 1e-12);
        foreach (var position in Exposure.Positions.Where(position => position.Sentiment is not null))
            Assert.Equal(position.Sentiment!.Value, position.Themes.Sum(share => share.After), 1e-12);
        // What is said for Tarnby is of no theme; all that is said for Orvane is of its shares.
        Assert.Equal(Of("TAR").Value, Exposure.Themes.Single(theme => theme.Theme == IndexAttribution.NoTheme).Value, 1e-12);
        Assert.Equal(Of("ORV").Value + Of("ORVB").Value, Exposure.Themes.Single(theme => theme.Theme == "shares").Value, 1e-12);
    }

    [Fact]
    public void Attention_is_how_much_of_the_news_is_about_a_theme()
    {
        // The whole of the first article, and half of the sentences of the second.
        var shares = (Day * 1 + 1 * 0.5) / (Day + 1);
        Assert.Equal(shares, Of("ORV").Attention["shares"], 1e-12);
        Assert.Equal(0.6 * shares, Exposure.Themes.Single(theme => theme.Theme == "shares").Attention!.Value, 1e-12);
        Assert.Equal(0.6 * 0.5 / (Day + 1), Exposure.Themes.Single(theme => theme.Theme == "hosting").Attention!.Value, 1e-12);
    }

    [Fact]
    public void Compute_diversification_is_that_of_the_providers_in_the_news_of_a_position()
    {
        // Belcora and Tamrel, once each: 1 − (1/4 + 1/4).
        Assert.Equal(0.5, Of("ORV").Providers!.Index!.Value, 1e-12);
        Assert.Equal(0.5 * 0.5 + 0.1 * 0.5, Exposure.Diversification, 1e-12);
        Assert.Equal(0.6 / 1.1, Exposure.DiversificationCovered!.Value, 1e-12);
        Assert.Equal([("Belcora", 0.5), ("Tamrel", 0.5)], Exposure.Providers.Select(one => (one.Provider.Name, Math.Round(one.Share, 12))));
    }

    [Fact]
    public void A_change_is_by_articles_and_by_positions()
    {
        // A day earlier the first article alone was there.
        var change = Exposure.Change;
        Assert.Equal(Book.AsOf.AddDays(-1), change.Since);
        Assert.Equal(0.6 * Book.Said("first", "Orvane"), change.Before, 1e-12);
        Assert.Equal(Exposure.Value, change.After, 1e-12);
        Assert.Equal(change.Change, change.Articles.Sum(article => article.Change), 1e-12);
        Assert.Equal(change.Change, change.Positions.Sum(position => position.Change), 1e-12);
        Assert.Equal(0.6 * Book.Said("second", "Orvane") / (Day + 1), change.Articles.Single(article => article.ArticleId == "second").Change, 1e-12);
        Assert.Equal(0.6 * Book.Said("first", "Orvane") * (Day / (Day + 1) - 1), change.Articles.Single(article => article.ArticleId == "first").Change, 1e-12);
        Assert.Equal(-0.3 * Book.Said("third", "Tarnby"), change.Articles.Single(article => article.ArticleId == "third").Change, 1e-12);
        Assert.Equal(3, change.Articles.Length);
    }

    [Fact]
    public void Themes_and_compute_diversification_change_too()
    {
        // A day earlier there was the first article, which names no provider and is of shares alone.
        var change = Exposure.Change;
        Assert.Equal(change.Change, change.Themes.Sum(theme => theme.Change), 1e-12);
        var shares = change.Themes.Single(theme => theme.Name == "shares");
        Assert.Equal(0.6 * Book.Said("first", "Orvane"), shares.Before, 1e-12);
        Assert.Equal(Exposure.Themes.Single(theme => theme.Theme == "shares").Value, shares.After);
        Assert.Equal(0, change.Themes.Single(theme => theme.Name == IndexAttribution.NoTheme).Before);
        Assert.Equal([0, 0, 0, 0, 0, 0], change.Diversification.Select(one => one.Before));
        Assert.Equal(Exposure.Diversification, change.Diversification.Sum(one => one.After), 1e-12);
        Assert.Equal(("ORV", 0.5 * 0.5), (change.Diversification[0].Name, Math.Round(change.Diversification[0].Change, 12)));
    }

    [Fact]
    public void Where_nothing_new_came_no_article_changed_it()
    {
        // Weights are brought to 1 again each day: what is left of the window stays as it is, but for rounding.
        var late = Book.Exposure(asOf: Book.AsOf.AddDays(5), corpus: Corpus.Of(Book.Corpus.Where(article => article.Id != "later")));
        Assert.Equal(0, late.Change.Change, 1e-12);
        Assert.Empty(late.Change.Articles);
        Assert.Contains("Z, by no article", late.ToString());
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), late.Positions[0].Newest);
    }

    [Fact]
    public void Nothing_rests_on_what_came_later()
    {
        var cut = Book.Exposure(corpus: Corpus.Of(Book.Corpus.Where(article => article.AvailableAt <= Book.AsOf)));
        Assert.Equal(Exposure.Value, cut.Value);
        Assert.Equal(Exposure.Themes, cut.Themes);
        Assert.Equal(Exposure.Change.Articles, cut.Change.Articles);
        Assert.NotEqual(Exposure.Value, Book.Exposure(asOf: Book.AsOf.AddHours(2)).Value);
        // The exposure as of an earlier instant is what the change begins with.
        Assert.Equal(Exposure.Change.Before, Book.Exposure(asOf: Book.AsOf.AddDays(-1)).Value, 1e-12);
    }

    [Fact]
    public void The_order_of_articles_changes_no_bit()
    {
        var turned = Book.Exposure(corpus: Corpus.Of(Book.Corpus.Reverse()));
        Assert.Equal(Exposure.Themes, turned.Themes);
        Assert.Equal(Exposure.Change.Articles, turned.Change.Articles);
    }

    [Fact]
    public void News_fades_out_of_the_window()
    {
        var late = Book.Exposure(asOf: Book.AsOf.AddDays(40), options: o => o with { Since = Book.AsOf });
        Assert.All(late.Positions, position => Assert.Null(position.Sentiment));
        Assert.Equal((0, 0.0), (late.Articles, late.Value));
        Assert.Equal(-Exposure.Value, late.Change.Change, 1e-12);
        Assert.Equal(late.Change.Change, late.Change.Articles.Sum(article => article.Change), 1e-12);
        Assert.StartsWith("Option Since is ", Assert.Throws<InputException>(() => Book.Exposure(options: o => o with { Since = Book.AsOf })).Message);
    }

    [Fact]
    public void Providers_count_by_what_their_article_weighs_in_the_window()
    {
        // A day back Belcora is named, now Tamrel: with weights d/(d + 1) and 1/(d + 1), HHI is (d² + 1)/(d + 1)².
        var corpus = Corpus.Of(Told("old", 9, "Orvane shares rose. Belcora Cloud hosts Orvane."), Told("new", 10, "Orvane shares fell. Tamrel Compute hosts Orvane."));
        var mix = Book.Exposure(corpus: corpus).Positions[0].Providers!;
        Assert.Equal(1 - (Day * Day + 1) / ((Day + 1) * (Day + 1)), mix.Index!.Value, 1e-12);
        Assert.Equal(["Tamrel", "Belcora"], mix.Providers.Select(one => one.Company.Name));
        Assert.Equal(1 / (Day + 1), mix.Providers[0].Share, 1e-12);

        static Article Told(string id, int day, string text) => Article.Of(text, id) with { PublishedAt = new(2026, 3, day, 12, 0, 0, TimeSpan.Zero), Language = "en" };
    }

    [Fact]
    public void A_book_weighed_by_prices_of_after_the_instant_is_refused()
    {
        var prices = Prices.Of("p", [new(new(2026, 3, 9), "ORV", 10), new(new(2026, 3, 11), "ORV", 20)], adjusted: true);
        var message = Assert.Throws<InputException>(() => Book.Exposure(Portfolio.OfShares("book", [("ORV", 1)], prices))).Message;
        Assert.Equal("book is weighed by prices of 2026-03-11, and the instant is 2026-03-10 18:00Z. Expected prices of that day or an earlier one: Portfolio.OfShares(…, on: 2026-03-09).", message);
        Assert.NotNull(Book.Exposure(Portfolio.OfShares("book", [("ORV", 1)], prices, new(2026, 3, 10))));
    }

    [Fact]
    public void The_sample_book_comes_apart_to_the_last_bit_that_counts()
    {
        var corpus = Corpus.Read(Repository.File("data", "articles"));
        var exposure = ResearchKit.Exposure.Of(Portfolio.Read(Repository.File("data", "positions", "book.csv")), corpus, Book.Finance, Companies.Read(Repository.File("data", "tickers")),
            Taxonomy.Read(Repository.File("data", "themes", "compute.csv")), new(2026, 5, 30, 0, 0, 0, TimeSpan.Zero), Stories.Of(corpus), o => o with { Since = new(2026, 5, 16, 0, 0, 0, TimeSpan.Zero) });
        Assert.NotEqual(0, exposure.Value);
        Assert.NotEqual(0, exposure.Change.Change);
        Assert.Equal(exposure.Value, exposure.Themes.Sum(theme => theme.Value), 1e-12);
        Assert.Equal(exposure.Change.Change, exposure.Change.Articles.Sum(article => article.Change), 1e-12);
        Assert.Equal(exposure.Change.Change, exposure.Change.Positions.Sum(position => position.Change), 1e-12);
        Assert.All(exposure.Change.Articles.Where(article => article.Before == 0), article => Assert.True(article.AvailableAt > exposure.Change.Since));
    }
}
