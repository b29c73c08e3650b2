using Xunit;

namespace ResearchKit.Tests;

public sealed class LeakGuardTests
{
    static readonly Corpus Corpus = Examples.Reference;

    static readonly LexiconScorer Plain = Examples.Sample.Scorer();

    static SignalPipeline Whole(Func<Corpus, Scorer> scorer) => SignalPipeline.Of(scorer).WithStories(corpus => Stories.Of(corpus)).WithIndex((corpus, scores, stories) => corpus.Aggregate(scores, Period.Week, novelty: stories));

    [Fact]
    public void The_kits_own_pipeline_knows_no_future_on_the_sample_articles()
    {
        var articles = Corpus.Read(Repository.File("data", "articles"));
        var lexicon = Repository.Finance;
        var report = LeakGuard.Check(articles, Whole(corpus => lexicon.Scorer("sentometrics:TFIDF", reference: corpus)), mostCuts: 12);
        Assert.True(report.Clean, report.ToString());
        Assert.Equal(["scorer", "reference corpus", "stories", "index"], report.Steps.Select(step => step.Step));
        Assert.Equal(articles.Count(article => article.AvailableAt is null), report.Undated);
        Assert.All(report.Steps, step => Assert.True(step is { Cuts: 12, Compared: > 0 } && step.Times > 12, step.ToString()));
        Assert.False(report.Complete);
        Assert.StartsWith($"leak guard: no value changes at the 12 times at which the corpus was cut, of up to {report.Steps.Max(step => step.Times)} (", report.ToString());
    }

    [Fact]
    public void A_reference_fitted_to_the_whole_corpus_is_caught_and_named()
    {
        var report = LeakGuard.Check(Corpus, Whole(corpus => Examples.Sample.Scorer("sentometrics:TFIDF:leaking", reference: corpus)));
        Assert.Equal(["reference corpus"], report.Leaking);
        var step = report.Steps[1];
        Assert.Equal((12, 12, 12), (step.Values, step.Cuts, step.Times));
        Assert.InRange(step.Leaking, 1, 12);
        Assert.Contains("LEAK in reference corpus", report.ToString());
        Assert.True(step.First[0] is { Whole: var whole, AsOf: { } asOf } && whole.Value != asOf.Value);
        // The same reference, made once of all articles before the pipeline runs, is not to be seen from outside; as of each article it is harmless.
        Assert.True(LeakGuard.Check(Corpus, Whole(corpus => Examples.Sample.Scorer("sentometrics:TFIDF", reference: corpus))).Clean);
    }

    [Fact]
    public void A_scorer_that_looks_at_its_neighbours_is_named() => Assert.Equal(["scorer"], LeakGuard.Check(Corpus, Whole(_ => new Centred(Plain))).Leaking);

    [Fact]
    public void Stories_that_know_what_is_told_later_are_named()
    {
        // How long a story lasts depends on how many articles there will ever be.
        var told = Corpus.Of(Enumerable.Range(0, 8).Select(i => Article.Of($"Alder has won the contract for power at the northern site, and shares of the company rose sharply on {(i % 2 == 0 ? "heavy" : "thin")} trade in the morning.", $"a{i}") with { PublishedAt = Examples.Day(2 * i) }));
        Assert.True(LeakGuard.Check(told, Whole(_ => Plain)).Clean);
        var report = LeakGuard.Check(told, SignalPipeline.Of(_ => Plain).WithStories(corpus => Stories.Of(corpus, o => o with { WindowDays = corpus.Count < 8 ? 5 : 1 })).WithIndex((corpus, scores, stories) => corpus.Aggregate(scores, Period.Week, novelty: stories)));
        Assert.Equal(["stories"], report.Leaking);
        Assert.Contains("telling", report.Steps[2].First[0].ToString());
    }

    [Fact]
    public void An_index_that_is_centred_on_its_whole_history_is_named() => Assert.Equal(["index"], LeakGuard.Check(Corpus, SignalPipeline.Of(_ => Plain).WithIndex((corpus, scores, _) =>
    {
        var usual = scores.Average(score => score.Value);
        return SentimentIndex.Of(corpus.Zip(scores, (article, score) => new Observation(article.Id, article.AvailableAt, "all", score.Value - usual)), Period.Day);
    })).Leaking);

    /// <summary>What was last said of a and b, carried day by day: a is heard of on days 0 and 6, b on day 1.</summary>
    static LeakReport Carried(Func<SentimentIndexOptions, SentimentIndexOptions> options) => LeakGuard.Check(
        Corpus.Of(new[] { ("a", 0), ("b", 1), ("a", 6) }.Select(told => Article.Of("A gain.", $"{told.Item1} {told.Item2}") with { PublishedAt = Examples.Day(told.Item2) })),
        SignalPipeline.Of(_ => Plain).WithIndex((corpus, scores, _) => corpus.Aggregate(scores, Period.Day, article => article.Id[..1], options: o => options(o) with { IncludeSilent = true })));

    [Fact]
    public void What_is_carried_only_to_a_keys_own_last_article_is_a_leak_in_the_index()
    {
        var report = Carried(o => o with { Gaps = Gaps.Latest });
        Assert.Equal(["index"], report.Leaking);
        // a has a point on days 0 to 6. On days 1 to 5 nobody could know that it would be heard of again.
        Assert.Equal((7 + 1, 5), (report.Steps[^1].Values, report.Steps[^1].Leaking));
        Assert.Contains($"index: a {Examples.Day(1):yyyy-MM-dd}", report.ToString());
        Assert.Contains("and missing with what was there", report.ToString());
        // That zeros end so tells as much.
        Assert.Equal(["index"], Carried(o => o with { Gaps = Gaps.Zero }).Leaking);
    }

    [Fact]
    public void What_is_carried_to_one_end_for_all_keys_is_none()
    {
        var report = Carried(o => o with { Gaps = Gaps.Latest, AsOf = Examples.Day(8) });
        Assert.True(report.Clean, report.ToString());
        // a on days 0 to 8, b on days 1 to 8.
        Assert.Equal(9 + 8, report.Steps[^1].Values);
        Assert.True(Carried(o => o with { Gaps = Gaps.Zero, AsOf = Examples.Day(8) }).Clean);
        // Of one that ages out after two days: 0, 1, 2, 6, 7, 8 and 1, 2, 3.
        var aging = Carried(o => o with { Gaps = Gaps.Latest, CarryPeriods = 2, AsOf = Examples.Day(8) });
        Assert.True(aging.Clean, aging.ToString());
        Assert.Equal(6 + 3, aging.Steps[^1].Values);
    }

    [Fact]
    public void A_step_of_ones_own_is_checked_too_and_only_its_past_counts()
    {
        IEnumerable<StepValue> Ranked(Corpus corpus, bool leaking) => corpus.Select((article, i) => new StepValue(article.Id, article.AvailableAt!.Value, leaking ? (double)i / corpus.Count : i));
        var report = LeakGuard.Check(Corpus, SignalPipeline.Of(_ => Plain).With("place", corpus => Ranked(corpus, false)).With("percentile", corpus => Ranked(corpus, true)));
        Assert.Equal(["percentile"], report.Leaking);
        // Place 0 is 0 of 12 as it is 0 of 1; the eleven others move, but for the last, whose time is the end.
        Assert.Equal(10, report.Steps[^1].Leaking);
        Assert.Equal("percentile: 12 values, cut at 12 of 12 times: 10 CHANGE; percentile: day 1 at 2026-01-02T12:00:00Z is 0.08333333333333333 with the whole corpus, and 0.5 with what was there at 2026-01-02T12:00:00Z", report.Steps[^1].ToString());
    }

    [Fact]
    public void A_value_that_is_there_only_in_hindsight_is_a_leak_and_so_is_a_step_that_needs_more_than_there_was()
    {
        var report = LeakGuard.Check(Corpus, SignalPipeline.Of(corpus => corpus.Count < 5 ? throw new InputException("Five articles are needed.") : Plain)
            .With("winners", corpus => corpus.Count < 12 ? [] : corpus.Select(article => new StepValue(article.Id, article.AvailableAt!.Value, 1)))
            .With("losers", corpus => corpus.Count < 12 ? corpus.Select(article => new StepValue(article.Id, article.AvailableAt!.Value, 1)) : []));
        Assert.Equal(["reference corpus", "winners"], report.Leaking);
        Assert.Equal(4, report.Steps[1].Leaking);
        Assert.Contains("refused: Five articles are needed.", report.Steps[1].First[0].ToString());
        // All but the last article were no winner in their own time.
        Assert.Equal(11, report.Steps[2].Leaking);
        Assert.Contains("and missing with what was there", report.Steps[2].First[0].ToString());
        Assert.Equal(0, report.Steps[3].Values);
    }

    [Fact]
    public void What_cannot_be_checked_is_refused()
    {
        static string Refusal(Action check) => Assert.Throws<InputException>(check).Message;
        Assert.Contains("None of 1 articles has a time", Refusal(() => LeakGuard.Check(Corpus.Of(Article.Of("A gain.")), SignalPipeline.Of(_ => Plain))));
        Assert.Contains("mostCuts is 1", Refusal(() => LeakGuard.Check(Corpus, SignalPipeline.Of(_ => Plain), 1)));
        Assert.Contains("has two values with the key", Refusal(() => LeakGuard.Check(Corpus, SignalPipeline.Of(_ => Plain).With("twice", corpus => corpus.Select(article => new StepValue("same", article.AvailableAt!.Value, 1))))));
    }

    /// <summary>Takes the mean of all articles that are scored together from each: the z-score of the careless.</summary>
    sealed class Centred(Scorer inner) : Scorer
    {
        public override string Identity => "centred";

        public override Scale Classes => inner.Classes;

        public override Score Score(Article article) => inner.Score(article);

        public override Explanation Explain(Article article) => inner.Explain(article);

        public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus)
        {
            var scores = inner.Score(corpus);
            var mean = scores.Average(score => score.Value);
            return [.. scores.Select(score => score with { Value = score.Value - mean })];
        }
    }
}
