namespace ResearchKit;

/// <summary>What was fitted of a stack: weights of the members' values, and where classes begin.</summary>
/// <param name="Up">Of the score, or of positive against the rest; a weight for each member.</param>
/// <param name="UpIntercept">The intercept of these.</param>
/// <param name="Down">Of negative against the rest; null for scores.</param>
/// <param name="DownIntercept">The intercept of these.</param>
/// <param name="Falls">Up to which value a text is negative.</param>
/// <param name="Rises">From which value on it is positive.</param>
sealed record StackWeights(double[] Up, double UpIntercept, double[]? Down, double DownIntercept, double Falls, double Rises)
{
    /// <summary>Value, what one unit of each member's value is worth, and what the stack adds by itself: the intercept's own, and what goes beyond ±1.</summary>
    /// <remarks>Of classes σ(b⁺ + Σw⁺v) − σ(b⁻ + Σw⁻v), and a unit is worth s⁺w⁺ − s⁻w⁻ with s the mean slope of σ on the straight way from the intercept: Aumann and Shapley's share, as in <see cref="LearnedScorer"/>.</remarks>
    public (double Value, double[] Shares, double Own) At(ReadOnlySpan<Score> scores)
    {
        double up = 0, down = 0;
        for (var i = 0; i < Up.Length; i++)
        {
            up += Up[i] * scores[i].Value;
            down += (Down?[i] ?? 0) * scores[i].Value;
        }
        if (Down is null)
        {
            var value = Math.Clamp(UpIntercept + up, -1, 1);
            return (value, [.. Up], value - up);
        }
        var (rises, falls) = (LearnedShares.Slope(UpIntercept, up), LearnedShares.Slope(DownIntercept, down));
        return (FittedModel.Sigmoid(UpIntercept + up) - FittedModel.Sigmoid(DownIntercept + down), [.. Up.Select((weight, i) => rises * weight - falls * Down[i])], FittedModel.Sigmoid(UpIntercept) - FittedModel.Sigmoid(DownIntercept));
    }

    /// <summary>The ensemble's score of what its members say.</summary>
    public (Score Score, double[] Shares, double Own) Score(string identity, ReadOnlySpan<Score> scores)
    {
        var (value, shares, own) = At(scores);
        return (Mixing.Score(identity, scores, shares, value), shares, own);
    }

    /// <summary>Chances of negative, neutral and positive: σ⁻, what both leave, and σ⁺, brought to a sum of 1.</summary>
    public double[] Chances(ReadOnlySpan<Score> scores)
    {
        double up = UpIntercept, down = DownIntercept;
        for (var i = 0; i < Up.Length; i++)
        {
            up += Up[i] * scores[i].Value;
            down += (Down?[i] ?? 0) * scores[i].Value;
        }
        var (positive, negative) = (FittedModel.Sigmoid(up), FittedModel.Sigmoid(down));
        var neutral = Math.Max(0, 1 - positive - negative);
        var sum = positive + negative + neutral;
        return [negative / sum, neutral / sum, positive / sum];
    }

    public Scale Classes => Scale.Three(Falls, Rises);
}

/// <summary>Fits the second level of a stack.</summary>
static class StackFit
{
    /// <summary>The most rounds of the descent.</summary>
    const int MostRounds = 100_000;

    /// <param name="scores">[text][member].</param>
    /// <param name="judged">What was judged of each text: a class, or a score.</param>
    /// <param name="goal">Which.</param>
    /// <param name="penalty">On the squares of the weights.</param>
    public static StackWeights Of(IReadOnlyList<Score[]> scores, double[] judged, LearnedGoal goal, double penalty)
    {
        var members = scores[0].Length;
        if (goal == LearnedGoal.Scores)
        {
            var (weights, intercept) = NonNegative([.. scores.Select(row => row.Select(score => score.Value).ToArray())], judged, penalty);
            return new(weights, intercept, null, 0, -CutPoints.OfScores, CutPoints.OfScores);
        }
        int[] columns = [.. Enumerable.Range(0, members)];
        FeatureRow[] rows = [.. scores.Select(row => new FeatureRow(columns, [.. row.Select(score => score.Value)]))];
        var (up, down) = (LinearFit.Logistic(rows, i => judged[i] > 0, members, penalty), LinearFit.Logistic(rows, i => judged[i] < 0, members, penalty));
        var fit = new StackWeights([.. up.Weights.Select(weight => (double)weight)], up.Intercept, [.. down.Weights.Select(weight => (double)weight)], down.Intercept, -0.5, 0.5);
        double[] values = [.. scores.Select(row => fit.At(row).Value)];
        var (falls, rises) = CutPoints.Of(values, [.. judged.Select(Math.Sign)]);
        return fit with { Falls = falls, Rises = rises };
    }

    /// <summary>min Σ(y − b − w·x)² + penalty·‖w‖² with w ≥ 0, as Breiman (1996) stacks regressions, by coordinate descent on the centred sums until no weight moves.</summary>
    public static (double[] Weights, double Intercept) NonNegative(double[][] x, double[] y, double penalty)
    {
        var (n, k) = (x.Length, x[0].Length);
        var means = new double[k];
        for (var j = 0; j < k; j++) means[j] = x.Average(row => row[j]);
        var mean = y.Average();
        var gram = new double[k, k];
        var right = new double[k];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < k; j++)
            {
                right[j] += (x[i][j] - means[j]) * (y[i] - mean);
                for (var l = 0; l < k; l++) gram[j, l] += (x[i][j] - means[j]) * (x[i][l] - means[l]);
            }
        var weights = new double[k];
        var moved = true;
        for (var round = 0; moved && round < MostRounds; round++)
        {
            moved = false;
            for (var j = 0; j < k; j++)
            {
                var rest = right[j];
                for (var l = 0; l < k; l++)
                    if (l != j) rest -= gram[j, l] * weights[l];
                var next = Math.Max(0, rest / (gram[j, j] + penalty));
                moved |= Math.Abs(next - weights[j]) > 1e-15;
                weights[j] = next;
            }
        }
        for (var j = 0; j < k; j++) mean -= weights[j] * means[j];
        return (weights, mean);
    }
}
