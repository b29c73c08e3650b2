using Xunit;

namespace ResearchKit.Tests;

public sealed class KitArchiveTests
{
    [Fact]
    public void Scores_of_an_archive_are_those_that_are_printed()
    {
        using var folder = new ArticleFolder();
        Assert.Equal($"wrote {folder["scores.parquet"]}: 1 article\n", Kit.Run("score", "seeds", "--out", folder["scores.parquet"]).Done().Output);
        var line = Assert.Single(Kit.Run("score", "seeds", "--json").Done().JsonLines);
        Assert.Equal($"{line["id"]}|{(double)line["value"]!:R}|{line["label"]}|{line["method"]}|finance@1", Assert.Single(Scores.Lines(folder["scores.parquet"], "id, value, label, method, lexicon")));
    }

    [Fact]
    public void Shards_are_merged()
    {
        using var folder = new ArticleFolder();
        foreach (var i in new[] { 1, 2 }) Kit.Run("score", "data/articles", "--out", folder[$"s{i}.parquet"], "--shard", $"{i}/2").Done();
        Kit.Run("score", "data/articles", "--out", folder["whole.parquet"], "--threads", "3").Done();
        Assert.Equal($"wrote {folder["merged.parquet"]}: 332 articles\n", Kit.Run("merge", folder["merged.parquet"], folder["s2.parquet"], folder["s1.parquet"]).Done().Output);
        Assert.Equal(Scores.Hash(folder["whole.parquet"]), Scores.Hash(folder["merged.parquet"]));
        Assert.Equal($"{folder["merged.parquet"]} exists. Expected a new file: replace it with --force, or name another.", Kit.Run("merge", folder["merged.parquet"], folder["s2.parquet"], folder["s1.parquet"]).Refused());
        Kit.Run("merge", folder["merged.parquet"], folder["s2.parquet"], folder["s1.parquet"], "--force").Done();
    }

    [Theory]
    [InlineData("--json is not of an archive's scores, which are a row for each article. Leave it out, or name a file for --out that ends in .csv.", "--out", "x.parquet", "--json")]
    [InlineData("--by is not of an archive's scores, which are a row for each article. Leave it out, or name a file for --out that ends in .csv.", "--out", "x.parquet", "--by", "ticker")]
    [InlineData("--resume is of an archive's scores. Expected --out with a name that ends in .parquet, or no --resume.", "--resume")]
    [InlineData("--shard is of an archive's scores. Expected --out with a name that ends in .parquet, or no --shard.", "--out", "x.csv", "--shard", "1/2")]
    [InlineData("sentometrics:TFIDF counts words in all articles before it scores one, and an archive is read once. Expected another method, or a smaller set of articles with --out FILE.csv.", "--out", "x.parquet", "--method", "sentometrics:TFIDF")]
    [InlineData("Shard '3/2' does not exist. Expected i/n with i from 1 to n, and n at most 1000000, as in 2/16, or files:2/16 for parts of whole files.", "--out", "x.parquet", "--shard", "3/2")]
    public void Options_that_do_not_go_together_are_refused(string message, params string[] options)
    {
        using var folder = new ArticleFolder();
        Assert.Equal(message, Kit.RunIn(folder.Path, ["score", Repository.File("seeds"), .. options]).Refused());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Plain_scores_load_nothing_of_archives()
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "score", Kit.Seed, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.SayLoaded] = "1";
        var loaded = Kit.Finish(start).Error.Split('\n');
        Assert.Contains("loaded ResearchKit.Promotion", loaded);
        Assert.DoesNotContain(loaded, line => line.Contains("Archives", StringComparison.Ordinal) || line.Contains("DuckDB", StringComparison.Ordinal) || line.Contains("Zstd", StringComparison.Ordinal));
    }
}
