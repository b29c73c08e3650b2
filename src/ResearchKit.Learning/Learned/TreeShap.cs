namespace ResearchKit;

/// <summary>Exact Shapley values of a tree, where a column that is not known is answered by the texts that were fitted on, node by node ("path-dependent").</summary>
/// <remarks>Lundberg, Erion and Lee (2018), "Consistent Individualized Feature Attribution for Tree Ensembles", algorithm 2, and Lundberg et al. (2020): for each leaf, the columns on the way to it, each once, with the share of texts that would come by
/// when it is not known and whether this text comes by when it is; the sums over all subsets of them are kept by size. Time grows with leaves × depth².</remarks>
/// <param name="tree">The tree.</param>
sealed class TreeShap(Tree tree)
{
    /// <summary>How many of the texts come to each node.</summary>
    readonly double[] texts = Counts(tree);

    /// <summary>The most nodes on a way to a leaf.</summary>
    readonly int depth = Depth(tree);

    /// <summary>What the tree comes to over the texts that were fitted on.</summary>
    public double Mean { get; } = tree.Texts.Sum() is > 0 and var all ? tree.Values.Select((value, leaf) => value * tree.Texts[leaf]).Sum() / all : tree.Values.Average();

    /// <summary>A column on the way to a leaf.</summary>
    struct Step
    {
        /// <summary>The column; −1 for the beginning of the way.</summary>
        public int Column;

        /// <summary>The share of texts that come by where the column is not known.</summary>
        public double Unknown;

        /// <summary>1 where this text comes by, else 0.</summary>
        public double Known;

        /// <summary>Sum over subsets of as many columns as this step's number, each weighted by its chance among orders.</summary>
        public double Weight;
    }

    /// <summary>Adds each column's Shapley value.</summary>
    /// <param name="row">The text, as the tree reads it.</param>
    /// <param name="shares">Of each column.</param>
    public void AddTo(double[] shares, float[] row)
    {
        if (!tree.Columns.IsEmpty) Walk(0, [], new() { Column = -1, Unknown = 1, Known = 1 }, new Step[(depth + 1) * (depth + 2) / 2], row, shares);
    }

    /// <param name="node">Where the way has come to.</param>
    /// <param name="before">The way, without its last step.</param>
    /// <param name="next">That step.</param>
    /// <param name="room">For this way and the longer ones behind it.</param>
    /// <param name="row">The text.</param>
    /// <param name="shares">Of each column.</param>
    void Walk(int node, ReadOnlySpan<Step> before, Step next, Span<Step> room, float[] row, double[] shares)
    {
        // No text comes by, known or not: what lies behind has no weight.
        if (next is { Known: 0, Unknown: 0 }) return;
        var way = room[..(before.Length + 1)];
        var behind = room[way.Length..];
        before.CopyTo(way);
        Extend(way, next);
        if (node < 0)
        {
            for (var i = 1; i < way.Length; i++) shares[way[i].Column] += Unwound(way, i) * (way[i].Known - way[i].Unknown) * tree.Values[~node];
            return;
        }
        var column = tree.Columns[node];
        double unknown = 1, known = 1;
        for (var i = 1; i < way.Length; i++)
            if (way[i].Column == column)
            {
                (unknown, known) = (way[i].Unknown, way[i].Known);
                Unwind(way, i);
                way = way[..^1];
                break;
            }
        var low = row[column] <= tree.Thresholds[node];
        Walk(tree.Low[node], way, new() { Column = column, Unknown = unknown * Share(node, tree.Low[node]), Known = low ? known : 0 }, behind, row, shares);
        Walk(tree.High[node], way, new() { Column = column, Unknown = unknown * Share(node, tree.High[node]), Known = low ? 0 : known }, behind, row, shares);
    }

    /// <summary>Puts a step behind the others: each subset is there without it and with it.</summary>
    static void Extend(Span<Step> way, Step next)
    {
        var last = way.Length - 1;
        next.Weight = last == 0 ? 1 : 0;
        way[last] = next;
        for (var i = last - 1; i >= 0; i--)
        {
            way[i + 1].Weight += next.Known * way[i].Weight * (i + 1) / (last + 1);
            way[i].Weight = next.Unknown * way[i].Weight * (last - i) / (last + 1);
        }
    }

    /// <summary>Takes a step back, wherever it was put; the last place of the way is free then.</summary>
    static void Unwind(Span<Step> way, int step)
    {
        var (last, known, unknown) = (way.Length - 1, way[step].Known, way[step].Unknown);
        var next = way[last].Weight;
        for (var i = last - 1; i >= 0; i--)
            if (known != 0)
            {
                var weight = way[i].Weight;
                way[i].Weight = next * (last + 1) / ((i + 1) * known);
                next = weight - way[i].Weight * unknown * (last - i) / (last + 1);
            }
            else way[i].Weight = way[i].Weight * (last + 1) / (unknown * (last - i));
        for (var i = step; i < last; i++) (way[i].Column, way[i].Unknown, way[i].Known) = (way[i + 1].Column, way[i + 1].Unknown, way[i + 1].Known);
    }

    /// <summary>The sum of the weights that a way has without a step.</summary>
    static double Unwound(ReadOnlySpan<Step> way, int step)
    {
        var (last, known, unknown) = (way.Length - 1, way[step].Known, way[step].Unknown);
        double sum = 0, next = way[last].Weight;
        for (var i = last - 1; i >= 0; i--)
            if (known != 0)
            {
                var weight = next * (last + 1) / ((i + 1) * known);
                sum += weight;
                next = way[i].Weight - weight * unknown * (last - i) / (last + 1);
            }
            else sum += way[i].Weight * (last + 1) / (unknown * (last - i));
        return sum;
    }

    /// <summary>The share of a node's texts that go to a child; half of them where none came to the node.</summary>
    double Share(int node, int child) => texts[node] == 0 ? 0.5 : (child < 0 ? tree.Texts[~child] : texts[child]) / texts[node];

    static int Depth(Tree tree)
    {
        var depths = new int[tree.Columns.Length + 1];
        for (var node = 0; node < tree.Columns.Length; node++)
            foreach (var child in (int[])[tree.Low[node], tree.High[node]])
                if (child >= 0) depths[child] = depths[node] + 1;
        return depths.Max() + 1;
    }

    static double[] Counts(Tree tree)
    {
        var texts = new double[tree.Columns.Length];
        // Children come after their parents.
        for (var node = texts.Length - 1; node >= 0; node--) texts[node] = Of(tree.Low[node]) + Of(tree.High[node]);
        return texts;

        double Of(int child) => child < 0 ? tree.Texts[~child] : texts[child];
    }
}
