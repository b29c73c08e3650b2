using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>A NuGet package as a notebook asks for it. Both parts are checked, since a notebook may come from anywhere.</summary>
/// <param name="Id">The package's name.</param>
/// <param name="Version">A version such as <c>1.2.0</c>, a floating one such as <c>1.2.*</c>, or a range such as <c>[1.0,2.0)</c>; null for the newest stable one.</param>
/// <exception cref="InputException">The name or the version is none that NuGet knows.</exception>
sealed partial record PackageReference(string Id, string? Version)
{
    const int Longest = 100;

    public string Id { get; } = Id.Length <= Longest && Name().IsMatch(Id) ? Id
        : throw new InputException($"The package name '{Terminal.Line(Id, Longest)}' is not one of NuGet's. Expected at most {Longest} letters, digits and '_', with single '.' or '-' between them, as in MathNet.Numerics.");

    public string? Version { get; } = Version is null || (Version.Length <= Longest && (Plain().IsMatch(Version) || Floating().IsMatch(Version) || Range().IsMatch(Version))) ? Version
        : throw new InputException($"The version '{Terminal.Line(Version, Longest)}' of package {Id} is not one of NuGet's. Expected a version such as 1.2.0, a floating one such as 1.2.*, a range such as [1.0,2.0), or none for the newest stable one.");

    /// <summary>The version as NuGet writes it, if one alone is meant: <c>1.2</c> is <c>1.2.0</c>. Else null.</summary>
    public string? One => Version is { } version && Plain().IsMatch(version) ? Normal(version) : null;

    public override string ToString() => Version is null ? Id : $"{Id}, {Version}";

    static string Normal(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        var numbers = parts[0].Split('.').Select(n => n.TrimStart('0') is { Length: > 0 } digits ? digits : "0").ToList();
        while (numbers.Count < 3)
            numbers.Add("0");
        if (numbers is [_, _, _, "0"])
            numbers.RemoveAt(3);
        return string.Join('.', numbers) + (parts.Length == 2 ? "-" + parts[1] : "");
    }

    const string Number = @"[0-9]+(\.[0-9]+){0,3}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?";
    const string Star = @"(([0-9]+\.){0,3}\*(-\*)?|[0-9]+(\.[0-9]+){0,3}-([0-9A-Za-z-]+\.)*[0-9A-Za-z-]*\*)";

    [GeneratedRegex(@"\A[0-9A-Za-z_]+([.-][0-9A-Za-z_]+)*\z")]
    private static partial Regex Name();

    [GeneratedRegex($@"\A{Number}\z")]
    private static partial Regex Plain();

    [GeneratedRegex($@"\A{Star}\z")]
    private static partial Regex Floating();

    [GeneratedRegex($@"\A(\[ *{Number} *\]|[\[(] *({Number}|{Star}) *, *({Number})? *[\])]|[\[(] *, *{Number} *[\])])\z")]
    private static partial Regex Range();
}
