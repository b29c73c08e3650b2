using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace ResearchKit;

/// <summary>Where the files of a registry are, and what they are called in messages.</summary>
sealed record RegistryFiles(string Folder, string Shown)
{
    /// <summary>Where a version is made, before it takes its place.</summary>
    public const string Staging = ".staging", HistoryName = "history.jsonl", EvaluationsName = "evaluations";

    public string Rules => Path.Combine(Folder, RulesName);

    public const string RulesName = "rules.json";

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public string Show(params string[] parts) => string.Join('/', [Shown.TrimEnd('/'), .. parts]);

    /// <summary>The lexicons that have a history, in ordinal order.</summary>
    public IEnumerable<string> Names => Folders(Folder).Where(name => RegistryNames.IsLexicon(name) && (File.Exists(At(name, HistoryName)) || File.Exists(At(name, "history.head")))).Order(StringComparer.Ordinal);

    /// <summary>How people have a registry and its ledger verified.</summary>
    public const string VerifyCommand = "./kit lexicon verify";

    public ChainFile<RegistryEvent> History(string name) => new(At(name, HistoryName), Show(name, HistoryName), VerifyCommand, Lines.Form.RegistryEvent, (made, hash) => made with { Hash = hash });

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Evaluation(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}.json");

    /// <summary>What is not part of a history: versions and evaluations that it does not name, and files that a writer has not finished.</summary>
    /// <returns>Parts of the path below the registry's folder.</returns>
    /// <remarks>A writer that died has begun one version and one evaluation at most, the next: whatever else nobody names is not the kit's to take away.</remarks>
    public IEnumerable<string[]> LeftOver(string name, RegistryHistory history)
    {
        var (next, number) = (Number(history.Versions.Count() + 1), Evaluation((history.Events.LastOrDefault()?.Number ?? 0) + 1));
        foreach (var folder in Folders(At(name)).Order(StringComparer.Ordinal))
            if (folder == Staging || folder == next && !history.Events.IsEmpty) yield return [name, folder];
        foreach (var file in FilesOf(At(name, EvaluationsName)))
            if (Unfinished(file) || file == number) yield return [name, EvaluationsName, file];
        foreach (var file in FilesOf(At(name)).Where(Unfinished)) yield return [name, file];
        foreach (var file in FilesOf(Folder).Where(Unfinished)) yield return [file];
    }

    /// <summary>The folders of versions, whether or not a history names them.</summary>
    public IEnumerable<string> Versions(string name) => Folders(At(name)).Where(folder => RegistryNames.Version(folder) is not null).Order(StringComparer.Ordinal);

    /// <summary>SHA-256 of a file; null when there is none.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static string? Sha256(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with the files of a version: one that is missing, has changed or cannot be read.</summary>
    public IEnumerable<ChainFinding> Faults(RegistryEvent made)
    {
        var number = Number(made.Version);
        return Directory.Exists(At(made.Lexicon, number)) ? made.Files.Select(file => Fault(made, file)).OfType<ChainFinding>()
            : [new(Show(made.Lexicon, number), "no such folder", $"the version {made.Reference}, which event {Number(made.Number)} made: take it from git again")];
    }

    /// <summary>What stands in a version's folder and does not belong there. It changes nothing of what is read.</summary>
    public IEnumerable<ChainFinding> Strangers(RegistryEvent made)
    {
        var folder = At(made.Lexicon, Number(made.Version));
        return !Directory.Exists(folder) ? [] : Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Where(other => made.Files.All(file => file.Name != other)).Order(StringComparer.Ordinal)
            .Select(other => new ChainFinding(Show(made.Lexicon, Number(made.Version), Untrusted.Line(other)), "is no part of the version", "the files that the history names: take it away"));
    }

    ChainFinding? Fault(RegistryEvent made, RegistryFile file)
    {
        var expected = $"{file.Sha256[..Math.Min(8, file.Sha256.Length)]}…, as the history says: a version never changes; take the file from git again, and make a draft of what you want to change";
        var shown = Show(made.Lexicon, Number(made.Version), file.Name);
        try
        {
            var found = Sha256(At(made.Lexicon, Number(made.Version), file.Name));
            return found == file.Sha256 ? null : new(shown, found is null ? "no such file" : $"its SHA-256 is {found[..8]}…", expected);
        }
        catch (InputException e)
        {
            return new(shown, $"cannot be read: {e.InnerException!.Message.TrimEnd('.')}", expected);
        }
    }

    public static bool Unfinished(string file) => file.StartsWith('.') && file.EndsWith(".tmp", StringComparison.Ordinal);

    public static IEnumerable<string> FilesOf(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : [];

    static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(found => Path.GetFileName(found)) : [];
}
