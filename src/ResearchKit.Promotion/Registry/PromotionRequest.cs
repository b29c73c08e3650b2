using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What is to be promoted, by whom, and on what it rests.</summary>
/// <param name="Lexicon">The lexicon's name.</param>
/// <param name="Alias">The alias that is to name it.</param>
/// <param name="Evidence">The evaluation against the champion.</param>
/// <param name="By">Who asks.</param>
/// <param name="ApprovedBy">Who approves.</param>
/// <param name="Why">The reason.</param>
/// <param name="At">The time.</param>
sealed record PromotionRequest(string Lexicon, string Alias, Evidence? Evidence, string By, string? ApprovedBy, string Why, DateTimeOffset At)
{
    /// <summary>Edits on a version; null when a version is named.</summary>
    public LexiconDraft? Draft { get; init; }

    /// <summary>A version that there is; null when there is a draft.</summary>
    public int? Version { get; init; }

    /// <summary>Names, alias and reason in the form in which they are kept.</summary>
    /// <exception cref="InputException">One of them cannot be used.</exception>
    public PromotionRequest Validated() => this with
    {
        Lexicon = RegistryNames.Lexicon(Lexicon),
        Alias = RegistryNames.Alias(Alias),
        By = RegistryNames.Line(By, "Who asks for it"),
        ApprovedBy = ApprovedBy is null ? null : RegistryNames.Line(ApprovedBy, "Who approves"),
        Why = RegistryNames.Line(Why, "The reason"),
        At = At.ToUniversalTime(),
    };
}

/// <summary>What became of a request: an event, or a line for each thing that stands against it.</summary>
sealed record PromotionOutcome(RegistryEvent? Event, ImmutableArray<string> Refusals)
{
    public static PromotionOutcome Of(RegistryEvent made) => new(made, []);

    /// <exception cref="InputException">It was refused.</exception>
    public RegistryEvent Done() => Event ?? throw new InputException(string.Join('\n', Refusals));
}

/// <summary>What a request comes to in the registry as it stands.</summary>
/// <param name="Lexicon">The words.</param>
/// <param name="Draft">The edits that make them; null when they are a version already.</param>
/// <param name="Made">The version that they are; null when they are to become one.</param>
/// <param name="Parent">The version that they were made on; null when it is none of the registry.</param>
/// <param name="Authors">Who wrote the edits.</param>
/// <param name="Learned">What they were learned on, now or when the same words were made a version.</param>
sealed record PromotionPlan(Lexicon Lexicon, LexiconDraft? Draft, RegistryEvent? Made, int? Parent, ImmutableArray<string> Authors, ImmutableArray<LearnedOn> Learned);
