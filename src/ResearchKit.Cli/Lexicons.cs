using System.Collections.Immutable;

namespace ResearchKit.Cli;

/// <summary>Lexicons and drafts as a command line names them: <c>champion</c>, <c>finance@1</c>, a file.</summary>
sealed class Lexicons
{
    /// <summary>Drafts without edits, by the hash of their parent: what is known of a corpus is shared by all that come from one.</summary>
    readonly Dictionary<string, LexiconDraft> roots = [];

    readonly Dictionary<string, Lexicon> versions = [];

    public Lexicons(string? registry)
    {
        Registry = Registry.Open(registry ?? Path.Combine(Home.Root, Home.Registry), registry ?? Home.Registry);
        Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    public Registry Registry { get; }

    /// <summary>The champion of <c>finance</c>, as it stood when it was first asked for.</summary>
    public Lexicon Champion => field ??= Registry.Champion();

    /// <summary>The day in UTC, for edits made now.</summary>
    public DateOnly Today { get; }

    /// <summary>A lexicon by what it is called.</summary>
    /// <param name="named">A version or an alias of the registry, a draft, or a list in a file.</param>
    public Lexicon Read(string named) => named == "champion" ? Champion : IsFile(named) ? DraftFile.Is(named) ? Draft(named, null).Lexicon : Shared.ReadLexicon(named) : Registry.Read(named);

    /// <summary>A draft: its file, or a whole lexicon or version whose differences from the champion are taken as edits.</summary>
    /// <param name="named">The file, or a version or an alias.</param>
    /// <param name="by">Who made the differences of a whole lexicon.</param>
    public LexiconDraft Draft(string named, string? by)
    {
        if (DraftFile.Is(named)) return DraftFile.Read(named, Base(named, []));
        if (!File.Exists(named) && (IsFile(named) || !named.Contains('@', StringComparison.Ordinal)))
            throw new InputException($"{Untrusted.Line(named)}: no such file. Expected a draft, as ./kit lexicon draft writes it, a changed copy of the lexicon, or a version such as finance@2.");
        var edited = File.Exists(named) ? Lexicon.Read(named) : Registry.Read(named);
        var taken = Root(Champion, by ?? "working copy").Taking(edited);
        return LearnedOf(taken).Aggregate(taken, (draft, texts) => draft.Knowing(texts));
    }

    /// <summary>The edits of a draft on another parent, whether or not the one that it names is still there.</summary>
    public LexiconDraft Moved(string path, string onto)
    {
        LexiconDraft draft;
        try { draft = DraftFile.Read(path, Base(path, [])); }
        // The parent is gone: there is nothing to compare the edits with.
        catch (InputException) { return DraftFile.Read(path, Root(Read(onto), "reader"), moving: true); }
        return draft.Onto(Read(onto));
    }

    /// <summary>A new draft on a parent; one on a draft begins with that one's edits.</summary>
    public LexiconDraft New(string parent, string by) => DraftFile.Is(parent) ? Draft(parent, null).WrittenBy(by, Today) : Root(Read(parent), by);

    /// <summary>The champion, and on the error stream how the working copy differs from it.</summary>
    public Lexicon Standing()
    {
        var copy = Path.Combine(Home.Root, Home.Lexicon);
        if (File.Exists(copy) && !WorkingCopy.Is(copy, Registry.Standing(RegistryNames.Default)))
            Console.Error.WriteLine(Untrusted.Line($"lexicon: the champion {Champion.Label}; {Home.Lexicon} {Difference(copy)}"));
        return Champion;
    }

    string Difference(string copy)
    {
        try
        {
            var diff = LexiconDiff.Of(Champion, Lexicon.Read(copy, Home.Lexicon));
            var differs = diff.Changes.IsEmpty ? "in notes alone" : FormattableString.Invariant($"in {diff.Changes.Length} {(diff.Changes.Length == 1 ? "entry" : "entries")}");
            return $"differs from it {differs}, and is used with --lexicon {Home.Lexicon}";
        }
        catch (InputException e)
        {
            return $"differs from it and cannot be read: {e.Message}";
        }
    }

    LexiconDraft Root(Lexicon parent, string by)
    {
        if (!roots.TryGetValue(parent.Hash, out var root) || (root.Parent.Reference, root.Parent.Path) != (parent.Reference, parent.Path)) roots[parent.Hash] = root = parent.Draft(by, Today);
        return root.WrittenBy(by, Today);
    }

    /// <summary>What versions were learned on that are not the champion and from which a changed copy has entries: it may be a copy of theirs.</summary>
    IEnumerable<LearnedOn> LearnedOf(LexiconDraft taken)
    {
        if (!Registry.Names.Contains(Champion.Name)) return [];
        var others = Registry.History(Champion.Name).DistinctBy(made => made.Version).Where(made => made.Content != Champion.Hash).Select(made => (Made: made, Learned: Registry.LearnedOf(made))).Where(other => !other.Learned.IsEmpty);
        return others.Where(other => Registry.Read(other.Made) is var lexicon && taken.Changed.Any(change => change.Value is { } entry && lexicon.Words.IndexOf(change.Key) is >= 0 and var at && lexicon.Entries[at].ScoresAs(entry))).SelectMany(other => other.Learned).ToList();
    }

    /// <summary>What the edits of a draft are made on: the version that it names, another draft with its edits, but not one that leads back.</summary>
    LexiconDraft Base(string path, List<string> seen)
    {
        var full = Path.GetFullPath(path);
        if (seen.Contains(full)) throw new InputException($"Parents go round in a circle: {string.Join(" → ", seen.Append(full).Select(file => Untrusted.Line(Path.GetFileName(file))))}. Expected a draft that comes from a version: make one of them anew.");
        seen.Add(full);
        if (DraftFile.ParentOf(path) is not { } parent) return Root(Champion, "reader");
        if (Registry.Find(parent.Hash) is { } version)
        {
            if (!versions.TryGetValue(version.Reference, out var words)) versions[version.Reference] = words = Registry.Read(version);
            // What a champion was learned on is no gain of a draft over it.
            var stood = Registry.History(version.Lexicon).Any(set => set.Alias == RegistryNames.Champion && set.Version == version.Version);
            return (stood ? [] : Registry.LearnedOf(version)).Aggregate(Root(words, "reader"), (draft, texts) => draft.Knowing(texts));
        }
        if (parent.Reference.Contains('@', StringComparison.Ordinal) && !File.Exists(parent.Reference)) return Root(Registry.Read(parent.Reference), "reader");
        var beside = Path.Combine(Path.GetDirectoryName(full)!, parent.Reference);
        var file = File.Exists(beside) ? beside : Home.Locate(parent.Reference);
        if (!File.Exists(file)) throw new InputException($"{path}: its parent {Untrusted.Quote(parent.Reference)} is neither a version of the registry nor a file. Expected one that is there: restore it, or make the edits on the champion with ./kit lexicon draft {path} --onto champion.");
        return DraftFile.Is(file) ? DraftFile.Read(file, Base(file, seen)) : Root(Lexicon.Read(file), "reader");
    }

    static bool IsFile(string named) => File.Exists(named) || Directory.Exists(named) || named.Contains('/', StringComparison.Ordinal) || named.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || named.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
}
