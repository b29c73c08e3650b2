namespace ResearchKit;

/// <summary>What a scorer needs of an entry, in the size of half a cache line.</summary>
readonly struct Meaning(Entry entry)
{
    readonly double direction = entry.Direction ?? double.NaN, quantity = entry.Quantity ?? double.NaN;

    public double Valence { get; } = entry.Valence;

    public Role Role { get; } = entry.Role;

    public bool IsEvent { get; } = entry.IsEvent;

    public double? Direction => double.IsNaN(direction) ? null : direction;

    public double? Quantity => double.IsNaN(quantity) ? null : quantity;

    public double Factor(bool after) => Role.Factor(Valence, after);
}
