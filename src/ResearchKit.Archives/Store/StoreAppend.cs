using System.Globalization;

namespace ResearchKit;

/// <summary>What appending to a <see cref="ScoreStore"/> came to.</summary>
/// <param name="Added">Rows that are new.</param>
/// <param name="Known">Rows that were there already, or stood in what was appended twice; of them nothing was changed.</param>
public readonly record struct StoreAppend(long Added, long Known)
{
    /// <summary><c>12 rows added, 3 known</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Added} {(Added == 1 ? "row" : "rows")} added, {Known} known");
}
