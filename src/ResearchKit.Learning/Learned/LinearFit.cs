using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace ResearchKit;

/// <summary>Fits weights by Microsoft.ML. On one thread, from zeros and with a seed, so that the same rows give the same bits. With <see cref="TreeFit"/> the only place that loads Microsoft.ML: what is fitted runs without it.</summary>
static class LinearFit
{
    /// <summary>L-BFGS ends where a step improves the loss by less than this share.</summary>
    const float Tolerance = 1e-6f;

    const int Passes = 200;

    /// <summary>Of Microsoft.ML.</summary>
    public static string Version => LearnedTask.Version(typeof(MLContext).Assembly);

    /// <summary>min Σ ln(1 + exp(−y·(b + w·x))) + penalty/2·‖w‖², y = ±1, by L-BFGS.</summary>
    public static LinearWeights Logistic(IReadOnlyList<FeatureRow> rows, Func<int, bool> @is, int columns, double penalty)
    {
        var trainer = FitRows.Context().BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(FitRow.Is),
            L1Regularization = 0,
            L2Regularization = (float)penalty,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = 1,
        });
        return Weights(() => trainer.Fit(FitRows.View(rows, columns, (example, i) => example.Is = @is(i))).Model.SubModel);
    }

    /// <summary>min Σ (y − ȳ − b − w·x)²/2 + penalty/2·(‖w‖² + b²), by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013) in a seeded order. The intercept is ȳ + b: with a rate of its own for b the ascent runs away where the penalty is small.</summary>
    public static LinearWeights Squared(IReadOnlyList<FeatureRow> rows, Func<int, double> score, int columns, double penalty)
    {
        var trainer = FitRows.Context().Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = nameof(FitRow.Score),
            L1Regularization = 0,
            // Its squared loss is not halved, and its losses are averaged.
            L2Regularization = (float)(2 * penalty / rows.Count),
            MaximumNumberOfIterations = Passes,
            ConvergenceTolerance = 1e-5f,
            BiasLearningRate = 0,
            NumberOfThreads = 1,
        });
        var mean = Enumerable.Range(0, rows.Count).Average(score);
        var fit = Weights(() => trainer.Fit(FitRows.View(rows, columns, (example, i) => example.Score = (float)(score(i) - mean))).Model);
        return fit with { Intercept = (float)(fit.Intercept + mean) };
    }

    static LinearWeights Weights(Func<LinearModelParameters> fit)
    {
        try
        {
            var model = fit();
            return new([.. model.Weights], model.Bias);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // What Microsoft.ML throws for weights that are not finite.
            throw new InputException("The fit came to no finite weights. Expected labels with which it can be made: give more texts, or larger penalties.", e);
        }
    }
}
