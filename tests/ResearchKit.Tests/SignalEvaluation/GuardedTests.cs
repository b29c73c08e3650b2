using Xunit;

namespace ResearchKit.Tests;

/// <summary>A leak report counts for the signals that it was made of, and for no others.</summary>
public sealed class GuardedTests
{
    const string Nothing = ", and nothing shows that scores knew only what could be known";

    static readonly MadeMarket Market = new(81, 40, 0.4);

    static readonly LeakReport Report = Market.Guard(MadeMarket.Signals);

    [Fact]
    public void An_evaluation_is_sound_with_the_report_of_its_own_signals_in_any_order()
    {
        var worth = Market.Panel(MadeMarket.Signals(Market.Articles)).Evaluate(Report);
        Assert.Equal((true, true, null), (worth.Guarded, worth.Sound, worth.Unguarded));
        Assert.Empty(worth.Against);
        Assert.Matches(@"^detected: rank IC \+0\.\d{3} at horizon 1; something is left after costs$", worth.Verdict);
        Assert.True(Market.Panel(MadeMarket.Signals(Market.Articles).Reverse()).Evaluate(Report).Sound);
        // A few that have no time are never traded. What a group is may have been chosen by what came.
        var grouped = ForwardReturns.Of([.. MadeMarket.Signals(Market.Articles), new("undated", null, "T00", 1)], Market.Prices, TradingCalendar.NewYork, o => o with { Horizons = [1] }).ToPanel(TradingCalendar.NewYork, row => row.Ticker);
        Assert.True(grouped.Evaluate(Report).Guarded);
        Assert.False(grouped.Group("T00").Evaluate(Report).Guarded);
    }

    [Fact]
    public void A_clean_report_of_other_signals_makes_nothing_sound_and_the_verdict_says_so()
    {
        var worth = Market.Panel(MadeMarket.Signals(Market.Articles).Select(signal => signal with { Value = signal.Value + 1e-15 + signal.Value * 1e-15 })).Evaluate(Report);
        Assert.True(Report.Clean);
        Assert.Equal((false, false, $"the leak guard checked other signals than these{Nothing}"), (worth.Guarded, worth.Sound, worth.Unguarded));
        Assert.Empty(worth.Against);
        Assert.EndsWith($"; {worth.Unguarded}", worth.Verdict);
        Assert.Contains($"\n  {worth.Unguarded}\n", worth.ToString());
        // Of the same pipeline on half of the articles; and the half of what was checked.
        var half = Corpus.Of(Market.Articles.Where(article => article.AvailableAt < new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.False(Market.Panel(MadeMarket.Signals(half)).Evaluate(Report).Guarded);
        Assert.False(Market.Panel(MadeMarket.Signals(Market.Articles)).Evaluate(LeakGuard.Check(half, SignalPipeline.Of(_ => Examples.Small.Scorer()).WithSignals(MadeMarket.Signals))).Guarded);
        // Scores alone are no signals: of what they were made into nothing was checked.
        Assert.False(Market.Panel(MadeMarket.Signals(Market.Articles)).Evaluate(LeakGuard.Check(Market.Articles, SignalPipeline.Of(_ => Examples.Small.Scorer()), 2)).Guarded);
    }

    [Fact]
    public void That_the_guard_did_not_cut_at_every_time_is_said_and_leaves_an_evaluation_sound()
    {
        var worth = Market.Panel(MadeMarket.Signals(Market.Articles)).Evaluate(Market.Guard(MadeMarket.Signals, mostCuts: 3));
        Assert.True(worth.Sound && !worth.Leaks!.Complete);
        Assert.EndsWith("; the leak guard cut the articles at 3 of up to 40 times", worth.Verdict);
    }

    [Fact]
    public void Of_a_panel_of_rows_nobody_knows_what_was_checked()
    {
        var panel = Market.Panel(MadeMarket.Signals(Market.Articles));
        var worth = SignalPanel.Of(panel, panel.TradingDays).Evaluate(Report);
        Assert.Equal((false, false, $"whether the leak guard checked the scores of these rows is not known{Nothing}"), (worth.Guarded, worth.Sound, worth.Unguarded));
        Assert.Equal((false, $"the leak guard was not run{Nothing}"), (panel.Evaluate().Sound, panel.Evaluate().Unguarded));
    }

    [Fact]
    public void A_leak_speaks_against_the_figures_whatever_it_was_found_in()
    {
        // Each score less the mean of all that there will ever be.
        IEnumerable<Observation> Centred(Corpus articles) => articles.Average(article => (double)article.SourceScore!.Value) is var mean ? MadeMarket.Signals(articles).Select(signal => signal with { Value = signal.Value - mean }) : [];
        var leaking = Market.Guard(Centred, mostCuts: 4);
        Assert.Equal(["signals"], leaking.Leaking);
        foreach (var panel in new[] { Market.Panel(Centred(Market.Articles)), Market.Panel(MadeMarket.Signals(Market.Articles)), SignalPanel.Of(Market.Panel(MadeMarket.Signals(Market.Articles))) })
        {
            var worth = panel.Evaluate(leaking);
            Assert.Equal(["a leak in signals"], worth.Against);
            Assert.Equal((false, $"not to be believed: a leak in signals; {worth.Unguarded}"), (worth.Sound, worth.Verdict));
        }
    }

    [Fact]
    public void What_articles_say_of_companies_is_known_again_by_company_whatever_has_prices()
    {
        var corpus = Corpus.Of(Enumerable.Range(0, 3).Select(i => Article.Of("Alder reports a gain. Birch reports a profit. Cedar reports a loss.", $"a{i}") with { PublishedAt = new(2025, 1, 6 + i, 12, 0, 0, TimeSpan.Zero) }));
        var scorer = Examples.Small.Scorer().Tickers(Companies.Of([Named("Alder", "T00", "T01"), Named("Birch", "T02"), Named("Cedar", "ZZ")]));
        static Company Named(string name, params string[] tickers) => new(name) { Tickers = [.. tickers], Aliases = [new(new(name), AliasKind.Name)] };
        IEnumerable<TickerScore> Said(Corpus articles) => scorer.Score(articles).SelectMany(rows => rows);
        var report = LeakGuard.Check(corpus, SignalPipeline.Of(_ => Examples.Small.Scorer()).WithSignals(Said));
        bool Guarded(IEnumerable<TickerScore> said) => ForwardReturns.Of(said, corpus, Market.Prices, TradingCalendar.NewYork).ToPanel(TradingCalendar.NewYork).Evaluate(report).Guarded;
        Assert.True(report.Clean && report.Steps[^1].Values > 0, report.ToString());
        Assert.True(Guarded(Said(corpus)));
        Assert.False(Guarded(Said(corpus).Where(row => row.Company.Name != "Birch")));
    }
}
