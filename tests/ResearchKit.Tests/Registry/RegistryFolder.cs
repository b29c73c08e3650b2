using System.Diagnostics;
using System.Text;

namespace ResearchKit.Tests;

/// <summary>A registry of its own for one test, with a small lexicon <c>widgets</c>, deleted afterwards.</summary>
sealed class RegistryFolder : IDisposable
{
    public const string Name = "widgets";

    public static readonly DateTimeOffset Day1 = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), Day2 = Day1.AddDays(1), Day3 = Day1.AddDays(2), Day4 = Day1.AddDays(3);

    readonly string root = Directory.CreateTempSubdirectory("registry").FullName;

    public RegistryFolder()
    {
        Path = System.IO.Path.Combine(root, "registry");
        Registry = Registry.Open(Path, "R");
    }

    public string Root => root;

    /// <summary>The registry's folder.</summary>
    public string Path { get; }

    public Registry Registry { get; }

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The first words: MIT.</summary>
    public static Lexicon Words { get; } = Lexicon.Of(Name, new Entry("splendid", Role.Polarity, 0.5), new Entry("gloomy", Role.Polarity, -0.5), new Entry("not", Role.Negator, -1)).With(Licence.Mit);

    /// <summary>A registry whose first version is champion from <see cref="Day1"/> on.</summary>
    public RegistryFolder Founded()
    {
        Registry.Found(Words, "ada", "the first words", Day1);
        return this;
    }

    /// <summary>A draft of one word on the champion, by ada.</summary>
    public LexiconDraft Draft(string term = "shiny", double valence = 0.4, string by = "ada") => Registry.Champion(Name).Draft(by, new(2026, 1, 5)).Add(term, valence, "seen in reviews");

    /// <summary>Evidence that satisfies the default rules, recorded in the ledger.</summary>
    public Evidence Recorded(LexiconDraft draft, int trials = 1)
    {
        var evidence = Evidence(draft, trials);
        Registry.Ledger.Record(evidence);
        return evidence;
    }

    public static Evidence Evidence(LexiconDraft draft, int trials = 1, string set = "news") => new(1, Day1, "ada", "finance", new(draft.Parent.Reference, draft.Parent.Hash), new(draft.Lexicon.Reference, draft.Lexicon.Hash), new(set, Hashing.Sha256(set), Hashing.Sha256(set), 400, null, null, 0, "MIT"),
        "accuracy", "text", 400, 1000, 1, 0.70, 0.75, new("accuracy", 0.05, 0.02, 0.08), 0.001, trials, 0.001 * trials, 0.01, ["period", "sector", "source", "theme"], [], []);

    /// <summary>Promotes a draft, approved by bob.</summary>
    public RegistryEvent Promoted(LexiconDraft draft, DateTimeOffset at, int trials = 1) => Registry.Promote(draft, Recorded(draft, trials), "ada", "bob", "it reads better", at);

    /// <summary>The same files in another folder.</summary>
    public RegistryFolder Copy()
    {
        var copy = new RegistryFolder();
        foreach (var file in Directory.GetFiles(root, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(copy.root, System.IO.Path.GetRelativePath(root, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return copy;
    }

    /// <summary>Every file of the registry but the lock, by its path in it.</summary>
    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Where(file => file != ".lock").Order(StringComparer.Ordinal)];

    /// <summary>What the command line is started with to promote what <see cref="Prepare"/> has written.</summary>
    public ProcessStartInfo Promoting(string name = "draft", params string[] more) => Command(["promote", System.IO.Path.Combine(root, $"{name}.csv"), "--evaluation", System.IO.Path.Combine(root, $"{name}.json"), "--by", "ada", "--approved-by", "bob", "--because", name, "--at", "2026-01-06T09:00:00Z", .. more]);

    public ProcessStartInfo Command(params string[] arguments) => new("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "lexicon", .. arguments, "--registry", Path])
    {
        WorkingDirectory = root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    /// <summary>Writes a draft and its evaluation for the command line.</summary>
    public RegistryFolder Prepare(LexiconDraft draft, string name = "draft", int trials = 1)
    {
        draft.Write(System.IO.Path.Combine(root, $"{name}.csv"));
        Recorded(draft, trials).Write(System.IO.Path.Combine(root, $"{name}.json"));
        return this;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
