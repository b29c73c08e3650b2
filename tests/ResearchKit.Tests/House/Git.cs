using System.Diagnostics;

namespace ResearchKit.Tests;

/// <summary>What git says of the repository.</summary>
static class Git
{
    /// <summary>The files that are tracked and still there, with '/' from the root.</summary>
    public static IReadOnlyList<string> Tracked { get; } =
        [.. Say("ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Repository.File(file))).Order(StringComparer.Ordinal)];

    /// <summary>Empty when nothing has changed since the last commit.</summary>
    public static string Status() => Say("--no-optional-locks", "status", "--porcelain");

    static string Say(params string[] arguments) =>
        Kit.Finish(new ProcessStartInfo("git", ["-C", Repository.Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true }).Done().Output;
}
