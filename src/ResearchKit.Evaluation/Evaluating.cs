using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The measures of an evaluation, over items by their positions so that resamples can repeat them.</summary>
static class Evaluating
{
    public static readonly ImmutableArray<string> Names = ["negative", "neutral", "positive"];

    /// <summary>The class of a judged score: within 0.10 of 0 it is neutral, as on the publisher's scale.</summary>
    public static int ClassOf(double score) => score >= 0.10 ? 1 : score <= -0.10 ? -1 : 0;

    public static double Accuracy(ReadOnlySpan<int> at, int[] gold, int[] said)
    {
        var right = 0;
        foreach (var i in at)
            if (gold[i] == said[i]) right++;
        return (double)right / at.Length;
    }

    /// <summary>Judged class down, said class across.</summary>
    public static int[,] Confusion(ReadOnlySpan<int> at, int[] gold, int[] said)
    {
        var counts = new int[3, 3];
        foreach (var i in at) counts[gold[i] + 1, said[i] + 1]++;
        return counts;
    }

    /// <summary>The mean of the F1 of those classes that were judged or said.</summary>
    public static double MacroF1(ReadOnlySpan<int> at, int[] gold, int[] said)
    {
        var counts = Confusion(at, gold, said);
        double sum = 0;
        var classes = 0;
        for (var c = 0; c < 3; c++)
        {
            int judged = 0, given = 0;
            for (var o = 0; o < 3; o++)
            {
                judged += counts[c, o];
                given += counts[o, c];
            }
            if (judged + given == 0) continue;
            classes++;
            sum += 2.0 * counts[c, c] / (judged + given);
        }
        return sum / classes;
    }

    public static double MeanAbsoluteError(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double sum = 0;
        foreach (var i in at) sum += Math.Abs(y[i] - x[i]);
        return sum / at.Length;
    }

    public static double RootMeanSquareError(ReadOnlySpan<int> at, double[] y, double[] x) => Math.Sqrt(Squares(at, y, x) / at.Length);

    /// <summary>1 − Σ(y − x)²/Σ(y − ȳ)².</summary>
    public static double R2(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double mean = 0, all = 0;
        foreach (var i in at) mean += y[i];
        mean /= at.Length;
        foreach (var i in at) all += (y[i] - mean) * (y[i] - mean);
        return 1 - Squares(at, y, x) / all;
    }

    public static double Pearson(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double my = 0, mx = 0, yy = 0, xx = 0, xy = 0;
        foreach (var i in at)
        {
            my += y[i];
            mx += x[i];
        }
        my /= at.Length;
        mx /= at.Length;
        foreach (var i in at)
        {
            yy += (y[i] - my) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            xy += (y[i] - my) * (x[i] - mx);
        }
        return xy / Math.Sqrt(yy * xx);
    }

    /// <summary>Pearson of the ranks; ties have their mean rank.</summary>
    public static double Spearman(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        var all = new int[at.Length];
        for (var i = 0; i < all.Length; i++) all[i] = i;
        return Pearson(all, Ranks(at, y), Ranks(at, x));
    }

    public static double Cosine(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double yy = 0, xx = 0, xy = 0;
        foreach (var i in at)
        {
            yy += y[i] * y[i];
            xx += x[i] * x[i];
            xy += y[i] * x[i];
        }
        return xy / Math.Sqrt(yy * xx);
    }

    public static double[] Ranks(ReadOnlySpan<int> at, double[] values)
    {
        var keys = new double[at.Length];
        var places = new int[at.Length];
        for (var i = 0; i < at.Length; i++) (keys[i], places[i]) = (values[at[i]], i);
        Array.Sort(keys, places);
        var ranks = new double[at.Length];
        for (var from = 0; from < keys.Length;)
        {
            var to = from;
            while (to + 1 < keys.Length && keys[to + 1] == keys[from]) to++;
            for (var i = from; i <= to; i++) ranks[places[i]] = (from + to) / 2.0 + 1;
            from = to + 1;
        }
        return ranks;
    }

    static double Squares(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double sum = 0;
        foreach (var i in at) sum += (y[i] - x[i]) * (y[i] - x[i]);
        return sum;
    }
}
