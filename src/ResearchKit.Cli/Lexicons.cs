namespace ResearchKit.Cli;

/// <summary>Lexicons and drafts as a command line names them: <c>champion</c>, <c>finance@1</c>, a file.</summary>
sealed class Lexicons
{
    /// <summary>Drafts without edits, by the hash of their parent: what is known of a corpus is shared by all that come from one.</summary>
    readonly Dictionary<string, LexiconDraft> roots = [];

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

    /// <summary>A draft: its file, or a whole lexicon whose differences from the champion are taken as edits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="by">Who made the differences of a whole lexicon.</param>
    public LexiconDraft Draft(string path, string? by)
    {
        if (!File.Exists(path)) throw new InputException($"{Untrusted.Line(path)}: no such file. Expected a draft, as ./kit lexicon draft writes it, or a changed copy of the lexicon.");
        if (DraftFile.Is(path)) return DraftFile.Read(path, Root(Parent(path, []), "reader"));
        return Root(Champion, by ?? "working copy").Taking(Lexicon.Read(path));
    }

    /// <summary>A new draft on a parent.</summary>
    public LexiconDraft New(string parent, string by) => Root(Read(parent), by);

    LexiconDraft Root(Lexicon parent, string by)
    {
        if (!roots.TryGetValue(parent.Hash, out var root) || root.Parent.Reference != parent.Reference) roots[parent.Hash] = root = parent.Draft(by, Today);
        return root.WrittenBy(by, Today);
    }

    /// <summary>The champion, and on the error stream how the working copy differs from it.</summary>
    public Lexicon Standing()
    {
        var copy = Path.Combine(Home.Root, Home.Lexicon);
        if (File.Exists(copy) && !WorkingCopy.Is(copy, Registry.Standing(RegistryNames.Default)))
        {
            var diff = LexiconDiff.Of(Champion, Lexicon.Read(copy));
            var differs = diff.Changes.IsEmpty ? "in notes alone" : FormattableString.Invariant($"in {diff.Changes.Length} {(diff.Changes.Length == 1 ? "entry" : "entries")}");
            Console.Error.WriteLine($"lexicon: the champion {Champion.Label}; {Home.Lexicon} differs from it {differs}, and is used with --lexicon {Home.Lexicon}");
        }
        return Champion;
    }

    /// <summary>What a draft says that it is made on; another draft may be that, but not one that leads back.</summary>
    Lexicon Parent(string path, List<string> seen)
    {
        var full = Path.GetFullPath(path);
        if (seen.Contains(full)) throw new InputException($"Parents go round in a circle: {string.Join(" → ", seen.Append(full).Select(file => Untrusted.Line(Path.GetFileName(file))))}. Expected a draft that comes from a version: make one of them anew.");
        seen.Add(full);
        if (DraftFile.ParentOf(path) is not { } parent) return Champion;
        if (Registry.Find(parent.Hash) is { } version) return version.Content == Champion.Hash ? Champion : Registry.Read(version);
        if (parent.Reference.Contains('@', StringComparison.Ordinal) && !File.Exists(parent.Reference)) return Registry.Read(parent.Reference);
        var beside = Path.Combine(Path.GetDirectoryName(full)!, parent.Reference);
        var file = File.Exists(beside) ? beside : Home.Locate(parent.Reference);
        if (!File.Exists(file)) throw new InputException($"{path}: its parent {Untrusted.Quote(parent.Reference)} is neither a version of the registry nor a file. Expected one that is there: restore it, or move the draft with ./kit lexicon draft {path} --onto champion.");
        return DraftFile.Is(file) ? DraftFile.Read(file, Root(Parent(file, seen), "reader")).Lexicon : Lexicon.Read(file);
    }

    static bool IsFile(string named) => File.Exists(named) || Directory.Exists(named) || named.Contains('/', StringComparison.Ordinal) || named.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || named.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
}
