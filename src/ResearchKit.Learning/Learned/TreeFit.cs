using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace ResearchKit;

/// <summary>Fits boosted trees by Microsoft.ML and LightGBM: on one thread, with a seed, in their deterministic mode and without sampling, so that the same rows give the same bits. What is fitted runs without either.</summary>
static class TreeFit
{
    /// <summary>The penalty on the squares of what leaves add.</summary>
    const double Penalty = 1;

    /// <summary>Of Microsoft.ML.LightGbm.</summary>
    public static string Version => LearnedTask.Version(typeof(LightGbmBinaryTrainer).Assembly);

    /// <summary>min Σ ln(1 + exp(−y·f(x))), y = ±1, of classes, or Σ (y − f(x))²/2 of scores, by second-order boosting.</summary>
    /// <param name="rows">The texts.</param>
    /// <param name="target">What is fitted to.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="settings">How the trees grow.</param>
    /// <exception cref="InputException">LightGBM cannot be loaded, or what it fits is not finite.</exception>
    public static BoostedTrees Of(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns, TreeSettings settings)
    {
        // A column with fewer values than a leaf has texts splits nothing: LightGBM would leave it out itself, after reading it.
        var counts = new int[columns];
        foreach (var column in rows.SelectMany(row => row.Columns)) counts[column]++;
        int[] kept = [.. Enumerable.Range(0, columns).Where(column => counts[column] >= settings.MinTexts)];
        if (kept.Length == 0 || target.IsOne || rows.Count < 2 * settings.MinTexts) return Constant(target);
        return Counted(Fitted([.. rows.Select(row => Narrow(row, kept))], target, kept.Length, settings), kept, rows);
    }

    static IReadOnlyList<RegressionTree> Fitted(FeatureRow[] rows, FitTarget target, int columns, TreeSettings settings)
    {
        try
        {
            return Ensemble(rows, target, columns, settings).Trees;
        }
        catch (DllNotFoundException e)
        {
            throw new InputException("LightGBM's native library, lib_lightgbm, cannot be loaded. Expected it beside ResearchKit.Learning.dll and, on Linux, OpenMP (libgomp.so.1); the linear learner needs neither.", e);
        }
    }

    static RegressionTreeEnsemble Ensemble(FeatureRow[] rows, FitTarget target, int columns, TreeSettings settings) => target.Goal == LearnedGoal.Scores
        ? Scores(settings).Fit(FitRows.View(rows, columns, (row, i) => row.Score = (float)target.Values[i])).Model.TrainedTreeEnsemble
        : Classes(settings).Fit(FitRows.View(rows, columns, (row, i) => row.Is = target.Values[i] > 0)).Model.SubModel.TrainedTreeEnsemble;

    internal static LightGbmRegressionTrainer Scores(TreeSettings settings) => FitRows.Context().Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
    {
        LabelColumnName = nameof(FitRow.Score),
        NumberOfIterations = settings.Rounds,
        NumberOfLeaves = settings.Leaves,
        LearningRate = settings.Rate,
        MinimumExampleCountPerLeaf = settings.MinTexts,
        Booster = new GradientBooster.Options { L2Regularization = Penalty },
        UseCategoricalSplit = false,
        HandleMissingValue = false,
        NumberOfThreads = 1,
        Seed = 1,
        Deterministic = true,
        // Else LightGBM times both ways of summing, and takes the faster.
        ForceColumnWise = true,
    });

    internal static LightGbmBinaryTrainer Classes(TreeSettings settings) => FitRows.Context().BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
    {
        LabelColumnName = nameof(FitRow.Is),
        // So that what leaves add are log-odds.
        Sigmoid = 1,
        NumberOfIterations = settings.Rounds,
        NumberOfLeaves = settings.Leaves,
        LearningRate = settings.Rate,
        MinimumExampleCountPerLeaf = settings.MinTexts,
        Booster = new GradientBooster.Options { L2Regularization = Penalty },
        UseCategoricalSplit = false,
        HandleMissingValue = false,
        NumberOfThreads = 1,
        Seed = 1,
        Deterministic = true,
        // Else LightGBM times both ways of summing, and takes the faster.
        ForceColumnWise = true,
    });

    /// <summary>The trees as our own, over the columns that they use, with the texts that come to their leaves.</summary>
    static BoostedTrees Counted(IReadOnlyList<RegressionTree> fitted, int[] kept, IReadOnlyList<FeatureRow> rows)
    {
        int[] used = [.. fitted.SelectMany(tree => tree.NumericalSplitFeatureIndexes.Take(tree.NumberOfLeaves - 1)).Distinct().Order()];
        var bare = new BoostedTrees([.. used.Select(column => kept[column])], []);
        float[][] read = [.. rows.Select(row => bare.Read(row))];
        return new(bare.Used, [.. fitted.Select(tree => Own(tree, used).Counted(read))]);
    }

    static Tree Own(RegressionTree tree, int[] used)
    {
        var (leaves, nodes) = (tree.NumberOfLeaves, tree.NumberOfLeaves - 1);
        ImmutableArray<double> values = [.. tree.LeafValues.Take(leaves)];
        if (!values.All(double.IsFinite)) throw new InputException("The fit came to trees whose values are not finite. Expected labels with which it can be made: give more texts, or fewer rounds at a lower rate.");
        return new([.. tree.NumericalSplitFeatureIndexes.Take(nodes).Select(column => Array.BinarySearch(used, column))], [.. tree.NumericalSplitThresholds.Take(nodes)], [.. tree.LeftChild.Take(nodes)], [.. tree.RightChild.Take(nodes)], values, []);
    }

    /// <summary>One leaf for all: the mean, or the log-odds of the class, half a text more of either (Krichevsky and Trofimov 1981).</summary>
    static BoostedTrees Constant(FitTarget target)
    {
        var (sum, all) = (target.Values.Sum(), target.Values.Length);
        return new([], [new([], [], [], [], [target.Goal == LearnedGoal.Scores ? sum / all : Math.Log((sum + 0.5) / (all - sum + 0.5))], [all])]);
    }

    static FeatureRow Narrow(in FeatureRow row, int[] kept)
    {
        var (columns, values) = (new List<int>(), new List<double>());
        for (var i = 0; i < row.Columns.Length; i++)
            if (Array.BinarySearch(kept, row.Columns[i]) is >= 0 and var column)
            {
                columns.Add(column);
                values.Add(row.Values[i]);
            }
        return new([.. columns], [.. values]);
    }
}
