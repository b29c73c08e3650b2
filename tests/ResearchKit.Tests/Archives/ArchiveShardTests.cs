using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Shards hold every row once, and together they are the run without shards.</summary>
public sealed class ArchiveShardTests
{
    static readonly LexiconScorer Finance = ArchiveText.Words.Scorer();

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(8, false)]
    [InlineData(17, false)] // more than are open at once
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(8, true)] // more than there are files: some hold nothing
    public void Merged_shards_have_the_bytes_of_a_run_without_them(int count, bool byFiles)
    {
        using var folder = Put();
        Score(folder, "whole", Shard.Whole);
        for (var i = 1; i <= count; i++) Score(folder, $"s{i}", new(i, count, byFiles));
        // Of one shard there is nothing to merge.
        if (count > 1) Archive.Merge(folder["merged.parquet"], Enumerable.Range(1, count).Reverse().Select(i => folder[$"s{i}.parquet"]));
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder[count > 1 ? "merged.parquet" : "s1.parquet"]));
        Assert.Empty(Directory.GetDirectories(folder.Path, "*.merge"));
    }

    [Fact]
    public void An_article_is_in_the_same_shard_in_every_form_and_place()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"text\":\"growth\",\"id\":\"é{i}\"}}\n")));
        folder.Put("b.jsonl", string.Concat(Enumerable.Range(0, 50).Reverse().Select(i => $"{{\"id\":\"\\u00e9{i}\",\"text\":\"growth\"}}\n")));
        folder.Put("c.csv", "text,id\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"growth,é{i}\n")));
        foreach (var i in new[] { 1, 2, 3 })
        {
            var expected = Enumerable.Range(0, 50).Select(n => $"é{n}").Where(new Shard(i, 3).Holds).Order(StringComparer.Ordinal).ToList();
            Assert.InRange(expected.Count, 5, 30);
            foreach (var name in new[] { "a.jsonl", "b.jsonl", "c.csv" })
            {
                Archive.Open(folder[name]).Score(Finance, o => o with { Out = folder["scores.parquet"], Shard = new(i, 3), Force = true });
                Assert.Equal(expected, Scores.Lines(folder["scores.parquet"], "id").Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void By_files_a_shard_reads_neighbouring_files_and_no_other()
    {
        using var folder = new ArticleFolder();
        // Ten, ten, twenty and forty lines: the middles of the files lie at 5, 15, 30 and 60 of 80.
        var first = 0;
        foreach (var (name, lines) in new[] { ("a", 10), ("b", 10), ("c", 20), ("d", 40) })
        {
            folder.Put($"news/{name}.jsonl", string.Concat(Enumerable.Range(first, lines).Select(i => $"{{\"id\":\"{i:D2}\",\"text\":\"growth\"}}\n")));
            first += lines;
        }
        Assert.Equal([40, 40], new[] { 1, 2 }.Select(Lines));
        // What it does not read may be damaged.
        folder.Put("news/d.jsonl", [0x1f, 0x8b, 0xff]);
        Score(folder, "s1", new(1, 3, byFiles: true));
        Assert.Equal("1", Scores.Lines(folder["s1.parquet"], "line")[0]);

        int Lines(int number)
        {
            Score(folder, $"t{number}", new(number, 2, byFiles: true));
            return Scores.Lines(folder[$"t{number}.parquet"], "id").Count();
        }
    }

    [Fact]
    public void A_mended_file_that_moves_the_cut_between_files_is_refused_when_a_shard_goes_on()
    {
        using var folder = new ArticleFolder();
        foreach (var (i, name) in new[] { "a", "b", "c" }.Index()) folder.Put($"news/{name}.jsonl", ArchiveText.Lines(100, 100 * i));
        folder.Put("news/d.jsonl", ArchiveText.Lines(2, 300) + "\0\0\n");
        // Of 302 lines the middle of c lies at 250, in the second half; of 800 in the first.
        ArchiveRun Score(int number, Func<ArchiveOptions, ArchiveOptions> options) => Archive.Open(folder["news"]).Score(Finance, o => options(o with { Out = folder[$"s{number}.parquet"], Shard = new(number, 2, byFiles: true), BatchBytes = 3000, ChunkBytes = 12_000 }));
        Assert.Contains("a NUL byte at byte offset", Assert.Throws<InputException>(() => Score(2, o => o)).Message);
        folder.Put("news/d.jsonl", ArchiveText.Lines(500, 300));
        Assert.Matches($@"^{folder["s2.parquet"]}: {folder["news/d.jsonl"]} has changed: \d+ bytes, and was \d+, and with that the shard files:2/2 is of files 4 to 4, and was of files 3 to 4\. Shards that began before and after would hold rows twice or not at all\. Expected files of the same sizes: ",
            Assert.Throws<InputException>(() => Score(2, o => o with { Resume = true })).Message);
        // What was kept is still there, should the file be as it was; and every shard anew is the whole.
        folder.Put("news/d.jsonl", ArchiveText.Lines(2, 300) + "\0\0\n");
        Assert.Contains("a NUL byte at byte offset", Assert.Throws<InputException>(() => Score(2, o => o with { Resume = true })).Message);
        folder.Put("news/d.jsonl", ArchiveText.Lines(500, 300));
        Assert.Equal((300, 500), (Score(1, o => o).Articles, Score(2, o => o with { Force = true }).Articles));
        Assert.Equal(800, Archive.Merge(folder["merged.parquet"], [folder["s1.parquet"], folder["s2.parquet"]]).Articles);
    }

    [Fact]
    public void Shards_of_a_file_that_was_changed_in_its_middle_between_them_are_not_merged()
    {
        using var folder = new ArticleFolder();
        var lines = ArchiveText.Lines(1000);
        folder.Put("news/a.jsonl", lines);
        Score(folder, "s1", new(1, 2));
        // The word in the middle of 850 kB is behind what fingerprints know.
        folder.Put("news/a.jsonl", lines[..400_000] + lines[400_000..500_000].Replace("the", "thy") + lines[500_000..]);
        Score(folder, "s2", new(2, 2));
        Assert.EndsWith("s2.parquet: has read other contents than " + folder["s1.parquet"] + ": a file of the archive was changed between the two. Expected the same: score all shards again.", Assert.Throws<InputException>(() => Archive.Merge(folder["merged.parquet"], [folder["s1.parquet"], folder["s2.parquet"]])).Message);
    }

    [Fact]
    public void A_file_that_grows_once_the_archive_is_open_is_refused_before_shards_are_cut_by_two_sizes()
    {
        using var folder = new ArticleFolder();
        folder.Put("news/a.jsonl", "{\"id\":\"a\",\"text\":\"growth\"}\n");
        var archive = Archive.Open(folder["news"]);
        File.AppendAllText(folder["news/a.jsonl"], "{\"id\":\"b\",\"text\":\"growth\"}\n");
        // A line has 26 bytes and its end.
        Assert.Equal($"{folder["news/a.jsonl"]}: has 54 bytes, and had 27 when the archive was opened. Expected it as it was: open the archive again once nobody writes there.",
            Assert.Throws<InputException>(() => archive.Score(Finance, o => o with { Out = folder["scores.parquet"], Shard = new(1, 2, byFiles: true) })).Message);
    }

    [Fact]
    public void Shards_by_files_and_by_ids_are_not_merged()
    {
        using var folder = Put();
        Score(folder, "s1", new(1, 2));
        Score(folder, "s2", new(2, 2, byFiles: true));
        Assert.EndsWith("s2.parquet: is shard files:2/2, and " + folder["s1.parquet"] + " is 1/2. Expected shards of one run.", Assert.Throws<InputException>(() => Archive.Merge(folder["merged.parquet"], [folder["s1.parquet"], folder["s2.parquet"]])).Message);
    }

    [Fact]
    public void More_rejected_rows_of_all_shards_together_than_are_allowed_stop_a_merge()
    {
        using var folder = new ArticleFolder();
        folder.Put("news/a.jsonl", string.Concat(Enumerable.Range(0, 9).Select(i => $"{{\"id\":\"{i}\",\"text\":\"growth\"}}\n")) + "no\n");
        for (var i = 1; i <= 2; i++) Score(folder, $"s{i}", new(i, 2));
        string[] shards = [folder["s1.parquet"], folder["s2.parquet"]];
        Assert.Contains("merged.parquet: 1 of 10 rows were rejected, more than MaxLoss 0.05 allows: see ", Assert.Throws<InputException>(() => Archive.Merge(folder["merged.parquet"], shards)).Message);
        Assert.Equal((9, 1), Archive.Merge(folder["merged.parquet"], shards, maxLoss: 0.1) is var run ? (run.Articles, run.Rejected) : default);
    }

    [Fact]
    public void Two_merges_do_not_make_one_file_and_a_killed_one_leaves_nothing_in_the_way()
    {
        using var folder = Put();
        for (var i = 1; i <= 2; i++) Score(folder, $"s{i}", new(i, 2));
        string[] shards = [folder["s1.parquet"], folder["s2.parquet"]];
        folder.Put("merged.parquet.merge/scores.draft", "the other's half");
        using (new FileStream(folder["merged.parquet.merge/lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.EndsWith($" Another run may be at work on {folder["merged.parquet"]}: wait for it, or name another file.", Assert.Throws<InputException>(() => Archive.Merge(folder["merged.parquet"], shards)).Message);
            Assert.Equal(75, Kit.RunIn(folder.Path, "merge", "merged.parquet", "s1.parquet", "s2.parquet").Code);
        }
        Assert.False(File.Exists(folder["merged.parquet"]));
        Assert.Equal("the other's half", File.ReadAllText(folder["merged.parquet.merge/scores.draft"]));
        Score(folder, "whole", Shard.Whole);
        Archive.Merge(folder["merged.parquet"], shards, maxLoss: 1);
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["merged.parquet"]));
        Assert.False(Directory.Exists(folder["merged.parquet.merge"]));
    }

    [Fact]
    public async Task A_pattern_looks_below_its_folder_only_where_it_says_so()
    {
        using var folder = new ArticleFolder();
        foreach (var name in new[] { "a/1.parquet", "a/b/2.parquet" }) folder.Put(name, "");
        string[] Found(string pattern) => [.. ShardFiles.Of($"{folder.Path}/{pattern}", "out.parquet").Select(file => Path.GetRelativePath(folder.Path, file))];
        Assert.Equal(["a/1.parquet", "a/b/2.parquet"], Found("a/**/*.parquet"));
        Assert.Equal(["a/b/2.parquet"], Found("a/?/*.parquet"));
        Assert.Equal(["a/1.parquet", "a/b/2.parquet"], Found("a/**"));
        // Whoever walked on would have two ways at each of forty levels, which is as many links as a path may have, and would not come back.
        foreach (var link in new[] { "left", "right" }) Directory.CreateSymbolicLink(folder[$"a/{link}"], folder["a"]);
        Assert.Equal(["a/1.parquet"], await Task.Run(() => Found("a/*.parquet"), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_is_made_may_lie_among_the_shards_that_a_folder_or_a_pattern_stands_for()
    {
        using var folder = Put();
        Directory.CreateDirectory(folder["shards"]);
        for (var i = 1; i <= 2; i++) Score(folder, $"shards/s{i}", new(i, 2));
        var merged = folder["shards/merged.parquet"];
        var first = Archive.Merge(merged, [folder["shards"]], maxLoss: 1);
        Assert.EndsWith("merged.parquet exists. Expected a new file: replace it with --force, or name another.", Assert.Throws<InputException>(() => Archive.Merge(merged, [folder["shards"]], maxLoss: 1)).Message);
        Assert.Equal(first, Archive.Merge(merged, [folder["shards"]], force: true, maxLoss: 1));
        Assert.Equal(first, Archive.Merge(merged, [folder["shards/*.parquet"]], force: true, maxLoss: 1));
    }

    [Fact]
    public void Neighbouring_ids_fall_evenly_into_shards()
    {
        var counts = Enumerable.Range(1, 16).Select(i => new Shard(i, 16)).Select(shard => Enumerable.Range(0, 16_000).Count(n => shard.Holds($"made-1-{n:D7}"))).ToList();
        Assert.Equal(16_000, counts.Sum());
        // A binomial with mean 1000 and standard deviation 30.6: five of them.
        Assert.All(counts, count => Assert.InRange(count, 1000 - 153, 1000 + 153));
    }

    [Fact]
    public void A_merge_says_what_is_missing_twice_or_of_another_run()
    {
        using var folder = Put();
        for (var i = 1; i <= 3; i++) Score(folder, $"s{i}", new(i, 3));
        string Refused(params string[] names) => Assert.Throws<InputException>(() => Archive.Merge(folder["merged.parquet"], names.Select(name => folder[$"{name}.parquet"]))).Message.Replace(folder.Path + "/", "");
        Assert.Equal("Shard 2/3 is missing: 2 of 3 are given. Expected all of them.", Refused("s1", "s3"));
        File.Copy(folder["s1.parquet"], folder["copy.parquet"]);
        Assert.Equal("Shard 1/3 is there twice: s1.parquet and copy.parquet. Expected each once.", Refused("s1", "s2", "s3", "copy"));
        Score(folder, "whole", Shard.Whole);
        Assert.Equal("whole.parquet: holds the scores of a whole archive. Expected those of a shard, as --shard i/n makes them.", Refused("s1", "whole"));
        Archive.Open(folder["news"]).Score(ArchiveText.Words.Scorer("ratio:polarity"), o => o with { Out = folder["other.parquet"], Shard = new(2, 3), MaxLoss = 1 });
        Assert.Equal("other.parquet: is of another run than s1.parquet: the method is ratio:polarity@1, and was finance@2. Expected shards of one run.", Refused("s1", "other", "s3"));
        Score(folder, "half", new(2, 2));
        Assert.Equal("half.parquet: is shard 2/2, and s1.parquet is 1/3. Expected shards of one run.", Refused("s1", "half", "s3"));
        File.AppendAllText(folder["news/b.csv"], "late,growth\n");
        Score(folder, "late", new(2, 3));
        Assert.Equal("late.parquet: is of another run than s1.parquet: the files of the archive are not the same. Expected shards of one run.", Refused("s1", "late", "s3"));
        Assert.Equal("nowhere.parquet: no such file. Expected a file of scores, as ./kit score ARCHIVE --out writes it.", Refused("s1", "nowhere"));
        Assert.Equal("merged.csv: scores are written as Parquet. Expected a name that ends in .parquet.", Assert.Throws<InputException>(() => Archive.Merge("merged.csv", [])).Message);
        folder.Put("text.parquet", "growth");
        Assert.StartsWith("text.parquet: cannot be read: ", Refused("s1", "text"));
        foreach (var i in new[] { 1, 2, 3 }) File.Delete(folder[$"s{i}.rejected.jsonl"]);
        Assert.EndsWith(".rejected.jsonl: is not there. Expected the rejected rows of s1.parquet beside it.", Refused("s1", "s2", "s3"));
        Assert.False(File.Exists(folder["merged.parquet"]));
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("2")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("1/2000000")]
    [InlineData("files:3/2")]
    [InlineData("file:1/2")]
    public void A_shard_that_does_not_exist_is_refused(string shard) =>
        Assert.Equal($"Shard '{shard.Replace("files:", "")}' does not exist. Expected i/n with i from 1 to n, and n at most 1000000, as in 2/16, or files:2/16 for parts of whole files.", Assert.Throws<InputException>(() => Shard.Parse(shard)).Message);

    static void Score(ArticleFolder folder, string name, Shard shard) => Archive.Open(folder["news"]).Score(Finance, o => o with { Out = folder[$"{name}.parquet"], Shard = shard, MaxLoss = 1, BatchBytes = 3000 });

    static ArticleFolder Put()
    {
        var folder = new ArticleFolder();
        folder.Put("news/a.jsonl", ArchiveText.Lines(80) + "no\n{\"id\":\"x\"}\n{\"id\":null,\"text\":\"growth\"}\n{\"text\":\"\\ud83d\",\"id\":\"y\"}\n{\"id\":\"z\",\"text\":5}\n" + ArchiveText.Lines(80, 80));
        folder.Put("news/b.csv", "id,text\nc1,growth\nc2\n,growth\nc3,losses\n");
        folder.Put("news/c.jsonl.gz", ArchiveText.Gzip(Encoding.UTF8.GetBytes(ArchiveText.Lines(90, 160))));
        return folder;
    }
}
