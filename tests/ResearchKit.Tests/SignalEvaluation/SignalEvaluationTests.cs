using Xunit;

namespace ResearchKit.Tests;

public sealed class SignalEvaluationTests
{
    [Fact]
    public void Every_evaluation_prints_a_planted_factor_that_is_found_and_a_placebo_that_is_not()
    {
        var evaluation = SignalPanel.Of(MadePanel.Rows(41, 25, 120, 0.15, 1, 5)).Evaluate();
        Assert.Equal([1, 5], evaluation.Controls.Select(control => control.Horizon));
        Assert.All(evaluation.Controls, control =>
        {
            Assert.True(control.PlantedFound);
            // A correlation of 0.5 is a rank correlation of 6/π·asin(0.25).
            Assert.InRange(control.Planted.Mean, 0.44, 0.52);
            Assert.True(control.PlaceboHolds);
            Assert.InRange(control.Placebo, -0.02, 0.02);
            Assert.True(control.PlaceboLow < control.Placebo && control.Placebo < control.PlaceboHigh);
        });
        // The real signal lies beyond each of the 119 shifts of its dates.
        Assert.Equal(1 / 120.0, evaluation.Controls[0].P, 1e-15);
        var text = evaluation.ToString();
        Assert.Contains("about 0, as it should be", text);
        Assert.Contains(": found", text);
        Assert.Contains("leak guard: not run", text);
        Assert.False(evaluation.Sound);
    }

    [Fact]
    public void Noise_lies_among_its_shifts()
    {
        var controls = SignalPanel.Of(MadePanel.Rows(42, 25, 120, 0, 1)).Evaluate().Controls[0];
        Assert.InRange(controls.P, 0.05, 1);
        Assert.True(controls is { PlaceboHolds: true, PlantedFound: true });
    }

    [Fact]
    public void Scores_that_stay_and_returns_that_overlap_do_not_make_a_p_too_small()
    {
        // There is nothing to find: each ticker's score is a slow walk, and ten days of its returns overlap.
        var low = 0;
        const int Samples = 60;
        for (var sample = 0; sample < Samples; sample++)
        {
            var draws = new Draws((ulong)(900 + sample));
            var rows = MadePanel.Rows((ulong)(500 + sample), 10, 120, 0, 10).GroupBy(row => row.Ticker).SelectMany(ticker =>
            {
                var level = MadePanel.Normal(draws);
                return ticker.Select(row => row with { Score = level = 0.97 * level + 0.24 * MadePanel.Normal(draws) }).ToList();
            });
            if (SignalPanel.Of(rows).Evaluate(options: o => o with { Placebos = 120 }).Controls[0].P <= 0.05) low++;
        }
        // 5%, and four standard errors of 2.8%.
        Assert.InRange(low / (double)Samples, 0, 0.165);
    }

    [Fact]
    public void Tickers_that_always_score_and_always_gain_alike_are_no_signal_and_the_placebo_says_so()
    {
        // Scores are a ticker's own and never move; so is a part of its returns.
        var draws = new Draws(3);
        var rows = from day in Enumerable.Range(0, 100)
                   from ticker in Enumerable.Range(0, 20)
                   select new SignalRow(MadePanel.Day(day), $"T{ticker}", ticker / 10.0 - 1 + 0.01 * draws.Share(), 1, 0.002 * ticker + 0.02 * MadePanel.Normal(draws));
        var evaluation = SignalPanel.Of(rows).Evaluate();
        Assert.Equal(SignalVerdict.Detected, evaluation.Coefficients[1].RankIc!.Verdict);
        Assert.False(evaluation.Controls[0].PlaceboHolds);
        Assert.Contains("the IC does not hang on when scores were given", evaluation.ToString());
    }

    [Fact]
    public void Tomorrows_return_itself_is_found_whole()
    {
        var rows = MadePanel.Rows(43, 10, 30, 0, 1);
        var perfect = SignalPanel.Of(rows.Select(row => row with { Score = row.Return!.Value })).Evaluate(options: o => o with { Planted = 1 });
        Assert.Equal(1, perfect.Coefficients[1].Ic!.Mean, 1e-12);
        Assert.Equal(1, perfect.Controls[0].Planted.Mean, 1e-12);
        Assert.True(perfect.Coefficients[1].Ic!.Low > 0.999 && perfect.Controls[0].PlaceboHolds);
    }

    [Fact]
    public void Shuffles_join_days_by_ticker_when_these_come_and_go()
    {
        var rows = MadePanel.Rows(44, 20, 60, 0, 1).Where(row => (row.Ticker[^1] + row.Date.DayNumber) % 3 != 0).ToList();
        var evaluation = SignalPanel.Of(rows).Evaluate();
        Assert.True(evaluation.Controls[0].PlaceboHolds);
        Assert.Equal(evaluation.ToString(), SignalPanel.Of(rows).Evaluate().ToString());
        // Days that share no ticker have no placebo, and that is said.
        var apart = SignalPanel.Of(MadePanel.Rows(45, 6, 12, 0, 1).Select(row => row with { Ticker = $"{row.Ticker} {row.Date:yyyyMMdd}" })).Evaluate();
        Assert.Empty(apart.Controls);
        Assert.Contains("none: too few days count", apart.ToString());
    }

    [Fact]
    public void A_placebo_that_finds_something_makes_an_evaluation_unsound_by_itself()
    {
        // A ticker's scores never move, and it always gains alike: the shuffled dates find as much.
        var days = TradingCalendar.NewYork.Sessions.Where(session => session.Day >= new DateOnly(2025, 1, 2)).Take(61).Select(session => session.Day).ToList();
        var draws = new Draws(3);
        var prices = Prices.Of("made", Enumerable.Range(0, 12).SelectMany(ticker =>
        {
            var close = 100.0;
            return days.ConvertAll(day => new Price(day, $"T{ticker:00}", close *= 1 + 0.004 * ticker + 0.02 * MadePanel.Normal(draws)));
        }), adjusted: true);
        var articles = Corpus.Of(from day in days from ticker in Enumerable.Range(0, 12) select Article.Of("A gain.", $"{day:yyyy-MM-dd} T{ticker:00}") with { Source = $"T{ticker:00}", SourceScore = ticker / 12m, PublishedAt = new(day.ToDateTime(new(12, 0)), TimeSpan.Zero) });
        var always = ForwardReturns.Of(MadeMarket.Signals(articles), prices, TradingCalendar.NewYork, o => o with { Horizons = [1] }).ToPanel(TradingCalendar.NewYork)
            .Evaluate(LeakGuard.Check(articles, SignalPipeline.Of(_ => Examples.Small.Scorer()).WithSignals(MadeMarket.Signals), 2));
        Assert.Equal((true, true, false, true, false), (always.Guarded, always.Leaks!.Clean, always.Controls[0].PlaceboHolds, always.Controls[0].PlantedFound, always.Sound));
        Assert.StartsWith("at horizon 1 shuffled dates find something too", Assert.Single(always.Against));
        Assert.Equal($"not to be believed: {always.Against[0]}; the leak guard cut the articles at 2 of up to {days.Count} times", always.Verdict);
        var none = SignalPanel.Of([]).Evaluate(always.Leaks);
        Assert.Equal((false, $"nothing can be said: too few days count; {none.Unguarded}"), (none.Sound, none.Verdict));
    }

    [Fact]
    public void The_verdict_is_one_sentence_of_what_was_detected_and_what_is_left_of_it()
    {
        static string Verdict(double strength, int days, double cost = 5, double smallest = 0.02) => SignalPanel.Of(MadePanel.Rows(47, 25, days, strength, 1)).Evaluate(options: o => o with { CostBps = cost, SmallestOfInterest = smallest }).Verdict.Split("; the leak guard was not run")[0];
        Assert.Matches(@"^detected: rank IC \+0\.\d{3} at horizon 1; something is left after costs$", Verdict(0.3, 120));
        Assert.Matches(@"^detected, the wrong way round: rank IC -0\.\d{3} at horizon 1; after costs it is not shown to be worth a trade$", Verdict(-0.3, 120));
        Assert.EndsWith("after costs it is not shown to be worth a trade", Verdict(0.3, 120, cost: 500));
        Assert.Equal("underpowered: not shown, and not refuted", Verdict(0, 40));
        Assert.Equal("negligible: if there is anything, it is too small to be of interest", Verdict(0, 120, smallest: 0.2));
        Assert.Contains("\nverdict: ", SignalPanel.Of(MadePanel.Rows(47, 25, 40, 0, 1)).Evaluate().ToString());
    }
}
