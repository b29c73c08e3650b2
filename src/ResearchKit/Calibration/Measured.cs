using System.Globalization;

namespace ResearchKit;

/// <summary>A measure with its interval.</summary>
/// <param name="Value">The measure; null when the labels do not allow it.</param>
/// <param name="Low">Lower end of the 95% percentile bootstrap interval; null without resamples.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Measured(double? Value, double? Low, double? High)
{
    /// <summary><c>0.812 [0.790, 0.833]</c>.</summary>
    public override string ToString() => Value is not { } value ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.000}{(Low is null ? "" : string.Create(CultureInfo.InvariantCulture, $" [{Low:0.000}, {High:0.000}]"))}");
}
