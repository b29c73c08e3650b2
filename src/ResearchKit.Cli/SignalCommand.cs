using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit signal PRICES --articles PATH…</c></summary>
static class SignalCommand
{
    public static Command Create()
    {
        var prices = new Argument<string>("PRICES") { Description = "Daily prices as CSV or Parquet: date, ticker, close and, if wanted, open and volume." };
        var adjusted = new Option<string?>("--adjusted") { Description = "Whether the prices allow for splits and dividends already: yes or no. Nothing guesses it.", HelpName = "yes|no" };
        var actions = new Option<string?>("--actions") { Description = "Splits, dividends and delistings, as CSV.", HelpName = "FILE" };
        var articles = new Option<string[]>("--articles") { Description = "Articles, which are scored for their companies: .txt, .jsonl, .csv files or folders of them.", AllowMultipleArgumentsPerToken = true, HelpName = "PATH" };
        var scores = new Option<string?>("--scores") { Description = "Scores of your own instead, as CSV: at (an instant with its zone, when a score could be known), ticker, score; article and weight may stand.", HelpName = "FILE" };
        var exchange = new Option<string>("--exchange") { Description = "Whose sessions count: new-york, london, xetra or tokyo.", DefaultValueFactory = _ => "new-york", HelpName = "NAME" };
        var adjust = new Option<string>("--adjust") { Description = "What is taken off a return: none, market, sector or beta (beta times the market's, from the days before).", DefaultValueFactory = _ => "beta", HelpName = "WHAT" };
        var benchmark = new Option<string?>("--benchmark") { Description = "The ticker that is the market. Default: the mean of all with prices.", HelpName = "TICKER" };
        var horizons = new Option<int[]>("--horizons") { Description = "Over how many sessions returns are measured.", DefaultValueFactory = _ => [.. new ForwardReturnsOptions().Horizons], CustomParser = Horizons, HelpName = "1,5,21" };
        var carry = new Option<int>("--carry") { Description = "For how many days what was last said of a ticker counts, until something else is said; 0 for the day alone.", DefaultValueFactory = _ => 30, CustomParser = Shared.WholeNumber, HelpName = "DAYS" };
        var names = new Option<int>("--names") { Description = "The fewest tickers that a day needs for a coefficient.", DefaultValueFactory = _ => new SignalOptions().FewestNames, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var quantiles = new Option<int>("--quantiles") { Description = "Into how many groups a day's tickers are sorted.", DefaultValueFactory = _ => new SignalOptions().Quantiles, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var cost = new Option<double>("--cost") { Description = "What a trade costs, in basis points of one side.", DefaultValueFactory = _ => new SignalOptions().CostBps, CustomParser = Shared.Number, HelpName = "BPS" };
        var cuts = new Option<int>("--cuts") { Description = "At how many times the leak guard cuts the articles, 2 or more: each takes a scoring of what was there.", DefaultValueFactory = _ => 20, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var ledger = new Option<string?>("--ledger") { Description = "A file to which the evaluation is added, whatever comes out; PSR, deflated Sharpe ratio and q are then taken over all that were ever tried on the set.", HelpName = "FILE" };
        var set = new Option<string?>("--set") { Description = "With --ledger: what the returns are of. Trials on one set are counted together.", HelpName = "NAME" };
        var name = new Option<string?>("--name") { Description = "With --ledger: what is tried. Default: the method, or the file of scores.", HelpName = "NAME" };
        var by = new Option<string?>("--by") { Description = "With --ledger: who tries it.", HelpName = "NAME" };
        var (companies, method, lexicon, json, maxLoss) = (Shared.Companies(), Shared.Method(), Shared.Lexicon(), Shared.Json(), Shared.MaxLoss());
        var command = new Command("signal", "Whether scores are worth anything against the returns that followed: IC by horizon with overlap counted, what the sample could detect, quantiles after costs, placebo and planted factor, and a leak guard over the way from articles to scores. Exit code 1 where the figures are not to be believed: a leak, or a control that is not as it should be.\n\nExamples:\n  ./kit signal data/prices/prices.csv --adjusted yes --actions data/prices/delistings.csv --benchmark QINDX --articles data/articles\n  ./kit signal prices.csv --adjusted yes --scores scores.csv --json")
            { prices, adjusted, actions, articles, scores, exchange, adjust, benchmark, horizons, carry, names, quantiles, cost, cuts, ledger, set, name, by, companies, method, lexicon, json, maxLoss };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(articles) ?? [];
            if (paths.Length > 0 == parsed.GetValue(scores) is not null) throw new InputException($"{(paths.Length > 0 ? "--articles and --scores are both given" : "Neither --articles nor --scores is given")}. Expected one of them: articles, which are scored, or a file of scores.");
            var trials = parsed.GetValue(ledger);
            foreach (var option in new[] { set, name, by })
                if (trials is null && parsed.GetValue(option) is not null) throw new InputException($"{option.Name} says something of a trial. Expected --ledger FILE beside it.");
            if (trials is not null && (parsed.GetValue(set) is null || parsed.GetValue(by) is null)) throw new InputException("--ledger keeps what was tried on a set of returns, and by whom. Expected --set NAME and --by NAME beside it.");
            var taken = Shared.One<Adjustment>("Adjustment", parsed.GetValue(adjust)!);
            var calendar = TradingCalendar.Named(parsed.GetValue(exchange)!);
            var market = Shared.ReadPrices("PRICES", parsed.GetValue(prices)!, parsed.GetValue(adjusted), parsed.GetValue(actions));
            var until = new DateTimeOffset(market.Last.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero);
            SentimentIndexOptions Carried(SentimentIndexOptions o) => parsed.GetValue(carry) is > 0 and var days ? o with { Gaps = Gaps.Latest, CarryPeriods = days, AsOf = until } : o with { AsOf = until };
            var known = paths.Length > 0 || taken == Adjustment.Sector ? Shared.ReadCompanies(parsed, companies) : null;
            var asked = SignalSource.Of(paths.Length == 0 ? ScoreRows.Read(parsed.GetValue(scores)!) : null, paths.Length == 0 ? null : Shared.ReadCorpus(paths, parsed.GetValue(maxLoss)), known,
                paths.Length == 0 ? null : Shared.ReadLexicon(parsed, lexicon), parsed.GetValue(method)!, Carried);
            var returns = ForwardReturns.Of(asked.Index, market, calendar, o => o with { Horizons = [.. parsed.GetValue(horizons)!], Adjustment = taken, Benchmark = parsed.GetValue(benchmark), Sectors = taken == Adjustment.Sector ? known!.Sectors() : o.Sectors });
            var panel = returns.ToPanel(calendar);
            if (panel.Count == 0) throw new InputException($"No score is followed by a return that can be used. Scores: {asked.Index}. Without a return: {Reasons(returns, panel)}. Expected prices of the tickers, on days from the scores on{(taken == Adjustment.None ? "" : "; an adjustment needs prices before them too, and --adjust none needs none")}.");
            var worth = panel.Evaluate(asked.Guard(parsed.GetValue(cuts)), o => o with { FewestNames = parsed.GetValue(names), Quantiles = parsed.GetValue(quantiles), CostBps = parsed.GetValue(cost) });
            var judged = trials is null ? [] : SignalLedger.Open(trials).Record(worth, parsed.GetValue(set)!, parsed.GetValue(name) ?? asked.Method ?? parsed.GetValue(scores)!, parsed.GetValue(by)!, TimeProvider.System.GetUtcNow());
            if (!parsed.GetValue(json)) SignalReport.Print(market, asked, returns, worth, judged);
            else
            {
                using var output = Console.OpenStandardOutput();
                Json.Line(output, line => SignalJson.Write(line, market, asked, returns, worth, judged));
            }
            return worth.Against.IsEmpty ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    static string Reasons(ForwardReturns returns, SignalPanel panel) => string.Join(", ", returns.Gaps.GroupBy(gap => gap.Reason).Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key} {reason.Max(gap => gap.Count)}"))
        .Append(panel.Missing - returns.Gaps.Sum(gap => gap.Count) is > 0 and var bare ? string.Create(CultureInfo.InvariantCulture, $"{bare} that cannot be adjusted") : null).OfType<string>().DefaultIfEmpty("none"));

    static int[] Horizons(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var part in result.Tokens[0].Value.Split(','))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
            else
            {
                result.AddError($"--horizons is '{result.Tokens[0].Value}'. Expected whole numbers of sessions with commas between, such as 1,5,21.");
                return [];
            }
        return [.. numbers];
    }
}
