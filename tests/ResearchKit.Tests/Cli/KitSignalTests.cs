using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitSignalTests : IDisposable
{
    static readonly string[] Sample = ["signal", "data/prices/prices.csv", "--adjusted", "yes", "--actions", "data/prices/delistings.csv", "--benchmark", "QINDX"];

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonNode Horizon(JsonNode line, int horizon) => line["horizons"]!.AsArray().Single(one => (int)one!["horizon"]! == horizon)!;

    [Fact]
    public void The_sample_articles_come_to_what_the_library_finds_and_are_called_underpowered()
    {
        var line = Assert.Single(Kit.Run([.. Sample, "--articles", "data/articles", "--companies", "data/tickers/sample.csv", "--horizons", "1,5", "--cuts", "3", "--json"]).Done().JsonLines);
        var corpus = Corpus.Read(Repository.File("data", "articles"));
        var market = Prices.Read(Repository.File("data", "prices", "prices.csv"), adjusted: true, CorporateActions.Read(Repository.File("data", "prices", "delistings.csv")));
        var scorer = Registry.Open(Repository.File("data", "registry"), "data/registry").Champion().Scorer().Tickers(Companies.Read(Repository.File("data", "tickers", "sample.csv")));
        var said = scorer.Score(corpus).SelectMany(rows => rows).Aggregate(corpus, Period.Day, novelty: Stories.Of(corpus), options: o => o with { Gaps = Gaps.Latest, CarryPeriods = 30, AsOf = new(market.Last.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) });
        var worth = ForwardReturns.Of(said, market, TradingCalendar.NewYork, o => o with { Horizons = [1, 5], Adjustment = Adjustment.Beta, Benchmark = "QINDX" }).ToPanel(TradingCalendar.NewYork).Evaluate();
        var (found, week) = (Horizon(line, 5), worth.Coefficients[5]);
        Assert.Equal([week.RankIc!.Mean, week.RankIc.Low, week.RankIc.PlainT, week.RankIc.TApart!.Value, week.RankIc.MinimumDetectable], new[] { "mean", "low", "plainT", "tApart", "minimumDetectable" }.Select(field => (double)found["rankIc"]![field]!));
        Assert.Equal([week.PooledRankIc!.Value, week.PooledRankIc.BothError], new[] { "value", "bothError" }.Select(field => (double)found["pooledRankIc"]![field]!));
        Assert.Equal(worth.Spreads[1].Net!.Mean, (double)found["net"]!["mean"]!);
        Assert.Equal(worth.Controls[1].Placebo, (double)found["controls"]!["placebo"]!);
        Assert.Equal("underpowered", (string?)found["rankIc"]!["verdict"]);
        Assert.Matches(@"^underpowered: not shown, and not refuted; the leak guard cut the articles at 3 of up to \d+ times$", (string?)line["verdict"]);
        Assert.Equal((true, true, true, false), ((bool)line["sound"]!, (bool)line["leaks"]!["clean"]!, (bool)line["leaks"]!["guarded"]!, (bool)line["leaks"]!["complete"]!));
        Assert.Empty(line["against"]!.AsArray());
        Assert.Equal(["scorer", "reference corpus", "stories", "index"], line["leaks"]!["steps"]!.AsArray().Select(step => (string?)step!["step"]));
    }

    [Fact]
    public void Scores_of_ones_own_are_found_where_returns_follow_them_and_the_missing_guard_is_said()
    {
        Made(strength: 0.4);
        var output = Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1,5", "--carry", "1").Done().Output;
        Assert.Matches(@"\nverdict: detected: rank IC \+0\.\d+ at horizon 1.*; the leak guard was not run, and nothing shows that scores knew only what could be known\n", output);
        Assert.Contains("all rows at once, errors clustered", output);
        var line = Assert.Single(Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1", "--carry", "1", "--json").Done().JsonLines);
        // A correlation of 0.4 is a rank correlation of 6/π·asin(0.2), less what rounding of twelve ranks takes.
        Assert.InRange((double)Horizon(line, 1)["rankIc"]!["mean"]!, 0.3, 0.45);
        Assert.Equal((null, null, false), ((string?)line["leaks"], (string?)line["method"], (bool)line["sound"]!));
        Assert.Equal("the leak guard was not run, and nothing shows that scores knew only what could be known", (string?)line["unguarded"]);
    }

    [Fact]
    public void A_ledger_counts_what_was_tried_and_holds_it_against_the_best()
    {
        Made(strength: 0.4);
        JsonNode Tried(string cost) => Assert.Single(Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1", "--carry", "1", "--cost", cost, "--ledger", "trials.jsonl", "--set", "made", "--by", "ada", "--json").Done().JsonLines)["trials"]!.AsArray().Single()!;
        Assert.Equal((1, null), ((int)Tried("0")["looks"]!, (double?)Tried("0")["deflated"]));
        var second = Tried("10");
        Assert.Equal((2, 2), ((int)second["number"]!, (int)second["looks"]!));
        var trials = SignalLedger.Open(Path.Combine(folder.Path, "trials.jsonl")).Trials;
        Assert.Equal(["scores.csv", "scores.csv"], trials.Select(trial => trial.Name));
        // Of two the variance is half the square of their difference.
        double[] years = [.. trials.Select(trial => trial.AnnualSharpe!.Value)];
        Assert.Equal(SharpeRatio.ExpectedMaximum(2, Math.Pow(years[0] - years[1], 2) / 2), (double)second["luckAYear"]!, 1e-9);
        Assert.InRange((double)second["deflated"]!, 0, (double)second["probabilistic"]!);
        Assert.Contains("Expected --set NAME and --by NAME", Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--scores", "scores.csv", "--ledger", "trials.jsonl").Refused());
        Assert.Contains("--set says something of a trial. Expected --ledger FILE", Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--scores", "scores.csv", "--set", "made").Refused());
    }

    [Fact]
    public void Prices_may_be_Parquet()
    {
        Made(strength: 0.4);
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT * FROM read_csv({Duck.File(folder["prices.csv"])})) TO '{folder["prices.parquet"]}'");
        JsonNode Of(string prices) => Assert.Single(Kit.RunIn(folder.Path, "signal", prices, "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1,5", "--carry", "1", "--json").Done().JsonLines);
        var (csv, parquet) = (Of("prices.csv"), Of("prices.parquet"));
        Assert.Equal("prices.parquet", (string?)parquet["prices"]);
        parquet["prices"] = "prices.csv";
        Assert.Equal(csv.ToJsonString(), parquet.ToJsonString());
    }

    [Fact]
    public void Scores_that_always_favour_the_same_tickers_are_not_to_be_believed()
    {
        Made(strength: 0, always: 0.5);
        var result = Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1", "--carry", "1");
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.Contains("verdict: not to be believed: at horizon 1 shuffled dates find something too", result.Output);
        var line = Assert.Single(Kit.RunIn(folder.Path, "signal", "prices.csv", "--adjusted", "yes", "--adjust", "none", "--scores", "scores.csv", "--horizons", "1", "--carry", "1", "--json").JsonLines);
        Assert.StartsWith("at horizon 1 shuffled dates find something too", (string?)Assert.Single(line["against"]!.AsArray()));
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        string Refused(params string[] arguments) => Kit.Run(arguments).Refused();
        Assert.StartsWith("Neither --articles nor --scores is given.", Refused(Sample));
        Assert.StartsWith("--articles and --scores are both given.", Refused([.. Sample, "--articles", "data/articles", "--scores", "s.csv"]));
        Assert.StartsWith("PRICES data/prices/prices.csv: nothing says whether splits and dividends are allowed for.", Refused("signal", "data/prices/prices.csv", "--articles", "data/articles"));
        Assert.StartsWith("Adjustment 'bta' is not known. Available: none, market, sector, beta.", Refused([.. Sample, "--articles", "data/articles", "--adjust", "bta"]));
        Assert.StartsWith("--horizons is '5,x'.", Refused([.. Sample, "--articles", "data/articles", "--horizons", "5,x"]));
        Assert.StartsWith("Option Horizons is 5, 1.", Refused([.. Sample, "--articles", "data/articles", "--horizons", "5,1"]));
        Assert.StartsWith("Calendar 'oslo' is not known.", Refused([.. Sample, "--articles", "data/articles", "--exchange", "oslo"]));
        Assert.StartsWith("No article has a time.", Refused([.. Sample, "--articles", "data/labels/summaries.csv"]));

        string Scores(string rows)
        {
            folder.Put("s.csv", "at,ticker,score\n" + rows);
            return Refused([.. Sample, "--scores", folder["s.csv"]]);
        }
        Assert.Contains("s.csv(2): at '2026-01-05' is no instant with a zone. Expected one as 2026-01-31T14:30:00Z: a day alone does not say", Scores("2026-01-05,QHALD,0.5\n"));
        Assert.Contains("s.csv(3): score is empty.", Scores("2026-01-05T10:00Z,QHALD,0.5\n2026-01-05T10:00Z,QHALD,\n"));
        Assert.Contains("s.csv(2): ticker is empty.", Scores("2026-01-05T10:00Z,,0.5\n"));
        Assert.Contains("s.csv: holds no score.", Scores(""));
        Assert.Contains("No score is followed by a return that can be used. Scores: 0 keys, 0 days with a point (1 later).", Scores("2099-01-05T10:00:00+01:00,QHALD,0.5\n"));
        Assert.Contains("Without a return: UnknownTicker ", Scores("2026-01-05T10:00:00+01:00,ZZZZ,0.5\n"));
    }

    /// <summary>Twelve tickers over 120 sessions; a score known on the morning of a session, at 0:00 UTC, goes with the return from its close to the next.</summary>
    void Made(double strength, double always = 0)
    {
        var draws = new Draws(71);
        var (prices, scores) = (new StringBuilder("date,ticker,close\n"), new StringBuilder("at,ticker,score\n"));
        var sessions = TradingCalendar.NewYork.Sessions.Where(session => session.Day >= new DateOnly(2025, 1, 2)).Take(120).ToList();
        for (var ticker = 0; ticker < 12; ticker++)
        {
            var (close, gain, own) = (100.0, 0.0, ticker - 5.5);
            foreach (var session in sessions)
            {
                close *= 1 + gain;
                prices.Append(CultureInfo.InvariantCulture, $"{session.Day:yyyy-MM-dd},T{ticker:00},{close:R}\n");
                var score = MadePanel.Normal(draws);
                scores.Append(CultureInfo.InvariantCulture, $"{session.Day.AddDays(-1):yyyy-MM-dd}T12:00:00Z,T{ticker:00},{score * (always > 0 ? 0.01 : 1) + always * own:R}\n");
                gain = 0.01 * (strength * score + Math.Sqrt(1 - strength * strength) * MadePanel.Normal(draws)) + 0.004 * always * own;
            }
        }
        folder.Put("prices.csv", prices.ToString());
        folder.Put("scores.csv", scores.ToString());
    }
}
