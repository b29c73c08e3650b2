using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What an event between companies is worth to each.</summary>
/// <param name="Subject">For the one that acts, −1 to 1.</param>
/// <param name="Object">For the one that it happens to.</param>
/// <param name="Other">For a third, named behind one of the words of <paramref name="Via"/>.</param>
/// <param name="Via">Prepositions, each as its words.</param>
/// <param name="Reach">So many words may stand between the event and its object.</param>
/// <param name="Host">For those who rent out computing, where the event has no sides but theirs and their customers'.</param>
/// <param name="Customer">For the others in it.</param>
/// <param name="Order">Whether it counts only as advice: nobody is named before it.</param>
sealed record EventRole(double Subject, double Object, double Other, ImmutableArray<ImmutableArray<string>> Via, int Reach, double Host, double Customer, bool Order);

/// <summary>An event with the words that must follow its first ones after a gap; none for most.</summary>
readonly record struct EventForm(EventRole Role, ImmutableArray<string> Tail);

/// <summary>The events of <c>roles.txt</c>, and a lexicon in which their words are found.</summary>
sealed class Roles
{
    const string Gap = "…";

    static readonly FrozenDictionary<string, ImmutableArray<EventForm>> Known = Read();

    static readonly FrozenSet<string> Kinds = Words("kinds"), Names = Words("names");

    readonly ImmutableArray<EventForm>[] ofEntry;

    public Roles(Lexicon lexicon)
    {
        var own = lexicon.Words.ToHashSet();
        // Found, but without a valence of their own.
        Lexicon = Lexicon.Of(lexicon.Name, lexicon.Entries.Concat(Known.Keys.Where(term => !own.Contains(term)).Order(StringComparer.Ordinal).Select(term => new Entry(term, Role.Polarity, 0, "event"))));
        ofEntry = [.. Lexicon.Words.Select(term => Known.GetValueOrDefault(term, []))];
    }

    /// <summary>Of the two files, for identities.</summary>
    public static string Hash { get; } = Hashing.Sha256(string.Join('\n', Resource.Lines("roles.txt", typeof(Roles)).Concat(Resource.Lines("speakers.txt", typeof(Roles)))));

    public Lexicon Lexicon { get; }

    /// <summary>The events that an entry may begin, those with a gap first.</summary>
    public ImmutableArray<EventForm> this[int entry] => ofEntry[entry];

    /// <summary>Whether a word says that who bears it speaks or rules (tribunal, securities).</summary>
    public static bool IsKind(ReadOnlySpan<char> word) => Contains(Kinds, word);

    /// <summary>Whether a name is that of a known speaker.</summary>
    public static bool IsSpeaker(string name) => Contains(Names, CompiledLexicon.Canonical(name).Replace(' ', '-'));

    static bool Contains(FrozenSet<string> set, ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[64];
        return word.Length <= lower.Length && set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower[..word.ToLowerInvariant(lower)]);
    }

    static FrozenSet<string> Words(string line) => Resource.Lines("speakers.txt", typeof(Roles)).Single(text => text.StartsWith(line + ' ', StringComparison.Ordinal)).Split(' ')[1..].ToFrozenSet();

    static FrozenDictionary<string, ImmutableArray<EventForm>> Read()
    {
        var forms = new Dictionary<string, List<EventForm>>();
        EventRole? role = null;
        foreach (var line in Resource.Lines("roles.txt", typeof(Roles)))
        {
            if (!line.StartsWith(' '))
            {
                role = Parse(line.TrimEnd(' ', ':').Split(' '));
                continue;
            }
            foreach (var term in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Expand))
            {
                var (head, tail) = term.Split(Gap, StringSplitOptions.TrimEntries) is [var first, var last] ? (first, last.Split(' ').ToImmutableArray()) : (term, []);
                var key = CompiledLexicon.Canonical(head);
                if (!forms.TryGetValue(key, out var list)) forms[key] = list = [];
                list.Add(new(role!, tail));
            }
        }
        return forms.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.OrderByDescending(form => form.Tail.Length).ThenBy(form => !form.Role.Order).ToImmutableArray());
    }

    /// <summary>A name and its options: <c>prefers O=0.4 Y=-0.35 via=over|to</c>.</summary>
    static EventRole Parse(string[] words)
    {
        var options = words[1..].Select(option => option.Split('=')).ToDictionary(option => option[0], option => option[^1]);
        return new(Worth("S"), Worth("O"), Worth("Y"), options.TryGetValue("via", out var via) ? [.. via.Split('|').Select(word => word.Split('-').ToImmutableArray())] : [],
            options.TryGetValue("reach", out var reach) ? int.Parse(reach, CultureInfo.InvariantCulture) : 5, Worth("H"), Worth("C"), options.ContainsKey("order"));

        double Worth(string side) => options.TryGetValue(side, out var worth) ? double.Parse(worth, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Every reading of <c>{a|b} … {c|d}</c>.</summary>
    static IEnumerable<string> Expand(string term)
    {
        var open = term.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return [term];
        var close = term.IndexOf('}', open);
        return term[(open + 1)..close].Split('|').SelectMany(choice => Expand(string.Concat(term.AsSpan(0, open), choice, term.AsSpan(close + 1))));
    }
}
