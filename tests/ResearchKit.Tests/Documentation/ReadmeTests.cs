using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

public sealed partial class ReadmeTests
{
    /// <summary>Two questions about the ten lines, asked after them: the label, and what the last line's value says.</summary>
    static readonly Lazy<Executed> TenLines = new(() => Run(Markdown.Readme, "label", $"({LastLine(Block).Split("//")[0].Trim()}).ToString()"));

    static string Block => Markdown.Readme.Blocks("csharp")[0];

    static string LastLine(string block) => block.TrimEnd().Split('\n')[^1];

    /// <summary>Runs a page's blocks as the cells of one notebook. They stand in the page's folder: paths are relative to it.</summary>
    static Executed Run(Markdown page, params string[] more)
    {
        using var kernel = new KernelProcess();
        var blocks = page.Blocks("csharp").Select(block => References().Replace(block, found => $"#r \"{Path.Combine(page.Folder, found.Groups[1].Value)}\""));
        return kernel.Execute([$"System.Environment.CurrentDirectory = @\"{page.Folder}\";", .. blocks, .. more]);
    }

    [Fact]
    public void Every_block_of_code_runs()
    {
        Assert.True(TenLines.Value.ExitCode == 0, TenLines.Value.Error);
        foreach (var page in Markdown.All.Where(page => page.Path != Markdown.Readme.Path && page.Blocks("csharp").Count > 0))
            Assert.True(Run(page) is { ExitCode: 0 }, page.Path);
    }

    [Fact]
    public void The_ten_lines_come_to_what_their_comments_say()
    {
        var after = 1 + Markdown.Readme.Blocks("csharp").Count;
        Assert.Equal(Comment("var label"), $"\"{TenLines.Value.Plain(after)!.Trim()}\"");
        Assert.Equal(Comment("receipt.Verify"), TenLines.Value.Plain(after + 1)!.Trim());

        static string Comment(string line) => Block.Split('\n').Single(text => text.StartsWith(line, StringComparison.Ordinal)).Split("// ")[1].Trim();
    }

    [Fact]
    public void Every_command_works_as_it_stands()
    {
        Assert.NotEmpty(Commands("score"));
        Assert.All(Commands(""), line => Kit.Run(Words(line.Command)).Done());
    }

    [Fact]
    public void The_walk_from_suggestions_to_a_champion_works_as_it_stands()
    {
        // In a folder of its own, on a copy of the registry.
        using var folder = new ArticleFolder();
        Directory.CreateSymbolicLink(folder["data"], Repository.File("data"));
        foreach (var file in Directory.GetFiles(Repository.File("data", "registry"), "*", SearchOption.AllDirectories))
            folder.Put(Path.Combine("registry", Path.GetRelativePath(Repository.File("data", "registry"), file)), File.ReadAllBytes(file));
        var results = Commands("lexicon").Select(line => (line.Comment, Kit.RunIn(folder.Path, [.. Words(line.Command), "--registry", folder["registry"]]))).ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Item2.Code == (result.Comment.StartsWith("not evidence", StringComparison.Ordinal) ? 1 : 0), $"{result.Comment}: {result.Item2.Error}{result.Item2.Output}"));
        Assert.StartsWith("finance@2 is champion", results[^1].Item2.Output);
        Assert.Contains("To sign", File.ReadAllText(folder["review.md"]));
    }

    /// <summary>The commands of the page's blocks, those on lexicons or the others, with what is said behind them.</summary>
    static List<(string Command, string Comment)> Commands(string verb) => [.. Markdown.Readme.Blocks("bash").SelectMany(block => block.Split('\n')).Select(line => (line.Split('#')[0].Trim(), line.Split('#')[^1].Trim()))
        .Where(line => line.Item1.StartsWith("./kit ", StringComparison.Ordinal) && !line.Item1.StartsWith("./kit run", StringComparison.Ordinal))
        .Where(line => verb == "lexicon" == line.Item1.StartsWith("./kit lexicon", StringComparison.Ordinal))];

    /// <summary>The words of a command as a shell takes them, without ./kit.</summary>
    static string[] Words(string command) => [.. ShellWord().Matches(command).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void The_table_of_commands_is_the_one_that_help_shows()
    {
        var help = Kit.Run("--help").Done().Output;
        var known = HelpCommands().Matches(help[help.IndexOf("\nCommands:", StringComparison.Ordinal)..]).Select(command => command.Groups[1].Value);
        Assert.Equal(known, Rows().Select(row => row.Command.Split(' ')[0]).Distinct());
    }

    [Fact]
    public void The_table_of_commands_names_options_that_exist()
    {
        foreach (var (command, usage) in Rows())
        {
            var help = Kit.Run([.. command.Split(' '), "--help"]).Done().Output;
            Assert.All(Options().Matches(usage).Select(option => option.Value), option => Assert.Contains($"  {option}", help));
        }
    }

    [Fact]
    public void The_tree_names_folders_that_exist()
    {
        var tree = Markdown.Readme.Blocks("").Single(block => block.StartsWith("src/", StringComparison.Ordinal));
        var folders = tree.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToList();
        Assert.All(folders, folder => Assert.True(Directory.Exists(Repository.File(folder)), folder));
        Assert.All(Directory.GetDirectories(Repository.File("src")), folder => Assert.Contains($"src/{Path.GetFileName(folder)}", folders));
    }

    static IEnumerable<(string Command, string Usage)> Rows() => Markdown.Readme.Table("Commands").Select(row => (KitCommand().Match(row[0]).Groups[1].Value, row[0]));

    [GeneratedRegex("#r \"([^\"]+\\.dll)\"")]
    private static partial Regex References();

    [GeneratedRegex(@"^  ([a-z]+)\s", RegexOptions.Multiline)]
    private static partial Regex HelpCommands();

    [GeneratedRegex(@"^`\./kit ([a-z]+(?: [a-z]+)*)")]
    private static partial Regex KitCommand();

    [GeneratedRegex(@"(?:'[^']*'|[^\s'])+")]
    private static partial Regex ShellWord();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Options();
}
