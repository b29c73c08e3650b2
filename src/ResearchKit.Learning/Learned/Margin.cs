namespace ResearchKit;

/// <summary>What was fitted for one question: a number for a text, the score itself or the log-odds of a class, that can be taken apart.</summary>
abstract record Margin
{
    /// <summary>The number of a text whose features are weighed.</summary>
    public abstract double On(in FeatureRow row);

    /// <summary>The number taken apart.</summary>
    /// <param name="row">The text.</param>
    /// <param name="columns">The column of each of its occurrences; −1 for those that are not known.</param>
    /// <param name="values">What each adds to its feature.</param>
    public abstract MarginParts Parts(in FeatureRow row, int[] columns, double[] values);
}

/// <summary>A margin's number in parts: base, additions and absent sum to it.</summary>
/// <param name="Base">What it is before anything is known of a text.</param>
/// <param name="Added">What each occurrence adds.</param>
/// <param name="Absent">What features add that stand nowhere in the text.</param>
/// <param name="HasMean">Whether the base is a mean over texts, not what a text without features is worth.</param>
readonly record struct MarginParts(double Base, double[] Added, double Absent, bool HasMean)
{
    /// <summary>How far the text is from the base.</summary>
    public double By => Added.Sum() + Absent;
}
