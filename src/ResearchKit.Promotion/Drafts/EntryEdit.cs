namespace ResearchKit;

/// <summary>What an edit does to an entry.</summary>
public enum EditKind
{
    /// <summary>A term that the lexicon lacks.</summary>
    Add,

    /// <summary>A term that it should not have.</summary>
    Remove,

    /// <summary>Another valence, and where they are given another direction and quantity; the role stays.</summary>
    Reweigh,

    /// <summary>Another role, with a valence that it allows.</summary>
    Move,

    /// <summary>A phrase that hides the words inside it: an entry of valence 0, so that <c>record label</c> is no record.</summary>
    Guard,
}

/// <summary>One change to a lexicon, with who made it, when, why, and what it rests on. Not an <see cref="Entry"/>: it says how one comes about.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Term">Which entry.</param>
/// <param name="Role">The new role; null to keep it, and for polarity where the entry is new.</param>
/// <param name="Valence">The new valence, in the role's range; null where the kind needs none.</param>
/// <param name="Why">The reason, in a line; never blank.</param>
/// <param name="By">Who; never blank.</param>
/// <param name="On">When.</param>
/// <param name="Source">What it rests on: a statistic and its texts, a document, reading; may be empty.</param>
/// <param name="Evidence">In how many texts of the source the term was seen; null when nobody counted.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record EntryEdit(EditKind Kind, string Term, Role? Role, double? Valence, string Why, string By, DateOnly On, string Source = "", int? Evidence = null)
{
    /// <summary>The new direction of a polarity term; null to keep it.</summary>
    public double? Direction { get; init; }

    /// <summary>The new quantity of a polarity term; null to keep it.</summary>
    public double? Quantity { get; init; }

    /// <summary>What becomes of the entry.</summary>
    /// <param name="before">The entry as it stands; null when there is none.</param>
    /// <param name="where">Where the edit stands, for the error.</param>
    /// <returns>The entry afterwards; null when it is removed.</returns>
    /// <exception cref="InputException">The edit cannot be made.</exception>
    internal Entry? Apply(Entry? before, string where)
    {
        if (Why.Trim().Length == 0) throw Fault("has no reason. Say why: a line is enough");
        if (By.Trim().Length == 0) throw Fault("names nobody. Say who makes it");
        if (Kind is EditKind.Add or EditKind.Guard && before is not null) throw Fault($"cannot be made: the term stands there already, as {before}. Reweigh, move or remove it instead");
        if (Kind is EditKind.Remove or EditKind.Reweigh or EditKind.Move && before is null) throw Fault("cannot be made: there is no such entry. Expected a term of the lexicon, or the edit 'add'");
        if (Kind is EditKind.Add or EditKind.Reweigh or EditKind.Move && Valence is null) throw Fault("has no valence. Expected a number in the range of the role");
        if (Kind == EditKind.Move && Role is null) throw Fault("has no role. Expected the one to move to");
        if (Kind == EditKind.Reweigh && Role is { } other && other != before!.Role) throw Fault($"names the role {Word(other)}, and the entry is {before}. Use the edit 'move' to change a role");
        if (Kind == EditKind.Guard && (Role is not (null or ResearchKit.Role.Polarity) || Valence is not (null or 0))) throw Fault("is a guard, which has the role polarity and the valence 0. Leave both out, or use the edit 'add'");
        if (Kind == EditKind.Guard && !CompiledLexicon.Canonical(Term).Contains(' ')) throw Fault("is one word. A guard is a phrase: the words around the one that it hides; to silence a word, remove it");
        if (Kind == EditKind.Remove) return null;
        var role = Kind == EditKind.Reweigh ? before!.Role : Role ?? ResearchKit.Role.Polarity;
        var keeps = Kind == EditKind.Reweigh && role == before!.Role;
        var after = new Entry(before?.Term ?? Term.Trim(), role, Valence ?? 0, Why.Trim(), On)
        {
            Direction = Direction ?? (keeps ? before!.Direction : null),
            Quantity = Quantity ?? (keeps ? before!.Quantity : null),
            By = By.Trim(),
            Source = Source.Trim(),
            Evidence = Evidence,
        };
        LexiconCheck.Term(after, where);
        return before is not null && after.ScoresAs(before) ? throw Fault($"changes nothing: the entry is {before}") : after;

        InputException Fault(string fault) => new($"{where}: {Word(Kind)} {Untrusted.Quote(Term)} {fault}.");
    }

    internal static string Word(Enum name) => name.ToString().ToLowerInvariant();

    /// <summary><c>add 'capacity crunch' polarity −0.50: shortage of supply (ada, 2026-11-26; log-odds on news, 14 texts)</c>.</summary>
    public override string ToString()
    {
        var weight = Valence is { } valence ? FormattableString.Invariant($" {(Role is { } role ? Word(role) + " " : "")}{valence:+0.00;-0.00;0.00}") : "";
        var rests = (Source.Length > 0 ? $"; {Source}" : "") + (Evidence is { } count ? FormattableString.Invariant($", {count} {(count == 1 ? "text" : "texts")}") : "");
        return Untrusted.Line(FormattableString.Invariant($"{Word(Kind)} {Untrusted.Quote(Term)}{weight}: {Why} ({By}, {On:yyyy-MM-dd}{rests})"));
    }
}
