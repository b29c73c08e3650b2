using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A value that a step of a pipeline makes.</summary>
/// <param name="Key">What it is of; unique within the step.</param>
/// <param name="At">When it could be known: an article's <see cref="Article.AvailableAt"/>, or the end of a period.</param>
/// <param name="Value">A number; NaN where there is none.</param>
/// <param name="Name">What there is besides a number, such as the story that an article belongs to; null for nothing.</param>
public readonly record struct StepValue(string Key, DateTimeOffset At, double Value, string? Name = null)
{
    internal string Shown => string.Create(CultureInfo.InvariantCulture, $"{Value:R}{(Name is null ? "" : $" ({Name})")}");

    internal bool Same(StepValue other) => At.UtcTicks == other.At.UtcTicks && Value.Equals(other.Value) && Name == other.Name;

    internal static StepValue None(StepValue like) => like with { Value = double.NaN, Name = "missing" };
}

/// <summary>How articles become scores and indices, written so that it can be run again on a part of the corpus. Immutable.</summary>
/// <remarks>
/// <para>Steps are checked one by one, each with what the steps before it made of the whole corpus, so that a leak is named where it comes about and not where it arrives:
/// <c>scorer</c>, what one scorer says of an article among others; <c>reference corpus</c>, what a scorer that is made of the cut corpus says of the article; <c>stories</c>; <c>index</c>; <c>signals</c>.</para>
/// <para>Points of an index that fill a gap are checked like others: that there is one, and of what value, must be known at its time. With <see cref="Gaps.Latest"/> that takes an <see cref="SentimentIndexOptions.AsOf"/>.</para>
/// </remarks>
public sealed record SignalPipeline
{
    readonly Func<Corpus, Scorer> scorer;
    readonly Func<Corpus, Stories>? stories;
    readonly Func<Corpus, IReadOnlyList<Score>, Stories?, SentimentIndex>? index;
    readonly Func<Corpus, IEnumerable<Observation>>? signals;
    readonly ImmutableArray<(string Name, Func<Corpus, IEnumerable<StepValue>> Make)> own = [];

    SignalPipeline(Func<Corpus, Scorer> scorer) => this.scorer = scorer;

    SignalPipeline(SignalPipeline from, Func<Corpus, Stories>? stories = null, Func<Corpus, IReadOnlyList<Score>, Stories?, SentimentIndex>? index = null, Func<Corpus, IEnumerable<Observation>>? signals = null, ImmutableArray<(string, Func<Corpus, IEnumerable<StepValue>>)>? own = null) =>
        (scorer, this.stories, this.index, this.signals, this.own) = (from.scorer, stories ?? from.stories, index ?? from.index, signals ?? from.signals, own ?? from.own);

    /// <summary>Scores by a scorer that is made of the corpus: <c>SignalPipeline.Of(corpus => lexicon.Scorer("sentometrics:TFIDF", reference: corpus))</c>. One that needs no corpus is <c>_ => scorer</c>.</summary>
    public static SignalPipeline Of(Func<Corpus, Scorer> scorer) => new(scorer);

    /// <summary>Adds stories, whose novelty may weigh articles: <c>WithStories(corpus => Stories.Of(corpus))</c>.</summary>
    public SignalPipeline WithStories(Func<Corpus, Stories> stories) => new(this, stories: stories);

    /// <summary>Adds an index: <c>WithIndex((corpus, scores, stories) => corpus.Aggregate(scores, Period.Week, novelty: stories))</c>. Its stories are null without <see cref="WithStories"/>.</summary>
    public SignalPipeline WithIndex(Func<Corpus, IReadOnlyList<Score>, Stories?, SentimentIndex> index) => new(this, index: index);

    /// <summary>Adds the signals that go to <see cref="ForwardReturns"/> where they are no index: a function of the corpus alone. An evaluation of the same ones is then known to be guarded.</summary>
    /// <param name="signals">Each article and key once.</param>
    public SignalPipeline WithSignals(Func<Corpus, IEnumerable<Observation>> signals) => new(this, signals: signals);

    /// <summary>Adds what articles say of companies, as it goes to <see cref="ForwardReturns"/>: <c>WithSignals(corpus => companies.Score(corpus).SelectMany(rows => rows))</c>.</summary>
    /// <param name="scores">Rows of a <see cref="TickerScorer"/>.</param>
    public SignalPipeline WithSignals(Func<Corpus, IEnumerable<TickerScore>> scores) => WithSignals(corpus => scores(corpus).Select(row => row.Signal(corpus)).OfType<Observation>());

    /// <summary>Adds a step of your own, such as a z-score: a function of the corpus alone.</summary>
    /// <param name="name">What a leak in it is called.</param>
    /// <param name="values">Values with keys that differ, each with the time at which it could be known.</param>
    public SignalPipeline With(string name, Func<Corpus, IEnumerable<StepValue>> values) => new(this, own: own.Add((name, values)));

    /// <summary>The steps, run on a whole corpus of articles with times.</summary>
    internal IEnumerable<PipelineStep> On(Corpus whole)
    {
        var made = scorer(whole);
        var scores = made.Score(whole);
        var byId = scores.ToDictionary(score => score.ArticleId, StringComparer.Ordinal);
        yield return new("scorer", Values(whole, scores), (cut, _) => Values(cut, made.Score(cut)));
        yield return new("reference corpus", Values(whole, [.. whole.Select(made.Score)]), (cut, at) =>
        {
            var again = scorer(cut);
            var now = Corpus.Of(cut.Where(article => article.AvailableAt!.Value.UtcTicks == at.UtcTicks));
            return Values(now, [.. now.Select(again.Score)]);
        });
        var told = stories?.Invoke(whole);
        if (told is not null) yield return new("stories", Values(whole, told), (cut, _) => Values(cut, stories!(cut)));
        if (index?.Invoke(whole, scores, told) is { } points) yield return new("index", Values(points), (cut, _) => Values(index(cut, [.. cut.Select(article => byId[article.Id])], told)), SignalPrint.Of(points.Signals()));
        if (signals is not null)
        {
            Observation[] said = [.. signals(whole)];
            yield return new("signals", Values(said), (cut, _) => Values(signals(cut)), SignalPrint.Of(said));
        }
        foreach (var (name, make) in own) yield return new(name, [.. make(whole)], (cut, _) => make(cut));
    }

    static List<StepValue> Values(Corpus corpus, IReadOnlyList<Score> scores) => [.. corpus.Zip(scores, (article, score) => new StepValue(article.Id, article.AvailableAt!.Value, score.Value, score.Outcome.ToString()))];

    static List<StepValue> Values(Corpus corpus, Stories stories) => [.. corpus.Select(article => new StepValue(article.Id, article.AvailableAt!.Value, stories[article.Id].Novelty, string.Create(CultureInfo.InvariantCulture, $"telling {stories[article.Id].Rank} of {stories[article.Id].Id}")))];

    static List<StepValue> Values(IEnumerable<Observation> signals) => [.. signals.Where(one => one.At is not null).Select(one => new StepValue($"{one.Key} in {one.ArticleId}", one.At!.Value, one.Value))];

    /// <summary>A period is known at its last instant.</summary>
    static List<StepValue> Values(SentimentIndex index) => [.. index.Points.Select(point => new StepValue(point.Name(), index.Known(point).AddTicks(-1), point.Value ?? double.NaN, string.Create(CultureInfo.InvariantCulture, $"{point.Count} seen{(point.Low is null ? "" : $", {point.Low:R} to {point.High:R}")}")))];
}

/// <summary>A step that has run on the whole corpus and can run on a cut one.</summary>
/// <param name="Name">What a leak in it is called.</param>
/// <param name="Whole">Its values.</param>
/// <param name="AsOf">Its values of a corpus that was cut at a time; at least those of that time.</param>
/// <param name="Print">By what the signals are known again that it makes; null where it makes none.</param>
sealed record PipelineStep(string Name, IReadOnlyList<StepValue> Whole, Func<Corpus, DateTimeOffset, IEnumerable<StepValue>> AsOf, string? Print = null);
