using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Regression trees whose leaves add up (Friedman 2001).</summary>
/// <param name="Used">The columns that they ask, ascending; a tree names them by their place here.</param>
/// <param name="Trees">In the order in which they were fitted.</param>
sealed record BoostedTrees(ImmutableArray<int> Used, ImmutableArray<Tree> Trees) : Margin
{
    /// <summary>Made when something is taken apart: those that are tried and left are not.</summary>
    IReadOnlyList<TreeShap> Shaps => field ??= [.. Trees.Select(tree => new TreeShap(tree))];

    /// <summary>What they come to over the texts that were fitted on.</summary>
    public double Mean => Shaps.Sum(shap => shap.Mean);

    /// <summary>The first trees alone, as if so many rounds had been fitted.</summary>
    public BoostedTrees First(int rounds) => rounds >= Trees.Length ? this : new(Used, Trees[..rounds]);

    /// <inheritdoc/>
    public override double On(in FeatureRow row)
    {
        var read = Read(row);
        double sum = 0;
        foreach (var tree in Trees) sum += tree.Values[tree.Leaf(read)];
        return sum;
    }

    /// <summary>The Shapley values of all trees: of a feature at several places each has its part by the size of what it adds. What a feature is worth for not standing there is absent.</summary>
    public override MarginParts Parts(in FeatureRow row, int[] columns, double[] values)
    {
        var shares = new double[Used.Length];
        var read = Read(row);
        foreach (var shap in Shaps) shap.AddTo(shares, read);
        var (places, sizes) = (new int[columns.Length], new double[Used.Length]);
        for (var i = 0; i < columns.Length; i++)
            if ((places[i] = columns[i] < 0 ? -1 : Used.BinarySearch(columns[i])) >= 0) sizes[places[i]] += Math.Abs(values[i]);
        var added = new double[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            if (places[i] >= 0 && sizes[places[i]] > 0) added[i] = shares[places[i]] * Math.Abs(values[i]) / sizes[places[i]];
        double absent = 0;
        for (var place = 0; place < shares.Length; place++)
            if (sizes[place] == 0) absent += shares[place];
        return new(Mean, added, absent, true);
    }

    /// <summary>The columns that the trees ask, in single precision, as they were fitted on.</summary>
    internal float[] Read(in FeatureRow row)
    {
        var read = new float[Used.Length];
        for (var i = 0; i < row.Columns.Length; i++)
            if (Used.BinarySearch(row.Columns[i]) is >= 0 and var place) read[place] = (float)row.Values[i];
        return read;
    }
}
