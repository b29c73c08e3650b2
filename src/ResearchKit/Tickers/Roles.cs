using System.Collections.Frozen;
using System.Globalization;

namespace ResearchKit;

/// <summary>What an event between two companies is worth to each.</summary>
/// <param name="Name">Such as <c>acquires</c>.</param>
/// <param name="Subject">For the one that acts, −1 to 1.</param>
/// <param name="Object">For the one that it happens to, −1 to 1.</param>
sealed record EventRole(string Name, double Subject, double Object);

/// <summary>The events of <c>roles.txt</c>, and a lexicon in which their words are found.</summary>
sealed class Roles
{
    static readonly FrozenDictionary<string, EventRole> Known = Read();

    readonly EventRole?[] ofEntry;

    public Roles(Lexicon lexicon)
    {
        var own = lexicon.Entries.Select(entry => CompiledLexicon.Canonical(entry.Term)).ToHashSet();
        // Found, but without a valence of their own.
        Lexicon = Lexicon.Of(lexicon.Name, lexicon.Entries.Concat(Known.Keys.Where(term => !own.Contains(term)).Order(StringComparer.Ordinal).Select(term => new Entry(term, Role.Polarity, 0, "event"))));
        ofEntry = [.. Lexicon.Entries.Select(entry => Known.GetValueOrDefault(CompiledLexicon.Canonical(entry.Term)))];
    }

    /// <summary>The words of the events, for identities.</summary>
    public static string Hash { get; } = Hashing.Sha256(string.Join('\n', Resource.Lines("roles.txt")));

    public Lexicon Lexicon { get; }

    /// <summary>The event of an entry; null when it is none.</summary>
    public EventRole? this[int entry] => ofEntry[entry];

    static FrozenDictionary<string, EventRole> Read()
    {
        var known = new Dictionary<string, EventRole>();
        foreach (var line in Resource.Lines("roles.txt"))
        {
            var parts = line.Split(' ', 4);
            var role = new EventRole(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture));
            foreach (var term in parts[3].Split(',', StringSplitOptions.TrimEntries)) known.Add(CompiledLexicon.Canonical(term), role);
        }
        return known.ToFrozenDictionary();
    }
}
