using System.Security.Cryptography;

namespace ResearchKit.Cli;

/// <summary>The lexicon that people edit, in <c>lexicons</c> beside the registry: it follows the champion as long as nobody has edited it.</summary>
/// <param name="registry">Where the registry is.</param>
/// <param name="before">The champion's event before the promotion; null when there was none.</param>
sealed class WorkingCopy(string registry, RegistryEvent? before)
{
    /// <summary>The champion of a lexicon as it stands, to be told from the next one.</summary>
    public static WorkingCopy Of(Registry opened, string registry, string name) => new(registry, opened.Names.Contains(name) ? opened.History(name).LastOrDefault(made => made.Alias == RegistryNames.Champion) : null);

    /// <summary>Puts the new champion in the place of the old, if that is what stands there.</summary>
    /// <returns>What was done, in a sentence; null when there is nothing to say.</returns>
    public string? Follow(RegistryEvent made)
    {
        var name = $"{made.Lexicon}.csv";
        var copy = Path.Combine(registry, "..", "lexicons", name);
        var shown = $"lexicons/{name}";
        if (made.Alias != RegistryNames.Champion || before is null || !File.Exists(copy)) return null;
        var source = Path.Combine(registry, made.Lexicon, RegistryFiles.Number(made.Version), name);
        var held = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(copy)));
        if (held == made.Files.First(file => file.Name == name).Sha256) return null;
        if (held != before.Files.First(file => file.Name == name).Sha256) return $"{shown} is left as it is: it is not {before.Reference}, so someone has edited it.";
        Files.Write(copy, stream => stream.Write(File.ReadAllBytes(source)));
        return $"{shown} was {before.Reference} and is {made.Reference} now.";
    }
}
