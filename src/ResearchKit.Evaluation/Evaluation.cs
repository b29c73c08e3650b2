using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What was said of a labelled text.</summary>
/// <param name="Text">The text and what was judged of it.</param>
/// <param name="Score">What the scorer says.</param>
/// <param name="Class">Its class by the scorer's cut points; silent is neutral.</param>
/// <param name="Predicted">Its value, or that value mapped by the folds that it does not stand in.</param>
public readonly record struct Judgement(LabelledText Text, Score Score, int Class, double Predicted)
{
    /// <summary>How far it is off: of a score the distance, of a class alone the distance of the value to that class's ±1 or 0 where the class is wrong.</summary>
    public double Error => Text.Score is { } score ? Math.Abs(score - Predicted) : Class == Text.Judged ? 0 : Math.Abs(Text.Judged - Score.Value);
}

/// <summary>A scorer judged on labels. Not a verdict: a <see cref="Comparison"/> sets two side by side.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Method">The scorer's identity.</param>
/// <param name="Options">How it was judged.</param>
/// <param name="Judgements">In the order of the labels.</param>
/// <param name="Coverage">Share of the texts on which the scorer says something.</param>
/// <param name="Accuracy">Share of the classes that are right.</param>
/// <param name="MacroF1">Mean F1 of the classes.</param>
/// <param name="Mae">Mean absolute error of the mapped values.</param>
/// <param name="Rmse">Root of their mean square error.</param>
/// <param name="R2">1 − Σ(y − ŷ)²/Σ(y − ȳ)² over all folds together.</param>
/// <param name="Pearson">Of the mapped values.</param>
/// <param name="Spearman">Of the mapped values, ties with their mean rank.</param>
/// <param name="Cosine">Always of the values as they are.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Evaluation(Labels Labels, string Method, EvaluationOptions Options, ImmutableArray<Judgement> Judgements, double Coverage, Measured Accuracy, Measured MacroF1, Measured Mae, Measured Rmse, Measured R2, Measured Pearson, Measured Spearman, Measured Cosine)
{
    /// <summary>How many texts were judged.</summary>
    public int N => Judgements.Length;

    /// <summary>Sets another evaluation on the same labels beside this one: what is fitted in folds has no scorer to compare by.</summary>
    /// <param name="other">The other.</param>
    /// <param name="resamples">For the intervals of the differences; 0 for none, where the tests are enough.</param>
    /// <exception cref="InputException">The labels differ, or the number is none of 0 to 100000.</exception>
    public Comparison Against(Evaluation other, int resamples = 10_000) => resamples is >= 0 and <= 100_000 ? Comparison.Of(this, other, resamples)
        : throw new InputException(FormattableString.Invariant($"Resamples are {resamples}. Expected 0 to 100000."));

    /// <summary>Counts: what was judged (negative, neutral, positive) down, what was said across.</summary>
    public int[,] Confusion() => Evaluating.Confusion([.. Enumerable.Range(0, N)], [.. Judgements.Select(j => j.Text.Judged)], [.. Judgements.Select(j => j.Class)]);

    /// <summary>Whether the method means what it says: what was said against what was judged, in bins of about equal count.</summary>
    /// <param name="options">Changes how: <c>o => o with { Bins = 5, Class = 1 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public Reliability Reliability(Func<ReliabilityOptions, ReliabilityOptions>? options = null) => ResearchKit.Reliability.Make(this, (options is null ? new() : options(new())).Validated());

    /// <summary>The judgements that are off, the worst first.</summary>
    public IEnumerable<Judgement> Errors() => Judgements.Where(j => j.Error > 0).OrderByDescending(j => j.Error).ThenBy(j => j.Text.Article.Id, StringComparer.Ordinal);

    /// <summary>A line a measure.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Method} on {Labels}\ncoverage {Coverage:0.000}  accuracy {Accuracy}  macro-F1 {MacroF1}\nMAE {Mae}  RMSE {Rmse}  R² {R2}\nPearson {Pearson}  Spearman {Spearman}  cosine {Cosine}");

    internal static Evaluation Run(Scorer scorer, Labels labels, EvaluationOptions options) =>
        Run(scorer.Identity, scorer.Classes, scorer.Score([.. labels.Select(item => item.Article)]), labels, options);

    /// <param name="method">The identity of what scored.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="scores">A score for each label.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">How.</param>
    internal static Evaluation Run(string method, Scale classes, IReadOnlyList<Score> scores, Labels labels, EvaluationOptions options) =>
        Run(method, [.. Enumerable.Repeat(classes, scores.Count)], scores, labels, options);

    /// <param name="method">The identity of what scored.</param>
    /// <param name="classes">The classes of what scored each text: of a fitted method those of its fold.</param>
    /// <param name="scores">A score for each label.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">How.</param>
    internal static Evaluation Run(string method, IReadOnlyList<Scale> classes, IReadOnlyList<Score> scores, Labels labels, EvaluationOptions options)
    {
        var n = labels.Count;
        var said = scores.Select((score, i) => ClassOf(classes[i].Label(score))).ToArray();
        var gold = labels.Select(item => item.Judged).ToArray();
        var x = scores.Select(score => score.Value).ToArray();
        var scored = labels.All(item => item.Score is not null);
        var y = labels.Select(item => item.Score ?? 0).ToArray();
        var mapped = scored && options.Map != Map.None ? OutOfFold(labels, options, y, x) : x;
        var resamples = new Resamples(labels, options);
        Measured Of(Func<int[], double> measure, bool possible) => possible ? resamples.Measure(measure) : default;
        return new(labels, method, options, [.. labels.Select((item, i) => new Judgement(item, scores[i], said[i], mapped[i]))],
            (double)scores.Count(score => score.Outcome == Outcome.Scored) / n,
            Of(at => Evaluating.Accuracy(at, gold, said), true), Of(at => Evaluating.MacroF1(at, gold, said), true),
            Of(at => Evaluating.MeanAbsoluteError(at, y, mapped), scored), Of(at => Evaluating.RootMeanSquareError(at, y, mapped), scored), Of(at => Evaluating.R2(at, y, mapped), scored),
            Of(at => Evaluating.Pearson(at, y, mapped), scored), Of(at => Evaluating.Spearman(at, y, mapped), scored), Of(at => Evaluating.Cosine(at, y, x), scored));
    }

    static int ClassOf(string label) => label == Evaluating.Names[2] ? 1 : label == Evaluating.Names[0] ? -1 : 0;

    /// <summary>Every value by a map fitted on the folds that it does not stand in.</summary>
    internal static double[] OutOfFold(Labels labels, EvaluationOptions options, double[] y, double[] x)
    {
        var groups = labels.Select(item => item.Group).Distinct().Order(StringComparer.Ordinal).ToArray();
        var random = new SplitMix(options.Seed);
        for (var i = groups.Length - 1; i > 0; i--)
            if (random.Below(i + 1) is var other) (groups[i], groups[other]) = (groups[other], groups[i]);
        if (groups.Length < options.Folds) throw new InputException($"{labels.Name}: {groups.Length} different texts cannot make {options.Folds} folds. Expected --cv of at most {groups.Length}.");
        var foldOf = groups.Select((group, i) => (group, i)).ToDictionary(g => g.group, g => g.i % options.Folds);
        var fold = labels.Select(item => foldOf[item.Group]).ToArray();
        var mapped = new double[x.Length];
        for (var f = 0; f < options.Folds; f++)
        {
            var map = MapFit.Of(options.Map, Enumerable.Range(0, x.Length).Where(i => fold[i] != f).ToArray(), y, x);
            for (var i = 0; i < x.Length; i++)
                if (fold[i] == f) mapped[i] = map[x[i]];
        }
        return mapped;
    }
}

/// <summary>Resamples of a labelled set, by groups of equal texts: the same for every method, so that differences are paired.</summary>
sealed class Resamples
{
    readonly int[][] groups;
    readonly EvaluationOptions options;

    public Resamples(Labels labels, EvaluationOptions options)
    {
        this.options = options;
        // Sorted, so that the order of the items changes no draw.
        groups = [.. labels.Select((item, i) => (item.Group, i)).GroupBy(g => g.Group).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Select(p => p.i).ToArray())];
        All = [.. groups.SelectMany(group => group)];
    }

    public int[] All { get; }

    public Measured Measure(Func<int[], double> measure)
    {
        var value = measure(All);
        if (options.Resamples == 0 || double.IsNaN(value)) return new(double.IsFinite(value) ? value : null, null, null);
        var draws = Draws(measure);
        Array.Sort(draws);
        return new(value, draws[(int)(0.025 * (draws.Length - 1))], draws[(int)Math.Ceiling(0.975 * (draws.Length - 1))]);
    }

    /// <summary>The measure on each resample, in their order: one generator a resample, so that threads change nothing.</summary>
    public double[] Draws(Func<int[], double> measure)
    {
        var draws = new double[options.Resamples];
        Parallel.For(0, draws.Length, b =>
        {
            var random = SplitMix.Of(options.Seed, b);
            var at = new List<int>(All.Length);
            for (var g = 0; g < groups.Length; g++) at.AddRange(groups[random.Below(groups.Length)]);
            draws[b] = measure([.. at]);
        });
        return draws;
    }
}
