namespace ResearchKit;

/// <summary>A penalty, the weights that it leaves on all rows, and how well folds that a row does not stand in foretell it.</summary>
/// <param name="Penalty">λ.</param>
/// <param name="Weights">One for each column.</param>
/// <param name="R2">1 − Σ(y − ŷ)²/Σ(y − ȳ)² of the rows, each foretold without its fold; a penalty that was chosen on the same folds makes it a little too good.</param>
/// <param name="OffsetR2">The same of the offset alone.</param>
sealed record ElasticNetChoice(double Penalty, double[] Weights, double R2, double OffsetR2)
{
    const double SmallestShare = 0.01;

    /// <param name="x">The terms; a row a different text.</param>
    /// <param name="y">What is foretold.</param>
    /// <param name="value">The offset's variable; null for none.</param>
    /// <param name="options">How.</param>
    public static ElasticNetChoice Of(PresenceMatrix x, double[] y, double[]? value, ElasticNetOptions options)
    {
        int[] all = [.. Enumerable.Range(0, y.Length)];
        var penalties = options.Penalty is { } given ? [given] : Path(new ElasticNetFit(x, Offset.On(all, y, value).Residuals(all, y, value), options.Alpha).LargestPenalty(), options.Penalties);
        var fold = FoldsOf(y.Length, options);
        // [penalty][row]: what the folds without the row say of it.
        var foretold = penalties.Select(_ => new double[y.Length]).ToArray();
        var offsets = new double[y.Length];
        Parallel.For(0, options.Folds, f => Foretell([.. all.Where(i => fold[i] != f)], [.. all.Where(i => fold[i] == f)], penalties, foretold, offsets, x, y, value, options.Alpha));
        var chosen = Chosen(penalties.Length, p => FoldErrors(y, foretold[p], fold, options.Folds), options.OneStandardError);
        var fit = new ElasticNetFit(x, Offset.On(all, y, value).Residuals(all, y, value), options.Alpha);
        foreach (var penalty in penalties.Take(chosen + 1)) fit.Solve(penalty);
        return new(penalties[chosen], fit.Weights.ToArray(), Evaluating.R2(all, y, foretold[chosen]), Evaluating.R2(all, y, offsets));
    }

    /// <summary>The fold of each row: the rows shuffled, then dealt.</summary>
    public static int[] FoldsOf(int rows, ElasticNetOptions options)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        var random = new SplitMix(options.Seed);
        for (var i = rows - 1; i > 0; i--)
            if (random.Below(i + 1) is var other) (order[i], order[other]) = (order[other], order[i]);
        var fold = new int[rows];
        for (var i = 0; i < rows; i++) fold[order[i]] = i % options.Folds;
        return fold;
    }

    /// <summary>From the largest down in equal ratios. A product, not a power: the same bits on every machine but for the one root.</summary>
    static double[] Path(double largest, int count)
    {
        var ratio = Math.Pow(SmallestShare, 1.0 / (count - 1));
        var path = new double[count];
        path[0] = largest;
        for (var i = 1; i < count; i++) path[i] = path[i - 1] * ratio;
        return path;
    }

    static void Foretell(int[] others, int[] held, double[] penalties, double[][] foretold, double[] offsets, PresenceMatrix x, double[] y, double[]? value, double alpha)
    {
        var offset = Offset.On(others, y, value);
        var fit = new ElasticNetFit(x.Of(others), offset.Residuals(others, y, value), alpha);
        var heldTerms = x.Of(held);
        foreach (var i in held) offsets[i] = offset.At(i, value);
        for (var p = 0; p < penalties.Length; p++)
        {
            fit.Solve(penalties[p]);
            foreach (var i in held) foretold[p][i] = offsets[i] + fit.Intercept;
            for (var j = 0; j < heldTerms.Columns.Length; j++)
                if (fit.Weights[j] is not 0 and var weight)
                    foreach (var row in heldTerms.Columns[j]) foretold[p][held[row]] += weight;
        }
    }

    static double[] FoldErrors(double[] y, double[] foretold, int[] fold, int folds)
    {
        var (sums, counts) = (new double[folds], new int[folds]);
        for (var i = 0; i < y.Length; i++)
        {
            sums[fold[i]] += (y[i] - foretold[i]) * (y[i] - foretold[i]);
            counts[fold[i]]++;
        }
        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }

    /// <summary>The first penalty, and so the largest, whose mean error over the folds is at most the smallest one, plus the standard error of that where it is wanted (Breiman and others 1984).</summary>
    internal static int Chosen(int penalties, Func<int, double[]> errors, bool oneStandardError)
    {
        var all = Enumerable.Range(0, penalties).Select(errors).ToArray();
        var means = all.Select(fold => fold.Average()).ToArray();
        var best = Array.IndexOf(means, means.Min());
        var allowed = means[best] + (oneStandardError ? Math.Sqrt(all[best].Sum(error => (error - means[best]) * (error - means[best])) / (all[best].Length - 1) / all[best].Length) : 0);
        return Array.FindIndex(means, mean => mean <= allowed);
    }

    /// <summary>y = a + b·value by least squares with b not below 0: a lexicon that has things the wrong way round is not turned about, since its entries are what is asked for. b is 0 too where there is no value, or one only. The mean stays in the residuals where there is no value: the intercept takes it up.</summary>
    readonly record struct Offset(double A, double B)
    {
        public static Offset On(int[] rows, double[] y, double[]? value)
        {
            if (value is null) return default;
            double meanY = rows.Average(i => y[i]), meanV = rows.Average(i => value[i]), cross = 0, squares = 0;
            foreach (var i in rows)
            {
                cross += (value[i] - meanV) * (y[i] - meanY);
                squares += (value[i] - meanV) * (value[i] - meanV);
            }
            var slope = squares > 0 ? Math.Max(0, cross / squares) : 0;
            return new(meanY - slope * meanV, slope);
        }

        public double At(int row, double[]? value) => A + B * (value?[row] ?? 0);

        public double[] Residuals(int[] rows, double[] y, double[]? value)
        {
            var offset = this;
            return [.. rows.Select(i => y[i] - offset.At(i, value))];
        }
    }
}
