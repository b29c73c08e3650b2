using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a rule found, with the article that it was raised at, taken apart. Immutable.</summary>
/// <param name="Id">32 hexadecimal digits; the same for the same rule, subject, article and time.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The company or theme; the article's title, or its id without one, for a rule of articles.</param>
/// <param name="At">When it was raised: when the article arrived.</param>
/// <param name="DeliverAt">When it is to be told: at once, or when the rule's quiet hours are over.</param>
/// <param name="Because">What held, in a sentence with its numbers.</param>
/// <param name="Value">What was compared with the limit: a value, mean, change, or number of standard deviations.</param>
/// <param name="Story">The article's place in its story.</param>
/// <param name="Evidence">What the value is made of, the latest first: at most <see cref="MostEvidence"/>.</param>
/// <param name="Counted">How many observations it is made of.</param>
/// <param name="Explanation">The triggering article's value for the subject, taken apart.</param>
/// <param name="Receipt">The receipt of the article's score as a whole.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Alert(string Id, AlertRule Rule, string Subject, DateTimeOffset At, DateTimeOffset DeliverAt, string Because, double Value, Story Story, ImmutableArray<AlertEvidence> Evidence, int Counted, Explanation Explanation, Receipt Receipt)
{
    /// <summary>Observations that an alert lists at most.</summary>
    public const int MostEvidence = 10;

    /// <summary>The subject as it is looked up: the company's or theme's name, empty for an article.</summary>
    internal string Part { get; init; } = "";

    /// <summary>The article at which it was raised.</summary>
    public Article Article => Explanation.Article;

    /// <summary>The alert as one line of JSON, as it is written, sent and shown; numbers in full precision.</summary>
    public string ToJson() => AlertJson.Write(this);

    /// <summary>One line: time, rule, subject and reason. Control characters are replaced.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z [{Rule.Name}] {Subject}: {Because}"));
}

/// <summary>An article's value that an alert rests on.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="At">When it was available.</param>
/// <param name="Value">−1 to 1.</param>
public readonly record struct AlertEvidence(string ArticleId, DateTimeOffset At, double Value);
