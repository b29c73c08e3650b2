using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The gain of one evaluation over another in a metric, over items by their positions.</summary>
sealed class Gain
{
    public static readonly ImmutableArray<string> Metrics = ["accuracy", "macroF1", "mae", "pearson", "spearman"];

    readonly string metric;
    readonly Labels labels;
    readonly int[] gold, before, after;
    readonly double[] scores, valuesBefore, valuesAfter;
    readonly EvaluationOptions resampling;

    /// <param name="blocked">The labels, their groups the blocks that resamples do not part.</param>
    /// <param name="champion">The one.</param>
    /// <param name="draft">The other, on the same texts.</param>
    /// <param name="options">Metric, resamples and seed.</param>
    public Gain(Labels blocked, Evaluation champion, Evaluation draft, JudgingOptions options)
    {
        (labels, metric) = (blocked, options.Metric);
        resampling = new() { Resamples = options.Resamples, Seed = options.Seed };
        gold = [.. champion.Judgements.Select(j => j.Text.Judged)];
        (before, after) = ([.. champion.Judgements.Select(j => j.Class)], [.. draft.Judgements.Select(j => j.Class)]);
        scores = [.. champion.Judgements.Select(j => j.Text.Score ?? 0)];
        (valuesBefore, valuesAfter) = ([.. champion.Judgements.Select(j => j.Score.Value)], [.. draft.Judgements.Select(j => j.Score.Value)]);
        if (metric is not ("accuracy" or "macroF1") && champion.Judgements.Any(j => j.Text.Score is null))
            throw new InputException($"{Untrusted.Line(blocked.Name)}: some texts have a class and no score, and {metric} needs scores. Expected --metric accuracy or macroF1, or a set with scores.");
    }

    public double Before(ReadOnlySpan<int> at) => Of(at, before, valuesBefore);

    public double After(ReadOnlySpan<int> at) => Of(at, after, valuesAfter);

    /// <summary>The gain on some of the items, and what it is on resamples of their blocks, in rising order.</summary>
    /// <param name="chosen">Their positions; null for all.</param>
    public (double Value, double[] Draws) Over(IReadOnlyList<int>? chosen = null)
    {
        var at = chosen ?? [.. Enumerable.Range(0, labels.Count)];
        var resamples = new Resamples(Labels.Of(labels.Name, at.Select(i => labels[i])), resampling);
        double Difference(int[] positions)
        {
            var items = Array.ConvertAll(positions, position => at[position]);
            return metric == "mae" ? Before(items) - After(items) : After(items) - Before(items);
        }
        var draws = resamples.Draws(Difference);
        // A resample of equal scores has no correlation: it speaks for no gain.
        for (var i = 0; i < draws.Length; i++) if (double.IsNaN(draws[i])) draws[i] = 0;
        Array.Sort(draws);
        return (Difference(resamples.All), draws);
    }

    /// <summary>The interval that holds a share of the draws.</summary>
    /// <param name="draws">In rising order.</param>
    /// <param name="outside">The share below it and the share above it.</param>
    public static (double Low, double High) Interval(double[] draws, double outside) =>
        (draws[(int)(outside * (draws.Length - 1))], draws[(int)Math.Ceiling((1 - outside) * (draws.Length - 1))]);

    /// <summary>Two-sided: twice the smaller share of draws at or beyond 0, the observed sample counted among them (Davison and Hinkley 1997, section 4.4).</summary>
    public static double P(double[] draws) => Math.Min(1, 2.0 * (1 + Math.Min(draws.Count(draw => draw <= 0), draws.Count(draw => draw >= 0))) / (draws.Length + 1));

    double Of(ReadOnlySpan<int> at, int[] said, double[] values) => metric switch
    {
        "accuracy" => Evaluating.Accuracy(at, gold, said),
        "macroF1" => Evaluating.MacroF1(at, gold, said),
        "mae" => Evaluating.MeanAbsoluteError(at, scores, values),
        "pearson" => Evaluating.Pearson(at, scores, values),
        _ => Evaluating.Spearman(at, scores, values),
    };
}
