using System.Globalization;

namespace ResearchKit;

/// <summary>What each occurrence adds to the value of a text.</summary>
/// <param name="Value">The value; the other parts sum to it.</param>
/// <param name="Added">Of each occurrence.</param>
/// <param name="Remainder">What belongs to none.</param>
/// <param name="Note">What that is.</param>
readonly record struct LearnedShares(double Value, double[] Added, double Remainder, string Note)
{
    /// <param name="fitted">The model.</param>
    /// <param name="columns">The column of each occurrence; −1 for those that are not known.</param>
    /// <param name="values">What each adds to its feature.</param>
    public static LearnedShares Of(FittedModel fitted, int[] columns, double[] values)
    {
        var row = FeatureIndex.Row(columns, values);
        var (margin, up) = (fitted.Up.On(row), fitted.Up.Parts(row, columns, values));
        var negative = fitted.Down?.On(row) ?? 0;
        var value = fitted.Value(margin, negative);
        if (!double.IsFinite(margin)) return new(margin, up.Added, 0, "");
        return fitted.Down is null ? OfScore(value, margin, up) : OfClasses(value, up, negative, fitted.Down.Parts(row, columns, values));
    }

    static LearnedShares OfScore(double value, double margin, in MarginParts parts)
    {
        double sum = 0;
        foreach (var each in parts.Added) sum += each;
        return new(value, parts.Added, value - sum, value == margin ? Noted(parts.Base, parts.Absent, parts.HasMean) : $"{(parts.HasMean ? Noted(parts.Base, parts.Absent, true) : "the intercept")}, and what goes beyond ±1");
    }

    static LearnedShares OfClasses(double value, in MarginParts up, double negative, in MarginParts down)
    {
        if (!double.IsFinite(negative)) return new(negative, up.Added, 0, "");
        var (rises, falls) = (Slope(up.Base, up.By), Slope(down.Base, down.By));
        var added = new double[up.Added.Length];
        for (var i = 0; i < added.Length; i++) added[i] = rises * up.Added[i] - falls * down.Added[i] + 0.0;
        var (own, absent) = (FittedModel.Sigmoid(up.Base) - FittedModel.Sigmoid(down.Base), rises * up.Absent - falls * down.Absent);
        return new(value, added, own + absent, Noted(own, absent, up.HasMean));
    }

    static string Noted(double own, double absent, bool hasMean) => hasMean
        ? string.Create(CultureInfo.InvariantCulture, $"the trees' mean over the texts fitted on ({own:+0.0000;-0.0000;0.0000}), and what stands nowhere in the text ({absent:+0.0000;-0.0000;0.0000})")
        : "the intercept: what a text without features is worth";

    /// <summary>The mean slope of σ from a to a + by: where the way is short, the slope in its middle, which differs by less than 1e-11.</summary>
    public static double Slope(double from, double by)
    {
        if (Math.Abs(by) > 1e-5) return (FittedModel.Sigmoid(from + by) - FittedModel.Sigmoid(from)) / by;
        var middle = FittedModel.Sigmoid(from + by / 2);
        return middle * (1 - middle);
    }
}
