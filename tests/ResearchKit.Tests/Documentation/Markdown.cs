using System.Text.RegularExpressions;

namespace ResearchKit.Tests;

/// <summary>A Markdown file of the repository, in the few parts that are tested.</summary>
/// <param name="Path">From the root.</param>
/// <param name="Text">Its text.</param>
sealed partial record Markdown(string Path, string Text)
{
    public static Markdown Readme { get; } = Read("README.md");

    public static IEnumerable<Markdown> All => Git.Tracked.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Select(Read);

    public string Folder => System.IO.Path.GetDirectoryName(Repository.File(Path))!;

    /// <summary>The blocks of a language, in their order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Fences().Matches(Text).Where(fence => fence.Groups["language"].Value == language).Select(fence => fence.Groups["text"].Value)];

    /// <summary>Where links lead, without those to the web.</summary>
    public IEnumerable<string> Links => LinkTargets().Matches(Fences().Replace(Text, "")).Select(link => link.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>The names that headings can be reached by.</summary>
    public IEnumerable<string> Anchors => Headings().Matches(Fences().Replace(Text, "")).Select(heading =>
        string.Concat(heading.Groups[1].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-'));

    /// <summary>The cells of a table's rows below a heading.</summary>
    public IReadOnlyList<string[]> Table(string heading)
    {
        var section = Text.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        return [.. section.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray())];
    }

    static Markdown Read(string file) => new(file, File.ReadAllText(Repository.File(file)));

    public override string ToString() => Path;

    [GeneratedRegex(@"^```(?<language>\w*)[^\n]*\n(?<text>.*?)^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s[^)]*)?\)")]
    private static partial Regex LinkTargets();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
