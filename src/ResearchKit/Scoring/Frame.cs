namespace ResearchKit;

/// <summary>What an event makes of a match.</summary>
enum FrameKind : byte
{
    /// <summary>Nothing: it counts with its own valence.</summary>
    None,

    /// <summary>A direction with what moves, an amount, or both.</summary>
    Moved,

    /// <summary>A quantity whose number is compared with another.</summary>
    Compared,

    /// <summary>Taken up by another match; has no valence of its own.</summary>
    Absorbed,
}

/// <summary>A match's part in an event: section 3 of <c>Scoring/README.md</c>.</summary>
/// <param name="Base">The valence that it counts with: a direction, or the worth of a quantity.</param>
/// <param name="Partner">The match of the quantity that moves, or of the comparison; -1 for none.</param>
/// <param name="PartnerFactor">What it multiplies the base by.</param>
/// <param name="Amount">The first amount that takes part; -1 for none.</param>
/// <param name="Other">The amount that it is compared with; -1 for none.</param>
/// <param name="AmountFactor">What the amounts multiply the base by; negative where a comparison goes down.</param>
readonly record struct Frame(double Base, int Partner, double PartnerFactor, int Amount, int Other, double AmountFactor)
{
    /// <summary>The valence before shifters.</summary>
    public double Valence => Base * PartnerFactor * AmountFactor;

    /// <summary>What a change of so many percent weighs: 0.3 for a trifle, 0.8 for 5%, up to 1.3.</summary>
    public static double Size(double percent) => 0.3 + percent / (percent + 5);
}
