namespace ResearchKit.Kernel;

/// <summary>What a cell shows differently.</summary>
/// <param name="Cell">Its 1-based number among all cells; 0 for the notebook as a whole.</param>
/// <param name="Count">The n of <c>In [n]</c>, if it ran.</param>
/// <param name="Output">Which of its outputs, and in which form.</param>
/// <param name="Line">The first line of that output that differs; 0 where there are no lines.</param>
/// <param name="What">In words.</param>
/// <param name="Diff">Lines to show, safe for a terminal.</param>
sealed record CellDifference(int Cell, int? Count, string Output, int Line, string What, IReadOnlyList<string> Diff)
{
    public override string ToString() => Cell == 0 ? What
        : FormattableString.Invariant($"cell {Cell}{(Count is { } n ? FormattableString.Invariant($" (In [{n}])") : "")}{(Output.Length > 0 ? ", " + Output : "")}{(Line > 0 ? FormattableString.Invariant($", line {Line}") : "")}: {What}");
}
