using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A regression tree. Nodes are numbered from the root, 0; a child below 0 is the leaf of its complement.</summary>
/// <param name="Columns">Of each node the column that it asks, a place among those that the trees use; none where the tree is one leaf.</param>
/// <param name="Thresholds">Of each node: values up to it go low.</param>
/// <param name="Low">Of each node the child for values up to the threshold.</param>
/// <param name="High">Of each node the child for values above.</param>
/// <param name="Values">Of each leaf what it adds.</param>
/// <param name="Texts">Of each leaf how many texts that were fitted on came to it.</param>
sealed record Tree(ImmutableArray<int> Columns, ImmutableArray<float> Thresholds, ImmutableArray<int> Low, ImmutableArray<int> High, ImmutableArray<double> Values, ImmutableArray<int> Texts)
{
    /// <summary>The most leaves: taking a tree apart goes as deep as it is.</summary>
    public const int MostLeaves = 256;

    /// <summary>The leaf that a text comes to.</summary>
    /// <param name="row">The values of the columns that the trees use, in single precision, as they were fitted on.</param>
    public int Leaf(ReadOnlySpan<float> row)
    {
        if (Columns.IsEmpty) return 0;
        var node = 0;
        while (node >= 0) node = row[Columns[node]] <= Thresholds[node] ? Low[node] : High[node];
        return ~node;
    }

    /// <summary>The same tree with the texts of its leaves counted.</summary>
    public Tree Counted(IEnumerable<float[]> rows)
    {
        var texts = new int[Values.Length];
        foreach (var row in rows) texts[Leaf(row)]++;
        return this with { Texts = [.. texts] };
    }

    /// <summary>Whether nodes and leaves make one tree over so many columns, each met once.</summary>
    public bool Stands(int columns)
    {
        if (Columns.IsDefault || Thresholds.IsDefault || Low.IsDefault || High.IsDefault || Values.IsDefaultOrEmpty || Texts.IsDefault) return false;
        var nodes = Columns.Length;
        if (Values.Length > MostLeaves || Thresholds.Length != nodes || Low.Length != nodes || High.Length != nodes || Values.Length != nodes + 1 || Texts.Length != Values.Length) return false;
        if (!Columns.All(column => column >= 0 && column < columns) || !Thresholds.All(float.IsFinite) || !Values.All(double.IsFinite) || Texts.Any(count => count < 0)) return false;
        // Children come after their parents and each is met once: no way leads back.
        var met = Low.Concat(High).ToList();
        return met.Distinct().Count() == met.Count && Enumerable.Range(0, nodes).All(node => Later(node, Low[node]) && Later(node, High[node]));

        bool Later(int node, int child) => child < 0 ? ~child < Values.Length : child > node && child < nodes;
    }
}
