using System.Security.Cryptography;

namespace ResearchKit.Cli;

/// <summary>The lexicon that people edit, in <c>lexicons</c> beside the registry: it follows the champion as long as nobody has edited it.</summary>
/// <param name="registry">Where the registry is.</param>
/// <param name="before">The champion's event before the promotion; null when there was none.</param>
sealed class WorkingCopy(string registry, RegistryEvent? before)
{
    /// <summary>The champion of a lexicon as it stands, to be told from the next one.</summary>
    public static WorkingCopy Of(Registry opened, string registry, string name) => new(registry, opened.Names.Contains(name) ? opened.History(name).LastOrDefault(made => made.Alias == RegistryNames.Champion) : null);

    /// <summary>Whether a file is a version's, to the byte.</summary>
    public static bool Is(string file, RegistryEvent version) => Held(file) == version.Files.First(known => known.Name == Path.GetFileName(file)).Sha256;

    static string Held(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Puts the new champion in the place of the old, if that is what stands there.</summary>
    /// <returns>What was done, in a sentence; null when there is nothing to say.</returns>
    public string? Follow(RegistryEvent made)
    {
        var name = $"{made.Lexicon}.csv";
        var copy = Path.Combine(registry, "..", "lexicons", name);
        var shown = $"lexicons/{name}";
        if (made.Alias != RegistryNames.Champion || before is null || !File.Exists(copy)) return null;
        var source = Path.Combine(registry, made.Lexicon, RegistryFiles.Number(made.Version), name);
        if (Is(copy, made)) return null;
        if (!Is(copy, before)) return $"{shown} is left as it is: it is not {before.Reference}, so someone has edited it.";
        Files.Write(copy, stream => stream.Write(File.ReadAllBytes(source)));
        return $"{shown} was {before.Reference} and is {made.Reference} now.";
    }
}
