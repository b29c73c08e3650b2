using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Whose values a rule looks at.</summary>
public enum AlertSubject
{
    /// <summary>The article's as a whole.</summary>
    Article,

    /// <summary>What is said for a company.</summary>
    Ticker,

    /// <summary>What is said of a theme.</summary>
    Theme,
}

/// <summary>What has to hold of them.</summary>
public enum AlertCondition
{
    /// <summary>Above the limit: the value of one article, or the mean over a time.</summary>
    Above,

    /// <summary>Below the limit.</summary>
    Below,

    /// <summary>The mean over a time is above that of as long a time before it, by more than the limit.</summary>
    Rises,

    /// <summary>Below it by more than the limit.</summary>
    Falls,

    /// <summary>An article's value lies more than the limit's standard deviations from the mean of those in the time before it.</summary>
    Unusual,

    /// <summary>So far above.</summary>
    UnusuallyHigh,

    /// <summary>So far below.</summary>
    UnusuallyLow,
}

/// <summary>When an alert is raised. Immutable.</summary>
/// <param name="Name">Unique among <see cref="AlertRules"/>.</param>
/// <param name="Of">Whose values.</param>
/// <param name="When">What has to hold of them.</param>
/// <param name="Limit">For <see cref="AlertCondition.Above"/> and Below a value, −1 to 1; for Rises and Falls a change, more than 0; for the unusual ones standard deviations, more than 0.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record AlertRule(string Name, AlertSubject Of, AlertCondition When, double Limit)
{
    /// <summary>Observations that are kept of a subject at most, the latest: memory is bounded.</summary>
    internal const int MostObservations = 10_000;

    /// <summary>Null where none are said: what is the default then follows the condition, whenever that is set.</summary>
    readonly int? articles;

    /// <summary>A company by its name or ticker, or a theme; <c>*</c> for every one, each by itself; empty for articles.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How long a time the mean, the change or the standard deviation is of; null where each article stands by itself.</summary>
    public TimeSpan? Over { get; init; }

    /// <summary>After an alert, so long no other is raised by this rule for the same subject.</summary>
    /// <value>Default: none.</value>
    public TimeSpan CoolDown { get; init; }

    /// <summary>When alerts are held back or dropped; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>How many stories have to be in the time, and, for a change, in the one before it.</summary>
    /// <value>Default 1; 20 for the unusual, which take 3 at least.</value>
    public int Articles { get => articles ?? (IsUnusual ? 20 : 1); init => articles = value; }

    /// <summary>Hits that a value needs to count.</summary>
    /// <value>Default 1.</value>
    public int Hits { get; init; } = 1;

    /// <summary>Coverage that a value needs to count, 0 to 1.</summary>
    /// <value>Default 0.</value>
    public double Coverage { get; init; }

    /// <summary>How much the article has to be about the company (its relevance) or the theme (its prevalence), 0 to 1.</summary>
    /// <value>Default 0.</value>
    public double Relevance { get; init; }

    /// <summary>Only articles that name one of these companies; empty for all.</summary>
    public ImmutableArray<string> Tickers { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Only articles that mention one of these themes; empty for all.</summary>
    public ImmutableArray<string> Themes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether an article counts that tells again what another told.</summary>
    /// <value>Default: no.</value>
    public bool Retellings { get; init; }

    /// <summary>Whether companies have to be looked for.</summary>
    internal bool NeedsCompanies => Of == AlertSubject.Ticker || !Tickers.IsEmpty;

    /// <summary>Whether themes have to be.</summary>
    internal bool NeedsThemes => Of == AlertSubject.Theme || !Themes.IsEmpty;

    internal bool IsUnusual => When >= AlertCondition.Unusual;

    internal bool IsChange => When is AlertCondition.Rises or AlertCondition.Falls;

    /// <summary>How many articles can be in a time at most: a change needs them in two, and the unusual looks at one more.</summary>
    internal int MostArticles => IsChange ? MostObservations / 2 : IsUnusual ? MostObservations - 1 : MostObservations;

    /// <summary>How far back an observation can matter.</summary>
    internal TimeSpan Horizon => IsChange ? 2 * Over!.Value : Over ?? TimeSpan.Zero;

    /// <summary>Whose values, as a rule file has it: <c>ticker:MSFT</c>.</summary>
    internal string SubjectText => Of == AlertSubject.Article ? "article" : $"{Of.ToString().ToLowerInvariant()}:{Subject}";

    /// <summary><c>Microsoft turns: ticker:MSFT falls 0.3 over 1d</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Name}: {SubjectText} {Durations.Words(When)} {Limit}{(Over is { } over ? $" over {Durations.Text(over)}" : "")}"));
}
