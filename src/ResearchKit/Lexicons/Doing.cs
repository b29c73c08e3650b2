namespace ResearchKit;

/// <summary>What an entry may do in a sentence; what none of its matches does need not be looked for.</summary>
[Flags]
enum Doing : byte { Nothing = 0, Moves = 1, Quantity = 2, Compares = 4, Turns = 8, Shifts = 16, Counts = 32, Event = 64, Begins = 128 }

/// <summary>How an entry moves or is moved; 0 where it does not.</summary>
readonly record struct Movement(double Direction, double Quantity);

static class Doings
{
    /// <summary>What an entry may do.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="undoes">Whether a negator may end an event.</param>
    public static Doing Of(Entry entry, bool undoes) => (entry.Direction is null ? 0 : Doing.Moves) | (entry.Quantity is null ? 0 : Doing.Quantity) | (entry.IsEvent ? Doing.Event : 0) | entry.Role switch
    {
        Role.Polarity => entry.Valence != 0 ? Doing.Counts : 0,
        Role.Turn => Doing.Turns | (entry.Valence != 0 ? Doing.Counts : 0),
        Role.Relief => Doing.Turns,
        Role.Comparison => Doing.Compares,
        Role.Negator => Doing.Shifts | (undoes ? Doing.Turns : 0),
        Role.Boundary => Doing.Begins,
        Role.Adversative or Role.Concessive => Doing.Begins | Doing.Shifts,
        _ => Doing.Shifts,
    };
}
