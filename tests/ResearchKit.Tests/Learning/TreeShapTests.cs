using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Shapley values of trees, against the sum over all subsets as Shapley (1953) wrote it.</summary>
public sealed class TreeShapTests
{
    /// <summary>What a tree is expected to come to when some columns alone are known: a column that is not goes both ways, by the texts that went there.</summary>
    static double Expected(Tree tree, float[] row, int known, int node = 0)
    {
        if (tree.Columns.IsEmpty) return tree.Values[0];
        if (node < 0) return tree.Values[~node];
        var column = tree.Columns[node];
        if ((known >> column & 1) == 1) return Expected(tree, row, known, row[column] <= tree.Thresholds[node] ? tree.Low[node] : tree.High[node]);
        double low = Texts(tree, tree.Low[node]), high = Texts(tree, tree.High[node]);
        var share = low + high == 0 ? 0.5 : low / (low + high);
        return share * Expected(tree, row, known, tree.Low[node]) + (1 - share) * Expected(tree, row, known, tree.High[node]);
    }

    static int Texts(Tree tree, int node) => node < 0 ? tree.Texts[~node] : Texts(tree, tree.Low[node]) + Texts(tree, tree.High[node]);

    static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    /// <summary>Σ over subsets without the column of |S|!(n−|S|−1)!/n! times what knowing it adds.</summary>
    internal static double[] Naive(IReadOnlyList<Tree> trees, float[] row)
    {
        var n = row.Length;
        var expected = Enumerable.Range(0, 1 << n).Select(known => trees.Sum(tree => Expected(tree, row, known))).ToArray();
        return [.. Enumerable.Range(0, n).Select(column => Enumerable.Range(0, 1 << n).Where(set => (set >> column & 1) == 0).Sum(set =>
        {
            var size = System.Numerics.BitOperations.PopCount((uint)set);
            return Factorial(size) * Factorial(n - size - 1) / Factorial(n) * (expected[set | 1 << column] - expected[set]);
        }))];
    }

    static double[] Shap(Tree tree, float[] row)
    {
        var shares = new double[row.Length];
        new TreeShap(tree).AddTo(shares, row);
        return shares;
    }

    /// <summary>A tree that grows by splitting one of its leaves, as LightGBM's do; a column may be asked again on the way down.</summary>
    static Tree Drawn(Draws draws, int leaves, int columns, bool empty)
    {
        var (split, thresholds, low, high) = (new List<int>(), new List<float>(), new List<int>(), new List<int>());
        for (var node = 0; node < leaves - 1; node++)
        {
            // The leaf that is split keeps its number on the low side.
            var leaf = draws.Below(node + 1);
            for (var parent = 0; parent < node; parent++)
            {
                if (low[parent] == ~leaf) low[parent] = node;
                else if (high[parent] == ~leaf) high[parent] = node;
            }
            split.Add(draws.Below(columns));
            thresholds.Add((float)(2 * draws.Share() - 1));
            low.Add(~leaf);
            high.Add(~(node + 1));
        }
        return new([.. split], [.. thresholds], [.. low], [.. high], [.. Enumerable.Range(0, leaves).Select(_ => 2 * draws.Share() - 1)], [.. Enumerable.Range(0, leaves).Select(_ => empty ? draws.Below(3) : 1 + draws.Below(50))]);
    }

    [Fact]
    public void A_stump_gives_all_to_its_column()
    {
        // Three of four texts go low: the mean is 0.75·1 + 0.25·5 = 2, and a text that goes high is 3 above it.
        var stump = new Tree([1], [0.5f], [~0], [~1], [1, 5], [3, 1]);
        Assert.Equal(2, new TreeShap(stump).Mean, 1e-15);
        Assert.Equal([0, 3], Shap(stump, [9, 1]));
        Assert.Equal([0, -1], Shap(stump, [9, 0.5f]));
    }

    [Fact]
    public void Two_columns_that_are_needed_together_have_half_each()
    {
        // 1 where both are above 0, a quarter of the texts: ¾ to share, and by symmetry each has half of it.
        var and = new Tree([0, 1], [0, 0], [~0, ~1], [1, ~2], [0, 0, 1], [2, 1, 1]);
        var shares = Shap(and, [1, 1]);
        Assert.Equal(0.25, new TreeShap(and).Mean, 1e-15);
        Assert.Equal(0.375, shares[0], 1e-15);
        Assert.Equal(0.375, shares[1], 1e-15);
    }

    [Theory]
    [InlineData(1, 4, 3, false)]
    [InlineData(2, 8, 5, false)]
    [InlineData(3, 24, 4, false)]
    [InlineData(4, 40, 9, false)]
    [InlineData(5, 12, 4, true)]
    [InlineData(6, 30, 2, true)]
    public void Shares_of_any_tree_are_those_of_all_subsets(ulong seed, int leaves, int columns, bool empty)
    {
        var draws = new Draws(seed);
        for (var i = 0; i < 40; i++)
        {
            var tree = Drawn(draws, leaves, columns, empty);
            Assert.True(tree.Stands(columns));
            float[] row = [.. Enumerable.Range(0, columns).Select(_ => (float)(2 * draws.Share() - 1))];
            var (naive, found) = (Naive([tree], row), Shap(tree, row));
            for (var column = 0; column < columns; column++) Assert.Equal(naive[column], found[column], 1e-12);
            if (!empty) Assert.Equal(tree.Values[tree.Leaf(row)], new TreeShap(tree).Mean + found.Sum(), 1e-12);
        }
    }

    [Fact]
    public void A_tree_of_one_leaf_has_a_mean_and_no_shares()
    {
        var leaf = new Tree([], [], [], [], [0.7], [4]);
        Assert.Equal(0.7, new TreeShap(leaf).Mean);
        Assert.Equal([0, 0], Shap(leaf, [1, 2]));
        Assert.True(leaf.Stands(0));
    }

    [Fact]
    public void A_tree_that_leads_back_or_out_does_not_stand()
    {
        var good = new Tree([0, 1], [0, 0], [~0, ~1], [1, ~2], [0, 0, 1], [2, 1, 1]);
        Assert.True(good.Stands(2));
        Assert.False(good.Stands(1));
        Assert.False((good with { High = [0, ~2] }).Stands(2));
        Assert.False((good with { Low = [~0, ~0] }).Stands(2));
        Assert.False((good with { High = [1, ~3] }).Stands(2));
        Assert.False((good with { Values = [0, double.NaN, 1] }).Stands(2));
        Assert.False((good with { Texts = [1, 1] }).Stands(2));
        Assert.False((good with { Texts = default }).Stands(2));
        Assert.False(Drawn(new(1), 257, 3, false).Stands(3));
    }
}
