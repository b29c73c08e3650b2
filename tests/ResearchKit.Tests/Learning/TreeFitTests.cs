using Microsoft.ML;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Trees that LightGBM fits, against what Microsoft.ML makes of them and against all subsets.</summary>
public sealed class TreeFitTests
{
    const int Rows = 300, Columns = 6;

    static readonly TreeSettings Settings = new(8, 0.2, 5, 30);

    /// <summary>Rows of six columns of −1 to 1, a third of them 0, with what two columns make together of them, and noise.</summary>
    static (FeatureRow[] Rows, double[] Y) Drawn(ulong seed)
    {
        var draws = new Draws(seed);
        var dense = Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Columns).Select(_ => draws.Below(3) == 0 ? 0 : 2 * draws.Share() - 1).ToArray()).ToArray();
        return ([.. dense.Select(x => new FeatureRow([.. Enumerable.Range(0, Columns).Where(j => x[j] != 0)], [.. x.Where(value => value != 0)]))], [.. dense.Select(x => 0.3 * x[0] + (x[1] > 0 && x[2] > 0 ? 0.5 : 0) + 0.1 * (draws.Share() - 0.5))]);
    }

    static FitTarget Target(LearnedGoal goal, double[] y) => new(goal, goal == LearnedGoal.Scores ? y : [.. y.Select(value => value > 0.2 ? 1.0 : 0)]);

    static BoostedTrees Fit(LearnedGoal goal, ulong seed)
    {
        var (rows, y) = Drawn(seed);
        return TreeFit.Of(rows, Target(goal, y), Columns, Settings);
    }

    sealed class Answer
    {
        public float Score { get; set; }
    }

    [Theory]
    [InlineData(LearnedGoal.Scores)]
    [InlineData(LearnedGoal.Classes)]
    public void Our_trees_say_what_those_of_Microsoft_ML_say(LearnedGoal goal)
    {
        var (rows, y) = Drawn(1);
        var target = Target(goal, y);
        var view = FitRows.View(rows, Columns, (row, i) => (row.Score, row.Is) = ((float)target.Values[i], target.Values[i] > 0));
        var answers = FitRows.Context().Data.CreateEnumerable<Answer>((goal == LearnedGoal.Scores ? (ITransformer)TreeFit.Scores(Settings).Fit(view) : TreeFit.Classes(Settings).Fit(view)).Transform(view), false).Select(answer => answer.Score).ToList();
        var trees = Fit(goal, 1);
        Assert.Equal(Rows, answers.Count);
        Assert.True(answers.Distinct().Count() > 50);
        for (var i = 0; i < Rows; i++) Assert.Equal(answers[i], trees.On(rows[i]), 1e-6 * Math.Max(1, Math.Abs(answers[i])));
    }

    [Theory]
    [InlineData(LearnedGoal.Scores)]
    [InlineData(LearnedGoal.Classes)]
    public void What_a_fit_is_taken_apart_into_is_what_all_subsets_say(LearnedGoal goal)
    {
        var trees = Fit(goal, 2);
        Assert.Equal(30, trees.Trees.Length);
        foreach (var row in Drawn(3).Rows.Take(25))
        {
            var naive = TreeShapTests.Naive(trees.Trees, trees.Read(row));
            var parts = trees.Parts(row, row.Columns, row.Values);
            for (var i = 0; i < row.Columns.Length; i++) Assert.Equal(trees.Used.IndexOf(row.Columns[i]) is >= 0 and var place ? naive[place] : 0, parts.Added[i], 1e-12);
            Assert.Equal(naive.Where((_, place) => !row.Columns.Contains(trees.Used[place])).Sum(), parts.Absent, 1e-12);
            Assert.Equal(trees.On(row), parts.Base + parts.By, 1e-12);
        }
    }

    [Fact]
    public void The_texts_of_leaves_are_those_that_were_fitted_on()
    {
        var trees = Fit(LearnedGoal.Scores, 4);
        Assert.All(trees.Trees, tree => Assert.Equal(Rows, tree.Texts.Sum()));
        Assert.All(trees.Trees, tree => Assert.All(tree.Texts, count => Assert.True(count >= Settings.MinTexts)));
        // Least squares: over the texts that were fitted on, the trees come to their mean.
        var (rows, _) = Drawn(4);
        Assert.Equal(rows.Average(row => trees.On(row)), trees.Mean, 1e-12);
    }

    [Fact]
    public void A_feature_at_several_places_is_shared_by_the_size_of_what_each_adds()
    {
        // Shared 3 above the mean, by 1 : 3; places that cancel each other in part stay bounded.
        var trees = new BoostedTrees([7], [new([0], [0.5f], [~0], [~1], [1, 5], [3, 1])]);
        var parts = trees.Parts(new([7], [4]), [7, -1, 7], [1, 9, 3]);
        Assert.Equal([0.75, 0, 2.25], parts.Added);
        Assert.Equal((2, 0), (parts.Base, parts.Absent));
        Assert.Equal([-0.5, -0.5], trees.Parts(new([7], [0]), [7, 7], [0.5, -0.5]).Added);
    }

    [Fact]
    public void A_feature_that_stands_nowhere_is_absent()
    {
        var trees = new BoostedTrees([7], [new([0], [0.5f], [~0], [~1], [1, 5], [3, 1])]);
        var parts = trees.Parts(new([2], [1]), [2], [1]);
        Assert.Equal([0], parts.Added);
        Assert.Equal((2, -1), (parts.Base, parts.Absent));
    }

    [Fact]
    public void The_first_trees_of_a_longer_fit_are_those_of_a_shorter()
    {
        var (rows, y) = Drawn(5);
        var target = Target(LearnedGoal.Classes, y);
        var (longer, shorter) = (TreeFit.Of(rows, target, Columns, Settings), TreeFit.Of(rows, target, Columns, Settings with { Rounds = 10 }));
        Assert.All(rows, row => Assert.Equal(shorter.On(row), longer.First(10).On(row)));
    }

    [Theory]
    [InlineData(LearnedGoal.Scores)]
    [InlineData(LearnedGoal.Classes)]
    public void The_same_rows_give_the_same_bits_however_many_fits_run_at_once(LearnedGoal goal)
    {
        var alone = Bits(Fit(goal, 6));
        var together = new string[8];
        Parallel.For(0, together.Length, k => together[k] = Bits(Fit(goal, 6)));
        Assert.All(together, bits => Assert.Equal(alone, bits));

        static string Bits(BoostedTrees trees) => string.Join(';', trees.Trees.Select(tree => string.Join(',', tree.Columns) + string.Join(',', tree.Thresholds.Select(BitConverter.SingleToInt32Bits)) + string.Join(',', tree.Values.Select(BitConverter.DoubleToInt64Bits))));
    }

    [Fact]
    public void Where_nothing_can_be_told_apart_one_leaf_says_the_mean_or_the_log_odds()
    {
        var rows = Drawn(7).Rows;
        Assert.Equal(0.25, TreeFit.Of(rows, new(LearnedGoal.Scores, [.. rows.Select(_ => 0.25)]), Columns, Settings).On(rows[0]));
        // None of 300 is of the class: half a text more of either.
        Assert.Equal(Math.Log(0.5 / 300.5), TreeFit.Of(rows, new(LearnedGoal.Classes, new double[Rows]), Columns, Settings).On(rows[0]), 1e-15);
        Assert.Empty(TreeFit.Of([.. rows.Take(8)], new(LearnedGoal.Scores, [0, 1, 0, 1, 0, 1, 0, 1]), Columns, Settings).Used);
    }
}
