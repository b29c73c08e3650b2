using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A weight for each column, and an intercept.</summary>
/// <param name="Weights">As they were fitted, in single precision.</param>
/// <param name="Intercept">What a text without features is given.</param>
sealed record LinearWeights(ImmutableArray<float> Weights, float Intercept) : Margin
{
    /// <summary>Intercept and products, in the order of the row.</summary>
    public override double On(in FeatureRow row)
    {
        double sum = Intercept;
        for (var i = 0; i < row.Columns.Length; i++) sum += Weights[row.Columns[i]] * row.Values[i];
        return sum;
    }

    /// <summary>Of each occurrence weight × value. What is absent adds nothing.</summary>
    public override MarginParts Parts(in FeatureRow row, int[] columns, double[] values)
    {
        var added = new double[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] >= 0) added[i] = Weights[columns[i]] * values[i];
        return new(Intercept, added, 0, false);
    }
}
