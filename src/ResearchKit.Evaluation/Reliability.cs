using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A bin of a reliability diagram.</summary>
/// <param name="Low">The smallest value in it.</param>
/// <param name="High">The largest.</param>
/// <param name="Texts">How many texts.</param>
/// <param name="Said">Mean of what was said.</param>
/// <param name="Judged">Mean of what was judged, with its 95% interval: of chances Wilson's, of scores the bootstrap of the evaluation, by text.</param>
public sealed record ReliabilityBin(double Low, double High, int Texts, double Said, Measured Judged)
{
    /// <summary>How far what was said is above what was judged.</summary>
    public double Gap => Said - (Judged.Value ?? 0);

    /// <summary>Range, texts, and both means.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:+0.000;-0.000;0.000} to {High:+0.000;-0.000;0.000}: {Texts} texts, said {Said:+0.000;-0.000;0.000}, judged {Judged}");
}

/// <summary>Whether a method means what it says: the calibration curve of an evaluation (Murphy and Winkler 1977), in bins of about equal count.</summary>
/// <param name="Evaluation">The evaluation.</param>
/// <param name="Options">How it was binned.</param>
/// <param name="Bins">In the order of what was said.</param>
/// <param name="Ece">Mean distance between said and judged over the bins, each by its texts.</param>
/// <param name="Mce">The largest.</param>
/// <param name="Brier">Mean square of said less judged; of a class the Brier (1950) score of its chance.</param>
/// <param name="Miscalibration">Part of <see cref="Brier"/>: what the bins' means are off (Murphy 1973, where it is called reliability; the smaller the better).</param>
/// <param name="Resolution">How far the bins' judged means are from the overall one: the larger the better.</param>
/// <param name="Uncertainty">Variance of what was judged: what saying its mean of every text would cost.</param>
/// <param name="Within">What is left: Brier = Miscalibration − Resolution + Uncertainty + Within. It is 0 where all values of a bin are equal, and else what binning hides (Stephenson, Coelho and Jolliffe 2008).</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Reliability(Evaluation Evaluation, ReliabilityOptions Options, ImmutableArray<ReliabilityBin> Bins, double Ece, double Mce, double Brier, double Miscalibration, double Resolution, double Uncertainty, double Within)
{
    /// <summary>What the values are held against: <c>score</c>, <c>class</c>, <c>chance of positive</c>, <c>chance of negative</c>.</summary>
    public string Of => Options.Class is { } sign ? $"chance of {Evaluating.Names[sign + 1]}" : Evaluation.Judgements.All(judgement => judgement.Text.Score is not null) ? "score" : "class";

    internal static Reliability Make(Evaluation evaluation, ReliabilityOptions options)
    {
        var scored = evaluation.Judgements.All(judgement => judgement.Text.Score is not null);
        var (said, judged) = (new double[evaluation.N], new double[evaluation.N]);
        for (var i = 0; i < said.Length; i++)
        {
            var judgement = evaluation.Judgements[i];
            said[i] = options.Class is { } sign ? Math.Clamp(sign * judgement.Predicted, 0, 1) : judgement.Predicted;
            judged[i] = options.Class is { } which ? judgement.Text.Judged == which ? 1 : 0 : scored ? judgement.Text.Score!.Value : judgement.Text.Judged;
        }
        var parts = Parts(said, options.Bins);
        var draws = options.Class is null && evaluation.Options.Resamples > 0 ? new Resamples(evaluation.Labels, evaluation.Options) : null;
        ImmutableArray<ReliabilityBin> bins = [.. parts.Select(part => new ReliabilityBin(part.Min(i => said[i]), part.Max(i => said[i]), part.Length, part.Average(i => said[i]),
            options.Class is null ? Mean(part, judged, draws) : Wilson.Of(part.Count(i => judged[i] == 1), part.Length)))];
        var (n, mean) = ((double)said.Length, judged.Average());
        var brier = Enumerable.Range(0, said.Length).Average(i => (said[i] - judged[i]) * (said[i] - judged[i]));
        var (off, resolution, uncertainty) = (bins.Sum(bin => bin.Texts * bin.Gap * bin.Gap) / n, bins.Sum(bin => bin.Texts * Math.Pow(bin.Judged.Value!.Value - mean, 2)) / n, judged.Average(y => (y - mean) * (y - mean)));
        return new(evaluation, options, bins, bins.Sum(bin => bin.Texts * Math.Abs(bin.Gap)) / n, bins.Max(bin => Math.Abs(bin.Gap)), brier, off, resolution, uncertainty, brier - (off - resolution + uncertainty));
    }

    /// <summary>The texts in the order of what was said, cut where the next share of them is full, or at the nearer end of the equal values that stand there.</summary>
    static List<int[]> Parts(double[] said, int bins)
    {
        int[] order = [.. Enumerable.Range(0, said.Length).OrderBy(i => said[i])];
        var parts = new List<int[]>();
        for (var from = 0; from < order.Length;)
        {
            // Equal values may have filled more than one share.
            var next = (int)((long)from * bins / order.Length) + 1;
            var to = Math.Max(from + 1, (int)((long)order.Length * next / bins));
            var (before, behind) = (to, to);
            while (behind < order.Length && said[order[behind]] == said[order[to - 1]]) behind++;
            while (behind > to && before > from && said[order[before - 1]] == said[order[to - 1]]) before--;
            to = behind > to && before > from && to - before <= behind - to ? before : behind;
            parts.Add(order[from..to]);
            from = to;
        }
        return parts;
    }

    static Measured Mean(int[] part, double[] judged, Resamples? draws)
    {
        if (draws is null) return new(part.Average(i => judged[i]), null, null);
        var inside = part.ToHashSet();
        var means = draws.Draws(at => at.Where(inside.Contains).Select(i => judged[i]).DefaultIfEmpty(double.NaN).Average()).Where(double.IsFinite).Order().ToArray();
        // A small bin may be met by none of a few resamples.
        return means.Length == 0 ? new(part.Average(i => judged[i]), null, null) : new(part.Average(i => judged[i]), means[(int)(0.025 * (means.Length - 1))], means[(int)Math.Ceiling(0.975 * (means.Length - 1))]);
    }

    /// <summary>The sums, then a bin a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Evaluation.Method} on {Evaluation.Labels}, {Of}\nECE {Ece:0.000}  MCE {Mce:0.000}\n{(Options.Class is null ? "mean square" : "Brier")} {Brier:0.000} = miscalibration {Miscalibration:0.000} - resolution {Resolution:0.000} + uncertainty {Uncertainty:0.000} {(Within < 0 ? '-' : '+')} within bins {Math.Abs(Within):0.000}\n{string.Join('\n', Bins)}");
}
