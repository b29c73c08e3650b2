using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A text as a row of numbers: columns, ascending, and their values.</summary>
readonly record struct FeatureRow(int[] Columns, double[] Values);

/// <summary>The features that a model knows, each a column.</summary>
sealed class FeatureIndex
{
    /// <summary>What hits, and what the rules say of the whole text, weigh beside words; found by cross-validation on public sets, the same for all models.</summary>
    const double HitScale = 0.7, RuleScale = 0.4;

    /// <summary>Made when a text is first read that was not fitted on.</summary>
    readonly Lazy<FrozenDictionary<string, int>> columns;

    /// <param name="names">The features, ordinal.</param>
    /// <param name="texts">Of each, how many texts it stands in.</param>
    /// <param name="all">How many texts there are.</param>
    public FeatureIndex(ImmutableArray<string> names, ImmutableArray<int> texts, int all)
    {
        (Names, Texts, All) = (names, texts, all);
        columns = new(() => names.Select((name, column) => KeyValuePair.Create(name, column)).ToFrozenDictionary(StringComparer.Ordinal));
    }

    public ImmutableArray<string> Names { get; }

    public ImmutableArray<int> Texts { get; }

    public int All { get; }

    /// <summary>Each occurrence's column and value; a feature's value is their sum. Unknown ones have the column −1.</summary>
    public (int[] Columns, double[] Values) Weigh(TextFeatures text)
    {
        var known = columns.Value;
        int[] at = [.. text.Occurrences.Select(each => known.GetValueOrDefault(each.Name, -1))];
        return (at, Weigh(text, at));
    }

    /// <summary>Each occurrence's value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Each occurrence's column; −1 for unknown ones.</param>
    double[] Weigh(TextFeatures text, int[] at)
    {
        var found = text.Occurrences;
        var values = new double[found.Length];
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < found.Length; i++)
            if (at[i] >= 0 && found[i].Kind == FeatureKind.Word) counts[at[i]] = counts.GetValueOrDefault(at[i]) + 1;
        var norm = Math.Sqrt(counts.OrderBy(count => count.Key).Sum(count => Math.Pow(Weight(count.Key, count.Value), 2)));
        for (var i = 0; i < found.Length; i++)
            if (at[i] >= 0)
                values[i] = found[i].Kind switch
                {
                    FeatureKind.Word => Weight(at[i], counts[at[i]]) / norm / counts[at[i]],
                    FeatureKind.Hit => HitScale * found[i].Amount,
                    _ => RuleScale * found[i].Amount,
                };
        return values;
    }

    /// <summary>The text as a row, to be fitted on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Each occurrence's column; −1 for unknown ones.</param>
    public FeatureRow Row(TextFeatures text, int[] at) => Row(at, Weigh(text, at));

    /// <summary>Weighed occurrences as a row: a feature's value is their sum.</summary>
    public static FeatureRow Row(int[] at, double[] values)
    {
        // By column, and of one column in the order of the text, in which they are summed.
        var order = new long[at.Length];
        var known = 0;
        for (var i = 0; i < at.Length; i++)
            if (at[i] >= 0) order[known++] = (long)at[i] << 32 | (uint)i;
        Array.Sort(order, 0, known);
        var (columns, sums) = (new List<int>(known), new List<double>(known));
        foreach (var each in order.AsSpan(0, known))
        {
            var (column, value) = ((int)(each >> 32), values[(int)each]);
            if (columns.Count > 0 && columns[^1] == column) sums[^1] += value;
            else
            {
                columns.Add(column);
                sums.Add(0 + value);
            }
        }
        return new([.. columns], [.. sums]);
    }

    /// <summary>(1 + ln n) · (1 + ln((1 + N)/(1 + texts))), as Salton and Buckley (1988) weigh words, smoothed.</summary>
    double Weight(int column, int count) => (1 + Math.Log(count)) * (1 + Math.Log((1.0 + All) / (1 + Texts[column])));
}
