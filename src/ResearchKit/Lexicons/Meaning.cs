namespace ResearchKit;

/// <summary>What an entry may do in a sentence; what none of its matches does need not be looked for.</summary>
[Flags]
enum Doing : byte { Nothing = 0, Moves = 1, Quantity = 2, Compares = 4, Turns = 8, Shifts = 16, Counts = 32, Event = 64, Begins = 128 }

/// <summary>How an entry moves or is moved; 0 where it does not.</summary>
readonly record struct Movement(double Direction, double Quantity);

/// <summary>What a scorer needs of an entry, in a quarter of a cache line: a lexicon's fit in the second cache, and entries do not.</summary>
/// <param name="Valence">Its valence.</param>
/// <param name="Movement">The number of its direction and quantity among those of the lexicon.</param>
/// <param name="Code">Its role, in a byte.</param>
/// <param name="Does">What it may do.</param>
readonly record struct Meaning(double Valence, int Movement, byte Code, Doing Does)
{
    public Role Role => (Role)Code;

    /// <summary>What an entry may do.</summary>
    public static Doing Of(Entry entry) => (entry.Direction is null ? 0 : Doing.Moves) | (entry.Quantity is null ? 0 : Doing.Quantity) | (entry.IsEvent ? Doing.Event : 0) | entry.Role switch
    {
        Role.Polarity => entry.Valence != 0 ? Doing.Counts : 0,
        Role.Turn => Doing.Turns | (entry.Valence != 0 ? Doing.Counts : 0),
        Role.Relief => Doing.Turns,
        Role.Comparison => Doing.Compares,
        // A negator may end an event.
        Role.Negator => Doing.Shifts | Doing.Turns,
        Role.Boundary => Doing.Begins,
        Role.Adversative or Role.Concessive => Doing.Begins | Doing.Shifts,
        _ => Doing.Shifts,
    };
}
