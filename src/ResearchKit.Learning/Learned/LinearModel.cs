using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What was fitted: the features that are known, and the weights of one regression, or of two.</summary>
/// <param name="Index">The features.</param>
/// <param name="Up">The weights of the score, or of positive against the rest.</param>
/// <param name="Down">The weights of negative against the rest; null for scores.</param>
/// <param name="Penalty">The penalty that was chosen.</param>
/// <param name="Falls">Up to which value a text is negative, −1 to 0.</param>
/// <param name="Rises">From which value on it is positive, 0 to 1.</param>
sealed record LinearModel(FeatureIndex Index, LinearWeights Up, LinearWeights? Down, double Penalty, double Falls, double Rises)
{
    /// <summary>1/(1 + exp(−z)).</summary>
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>Of scores the regression, held within −1 to 1; of classes the chance of positive less that of negative.</summary>
    public double Value(double up, double down) => Down is null ? Math.Clamp(up, -1, 1) : Sigmoid(up) - Sigmoid(down);

    /// <summary>The value of a text whose features are weighed.</summary>
    public double Value(in FeatureRow row) => Value(Up.On(row), Down?.On(row) ?? 0);

    /// <summary>The scale by which its values have classes.</summary>
    public Scale Classes => Scale.Three(Falls, Rises);
}

/// <summary>Fits a linear model, its penalty and its cut point chosen by folds within the texts that it is fitted on.</summary>
/// <param name="texts">All texts as features.</param>
/// <param name="labels">What was judged of them.</param>
/// <param name="folds">Their stories.</param>
/// <param name="goal">Classes or scores.</param>
/// <param name="options">How.</param>
sealed class LinearChoice(IReadOnlyList<TextFeatures> texts, Labels labels, LearnedFolds folds, LearnedGoal goal, LearnedOptions options)
{
    /// <summary>How much more a penalty counts where squares are fitted.</summary>
    const double OfSquares = 5;

    /// <summary>The cut point of scores, as labels with scores are judged.</summary>
    const double ScoreCut = 0.10;

    static readonly ImmutableArray<double> Cuts = [0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50];

    /// <summary>The model of some of the texts.</summary>
    /// <exception cref="InputException">They are all of one class, or have one score.</exception>
    public LinearModel On(IReadOnlyList<int> rows)
    {
        Check(rows);
        var values = Foretold(rows);
        var penalty = 0;
        for (var p = 1; p < options.Penalties.Length; p++)
            // Of equals the larger penalty.
            if (Error(rows, values[p]) <= Error(rows, values[penalty])) penalty = p;
        var (falls, rises) = goal == LearnedGoal.Scores ? (-ScoreCut, ScoreCut) : Cut(rows, values[penalty]);
        return Fit(rows, [options.Penalties[penalty]]).Single() with { Falls = falls, Rises = rises };
    }

    /// <summary>[penalty][row]: the value by the folds that the row does not stand in.</summary>
    double[][] Foretold(IReadOnlyList<int> rows)
    {
        var values = options.Penalties.Select(_ => new double[rows.Count]).ToArray();
        var fold = folds.Of(rows, options.InnerFolds, options.Seed ^ 0x9E3779B97F4A7C15);
        for (var f = 0; f < options.InnerFolds; f++)
        {
            var models = Fit([.. rows.Where((_, i) => fold[i] != f)], options.Penalties);
            for (var i = 0; i < rows.Count; i++)
                if (fold[i] == f)
                {
                    var row = models[0].Index.Row(texts[rows[i]]);
                    for (var p = 0; p < models.Length; p++) values[p][i] = models[p].Value(row);
                }
        }
        return values;
    }

    /// <summary>A model for each penalty, all on the same features.</summary>
    ImmutableArray<LinearModel> Fit(IReadOnlyList<int> rows, IReadOnlyList<double> penalties)
    {
        var index = FeatureIndex.Of([.. rows.Select(row => texts[row])], options.MinTexts);
        if (index.Names.IsEmpty) throw new InputException($"No feature stands in {options.MinTexts} of the {rows.Count} texts. Expected more texts, or a smaller MinTexts.");
        FeatureRow[] known = [.. rows.Select(row => index.Row(texts[row]))];
        return [.. penalties.Select(penalty => goal == LearnedGoal.Scores
            ? new LinearModel(index, LinearFit.Squared(known, i => Score(rows[i]), index.Names.Length, OfSquares * penalty), null, penalty, -ScoreCut, ScoreCut)
            : new(index, Class(1, penalty), Class(-1, penalty), penalty, -0.5, 0.5))];

        LinearWeights Class(int which, double penalty) => LinearFit.Logistic(known, i => labels[rows[i]].Judged == which, index.Names.Length, penalty);
    }

    double Score(int row) => labels[row].Score ?? labels[row].Judged;

    /// <summary>The mean square between values and scores, or between values and the classes' −1, 0 and 1.</summary>
    double Error(IReadOnlyList<int> rows, double[] values) => rows.Select((row, i) => Math.Pow((goal == LearnedGoal.Scores ? Score(row) : labels[row].Judged) - values[i], 2)).Sum();

    /// <summary>The two cut points that have most classes right. They are apart: where one lies moves no text of the other sign.</summary>
    (double Falls, double Rises) Cut(IReadOnlyList<int> rows, double[] values) => (-Cut(rows, values, -1), Cut(rows, values, 1));

    /// <summary>The cut point of one sign; of equals the middle one.</summary>
    double Cut(IReadOnlyList<int> rows, double[] values, int sign)
    {
        int[] right = [.. Cuts.Select(cut => rows.Where((row, i) => sign * values[i] > 0 && labels[row].Judged == (sign * values[i] >= cut ? sign : 0)).Count())];
        int[] best = [.. Enumerable.Range(0, right.Length).Where(i => right[i] == right.Max())];
        return Cuts[best[best.Length / 2]];
    }

    void Check(IReadOnlyList<int> rows)
    {
        if (goal == LearnedGoal.Scores ? rows.Select(Score).Distinct().Count() > 1 : rows.Select(row => labels[row].Judged).Distinct().Count() > 1) return;
        var found = goal == LearnedGoal.Scores ? FormattableString.Invariant($"have the one score {Score(rows[0])}") : $"are {Evaluating.Names[labels[rows[0]].Judged + 1]}";
        throw new InputException($"{Untrusted.Line(labels.Name)}: all {rows.Count} texts to be fitted on {found}. Expected at least two {(goal == LearnedGoal.Scores ? "scores" : "classes")}: nothing can be learned from one.");
    }
}
