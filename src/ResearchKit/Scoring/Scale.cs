namespace ResearchKit;

/// <summary>Turns a score into a label. Derive one to add a scale; nothing else has to know it.</summary>
public abstract class Scale
{
    /// <summary>The label of a silent text on every scale.</summary>
    public const string Silent = "silent";

    /// <summary>The label of a text that is not English on every scale.</summary>
    public const string UnsupportedLanguage = "unsupported language";

    /// <summary>The ten words of the seed's publisher: extremely, strongly, moderately, mildly × positive, negative, and mixed, neutral.</summary>
    /// <remarks>Cut points at |value| 0.10, 0.325, 0.525 and 0.775 agree best with 104 of the publisher's pages (94 of them; 77% on pages not
    /// used to find them). They were found on the publisher's scores, not on the kit's. What tells mixed from neutral below 0.10 is the kit's own: mixed has two forces, the weaker mass at least 0.05 and at least half of the stronger.</remarks>
    public static Scale TenWords { get; } = new PublisherScale();

    /// <summary>Three classes: <c>negative</c> at or below one cut point, <c>positive</c> at or above the other, <c>neutral</c> between them.</summary>
    /// <param name="negative">−1 to 0.</param>
    /// <param name="positive">0 to 1.</param>
    public static Scale Three(double negative, double positive) => new ThreeClasses(negative, positive);

    /// <summary>The label of a score.</summary>
    public string Label(in Score score) => score.Outcome switch
    {
        Outcome.Silent => Silent,
        Outcome.UnsupportedLanguage => UnsupportedLanguage,
        _ => Word(score),
    };

    /// <summary>The label of a score whose outcome is <see cref="Outcome.Scored"/>.</summary>
    protected abstract string Word(in Score score);

    sealed class ThreeClasses(double negative, double positive) : Scale
    {
        protected override string Word(in Score score) => score.Value >= positive && score.Value > 0 ? "positive" : score.Value <= negative && score.Value < 0 ? "negative" : "neutral";
    }

    sealed class PublisherScale : Scale
    {
        protected override string Word(in Score score)
        {
            var strength = Math.Abs(score.Value) switch
            {
                >= 0.775 => "extremely",
                >= 0.525 => "strongly",
                >= 0.325 => "moderately",
                >= 0.10 => "mildly",
                _ => null,
            };
            if (strength is null) return Math.Min(score.Positive, score.Negative) is var weaker && weaker >= 0.05 && 2 * weaker >= Math.Max(score.Positive, score.Negative) ? "mixed" : "neutral";
            return $"{strength} {(score.Value > 0 ? "positive" : "negative")}";
        }
    }
}
