using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace ResearchKit;

/// <summary>A weight for each column, and an intercept.</summary>
/// <param name="Weights">As they were fitted, in single precision.</param>
/// <param name="Intercept">What a text without features is given.</param>
sealed record LinearWeights(ImmutableArray<float> Weights, float Intercept)
{
    /// <summary>Intercept and products, in the order of the row.</summary>
    public double On(in FeatureRow row)
    {
        double sum = Intercept;
        for (var i = 0; i < row.Columns.Length; i++) sum += Weights[row.Columns[i]] * row.Values[i];
        return sum;
    }
}

/// <summary>Fits weights by Microsoft.ML. On one thread, from zeros and with a seed, so that the same rows give the same bits. The only place that loads Microsoft.ML: what is fitted runs without it.</summary>
static class LinearFit
{
    /// <summary>L-BFGS ends where a step improves the loss by less than this share.</summary>
    const float Tolerance = 1e-6f;

    const int Passes = 200;

    /// <summary>Of Microsoft.ML.</summary>
    public static string Version => LearnedTask.Version(typeof(MLContext).Assembly);

    sealed class Example
    {
        public VBuffer<float> Features;
        public bool Is;
        public float Score;
    }

    /// <summary>min Σ ln(1 + exp(−y·(b + w·x))) + penalty/2·‖w‖², y = ±1, by L-BFGS.</summary>
    public static LinearWeights Logistic(IReadOnlyList<FeatureRow> rows, Func<int, bool> @is, int columns, double penalty)
    {
        var trainer = Context().BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(Example.Is),
            L1Regularization = 0,
            L2Regularization = (float)penalty,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = 1,
        });
        return Weights(() => trainer.Fit(View(rows, columns, (example, i) => example.Is = @is(i))).Model.SubModel);
    }

    /// <summary>min Σ (y − ȳ − b − w·x)²/2 + penalty/2·(‖w‖² + b²), by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013) in a seeded order. The intercept is ȳ + b: with a rate of its own for b the ascent runs away where the penalty is small.</summary>
    public static LinearWeights Squared(IReadOnlyList<FeatureRow> rows, Func<int, double> score, int columns, double penalty)
    {
        var trainer = Context().Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = nameof(Example.Score),
            L1Regularization = 0,
            // Its squared loss is not halved, and its losses are averaged.
            L2Regularization = (float)(2 * penalty / rows.Count),
            MaximumNumberOfIterations = Passes,
            ConvergenceTolerance = 1e-5f,
            BiasLearningRate = 0,
            NumberOfThreads = 1,
        });
        var mean = Enumerable.Range(0, rows.Count).Average(score);
        var fit = Weights(() => trainer.Fit(View(rows, columns, (example, i) => example.Score = (float)(score(i) - mean))).Model);
        return fit with { Intercept = (float)(fit.Intercept + mean) };
    }

    static MLContext Context() => new(seed: 1);

    static IDataView View(IReadOnlyList<FeatureRow> rows, int columns, Action<Example, int> label)
    {
        var examples = new Example[rows.Count];
        for (var i = 0; i < examples.Length; i++)
        {
            examples[i] = new() { Features = new(columns, rows[i].Columns.Length, [.. rows[i].Values.Select(value => (float)value)], [.. rows[i].Columns]) };
            label(examples[i], i);
        }
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        return Context().Data.LoadFromEnumerable(examples, schema);
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
