using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>Words what NuGet could not do for the person who wrote the cell.</summary>
static partial class RestoreFailure
{
    const string Elsewhere = "To add a source: #i \"nuget: https://…\" or #i \"nuget: ./folder\" before it, or a nuget.config beside the notebook.";

    /// <param name="wanted">What was asked for.</param>
    /// <param name="assets">What NuGet left; null if it did not come that far.</param>
    /// <param name="output">What the SDK printed.</param>
    public static InputException From(IReadOnlyList<PackageReference> wanted, AssetsFile? assets, string output)
    {
        if (assets?.Messages is not [{ IsError: true } first, ..])
            return new($"The packages {string.Join("; ", wanted)} cannot be resolved: {Printed(output)}");
        var said = Said(first.Message);
        var asked = assets.Sources.Count == 0 ? "no source, since nuget.config names none" : string.Join(", ", assets.Sources.Select(PackageSource.Shown));
        return new(first.Code switch
        {
            "NU1101" or "NU1100" => $"Package '{first.Package}' was not found. Asked: {asked}. Expected a package that one of them has. {Elsewhere}",
            "NU1102" or "NU1103" => $"Package '{first.Package}' was not found in this version. {said}. Asked: {asked}. Write a version that one of them has, or *-* for the newest pre-release.",
            "NU1301" => $"A source of packages cannot be reached: {said}. Asked: {asked}. Packages that this notebook had before need no network; for new ones see that the machine is online, or name a folder: #i \"nuget: ./folder\".",
            "NU1605" or "NU1106" or "NU1107" or "NU1108" => $"The packages do not go together: {said}. Write the higher version for the package that is named twice, or leave one of them out.",
            "NU1202" or "NU1201" => $"Package '{first.Package}' does not fit .NET {Environment.Version.Major}: {said}.",
            _ => $"The packages {string.Join("; ", wanted)} cannot be resolved: {said} ({first.Code}). Asked: {asked}.",
        });
    }

    /// <summary>A source had the package, in other versions than the one that was written.</summary>
    public static InputException OtherVersion(PackageReference wanted, string found) => new(
        $"Package '{wanted.Id}' was not found in version {wanted.Version}. Found {found} as the nearest one above. Write #r \"nuget: {wanted.Id}, {found}\" if that will do.");

    static string Said(string message) => PackageSource.Shown(Spaces().Replace(message, " ")).TrimEnd('.');

    static string Printed(string output) => Error().Match(output) is { Success: true } error ? Said(error.Groups["text"].Value) : Said(output);

    [GeneratedRegex(@"\s*\n\s*-?\s*")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"error (?<text>[A-Z]+[0-9]+: [^\r\n]*)")]
    private static partial Regex Error();
}
