using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>The events of one lexicon, and what follows from them: which versions there are, and which of them an alias names.</summary>
sealed class RegistryHistory(string name, ImmutableArray<RegistryEvent> events)
{
    public string Name => name;

    public ImmutableArray<RegistryEvent> Events => events;

    /// <summary>The event that made a version; null when there is no such version.</summary>
    public RegistryEvent? Made(int version) => events.FirstOrDefault(made => made.Version == version);

    public IEnumerable<RegistryEvent> Versions => events.GroupBy(made => made.Version).Select(made => made.First());

    /// <summary>The event by which an alias names what it names, now or as of a time; null when it names nothing.</summary>
    public RegistryEvent? Standing(string alias, DateTimeOffset? asOf = null) => events.LastOrDefault(set => set.Alias == alias && (asOf is null || set.At <= asOf));

    /// <summary>Each alias that names something, with its event.</summary>
    public IEnumerable<RegistryEvent> Aliases => events.GroupBy(set => set.Alias).Select(set => set.Last()).OrderBy(set => set.Alias, StringComparer.Ordinal);

    /// <summary>What events contradict each other in, each a whole line and well chained. Parents are older than their children, so that no line of descent runs in a circle.</summary>
    public static IEnumerable<ChainFinding> Faults(string name, string shown, ImmutableArray<RegistryEvent> events)
    {
        for (var i = 0; i < events.Length; i++)
            if (Fault(name, new(name, events[..i]), events[i]) is var (found, expected))
                yield return new(string.Create(CultureInfo.InvariantCulture, $"{shown}({i + 1})"), found, expected);
    }

    static (string Found, string Expected)? Fault(string name, RegistryHistory before, RegistryEvent next)
    {
        if (next.Lexicon != name) return Is($"speaks of lexicon {Untrusted.Quote(next.Lexicon)}", $"'{name}', whose folder it stands in");
        if (before.Events is [.., var last] && next.At < last.At) return Is($"is of {RegistryEvent.Instant(next.At)}", $"a time not before {RegistryEvent.Instant(last.At)}, that of the event before");
        if (next.Version < 1) return Is(Invariant($"names version {next.Version}"), "1 or more");
        if (next.Parent is { } parent && (parent >= next.Version || before.Made(parent) is null)) return Is(Invariant($"makes {parent} the parent of {name}@{next.Version}"), "an older version that an event before it made: lines of descent do not run in circles");
        if (next.From != before.Standing(next.Alias)?.Version) return Is(Invariant($"says that {Untrusted.Quote(next.Alias)} named version {next.From?.ToString(CultureInfo.InvariantCulture) ?? "none"} before"), Invariant($"{before.Standing(next.Alias)?.Version.ToString(CultureInfo.InvariantCulture) ?? "none"}, as the events before it say"));
        if (next.Alias == RegistryNames.Champion == (next.Kind == RegistryEventKind.Alias)) return Is($"sets {Untrusted.Quote(next.Alias)} by {EntryEdit.Word(next.Kind)}", "promote or rollback for champion, alias for any other");
        if (before.Made(next.Version) is not { } made)
            return next.Kind == RegistryEventKind.Rollback ? Is(Invariant($"goes back to version {next.Version}, which does not exist"), "one that was champion")
                : next.Version != before.Versions.Count() + 1 ? Is(Invariant($"makes version {next.Version}"), Invariant($"{before.Versions.Count() + 1}, the next")) : null;
        return next.Parent != made.Parent || next.Content != made.Content || !next.Files.SequenceEqual(made.Files) || !next.Authors.SequenceEqual(made.Authors) ? Is(Invariant($"says of {made.Reference} something else than event {made.Number}, which made it"), "the same: a version never changes") : null;

        static (string, string)? Is(string found, string expected) => (found, expected);
        static string Invariant(FormattableString text) => FormattableString.Invariant(text);
    }
}
