namespace ResearchKit.Kernel;

/// <summary>What may stand at a cursor: every match replaces the same span of the text.</summary>
/// <param name="Start">Where the span begins, in UTF-16 units.</param>
/// <param name="End">Where it ends; at the cursor or behind it.</param>
/// <param name="Matches">Best first; empty if nothing fits.</param>
sealed record Completions(int Start, int End, IReadOnlyList<Completion> Matches)
{
    public static Completions None(int cursor) => new(cursor, cursor, []);

    public override string ToString() => FormattableString.Invariant($"{Matches.Count} matches for {Start}–{End}");
}
