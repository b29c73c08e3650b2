using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>How a draft is judged against a champion.</summary>
public sealed record JudgingOptions
{
    static readonly ImmutableSortedSet<string> ByDefault = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, new PromotionRules().Guards.Keys);

    /// <summary>The method that both lexicons are used with.</summary>
    /// <value>Default: <c>finance</c>.</value>
    public string Method { get; init; } = "finance";

    /// <summary>What is compared: accuracy, macroF1, and where every text has a score mae, pearson or spearman.</summary>
    /// <value>Default: <c>accuracy</c>.</value>
    public string Metric { get; init; } = "accuracy";

    /// <summary>What the bootstrap resamples, in a word.</summary>
    /// <value>Default: null, the UTC day where every text has a time, else the text.</value>
    public string? Block { get; init; }

    /// <summary>Which block an article belongs to. Equal texts stand in one in any case.</summary>
    /// <value>Default: null: what <see cref="Block"/> names is <c>date</c>, <c>text</c>, <c>source</c>, <c>period</c> or a field of the articles.</value>
    public Func<Article, string>? BlockOf { get; init; }

    /// <summary>The kinds of parts in which the draft must not be worse.</summary>
    /// <value>Default: those of the rules, period, sector, source and theme.</value>
    public ImmutableSortedSet<string> Guarded { get; init => field = value.WithComparer(StringComparer.Ordinal); } = ByDefault;

    /// <summary>To which parts of a kind an article belongs, for kinds that the kit cannot tell by itself: <c>theme</c>.</summary>
    /// <value>Default: null: <c>period</c> is the quarter, <c>source</c> the source, any other a field of the articles.</value>
    public Func<string, Article, IEnumerable<string>?>? PartsOf { get; init; }

    /// <summary>Resamples of the paired bootstrap.</summary>
    /// <value>Default 10000. 100 to 100000.</value>
    public int Resamples { get; init; } = 10_000;

    /// <summary>Their seed.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    internal JudgingOptions Validated() =>
        Resamples is < 100 or > 100_000 ? throw new InputException($"Option Resamples is {Resamples}. Expected 100 to 100000.")
        : !Gain.Metrics.Contains(Metric) ? throw InputException.Unknown("Metric", Untrusted.Show(Metric), Gain.Metrics)
        : this;

    /// <summary>The parts of a kind that an article belongs to.</summary>
    internal IEnumerable<string> Parts(string kind, Article article) => PartsOf?.Invoke(kind, article) ?? Field(kind, article) switch { { } part => [part], null => [] };

    internal static string? Field(string kind, Article article) => kind switch
    {
        "date" => article.AvailableAt?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        "period" => article.AvailableAt?.UtcDateTime is { } at ? FormattableString.Invariant($"{at.Year}-Q{(at.Month + 2) / 3}") : null,
        "source" => article.Source,
        _ => article.Fields.TryGetValue(kind, out var field) && field.ToString() is { Length: > 0 } value ? value : null,
    };
}
