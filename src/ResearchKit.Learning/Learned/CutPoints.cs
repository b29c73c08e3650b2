using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Up to which value a text is negative, and from which on it is positive.</summary>
static class CutPoints
{
    /// <summary>Of scores, as labels with scores are judged.</summary>
    public const double OfScores = 0.10;

    static readonly ImmutableArray<double> Tried = [.. Enumerable.Range(1, 16).Select(step => step / 20.0)];

    /// <summary>The two of 0.05, 0.10 … 0.80 that have most classes right. They are apart: where one lies moves no text of the other sign.</summary>
    /// <param name="values">Of texts that were not fitted on.</param>
    /// <param name="judged">Their classes, −1, 0 or 1.</param>
    public static (double Falls, double Rises) Of(IReadOnlyList<double> values, IReadOnlyList<int> judged) => (-Best(values, judged, -1), Best(values, judged, 1));

    /// <summary>The cut point of one sign; of equals the middle one.</summary>
    static double Best(IReadOnlyList<double> values, IReadOnlyList<int> judged, int sign)
    {
        int[] right = [.. Tried.Select(cut => values.Where((value, i) => sign * value > 0 && judged[i] == (sign * value >= cut ? sign : 0)).Count())];
        int[] best = [.. Enumerable.Range(0, right.Length).Where(i => right[i] == right.Max())];
        return Tried[best[best.Length / 2]];
    }
}
