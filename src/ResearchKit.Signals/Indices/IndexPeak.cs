namespace ResearchKit;

/// <summary>What makes a peak.</summary>
public enum PeakKind
{
    /// <summary>The values that lie furthest from 0.</summary>
    Level,

    /// <summary>The greatest values.</summary>
    High,

    /// <summary>The least values.</summary>
    Low,

    /// <summary>The greatest moves from the point before, up or down.</summary>
    Move,

    /// <summary>The greatest moves up.</summary>
    Rise,

    /// <summary>The greatest moves down.</summary>
    Fall,
}

/// <summary>A date that stands out in an index, with the documents behind it.</summary>
/// <param name="Kind">What makes it one.</param>
/// <param name="Behind">The level of the point, or its move from the point before, taken apart into observations.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record IndexPeak(PeakKind Kind, IndexMove Behind)
{
    /// <summary>The first day of its period, in UTC.</summary>
    public DateOnly From => Behind.After.From;

    /// <summary>The level or the move.</summary>
    public double Size => Behind.Change;

    /// <summary>Kind, and what is behind it.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} of {Behind}";
}
