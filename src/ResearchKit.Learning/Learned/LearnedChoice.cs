using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Fits a model, its settings and its cut points chosen by folds within the texts that it is fitted on.</summary>
/// <param name="texts">All texts as features.</param>
/// <param name="labels">What was judged of them.</param>
/// <param name="split">How they are parted.</param>
/// <param name="goal">Classes or scores.</param>
/// <param name="options">How.</param>
sealed class LearnedChoice(IReadOnlyList<TextFeatures> texts, Labels labels, ILearnedSplit split, LearnedGoal goal, LearnedOptions options)
{
    readonly ILearner learner = Learners.Of(options);
    readonly FeatureTable table = new(texts);

    /// <summary>What fits, for the model card.</summary>
    public string Made => learner.Made;

    /// <summary>The model of some of the texts.</summary>
    /// <exception cref="InputException">They are all of one class, or have one score.</exception>
    public FittedModel On(IReadOnlyList<int> rows)
    {
        Check(rows);
        var (judged, values) = Foretold(rows);
        var best = 0;
        for (var s = 1; s < values.Length; s++)
            // Of equals the plainer.
            if (Error(judged, values[s]) <= Error(judged, values[best])) best = s;
        var (falls, rises) = goal == LearnedGoal.Scores ? (-CutPoints.OfScores, CutPoints.OfScores) : CutPoints.Of(values[best], [.. judged.Select(row => labels[row].Judged)]);
        var known = Known(rows);
        FeatureRow[] fitted = [.. rows.Select(known.Row)];
        var settings = learner.Grid[best];
        return new(known.Index, Fit(1), goal == LearnedGoal.Scores ? null : Fit(-1), settings, falls, rises);

        Margin Fit(int which) => learner.One(fitted, Target(rows, which), known.Index.Names.Length, settings);
    }

    /// <summary>The rows that stand in a fold, and [setting][row] their values by what was fitted for it.</summary>
    (int[] Rows, double[][] Values) Foretold(IReadOnlyList<int> rows)
    {
        var judged = new List<int>();
        var values = learner.Grid.Select(_ => new List<double>()).ToArray();
        foreach (var fold in split.Of(rows, options.InnerFolds, options.Seed ^ 0x9E3779B97F4A7C15))
        {
            var known = Known(fold.Fitted);
            var models = Each(fold.Fitted, known);
            judged.AddRange(fold.Judged);
            foreach (var row in fold.Judged.Select(known.Row))
                for (var s = 0; s < models.Length; s++) values[s].Add(models[s].Value(row));
        }
        return ([.. judged], [.. values.Select(each => each.ToArray())]);
    }

    /// <summary>A model for each of the settings, all on the same features.</summary>
    ImmutableArray<FittedModel> Each(IReadOnlyList<int> rows, KnownFeatures known)
    {
        FeatureRow[] fitted = [.. rows.Select(known.Row)];
        var margins = new ImmutableArray<Margin>[goal == LearnedGoal.Scores ? 1 : 2];
        // Positive and negative are each fitted on one thread.
        Apart.Each([.. Enumerable.Range(0, margins.Length)], m => margins[m] = learner.Each(fitted, Target(rows, m == 0 ? 1 : -1), known.Index.Names.Length));
        return [.. learner.Grid.Select((settings, s) => new FittedModel(known.Index, margins[0][s], margins.Length == 1 ? null : margins[1][s], settings, -CutPoints.OfScores, CutPoints.OfScores))];
    }

    KnownFeatures Known(IReadOnlyList<int> rows)
    {
        var known = table.Of(rows, options.MinTexts);
        if (known.Index.Names.IsEmpty) throw new InputException($"No feature stands in {options.MinTexts} of the {rows.Count} texts. Expected more texts, or a smaller MinTexts.");
        return known;
    }

    FitTarget Target(IReadOnlyList<int> rows, int which) => new(goal, [.. rows.Select(row => goal == LearnedGoal.Scores ? Score(row) : labels[row].Judged == which ? 1 : 0)]);

    double Score(int row) => labels[row].Score!.Value;

    /// <summary>The mean square between values and scores, or between values and the classes' −1, 0 and 1.</summary>
    double Error(IReadOnlyList<int> rows, double[] values) => rows.Select((row, i) => Math.Pow((goal == LearnedGoal.Scores ? Score(row) : labels[row].Judged) - values[i], 2)).Sum();

    void Check(IReadOnlyList<int> rows)
    {
        if (goal == LearnedGoal.Scores ? rows.Select(Score).Distinct().Count() > 1 : rows.Select(row => labels[row].Judged).Distinct().Count() > 1) return;
        var found = goal == LearnedGoal.Scores ? FormattableString.Invariant($"have the one score {Score(rows[0])}") : $"are {Evaluating.Names[labels[rows[0]].Judged + 1]}";
        throw new InputException($"{Untrusted.Line(labels.Name)}: all {rows.Count} texts to be fitted on {found}. Expected at least two {(goal == LearnedGoal.Scores ? "scores" : "classes")}: nothing can be learned from one.");
    }
}
