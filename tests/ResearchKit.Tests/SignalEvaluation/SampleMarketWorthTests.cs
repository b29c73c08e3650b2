using Xunit;

namespace ResearchKit.Tests;

/// <summary>The market of data/prices, in which some articles move prices and others do not, as its README tells.</summary>
public sealed class SampleMarketWorthTests
{
    const double Response = 0.008;

    static readonly Corpus Articles = Corpus.Read(Repository.File("data", "articles"));

    static readonly Prices Market = Prices.Read(Repository.File("data", "prices", "prices.csv"), adjusted: true, CorporateActions.Read(Repository.File("data", "prices", "delistings.csv")));

    /// <summary>The writers' scores of the articles that respond, or of those that do not.</summary>
    static List<(string Id, string Ticker, double Score, DateOnly Entry)> Planted(bool responds) =>
        [.. File.ReadAllLines(Repository.File("data", "prices", "planted.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[4] == (responds ? "yes" : "no"))
            .Select(cells => (cells[0], cells[1], Number(cells[2]), DateOnly.ParseExact(cells[3], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))];

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static readonly DateTimeOffset Until = new(Market.Last.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero);

    /// <summary>What was last said of each ticker in some of the articles, day by day to the last price, or only to the ticker's own last article.</summary>
    static SentimentIndex Said(Corpus articles, bool responds, DateTimeOffset? until) =>
        SentimentIndex.Of(Planted(responds).Where(one => articles.Contains(Articles[one.Id])).Select(one => new Observation(one.Id, Articles[one.Id].AvailableAt, one.Ticker, one.Score)), Period.Day, o => o with { Gaps = Gaps.Latest, AsOf = until });

    /// <summary>That against what followed beyond beta.</summary>
    static SignalPanel Panel(SentimentIndex said) => ForwardReturns.Of(said, Market, TradingCalendar.NewYork, o => o with { Adjustment = Adjustment.Beta, Benchmark = "QINDX" }).ToPanel(TradingCalendar.NewYork);

    static EventStudy Study(bool responds, int sign) => EventStudy.Of(Planted(responds).Where(one => Math.Sign(one.Score) == sign).Select(one => (one.Entry, one.Ticker)),
        Market.Tickers.Where(ticker => ticker != "QINDX").SelectMany(Daily), Daily("QINDX").Select(day => (day.Date, day.Return)), o => o with { CarFirst = 1, CarLast = 10 });

    static IEnumerable<(DateOnly Date, string Ticker, double Return)> Daily(string ticker) => Market[ticker].Skip(1).Zip(Market[ticker], (day, before) => (day.Date, ticker, day.Close / before.Close - 1));

    [Fact]
    public void Articles_that_move_prices_have_an_IC_that_few_shifts_reach_and_whose_interval_holds_0_as_so_small_a_sample_must()
    {
        var evaluation = Panel(Said(Articles, responds: true, Until)).Evaluate();
        var week = evaluation.Coefficients[5].RankIc!;
        Assert.True(week is { Mean: > 0, Low: < 0, High: > 0 }, week.ToString());
        // One shift in fourteen goes as far: tickers that were planted with good news also did well when it was told at other times.
        Assert.InRange(evaluation.Controls.Single(control => control.Horizon == 5).P, 0, 0.1);
        Assert.All(evaluation.Controls, control => Assert.True(control is { PlaceboHolds: true, PlantedFound: true }, control.ToString()));
        // Sixteen tickers and two years: at no horizon is it what 80% power needs, and the plain t would have been twice as sure.
        Assert.All(evaluation.Coefficients.Horizons, one => Assert.Equal(SignalVerdict.Underpowered, one.RankIc!.Verdict));
        Assert.True(week.PlainT > 1.5 * week.T);
    }

    [Fact]
    public void A_ranking_of_tickers_that_will_be_heard_of_again_looks_better_than_it_is_and_the_guard_names_it()
    {
        LeakReport Guard(DateTimeOffset? until) => LeakGuard.Check(Articles, SignalPipeline.Of(_ => Repository.Finance.Scorer()).WithIndex((articles, _, _) => Said(articles, responds: true, until)), mostCuts: 6);
        MeanEstimate Week(DateTimeOffset? until) => InformationCoefficients.Of(Panel(Said(Articles, responds: true, until)))[5].RankIc!;
        var (leaking, honest) = (Week(null), Week(Until));
        Assert.True(leaking.Low > 0 && leaking.Mean > 1.5 * honest.Mean && leaking.Count < honest.Count, $"{leaking}; {honest}");
        // As the page prints them.
        static string Shown(MeanEstimate mean) => FormattableString.Invariant($"{mean.Mean:+0.000;−0.000} [{mean.Low:+0.000;−0.000}, {mean.High:+0.000;−0.000}]");
        Assert.Contains($"such a ranking has a rank IC of {Shown(leaking)} at 5 days where the honest one has {Shown(honest)}, and the guard names it a leak in *index*.", File.ReadAllText(Repository.File("src", "ResearchKit.Signals", "SignalEvaluation", "README.md")));
        Assert.Equal(["index"], Guard(null).Leaking);
        var clean = Guard(Until);
        Assert.True(clean.Clean);
        // The leaking ranking is a part of the honest one, to the bit: the honest one's report does not cover it.
        var (sound, borrowed) = (Panel(Said(Articles, responds: true, Until)).Evaluate(clean), Panel(Said(Articles, responds: true, null)).Evaluate(clean));
        Assert.Equal((true, true), (sound.Guarded, sound.Sound));
        Assert.Equal((false, false), (borrowed.Guarded, borrowed.Sound));
        Assert.Contains("the leak guard checked other signals than these, without the undated articles, and nothing shows", borrowed.Verdict);
    }

    [Fact]
    public void Articles_that_move_nothing_have_none_at_any_horizon()
    {
        var evaluation = Panel(Said(Articles, responds: false, Until)).Evaluate();
        Assert.All(evaluation.Coefficients.Horizons, one => Assert.True(one.RankIc is { Low: < 0, High: > 0, Verdict: SignalVerdict.Underpowered } && one.Q > 0.5, one.ToString()));
        Assert.All(evaluation.Controls, control => Assert.True(control.PlaceboHolds && control.P > 0.05, control.ToString()));
    }

    [Fact]
    public void The_response_to_good_news_is_recovered_within_its_interval()
    {
        var study = Study(responds: true, sign: 1);
        // Sessions 1 to 10 after the first trade: 0.008·score·2^(−(k − 1)/5) each.
        var planted = Planted(responds: true).Where(one => one.Score > 0).Average(one => one.Score) * Response * Enumerable.Range(1, 10).Sum(k => Math.Pow(2, -(k - 1) / 5.0));
        var error = study.MeanCar / study.KolariPynnonen.Statistic!.Value;
        Assert.InRange(planted, study.MeanCar - 1.96 * error, study.MeanCar + 1.96 * error);
        Assert.All([study.Patell, study.Bmp, study.KolariPynnonen, study.Corrado], test => Assert.True(test.P < 0.05, test.ToString()));
        Assert.All([Study(responds: false, sign: 1), Study(responds: false, sign: -1)], none => Assert.True(none.KolariPynnonen.P > 0.05, none.ToString()));
    }

    [Fact]
    public void A_panel_of_forward_returns_takes_the_adjusted_ones_and_counts_those_without()
    {
        var planted = Planted(responds: true);
        var signals = planted.Select(one => new Observation(one.Id, Articles[one.Id].AvailableAt, one.Ticker, one.Score)).ToList();
        var returns = ForwardReturns.Of(signals, Market, TradingCalendar.NewYork, o => o with { Adjustment = Adjustment.Beta, Benchmark = "QINDX" });
        var panel = returns.ToPanel(TradingCalendar.NewYork, row => row.Value < 0 ? "bad news" : "good news");
        Assert.Equal(returns.Count(row => row.Adjusted is null) + returns.Gaps.Sum(gap => gap.Count), panel.Missing);
        Assert.Equal(["bad news", "good news"], panel.Groups);
        Assert.Equal(returns.Where(row => row.Adjusted is not null).DistinctBy(row => (row.Entry, row.Ticker, row.Horizon, row.Value < 0)).Count(), panel.Count);
        Assert.All(panel, row => Assert.Contains(returns, one => (one.Entry, one.Ticker, one.Horizon, one.Adjusted) == (row.Date, row.Ticker, row.Horizon, row.Return)));
        var plain = ForwardReturns.Of(signals, Market, TradingCalendar.NewYork);
        Assert.Equal((plain.Gaps.Sum(gap => gap.Count), plain[0].Return), (plain.ToPanel(TradingCalendar.NewYork).Missing, plain.ToPanel(TradingCalendar.NewYork).Single(row => (row.Date, row.Ticker, row.Horizon) == (plain[0].Entry, plain[0].Ticker, plain[0].Horizon)).Return));
        // Days without news are trading days too: horizons overlap by sessions.
        Assert.Contains(panel.TradingDays, day => !panel.Dates.Contains(day));
        Assert.Equal("0 rows", ForwardReturns.Of([], Market, TradingCalendar.NewYork).ToPanel(TradingCalendar.NewYork).ToString());
    }
}
