using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a run makes, whatever the threads, batches, chunks and stops on the way.</summary>
public sealed class ArchiveRunTests
{
    static readonly LexiconScorer Finance = ArchiveText.Words.Scorer();

    [Fact]
    public void Threads_and_the_sizes_of_batches_and_chunks_change_no_byte()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var expected = Score(folder, o => o with { Threads = 1 });
        Assert.NotEqual("none", expected.Rejected);
        Assert.Equal(expected, Score(folder, o => o with { Threads = 2 }));
        Assert.Equal(expected, Score(folder, o => o with { Threads = 7, BatchBytes = 1000, ChunkBytes = 5000 }));
        Assert.Equal(expected, Score(folder, o => o with { Threads = 3, BatchBytes = 300_000, ChunkBytes = 1 }));
        Assert.Equal(expected, Score(folder, o => o with { BatchBytes = 64, Lean = false }));
    }

    [Fact]
    public void Rejected_rows_stand_in_a_side_file_with_place_field_and_reason()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        Score(folder);
        var rows = File.ReadLines(folder["scores.rejected.jsonl"]).Select(line => JsonNode.Parse(line)!).Select(row => new Rejection((string)row["part"]!, (long)row["line"]!, (string)row["field"]!, (string)row["reason"]!)).ToList();
        var plain = Corpus.Read(folder["news/a.jsonl"], o => o with { MaxLoss = 1 }).Rejected.Concat(Corpus.Read(folder["news/c.csv"], o => o with { MaxLoss = 1 }).Rejected);
        Assert.Equal([.. plain.Take(4), new(folder["news/b.jsonl"], 0, "", "the file holds no articles."), .. plain.Skip(4)], rows);
        Assert.Equal([2, 4, 5, 6], rows.Take(4).Select(row => row.Line));
    }

    [Fact]
    public void A_line_longer_than_any_article_may_be_costs_itself_only()
    {
        using var folder = new ArticleFolder();
        var longest = 8 * 100 + 65_536;
        string Line(string id, int length) => $"{{\"id\":\"{id}\",\"text\":\"growth\",\"other\":\"".PadRight(length - 2, 'x') + "\"}";
        folder.Put("a.jsonl", string.Join('\n', Line("1", 90), Line("2", longest), Line("3", longest + 1), Line("4", 90), Line("5", 400_000), Line("6", 90), Line("7", 400_000)));
        Archive.Open(folder["a.jsonl"]).Score(Finance, o => o with { Out = folder["scores.parquet"], MaxLoss = 1, MaxCharacters = 100, BatchBytes = 200, Threads = 2 });
        Assert.Equal(["1|1", "2|2", "4|4", "6|6"], Scores.Lines(folder["scores.parquet"], "id, line"));
        Assert.Equal(["3", "5", "7"], File.ReadLines(folder["scores.rejected.jsonl"]).Select(line => $"{JsonNode.Parse(line)!["line"]}"));
        Assert.Contains($"the line is longer than {longest} bytes.", File.ReadAllText(folder["scores.rejected.jsonl"]));
    }

    [Fact]
    public void Batches_hold_hardly_more_than_the_text_that_they_are_counted_for_however_long_lines_are()
    {
        using var folder = new ArticleFolder();
        var random = SplitMix.Of(5, 3);
        var (size, longest) = (2000, 8 * 100 + 65_536);
        // Short ones, some that fit no buffer, and every tenth longer than any may be.
        var lines = Enumerable.Range(0, 3000).Select(i => new string('x', random.Below(10) == 0 ? longest + 1 + random.Below(longest) : random.Below(5) == 0 ? random.Below(longest) : random.Below(200))).ToList();
        folder.Put("a.jsonl", string.Join('\n', lines));
        var batches = new JsonBatches(Archive.Open(folder["a.jsonl"]).Parts[0], new() { MaxCharacters = 100 }, size, []).From(default).Cast<JsonBatch>().ToList();
        Assert.Equal(string.Join('\n', lines.Select(line => line.Length > longest ? "?" : line)), string.Concat(batches.Select(batch => batch.TooLong ? "?\n" : Encoding.UTF8.GetString(batch.Lines.Span))).TrimEnd('\n'));
        Assert.All(batches, batch => Assert.True(MemoryMarshal.TryGetArray(batch.Lines, out var array) && array.Array!.Length <= 2 * batch.Bytes, $"{batch.Bytes}"));
    }

    [Fact]
    public void A_line_too_long_to_have_an_id_is_of_one_shard()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", string.Concat(Enumerable.Range(0, 9).Select(i => $"{{\"id\":\"{i}\",\"text\":\"growth\"}}\n")) + "{\"id\":\"long\",\"text\":\"".PadRight(100_000, 'x') + "\"}\n");
        ArchiveRun Score(string name, Shard shard) => Archive.Open(folder["a.jsonl"]).Score(Finance, o => o with { Out = folder[name], MaxLoss = 1, MaxCharacters = 100, Shard = shard });
        Score("whole.parquet", new(1, 1));
        Assert.Equal(1, Enumerable.Range(1, 3).Sum(i => Score($"s{i}.parquet", new(i, 3)).Rejected));
        Archive.Merge(folder["merged.parquet"], Enumerable.Range(1, 3).Select(i => folder[$"s{i}.parquet"]), maxLoss: 1);
        Assert.Equal(File.ReadAllBytes(folder["whole.parquet"]), File.ReadAllBytes(folder["merged.parquet"]));
        Assert.Equal(File.ReadAllBytes(folder["whole.rejected.jsonl"]), File.ReadAllBytes(folder["merged.rejected.jsonl"]));
    }

    [Fact]
    public void Mixed_encodings_cost_the_rows_that_are_not_UTF_8()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", [.. "\uFEFF{\"id\":\"1\",\"text\":\"Größe\"}\r\n{\"id\":\"2\",\"text\":\"Gr"u8, 0xF6, 0xDF, .. "e\"}\n\n{\"id\":\"4\",\"text\":\"growth\"}"u8]);
        var run = Archive.Open(folder["a.jsonl"]).Score(Finance, o => o with { Out = folder["scores.parquet"], MaxLoss = 0.5 });
        Assert.Equal((2L, 1L), (run.Articles, run.Rejected));
        Assert.Equal(["1|1|1", "4|4|4"], Scores.Lines(folder["scores.parquet"], "id, line, row"));
        Assert.Equal((2, "invalid UTF-8 at byte offset 52. Save the file as UTF-8."), ((int)Rejected(folder)["line"]!, (string)Rejected(folder)["reason"]!));
    }

    static JsonNode Rejected(ArticleFolder folder) => JsonNode.Parse(File.ReadLines(folder["scores.rejected.jsonl"]).Single())!;

    [Fact]
    public void Too_many_rejected_rows_end_a_run_but_cost_no_work()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(9) + "{\"id\":\"x\"}\n");
        var scorer = new CountingScorer(Finance);
        var archive = Archive.Open(folder["a.jsonl"]);
        var refused = Assert.Throws<InputException>(() => archive.Score(scorer, o => o with { Out = folder["scores.parquet"] }));
        Assert.Equal($"{folder["scores.parquet"]}: 1 of 10 rows were rejected, more than MaxLoss 0.05 allows:\n  {folder["a.jsonl"]}(10): text is missing. Every article needs 'text' or 'paragraphs'.\nThe scores are kept: allow the loss with --resume --max-loss 0.1, or mend the rows and score again with --force.", refused.Message);
        Assert.False(File.Exists(folder["scores.parquet"]));
        var run = archive.Score(scorer, o => o with { Out = folder["scores.parquet"], Resume = true, MaxLoss = 0.1 });
        Assert.Equal((9L, 1L, 10L, 9), (run.Articles, run.Rejected, run.Kept, scorer.Count));
    }

    [Fact]
    public void Scores_that_are_there_are_not_touched_unless_one_says_so()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(3));
        folder.Put("scores.parquet", "precious");
        var archive = Archive.Open(folder["a.jsonl"]);
        Assert.Equal($"{folder["scores.parquet"]} exists. Expected a new file: go on where the run stopped with --resume, replace it with --force, or name another.", Refused(o => o));
        Assert.StartsWith($"{folder["scores.parquet"]}: cannot be read: ", Refused(o => o with { Resume = true }));
        Assert.Equal("precious", File.ReadAllText(folder["scores.parquet"]));
        Assert.Equal(3, archive.Score(Finance, o => o with { Out = folder["scores.parquet"], Force = true }).Articles);
        Assert.Equal(3, archive.Score(Finance, o => o with { Out = folder["scores.parquet"], Resume = true }).Kept);
        Assert.Equal($"{folder["scores.parquet"]}: holds other scores: the method is finance@2/negationWindow=1, and was finance@2. Expected those of this run: replace them with --force, or name another file.",
            Assert.Throws<InputException>(() => archive.Score(ArchiveText.Words.Scorer(o => o with { NegationWindow = 1 }), o => o with { Out = folder["scores.parquet"], Resume = true })).Message);
        Assert.Equal("Resume goes on with what is there, and Force replaces it. Expected one of them: leave out --resume or --force.", Refused(o => o with { Resume = true, Force = true }));
        Assert.False(Directory.Exists(folder["scores.parquet.parts"]));

        string Refused(Func<ArchiveOptions, ArchiveOptions> options) => Assert.Throws<InputException>(() => archive.Score(Finance, o => options(o with { Out = folder["scores.parquet"] }))).Message;
    }

    [Fact]
    public void Progress_says_how_much_is_done_and_of_how_much()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(40));
        folder.Put("b.jsonl.gz", ArchiveText.Gzip(Encoding.UTF8.GetBytes(ArchiveText.Lines(40, 40))));
        var said = new List<ArchiveProgress>();
        var archive = Archive.Open(folder["a.jsonl"], folder["b.jsonl.gz"]);
        archive.Score(Finance, o => o with { Out = folder["scores.parquet"], BatchBytes = 4000 }, new Listener(said));
        var total = archive.Parts.Sum(part => part.Bytes);
        Assert.Equal(said.Order(Comparer<ArchiveProgress>.Create((a, b) => a.Bytes.CompareTo(b.Bytes))), said);
        Assert.Equal(new(80, 0, total, 0, total), said[^1]);
        Assert.InRange(said.Count, 10, 80);
    }

    [Fact]
    public void Progress_reads_as_rates_and_the_time_that_is_left()
    {
        // A quarter is done, half of it by an earlier run: 1 GB in 100 s leaves 6 GB for 600 s.
        var progress = new ArchiveProgress(500_000, 3, 2_000_000_000, 1_000_000_000, 8_000_000_000);
        Assert.Equal("500000 articles, 5000/s, 10 MB/s, 25%, 00:10:00 left, 3 rejected", progress.After(TimeSpan.FromSeconds(100)));
        Assert.Equal("500000 articles, 25%, 3 rejected", progress.ToString());
        Assert.Equal("0 articles, 0/s, 0 MB/s, 100%", new ArchiveProgress(0, 0, 0, 0, 0).After(TimeSpan.FromSeconds(1)));
    }

    sealed class Listener(List<ArchiveProgress> said) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => said.Add(value);
    }

    static (string, string Rejected) Score(ArticleFolder folder, Func<ArchiveOptions, ArchiveOptions>? options = null)
    {
        Archive.Open(folder["news"]).Score(Finance, o => (options ?? (x => x))(o with { Out = folder["scores.parquet"], Force = true, MaxLoss = 1 }));
        return Scores.Hashes(folder["scores.parquet"]);
    }

    /// <summary>Several files, among them rows that cannot be read and blank lines.</summary>
    static void Put(ArticleFolder folder)
    {
        folder.Put("news/a.jsonl", ArchiveText.Lines(1) + "{\"id\":\"x\"}\n \n[1]\nno\n{\"id\":\"y\",\"text\":\"growth\",\"score\":2}\n" + ArchiveText.Lines(60, 1));
        folder.Put("news/b.jsonl", "");
        folder.Put("news/c.csv", "id,text\nc1,\"growth\n\nslowed\"\nc2\n\nc3,losses\n");
        folder.Put("news/d.jsonl.gz", ArchiveText.Gzip(Encoding.UTF8.GetBytes(ArchiveText.Lines(60, 61))));
    }
}
