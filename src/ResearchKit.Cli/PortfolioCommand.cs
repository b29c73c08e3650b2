using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit portfolio POSITIONS --articles PATH…</c></summary>
static class PortfolioCommand
{
    static readonly TimeOnly EndOfDay = TimeOnly.MaxValue;

    public static Command Create()
    {
        var positions = new Argument<string>("POSITIONS") { Description = "Positions as CSV: ticker and one of weight (0.05 is 5%, below 0 short) or shares; CASH is money." };
        var articles = new Option<string[]>("--articles") { Description = "Articles: .txt, .jsonl, .csv files or folders of them.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "PATH" };
        var prices = new Option<string?>("--prices") { Description = "Daily prices as CSV or Parquet, for beta and volatility, and to weigh shares by. Needs --adjusted.", HelpName = "FILE" };
        var adjusted = new Option<string?>("--adjusted") { Description = "Whether the prices allow for splits and dividends already: yes or no. Nothing guesses it.", HelpName = "yes|no" };
        var actions = new Option<string?>("--actions") { Description = "Splits, dividends and delistings, as CSV, for prices that do not allow for them.", HelpName = "FILE" };
        var benchmark = new Option<string?>("--benchmark") { Description = "The ticker that is the market for beta. Default: the mean of all with prices.", HelpName = "TICKER" };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "The instant, or the day at its end in UTC: nothing later counts. Default: that of the latest article.", CustomParser = result => Shared.Moment(result, EndOfDay), HelpName = "INSTANT" };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Since when changes are told, likewise. Default: a day before.", CustomParser = result => Shared.Moment(result, EndOfDay), HelpName = "INSTANT" };
        var scenario = new Option<string[]>("--scenario") { Description = "What if: 'MSFT falls to -0.5', 'egress theme doubles'; several changes with ';' between, several scenarios by several options.", HelpName = "TEXT" };
        var days = new Option<int>("--days") { Description = "How many days of news count.", DefaultValueFactory = _ => new ExposureOptions().Time.Periods, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var halfLife = new Option<double>("--half-life") { Description = "After how many days an article counts half beside one of today. While no newer one comes the sentiment stands, until the last leaves the window.", DefaultValueFactory = _ => 5, CustomParser = Shared.Number, HelpName = "DAYS" };
        var (companies, themes, method, lexicon) = (Shared.Companies(), Shared.Themes(), Shared.Method(), Shared.Lexicon());
        var (json, maxLoss) = (Shared.Json(), Shared.MaxLoss());
        var command = new Command("portfolio", "What news says of a portfolio: exposure, what changed and which articles did it, and what if; risk by prices beside it.\n\nExamples:\n  ./kit portfolio data/positions/book.csv --articles data/articles --as-of 2026-05-29\n  ./kit portfolio data/positions/book.csv --articles data/articles --prices data/prices/prices.csv --adjusted yes --benchmark QINDX --scenario 'QHALD falls to -0.5; egress theme doubles'")
            { positions, articles, prices, adjusted, actions, benchmark, asOf, since, scenario, days, halfLife, companies, themes, method, lexicon, json, maxLoss };
        command.SetAction(parsed =>
        {
            var scenarios = (parsed.GetValue(scenario) ?? []).Select(Scenario.Parse).ToList();
            var market = Market(parsed.GetValue(prices), parsed.GetValue(adjusted), parsed.GetValue(actions), parsed.GetValue(benchmark));
            var words = Shared.ReadLexicon(parsed, lexicon);
            var corpus = Shared.ReadCorpus(parsed.GetValue(articles)!, parsed.GetValue(maxLoss));
            var at = parsed.GetValue(asOf) ?? corpus.Max(article => article.AvailableAt) ?? throw new InputException("No article has a time. Expected publishedAt or availableAt: an exposure is as of an instant.");
            var book = Portfolio.Read(parsed.GetValue(positions)!, market, PortfolioRisk.LastClose(at));
            var exposure = Exposure.Of(book, corpus, Shared.Scorer(words, Methods.Rules(parsed.GetValue(method)!), corpus), Shared.ReadCompanies(parsed, companies), Shared.ReadThemes(parsed, themes), at, Stories.Of(corpus),
                o => o with { Time = TimeWeighting.HalfLife(parsed.GetValue(days), parsed.GetValue(halfLife)), Since = parsed.GetValue(since) });
            var risk = market is null ? null : PortfolioRisk.Of(book, market, at, o => o with { Benchmark = parsed.GetValue(benchmark) });
            var outcomes = scenarios.ConvertAll(exposure.Under);
            if (!parsed.GetValue(json)) PortfolioReport.Print(exposure, risk, outcomes);
            else
            {
                using var output = Console.OpenStandardOutput();
                Json.Line(output, line => PortfolioJson.Write(line, exposure, risk, outcomes));
            }
            return ExitCode.Done;
        });
        return command;
    }

    static Prices? Market(string? file, string? adjusted, string? actions, string? benchmark)
    {
        if (file is null)
            return adjusted is null && actions is null && benchmark is null ? null : throw new InputException("--adjusted, --actions and --benchmark say something of prices. Expected --prices FILE beside them.");
        return Shared.ReadPrices("--prices", file, adjusted, actions);
    }
}
