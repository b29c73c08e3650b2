namespace ResearchKit.Cli;

/// <summary>The lexicon that people edit, in <c>lexicons</c> beside the registry: it follows the champion as long as nobody has edited it. It is no part of the registry: a promotion stands whatever becomes of it.</summary>
/// <param name="registry">The registry.</param>
/// <param name="where">Where that is.</param>
sealed class WorkingCopy(Registry registry, string where)
{
    /// <summary>Whether a file is a version's, to the byte.</summary>
    public static bool Is(string file, RegistryEvent version) => RegistryFiles.Sha256(file) == Words(version);

    /// <summary>Puts the new champion in the place of the one before, if that is what stands there.</summary>
    /// <returns>What was done, in a sentence; null when there is nothing to say.</returns>
    public string? Follow(RegistryEvent made)
    {
        var name = $"{made.Lexicon}.csv";
        var copy = Path.GetFullPath(Path.Combine(where, "..", "lexicons", name));
        var shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), copy).Replace('\\', '/');
        // A copy of the registry beside the real one has no working copy.
        if (Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(where))) != "registry" || made.Alias != RegistryNames.Champion || made.From is not { } from || !File.Exists(copy)) return null;
        try
        {
            var before = registry.History(made.Lexicon).First(older => older.Version == from);
            if (Is(copy, made)) return null;
            if (!Is(copy, before) && Content(copy) != made.Content) return $"{shown} is left as it is: it is not {before.Reference}, so someone has edited it.";
            var source = Path.Combine(where, made.Lexicon, RegistryFiles.Number(made.Version), name);
            Files.Write(copy, stream => stream.Write(File.ReadAllBytes(source)));
            return $"{shown} is {made.Reference} now.";
        }
        catch (InputException e)
        {
            return $"{shown} is left as it is: {e.Message}";
        }
    }

    /// <summary>The hash of its words; null when they cannot be read.</summary>
    static string? Content(string copy)
    {
        try { return Lexicon.Read(copy).Hash; }
        catch (InputException) { return null; }
    }

    static string Words(RegistryEvent version) => version.Files.First(file => file.Name == $"{version.Lexicon}.csv").Sha256;
}
