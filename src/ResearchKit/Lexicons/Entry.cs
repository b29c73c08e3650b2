namespace ResearchKit;

/// <summary>What an entry does when it is found in a text.</summary>
public enum Role
{
    /// <summary>Carries sentiment: its valence is a graded weight. A valence of 0 hides the words inside the phrase.</summary>
    Polarity,

    /// <summary>Turns the hits after it in its clause: factor v, from −1 to 0.</summary>
    Negator,

    /// <summary>Strengthens hits near it in its clause: factor 1 + v, v from 0 to 1.</summary>
    Amplifier,

    /// <summary>Weakens hits near it in its clause: factor 1 + v, v from −1 to 0.</summary>
    Deamplifier,

    /// <summary>An adjective of importance (critical, key): strengthens the hit after it, whatever its sign; factor 1 + v, v from 0 to 1.</summary>
    Intensifier,

    /// <summary>Says that what follows in its clause is possible, not so: factor 1 + v, v from −1 to 0.</summary>
    Hedge,

    /// <summary>Moves the weight of a sentence to what follows (but, however): 1 − v before it, 1 + v after it, v from 0 to 1.</summary>
    Adversative,

    /// <summary>Concedes its own clause (despite, although): factor 1 − v, v from 0 to 1.</summary>
    Concessive,

    /// <summary>Begins a clause and does nothing else: v is 0.</summary>
    Boundary,

    /// <summary>Better or worse, whatever moves (improved, deteriorated): a hit of its own valence that absorbs the quantity beside it.</summary>
    Turn,

    /// <summary>Ends or lessens what happens (averted, resolved): v, from −1 to 0, by how much. Counts with an event beside it, a noun that has a valence and
    /// a quantity; alone it is nothing.</summary>
    Relief,

    /// <summary>Compares the number before it with the number after it (compared with, versus): v, from 0 to 1, is what a difference weighs.</summary>
    Comparison,

    /// <summary>In an explanation, what moves. No entry has this role.</summary>
    Quantity,

    /// <summary>In an explanation, by how much. No entry has this role.</summary>
    Amount,

    /// <summary>In the explanation of a part of an article, why a hit belongs to it: the company it is good or bad for. No entry has this role.</summary>
    Bearing,
}

/// <summary>A term of a lexicon, with its role and valence. Not a hit: a <see cref="Contribution"/> links an entry to a place in a text.</summary>
/// <param name="Term">One word or several, in any case; a hyphen counts as a space.</param>
/// <param name="Role">What it does.</param>
/// <param name="Valence">−1 to 1; the role says what it means and which part of that range is allowed.</param>
/// <param name="Note">Topic and reason, for the reader of an explanation.</param>
/// <param name="Date">When it was last changed; null when unknown.</param>
public sealed record Entry(string Term, Role Role, double Valence, string Note = "", DateOnly? Date = null)
{
    /// <summary>Of a polarity term that says that something rises or falls: how much, −1 (plunged) to 1 (soared). Its <see cref="Valence"/> is then what it says when nothing is found that moves. Null for others.</summary>
    public double? Direction { get; init; }

    /// <summary>Of a polarity term that can rise or fall: what more of it is worth, −1 (losses) to 1 (profit); 0 is no news (headcount). Null for others.</summary>
    public double? Quantity { get; init; }

    /// <summary>Who wrote it, or changed it last; empty when unknown.</summary>
    public string By { get; init; } = "";

    /// <summary>What it rests on: a statistic with the texts it was taken on, a document, reading; empty when unknown.</summary>
    public string Source { get; init; } = "";

    /// <summary>In how many texts of that source it was seen; null when nobody counted.</summary>
    public int? Evidence { get; init; }

    /// <summary>What is not measured but happens (a strike, a doubt): news by itself. A loss is measured.</summary>
    internal bool IsEvent => Direction is null && Quantity is > -0.95 && Math.Abs(Valence) >= 0.1;

    /// <summary>The range that a role allows its valence.</summary>
    /// <returns>Lowest and highest valence, both allowed.</returns>
    public static (double Lowest, double Highest) Range(Role role) => role switch
    {
        Role.Polarity or Role.Turn => (-1, 1),
        Role.Negator or Role.Deamplifier or Role.Hedge or Role.Relief => (-1, 0),
        Role.Amplifier or Role.Intensifier or Role.Adversative or Role.Concessive or Role.Comparison => (0, 1),
        _ => (0, 0),
    };

    /// <summary>Whether an entry can have a role; the last three stand in explanations only.</summary>
    internal static bool CanHave(Role role) => role < Role.Quantity;

    /// <summary>Whether another moves scores as this one does: role and numbers are the same.</summary>
    internal bool ScoresAs(Entry other) => (Role, Valence, Direction, Quantity) == (other.Role, other.Valence, other.Direction, other.Quantity);

    /// <summary>The factor by which a shifter of this role multiplies a hit.</summary>
    /// <param name="after">Whether the hit stands after the shifter; only an adversative cares.</param>
    internal double Factor(bool after) => Role.Factor(Valence, after);

    /// <summary><c>term (role valence)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Term} ({Role.ToString().ToLowerInvariant()} {Valence:+0.00;-0.00;0.00})");
}

static class RoleKinds
{
    /// <summary>Whether a role weighs one part of a sentence against another.</summary>
    public static bool IsContrast(this Role role) => role is Role.Adversative or Role.Concessive;

    /// <summary>The factor by which a shifter of a role and valence multiplies a hit.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="valence">Its valence.</param>
    /// <param name="after">Whether the hit stands after the shifter; only an adversative cares.</param>
    public static double Factor(this Role role, double valence, bool after) => role switch
    {
        Role.Negator => valence,
        Role.Amplifier or Role.Deamplifier or Role.Intensifier or Role.Hedge => 1 + valence,
        Role.Adversative => after ? 1 + valence : 1 - valence,
        Role.Concessive => 1 - valence,
        _ => 1,
    };
}
