namespace ResearchKit;

/// <summary>Which texts hold which term: for each column the rows in which it is 1; elsewhere it is 0.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Columns">For each column its rows, ascending.</param>
sealed record PresenceMatrix(int Rows, int[][] Columns)
{
    /// <summary>Some of the rows, ascending, with all columns.</summary>
    public PresenceMatrix Of(ReadOnlySpan<int> rows)
    {
        var place = new int[Rows];
        Array.Fill(place, -1);
        for (var i = 0; i < rows.Length; i++) place[rows[i]] = i;
        return new(rows.Length, [.. Columns.Select(column => column.Select(row => place[row]).Where(row => row >= 0).ToArray())]);
    }
}

/// <summary>Weights and intercept that minimise 1/(2n)·‖y − b₀ − Xb‖² + λ(α‖b‖₁ + (1 − α)/2·‖b‖²), by cyclic coordinate descent (Friedman, Hastie, Tibshirani 2010). The intercept is not penalised.</summary>
/// <remarks>With a penalty λ that falls, <see cref="Solve"/> starts from the weights of the one before. The columns are centred without being filled: r is kept up to a constant, which is what the intercept takes up.</remarks>
sealed class ElasticNetFit
{
    /// <summary>A step that changes the fit by less than this share of the standard deviation of y ends the descent.</summary>
    const double Tolerance = 1e-8;

    const int MostSweeps = 10_000;

    readonly PresenceMatrix x;
    readonly double alpha, deviation;
    readonly double[] residual, weights, means;
    double shift;

    public ElasticNetFit(PresenceMatrix x, ReadOnlySpan<double> y, double alpha)
    {
        (this.x, this.alpha) = (x, alpha);
        residual = y.ToArray();
        weights = new double[x.Columns.Length];
        means = [.. x.Columns.Select(column => (double)column.Length / x.Rows)];
        double mean = 0, squares = 0;
        foreach (var value in y) mean += value;
        mean /= y.Length;
        foreach (var value in y) squares += (value - mean) * (value - mean);
        (shift, deviation) = (-mean, Math.Sqrt(squares / y.Length));
    }

    /// <summary>One for each column.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>What a row without any of the columns is given.</summary>
    public double Intercept => -shift;

    /// <summary>The smallest λ at which every weight is 0; below 0.001, α counts as 0.001, since a ridge has no such λ.</summary>
    public double LargestPenalty()
    {
        double largest = 0;
        for (var j = 0; j < weights.Length; j++) largest = Math.Max(largest, Math.Abs(Gradient(j)));
        return largest / Math.Max(alpha, 0.001);
    }

    /// <summary>Moves the weights to the minimum for a penalty: all of them, then those that are not 0 until they rest, then all again until that moves none.</summary>
    public void Solve(double penalty)
    {
        var active = new List<int>();
        for (var sweeps = 0; sweeps < MostSweeps;)
        {
            var moved = false;
            for (var j = 0; j < weights.Length; j++) moved |= Step(j, penalty);
            sweeps++;
            if (!moved) return;
            active.Clear();
            for (var j = 0; j < weights.Length; j++)
                if (weights[j] != 0) active.Add(j);
            for (; moved && sweeps < MostSweeps; sweeps++)
            {
                moved = false;
                foreach (var j in active) moved |= Step(j, penalty);
            }
        }
    }

    /// <summary>Whether a weight still moved.</summary>
    bool Step(int column, double penalty)
    {
        // The variance of a column of 0 and 1; of one that is the same in all rows it is 0, and its weight stays so.
        var variance = means[column] * (1 - means[column]);
        if (variance == 0) return false;
        var before = weights[column];
        var after = Soft(Gradient(column) + variance * before, penalty * alpha) / (variance + penalty * (1 - alpha));
        if (after == before) return false;
        var by = after - before;
        weights[column] = after;
        foreach (var row in x.Columns[column]) residual[row] -= by;
        shift += by * means[column];
        return Math.Abs(by) * Math.Sqrt(variance) > Tolerance * deviation;
    }

    /// <summary>The mean product of a centred column and the residuals.</summary>
    double Gradient(int column)
    {
        double sum = 0;
        foreach (var row in x.Columns[column]) sum += residual[row];
        return sum / x.Rows + means[column] * shift;
    }

    static double Soft(double value, double by) => value > by ? value - by : value < -by ? value + by : 0;
}
