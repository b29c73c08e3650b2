namespace ResearchKit.Tests;

/// <summary>Articles with scores, and a market that answers to them: twelve tickers over so many sessions, an article for each at noon UTC, the return from that session's close to the next going with its score.</summary>
sealed class MadeMarket
{
    public MadeMarket(ulong seed, int sessions, double strength)
    {
        var draws = new Draws(seed);
        var days = TradingCalendar.NewYork.Sessions.Where(session => session.Day >= new DateOnly(2025, 1, 2)).Take(sessions + 1).Select(session => session.Day).ToList();
        var (articles, prices) = (new List<Article>(), new List<Price>());
        for (var ticker = 0; ticker < 12; ticker++)
        {
            var close = 100.0;
            foreach (var (number, day) in days.Index())
            {
                var score = MadePanel.Normal(draws);
                prices.Add(new(day, $"T{ticker:00}", close));
                if (number < sessions) articles.Add(Article.Of("A gain.", $"{day:yyyy-MM-dd} T{ticker:00}") with { Source = $"T{ticker:00}", SourceScore = (decimal)(score / 6), PublishedAt = new(day.ToDateTime(new(12, 0)), TimeSpan.Zero) });
                close *= 1 + 0.02 * (strength * score + Math.Sqrt(1 - strength * strength) * MadePanel.Normal(draws));
            }
        }
        (Articles, Prices) = (Corpus.Of(articles), Prices.Of("made", prices, adjusted: true));
    }

    public Corpus Articles { get; }

    public Prices Prices { get; }

    /// <summary>What is traded on: each article's score, of its ticker.</summary>
    public static IEnumerable<Observation> Signals(Corpus articles) => articles.Select(article => new Observation(article.Id, article.AvailableAt, article.Source!, (double)article.SourceScore!.Value));

    public SignalPanel Panel(IEnumerable<Observation> signals) => ForwardReturns.Of(signals, Prices, TradingCalendar.NewYork, o => o with { Horizons = [1] }).ToPanel(TradingCalendar.NewYork);

    public LeakReport Guard(Func<Corpus, IEnumerable<Observation>> signals, int mostCuts = 100) => LeakGuard.Check(Articles, SignalPipeline.Of(_ => Examples.Small.Scorer()).WithSignals(signals), mostCuts);
}
