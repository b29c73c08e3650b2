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

    [Fact]
    public void Shards_may_be_named_by_their_folder_by_a_pattern_or_in_a_list()
    {
        using var folder = new ArticleFolder();
        folder.Put("news.jsonl", "{\"id\":\"a\",\"text\":\"Strong growth.\"}\n{\"id\":\"b\",\"text\":\"Heavy losses.\"}\n{\"id\":\"c\",\"text\":\"Growth.\"}\n");
        KitResult In(params string[] words) => Kit.RunIn(folder.Path, words);
        foreach (var i in new[] { 1, 2 }) In("score", "news.jsonl", "--out", $"shards/{i}.parquet", "--shard", $"{i}/2").Done();
        In("score", "news.jsonl", "--out", "whole.parquet").Done();
        // What lies in a subfolder is not of the folder.
        folder.Put("shards/old/1.parquet", "no shard");
        folder.Put("list.txt", "shards/2.parquet\r\n\nshards/1.parquet\n");
        foreach (var named in new[] { "shards", "shards/", "shards/?.parquet", "sh*/*.parquet", "@list.txt" })
        {
            Assert.Equal("wrote merged.parquet: 3 articles\n", In("merge", "merged.parquet", named, "--force").Done().Output);
            Assert.Equal(Scores.Hash(folder["whole.parquet"]), Scores.Hash(folder["merged.parquet"]));
        }
        folder.Put("more.txt", "shards/1.parquet\nshards/3.parquet\n");
        folder.Put("none.txt", "\n\n");
        Directory.CreateDirectory(folder["empty"]);
        foreach (var (named, message) in new[]
        {
            ("@more.txt", "more.txt(2): shards/3.parquet: no such file. Expected a shard, as ./kit score --shard i/n makes it, by its path from the folder in which the command is given."),
            ("@none.txt", "none.txt: names no shards. Expected a path a line."),
            ("@gone.txt", "gone.txt: no such file. Expected a list of shards, a path a line."),
            ("empty", "empty: holds no shards. Expected the files that ./kit score ARCHIVE --shard i/n made, which end in .parquet, in it; its subfolders are not looked into."),
            ("shards/x*", "shards/x*: holds no shards. Expected the files that ./kit score ARCHIVE --shard i/n made, which end in .parquet, that the pattern fits; * stands for any letters of a name, ? for one, ** for any folders."),
            ("nowhere/*.parquet", "nowhere/*.parquet: there is no folder nowhere/. Expected one in which the pattern can find files."),
        })
            Assert.Equal(message, In("merge", "merged.parquet", named, "--force").Refused());
        File.Delete(folder["shards/1.parquet"]);
        Assert.Equal("Shard 1/2 is missing: 1 of 2 are given. Expected all of them.", In("merge", "merged.parquet", "shards", "--force").Refused());
        Assert.Equal(Scores.Hash(folder["whole.parquet"]), Scores.Hash(folder["merged.parquet"]));
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
