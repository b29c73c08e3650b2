using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Intervals around what a scorer says, with a promise: a text of the same kind as the labels is judged inside with a chance of 1 − α at least (split conformal prediction). Not a scorer, and no resampling of sentences: it says how far people's judgement may be.</summary>
/// <remarks>Scores: value ± q, held within −1 to 1. Classes: those whose −1, 0 or 1 is within q of the value, or by their chances. q is the ⌈(n + 1)(1 − α)⌉-th smallest distance on labels that the scorer was not fitted on, in each group by itself. One telling of a story counts, drawn by the seed, so that the texts are exchangeable (Dunn, Wasserman and Ramdas 2023).
/// The chance is over labels and text together, not for one text; and it says nothing of texts of another source, time or kind.</remarks>
/// <param name="Goal">Scores: intervals. Classes: sets.</param>
/// <param name="Alpha">The share that may fall outside.</param>
/// <param name="By">How texts are parted into groups.</param>
/// <param name="Measure">How far a class is from what the scorer says.</param>
/// <param name="Groups">Each group's quantile, ordinal by group.</param>
/// <param name="FittedFor">The scorer whose values they are around, and the only one.</param>
/// <param name="Labels">The name of the labels.</param>
/// <param name="LabelsHash">Their hash.</param>
/// <param name="Licence">Their licence, as they or the user state it; null when nobody does.</param>
/// <param name="Retold">How many labelled texts tell a story that another one tells, or are the same: they did not count.</param>
/// <param name="LearnedOn">The texts: coverage must not be counted on them.</param>
/// <param name="Seed">Of the draws.</param>
/// <param name="Date">The day, as it was given; null when it was not.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Conformal(LearnedGoal Goal, double Alpha, string By, ConformalMeasure Measure, ImmutableArray<ConformalQuantile> Groups, FittedFor FittedFor, string Labels, string LabelsHash, string? Licence, int Retold, LearnedOn LearnedOn, ulong Seed, DateOnly? Date)
{
    /// <summary>SHA-256, in lower-case hexadecimal, of all the above.</summary>
    public string Hash => VerifiedFile.HashOf(ConformalFile.Of(this), ConformalFile.Form);

    /// <summary>Intervals for a scorer, by labels that it was not fitted on.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">Changes how: <c>o => o with { Alpha = 0.2, By = "said" }</c>.</param>
    /// <exception cref="InputException">There are too few texts for the promise, the scorer was fitted on some of them, or an option is out of its range.</exception>
    public static Conformal Of(Scorer scorer, Labels labels, Func<ConformalOptions, ConformalOptions>? options = null) => new ConformalTask(scorer, labels, (options is null ? new() : options(new())).Validated()).Make();

    /// <summary>Whether the promise is kept on held-out labels: again and again half of the stories are calibrated on, and the others counted.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">As of <see cref="Of"/>.</param>
    /// <param name="splits">How often; 10 to 10000.</param>
    /// <exception cref="InputException">As <see cref="Of"/>, of half of the stories; or splits are out of their range.</exception>
    public static ConformalCheck Check(Scorer scorer, Labels labels, Func<ConformalOptions, ConformalOptions>? options = null, int splits = 200) => splits is >= 10 and <= 10_000
        ? new ConformalTask(scorer, labels, (options is null ? new() : options(new())).Validated()).Check(splits) : throw new InputException($"Option splits is {splits}. Expected 10 to 10000.");

    /// <summary>What is promised around the score of an article.</summary>
    /// <param name="scorer">The scorer that the intervals were made for.</param>
    /// <param name="article">The article.</param>
    /// <exception cref="InputException">It is another scorer.</exception>
    public ConformalInterval Interval(Scorer scorer, Article article)
    {
        Require(scorer);
        return Around(scorer, scorer.Score(article), article);
    }

    /// <summary>The share of other labels that are judged inside, and how wide it is: of a set of another kind the promise does not speak, and this is how far off it is there.</summary>
    /// <param name="scorer">The scorer that the intervals were made for.</param>
    /// <param name="labels">Labels that share no text with those that were calibrated on.</param>
    /// <exception cref="InputException">It is another scorer, or the labels share texts or time.</exception>
    public ConformalCheck Coverage(Scorer scorer, Labels labels)
    {
        Require(scorer);
        if (LearnedOn.Overlap(labels) is { } shared) throw new InputException($"{Untrusted.Line(labels.Name)}: {shared}, which the intervals were made on. Expected other texts; or ./kit conformal --check, which holds some out.");
        return new ConformalTask(scorer, labels, new() { Alpha = Alpha, By = By, Goal = Goal, Measure = Measure, Seed = Seed }).Count(this);
    }

    /// <summary>Writes it as JSON with its hash; the file is replaced as a whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string path) => VerifiedFile.Write(ConformalFile.Of(this), path, ConformalFile.Form);

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">The file is missing, holds no intervals, or is not as it was written.</exception>
    public static Conformal Read(string path) => ConformalFile.Read(path);

    /// <exception cref="InputException">The scorer is another, or has no chances where the measure asks for them.</exception>
    internal void Require(Scorer scorer)
    {
        if (Measure != ConformalMeasure.Distance && !ConformalTask.HasChances(scorer)) throw new InputException($"The intervals are by {Measure}, which asks for chances of classes, and {Untrusted.Line(scorer.Identity)} has none. Expected a stack that was fitted to classes: make intervals with ./kit conformal.");
        if (!FittedFor.Fits(scorer)) throw new InputException($"The intervals were made for {FittedFor}, and this is {FittedFor.Of(scorer)}. Expected the same method, version, options and lexicon: use those, or make intervals for these with ./kit conformal.");
    }

    internal ConformalInterval Around(Scorer scorer, in Score score, Article article)
    {
        if (score.Outcome == Outcome.UnsupportedLanguage) return new(score, null, null, [], "", Scale.UnsupportedLanguage);
        if (Goal == LearnedGoal.Classes) return Set(scorer, score, article);
        var own = ConformalTask.GroupOf(By, score, scorer.Classes, article, 0);
        return Find(own) is { } distance ? new(score, Math.Max(-1, score.Value - distance), Math.Min(1, score.Value + distance), [], own, null) : new(score, null, null, [], own, NotCalibrated(own));
    }

    ConformalInterval Set(Scorer scorer, Score score, Article article)
    {
        string[] groups = [.. Evaluating.Names.Select((_, i) => ConformalTask.GroupOf(By, score, scorer.Classes, article, i - 1))];
        var named = By == ConformalOptions.Label ? By : groups[0];
        if (groups.FirstOrDefault(group => Find(group) is null) is { } missing) return new(score, null, null, [], named, NotCalibrated(missing));
        var distances = ConformalTask.Distances(Measure, scorer, score, article);
        return new(score, null, null, [.. Evaluating.Names.Where((_, i) => distances[i] <= Find(groups[i]))], named, null);
    }

    internal double? Find(string group) => Groups.FirstOrDefault(each => each.Group == group)?.Distance;

    static string NotCalibrated(string group) => $"too few labels of the group {Untrusted.Quote(group)}";

    /// <summary>The same values, and groups one by one.</summary>
    public bool Equals(Conformal? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);

    /// <summary>What is promised, for which scorer, by which labels, and what is not.</summary>
    public override string ToString() => string.Join('\n', ((IEnumerable<string>)
    [
        string.Create(CultureInfo.InvariantCulture, $"{(Goal == LearnedGoal.Scores ? "intervals of the judged score" : "sets of the judged class")} for {FittedFor}: {100 * (1 - (decimal)Alpha):0.##}% of texts of the same kind, {(By == ConformalOptions.None ? "over all together" : $"in each group by {By}")}{(Measure == ConformalMeasure.Distance ? "" : $", by {Measure.ToString().ToLowerInvariant()}")}"),
        .. Groups.Select(group => $"{group}"),
        $"on {Labels} ({FittedOn.Start(LabelsHash)}){(Date is { } day ? string.Create(CultureInfo.InvariantCulture, $", {day:yyyy-MM-dd}") : "")}, one telling a story ({Retold} left out); licence: {Licence ?? "none stated"}",
        "not promised: texts of another source, time or kind than the labels; any one text; groups that are not named",
    ]).Select(Untrusted.Line));
}
