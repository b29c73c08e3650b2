using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What holds for every file of the repository.</summary>
public sealed partial class SourceTests
{
    const int MostBytes = 2_000_000, MostLinesOfTheCore = 8_000;

    static readonly List<(string File, string Text)> Code =
        [.. Git.Tracked.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => (file, File.ReadAllText(Repository.File(file))))];

    static int Lines((string File, string Text) code) => code.Text.AsSpan().Count('\n');

    [Fact]
    public void The_seed_is_byte_for_byte_what_it_was() => Assert.Equal(
        "21429e74e8aa8f2c697b87dda37fdc5d93b3f8fe343696ba8511ce2779afa679", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Kit.Seed))));

    [Fact]
    public void No_tracked_file_is_large() => Assert.DoesNotContain(Git.Tracked, file => new FileInfo(Repository.File(file)).Length > MostBytes);

    [Fact]
    public void What_is_built_is_not_tracked() => Assert.DoesNotContain(Git.Tracked, file => BuiltFiles().IsMatch(file));

    [Fact]
    public void Half_the_files_are_short_and_nine_in_ten_not_long()
    {
        var lengths = Code.Select(Lines).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, 119);
        Assert.InRange(lengths[lengths.Count * 9 / 10], 1, 299);
    }

    [Fact]
    public void The_core_stays_compact() =>
        Assert.InRange(Code.Where(code => code.File.StartsWith("src/ResearchKit/", StringComparison.Ordinal)).Sum(Lines), 1, MostLinesOfTheCore - 1);

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(Code.Where(code => Unfinished().IsMatch(code.Text)).Select(code => code.File));

    [Fact]
    public void One_project_has_one_namespace() => Assert.All(Code.Where(code => Namespace().IsMatch(code.Text)), code =>
    {
        var project = code.File.Split('/')[1];
        Assert.Equal($"namespace {(project is "ResearchKit.Archives" or "ResearchKit.Evaluation" or "ResearchKit.Notebooks" or "ResearchKit.Signals" or "ResearchKit.Promotion" or "ResearchKit.Learning" or "ResearchKit.Text" or "ResearchKit.Watch" ? "ResearchKit" : project)};", Namespace().Match(code.Text).Value);
    });

    [Fact]
    public void Nouns_say_what_they_are() => Assert.Empty(
        Code.SelectMany(code => VagueNames().Matches(code.Text).Select(name => $"{code.File}: {name.Value}")));

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HAC[K]|XX[X]|Not[I]mplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex("^namespace [\\w.]+;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(class|record|struct|interface) \w*(Manager|Helper|Service|Processor|Utils?)\b")]
    private static partial Regex VagueNames();

    [GeneratedRegex(@"(^|/)(bin|obj|artifacts|\.ipynb_checkpoints)/|\.(dll|exe|pdb|nupkg|user)$")]
    private static partial Regex BuiltFiles();
}
