namespace ResearchKit;

/// <summary>What was fitted: the features that are known, and one margin or two.</summary>
/// <param name="Index">The features.</param>
/// <param name="Up">The score, or the log-odds of positive against the rest.</param>
/// <param name="Down">The log-odds of negative against the rest; null for scores.</param>
/// <param name="Settings">The settings that were chosen.</param>
/// <param name="Falls">Up to which value a text is negative, −1 to 0.</param>
/// <param name="Rises">From which value on it is positive, 0 to 1.</param>
sealed record FittedModel(FeatureIndex Index, Margin Up, Margin? Down, LearnedSettings Settings, double Falls, double Rises)
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
