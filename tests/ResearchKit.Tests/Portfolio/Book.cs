namespace ResearchKit.Tests;

/// <summary>A few articles on three companies, and a book of them.</summary>
static class Book
{
    public static readonly DateTimeOffset AsOf = new(2026, 3, 10, 18, 0, 0, TimeSpan.Zero);

    public static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    public static readonly Companies Companies = Companies.Of([Made("Orvane", ["ORV", "ORVB"]), Made("Tarnby", ["TAR"]), Made("Belcora", ["BEL"], "Belcora Cloud"), Made("Tamrel", ["TAM"], "Tamrel Compute")]);

    public static readonly Taxonomy Themes = Taxonomy.Of(Theme.Of("shares", "shares"), Theme.Of("hosting", "host", "hosts", "hosted"), Theme.Of("tides", "tide"));

    public static readonly Corpus Corpus = Corpus.Of(
        Told("first", 9, 12, "Orvane shares rose 9%."),
        Told("second", 10, 9, "Orvane shares fell sharply. Belcora Cloud hosts Orvane, and so does Tamrel Compute."),
        Told("third", 10, 10, "Tarnby posted a record profit."),
        Told("later", 10, 19, "Tarnby shares collapsed after a fraud."),
        Article.Of("Tarnby shares collapsed.", "undated") with { Language = "en" });

    public static readonly Portfolio Held = Portfolio.Of("book", [("ORV", 0.5), ("ORVB", 0.1), ("TAR", -0.3), ("TAM", 0.1), ("ZZZ", 0.1), ("CASH", 0.5)]);

    public static Exposure Exposure(Portfolio? portfolio = null, DateTimeOffset? asOf = null, Corpus? corpus = null, Func<ExposureOptions, ExposureOptions>? options = null) =>
        ResearchKit.Exposure.Of(portfolio ?? Held, corpus ?? Corpus, Finance, Companies, Themes, asOf ?? AsOf, options: options);

    /// <summary>What an article says for a company.</summary>
    public static double Said(string article, string company) => Finance.Tickers(Companies).Score(Corpus[article]).Single(row => row.Company.Name == company).Value;

    static Article Told(string id, int day, int hour, string text) => Article.Of(text, id) with { PublishedAt = new(2026, 3, day, hour, 0, 0, TimeSpan.Zero), Language = "en" };

    static Company Made(string name, string[] tickers, string? compute = null) => new(name)
    {
        Tickers = [.. tickers],
        Aliases = [new(new(name), AliasKind.Name), .. tickers.Select(ticker => new Alias(new(ticker), AliasKind.Ticker)), .. compute is null ? Array.Empty<Alias>() : [new(new(compute), AliasKind.Compute)]],
    };
}
