using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>How often held-out labels are judged inside, over all and in groups of which the promise may not speak.</summary>
/// <param name="Goal">Intervals of scores, or sets of classes.</param>
/// <param name="Alpha">The share that may fall outside.</param>
/// <param name="By">The groups in each of which the promise holds.</param>
/// <param name="Splits">How often stories were held out; 0 where other labels were counted once.</param>
/// <param name="Rows">All texts that have an interval first, then by judged class, by the class that was said, and by length; last, where there are some, the texts that have none.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ConformalCheck(LearnedGoal Goal, double Alpha, string By, int Splits, ImmutableArray<CoverageRow> Rows)
{
    /// <summary>A row a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"promised {1 - (decimal)Alpha:0.###}{(By == ConformalOptions.None ? "" : $" by {By}")}{(Splits == 0 ? "" : $"; {Splits} splits by story, half held out; intervals hold 95% of the splits")}\n{string.Join('\n', Rows)}");
}

/// <summary>A row of a check.</summary>
/// <param name="Group">Which texts.</param>
/// <param name="Texts">How many were held out in a split, on average.</param>
/// <param name="Coverage">Nothing of texts without an interval; else the share that was judged inside: its mean over the splits, and what 95% of the splits lie in. Of labels that were counted once Wilson's 95% interval.</param>
/// <param name="Width">The mean width of the intervals; of sets the mean number of classes; null of texts without an interval.</param>
public sealed record CoverageRow(string Group, double Texts, Measured Coverage, double? Width)
{
    internal const string NoInterval = "no interval";

    /// <summary>Group, texts, coverage and width.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Group,-18} {Texts,8:0.#} texts{(Width is { } width ? $"  coverage {Coverage}  width {width:0.000}" : ", whose group has too few labels for the promise")}"));
}
