namespace ResearchKit.Tests;

/// <summary>Articles whose values are plain fractions: by <c>ratio:polarity</c> (good − bad) ⁄ (good + bad), each in words of its own.</summary>
sealed class Wire(ulong seed = 3)
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    readonly ToldTexts words = new(seed);
    int made;

    public static LexiconScorer Scorer { get; } = Lexicon.Of("wire", new("gains", Role.Polarity, 1), new("falls", Role.Polarity, -1)).Scorer(Method.Known("ratio:polarity")!);

    public static Companies Companies { get; } = Companies.Of("Corvane", "Halden");

    public static Taxonomy Themes { get; } = Taxonomy.Of(Theme.Of("power", "megawatts"), Theme.Of("lending", "loans"));

    public static DateTimeOffset Hour(double hours) => Start.AddHours(hours);

    /// <summary>So many good words and bad ones, at an hour; none where it is undated.</summary>
    public Article Article(int good, int bad, double? hour, string about = "", string? id = null) => new()
    {
        Id = id ?? FormattableString.Invariant($"w{made++}"),
        Language = "en",
        Paragraphs = [string.Join(' ', [.. words.Words(25), about, .. Enumerable.Repeat("gains", good), .. Enumerable.Repeat("falls", bad)]) + "."],
        PublishedAt = hour is { } h ? Hour(h) : null,
    };

    public static AlertRule Rule(AlertCondition when, double limit, double? over = null, AlertSubject of = AlertSubject.Article, string subject = "") =>
        new("rule", of, when, limit) { Subject = subject, Over = over is { } hours ? TimeSpan.FromHours(hours) : null };

    public static Watcher Watch(params AlertRule[] rules) => AlertRules.Of(rules).Watch(Scorer, Companies, Themes);
}
