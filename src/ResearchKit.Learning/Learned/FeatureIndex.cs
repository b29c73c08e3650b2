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

    readonly FrozenDictionary<string, int> columns;

    /// <param name="names">The features, ordinal.</param>
    /// <param name="texts">Of each, how many texts it stands in.</param>
    /// <param name="all">How many texts there are.</param>
    public FeatureIndex(ImmutableArray<string> names, ImmutableArray<int> texts, int all)
    {
        (Names, Texts, All) = (names, texts, all);
        columns = names.Select((name, column) => KeyValuePair.Create(name, column)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<string> Names { get; }

    public ImmutableArray<int> Texts { get; }

    public int All { get; }

    /// <summary>The features of texts that stand in at least so many of them. What the rules say of a whole text is always in.</summary>
    public static FeatureIndex Of(IReadOnlyList<TextFeatures> texts, int minTexts)
    {
        var counts = new SortedDictionary<string, (int Texts, int Last, FeatureKind Kind)>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
            foreach (var each in texts[i].Occurrences)
                if (!counts.TryGetValue(each.Name, out var before)) counts[each.Name] = (1, i, each.Kind);
                else if (before.Last != i) counts[each.Name] = (before.Texts + 1, i, each.Kind);
        var kept = counts.Where(each => each.Value.Texts >= minTexts || each.Value.Kind == FeatureKind.Rule).ToList();
        return new([.. kept.Select(each => each.Key)], [.. kept.Select(each => each.Value.Texts)], texts.Count);
    }

    /// <summary>Each occurrence's column and value; a feature's value is their sum. Unknown ones have the column −1.</summary>
    public (int[] Columns, double[] Values) Weigh(TextFeatures text)
    {
        var found = text.Occurrences;
        var (at, values) = (new int[found.Length], new double[found.Length]);
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < found.Length; i++)
        {
            at[i] = columns.GetValueOrDefault(found[i].Name, -1);
            if (at[i] >= 0 && found[i].Kind == FeatureKind.Word) counts[at[i]] = counts.GetValueOrDefault(at[i]) + 1;
        }
        var norm = Math.Sqrt(counts.OrderBy(count => count.Key).Sum(count => Math.Pow(Weight(count.Key, count.Value), 2)));
        for (var i = 0; i < found.Length; i++)
            if (at[i] >= 0)
                values[i] = found[i].Kind switch
                {
                    FeatureKind.Word => Weight(at[i], counts[at[i]]) / norm / counts[at[i]],
                    FeatureKind.Hit => HitScale * found[i].Amount,
                    _ => RuleScale * found[i].Amount,
                };
        return (at, values);
    }

    /// <summary>The text as a row, to be fitted on.</summary>
    public FeatureRow Row(TextFeatures text)
    {
        var (columns, values) = Weigh(text);
        return Row(columns, values);
    }

    /// <summary>Weighed occurrences as a row: a feature's value is their sum.</summary>
    public static FeatureRow Row(int[] at, double[] values)
    {
        var sums = new SortedDictionary<int, double>();
        for (var i = 0; i < at.Length; i++)
            if (at[i] >= 0) sums[at[i]] = sums.GetValueOrDefault(at[i]) + values[i];
        return new([.. sums.Keys], [.. sums.Values]);
    }

    /// <summary>(1 + ln n) · (1 + ln((1 + N)/(1 + texts))), as Salton and Buckley (1988) weigh words, smoothed.</summary>
    double Weight(int column, int count) => (1 + Math.Log(count)) * (1 + Math.Log((1.0 + All) / (1 + Texts[column])));
}
