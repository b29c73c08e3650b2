namespace ResearchKit;

/// <summary>What of a text is summed: the whole of it, or those sentences and hits that are about one thing.</summary>
readonly ref struct Portion(ReadOnlySpan<Sentence> sentences, ReadOnlySpan<Hit> hits, int tokens, int covered)
{
    public ReadOnlySpan<Sentence> Sentences { get; } = sentences;

    /// <summary>The sentences' ranges point into these.</summary>
    public ReadOnlySpan<Hit> Hits { get; } = hits;

    public int Tokens { get; } = tokens;

    /// <summary>Tokens that stand inside hits.</summary>
    public int Covered { get; } = covered;
}

/// <summary>Why a hit belongs to a part of a text.</summary>
/// <param name="Shift">What made it belong, with its factor.</param>
/// <param name="Alone">Whether contrasts (but, although) do not weaken it there: they set the part against others.</param>
/// <param name="IsEvent">Whether its valence is that of an event between parties, so that what it moved does not count there.</param>
readonly record struct Reason(Shift Shift, bool Alone = false, bool IsEvent = false);

/// <summary>A place where a phrase stands.</summary>
/// <param name="Owner">Whose phrase it is.</param>
/// <param name="Number">The phrase's position among all.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
readonly record struct Found(int Owner, int Number, int Start, int Length);
