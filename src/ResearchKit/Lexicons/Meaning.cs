namespace ResearchKit;

/// <summary>What matches of a sentence may do there; what none of them does need not be looked for.</summary>
[Flags]
enum Doing : byte { Nothing = 0, Moves = 1, Quantity = 2, Compares = 4, Turns = 8, Shifts = 16, Counts = 32 }

/// <summary>What a scorer needs of an entry, in the size of half a cache line.</summary>
readonly struct Meaning(Entry entry)
{
    readonly double direction = entry.Direction ?? double.NaN, quantity = entry.Quantity ?? double.NaN;

    public double Valence { get; } = entry.Valence;

    public Role Role { get; } = entry.Role;

    public bool IsEvent { get; } = entry.IsEvent;

    public Doing Does { get; } = (entry.Direction is null ? 0 : Doing.Moves) | (entry.Quantity is null ? 0 : Doing.Quantity) | entry.Role switch
    {
        Role.Polarity => entry.Valence != 0 ? Doing.Counts : 0,
        Role.Turn => Doing.Turns | (entry.Valence != 0 ? Doing.Counts : 0),
        Role.Relief => Doing.Turns,
        Role.Comparison => Doing.Compares,
        // A negator may end an event.
        Role.Negator => Doing.Shifts | Doing.Turns,
        Role.Boundary => Doing.Nothing,
        _ => Doing.Shifts,
    };

    public double? Direction => double.IsNaN(direction) ? null : direction;

    public double? Quantity => double.IsNaN(quantity) ? null : quantity;

    public double Factor(bool after) => Role.Factor(Valence, after);
}
