using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A run that was stopped goes on without scoring again what is kept, and comes to the same bytes.</summary>
public sealed class ArchiveResumeTests(ITestOutputHelper output)
{
    static readonly LexiconScorer Finance = ArchiveText.Words.Scorer();

    static ArchiveOptions Small(ArchiveOptions o) => o with { BatchBytes = 3000, ChunkBytes = 12_000, MaxLoss = 1 };

    [Fact]
    public void A_run_that_is_cancelled_anywhere_goes_on_there()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var archive = Archive.Open(folder["news"]);
        var whole = archive.Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        var (stops, kept) = (0, 0L);
        for (var at = 1; at < 60; at += 4)
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] }, new StopAt(at, stop), stop.Token));
            Assert.False(File.Exists(folder["scores.parquet"]));
            var scorer = new CountingScorer(Finance);
            // The counting scorer is another one, without a lexicon: it is for the count alone.
            Assert.Contains("the lexicon is none, and was", Assert.Throws<InputException>(() => archive.Score(scorer, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message);
            var run = archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
            Assert.Equal(whole with { Out = folder["scores.parquet"], Rejections = folder["scores.rejected.jsonl"], Kept = run.Kept, Bytes = run.Bytes }, run);
            Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
            Assert.False(Directory.Exists(folder["scores.parquet.parts"]));
            File.Delete(folder["scores.parquet"]);
            stops++;
            kept += run.Kept;
        }
        Assert.True(kept > stops * 30, $"{kept} rows kept in {stops} stops");
    }

    [Fact]
    public void What_is_kept_is_not_scored_again()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var archive = Archive.Open(folder["news"]);
        var scorer = new CountingScorer(Finance);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => archive.Score(scorer, o => Small(o) with { Out = folder["scores.parquet"] }, new StopAt(30, stop), stop.Token));
        var again = new CountingScorer(Finance);
        var run = archive.Score(again, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
        Assert.InRange(run.Kept, 1, run.Articles - 1);
        Assert.InRange(again.Count, 1, run.Articles + run.Rejected - run.Kept);
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("b.csv")]
    [InlineData("c.parquet")]
    [InlineData("d.jsonl.zst")]
    public void Every_form_is_taken_up_in_its_middle(string name)
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var archive = Archive.Open(folder[$"news/{name}"]);
        archive.Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] }, new StopAt(9, stop), stop.Token));
        Assert.InRange(archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true }).Kept, 10, 110);
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
    }

    [Fact]
    public void A_last_file_without_articles_is_rejected_once_however_often_the_run_goes_on()
    {
        using var folder = new ArticleFolder();
        folder.Put("news/a.jsonl", ArchiveText.Lines(10));
        folder.Put("news/z.jsonl", "");
        for (var round = 0; round < 3; round++)
            Assert.Contains("1 of 11 rows were rejected", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => o with { Out = folder["scores.parquet"], Resume = round > 0 })).Message);
        Assert.Equal(1, Archive.Open(folder["news"]).Score(Finance, o => o with { Out = folder["scores.parquet"], Resume = true, MaxLoss = 0.1 }).Rejected);
    }

    [Fact]
    public void Another_run_is_not_gone_on_with_and_what_differs_is_said()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        Stop(folder, Archive.Open(folder["news"]));
        var shown = folder["scores.parquet"];
        string Refused(Func<ArchiveOptions, ArchiveOptions> options, Scorer? scorer = null) => Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(scorer ?? Finance, o => options(Small(o) with { Out = shown, Resume = true }))).Message;
        Assert.Equal($"{shown}: the run that was stopped is another: the method is ratio:polarity@1, and was finance@2. Expected the same: give what it was given, or score again with --force.", Refused(o => o, ArchiveText.Words.Scorer("ratio:polarity")));
        Assert.Contains("the lexicon is mine, and was finance.", Refused(o => o, Lexicon.Of("mine", ArchiveText.Words.Entries.Take(100)).Scorer()));
        Assert.Contains("the longest article is 1000, and was 1000000.", Refused(o => o with { MaxCharacters = 1000 }));
        Assert.Contains("the shard is 1/2, and was 1/1.", Refused(o => o with { Shard = new(1, 2) }));
        var manifest = File.ReadAllText($"{shown}.parts/run.json");
        File.WriteAllText($"{shown}.parts/run.json", manifest.Replace("\"format\":2,", "\"format\":1,"));
        Assert.Contains(": the format is 2, and was 1. Expected the same", Refused(o => o));
        File.WriteAllText($"{shown}.parts/run.json", manifest);
        File.AppendAllText(folder["news/b.csv"], "late,growth\n");
        Assert.Matches(@": .*/news/b\.csv has changed: \d+ bytes, and was \d+\. Expected the same", Refused(o => o));
        File.Delete(folder["news/b.csv"]);
        Assert.Contains($": file 2 is {folder["news/c.parquet"]}, and was {folder["news/b.csv"]}. Expected", Refused(o => o));
        Assert.Equal($"{shown}: a run that was stopped has left its work in {shown}.parts. Expected a new file: go on where the run stopped with --resume, replace it with --force, or name another.", Refused(o => o with { Resume = false }));
    }

    [Fact]
    public void What_a_finished_run_has_left_is_not_taken_for_another_runs_scores()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(5));
        var archive = Archive.Open(folder["a.jsonl"]);
        archive.Score(Finance, o => o with { Out = folder["scores.parquet"] });
        foreach (var left in new[] { "finished", "", "lock" })
        {
            Directory.CreateDirectory(folder["scores.parquet.parts"]);
            if (left.Length > 0) folder.Put($"scores.parquet.parts/{left}", "");
            Assert.Contains("holds other scores: the method is ratio:polarity@1, and was finance@2.", Assert.Throws<InputException>(() => archive.Score(ArchiveText.Words.Scorer("ratio:polarity"), o => o with { Out = folder["scores.parquet"], Resume = true })).Message);
            Directory.CreateDirectory(folder["scores.parquet.parts"]);
            if (left.Length > 0) folder.Put($"scores.parquet.parts/{left}", "");
            Assert.Equal(5, archive.Score(Finance, o => o with { Out = folder["scores.parquet"], Resume = true }).Kept);
            Assert.False(Directory.Exists(folder["scores.parquet.parts"]));
        }
    }

    [Fact]
    public void Two_runs_do_not_write_one_file()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        Stop(folder, Archive.Open(folder["news"]));
        using var other = new FileStream(folder["scores.parquet.parts/lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("Another run may be at work on", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_not_taken_for_another_runs()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        folder.Put("scores.parquet.parts", "a file where the folder should be");
        Assert.Matches(@"scores\.parquet: cannot be written: .*\. Make room, or get leave to write there\.$", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] })).Message);
    }

    [Fact]
    public void A_Parquet_file_that_is_one_chunk_is_known_again_by_all_of_it()
    {
        using var folder = new ArticleFolder();
        Put(folder, 2000);
        var file = folder["news/c.parquet"];
        ArchiveRun Score() => Archive.Open(file).Score(Finance, o => o with { Out = folder["scores.parquet"], Resume = true });
        using (new Steps(folder.Path) { Then = step => _ = step == "scores.written" ? throw new IOException("No space left on device") : 0 }) Assert.Throws<InputException>(Score);
        Assert.Single(Directory.GetFiles(folder["scores.parquet.parts"], "*.chunk"));
        var bytes = File.ReadAllBytes(file);
        bytes[70_000] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains($"{file} has changed within its first {bytes.Length} bytes", Assert.Throws<InputException>(Score).Message);
        bytes[70_000] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(2000, Score().Kept);
    }

    [Fact]
    public void The_hashing_of_a_Parquet_file_ends_with_the_run()
    {
        using var folder = new ArticleFolder();
        Put(folder, 2000);
        var archive = Archive.Open(folder["news/c.parquet"]);
        Assert.ThrowsAny<OperationCanceledException>(() => new ArchiveReader(archive.Parts, Small(new())).From(default, null, new(canceled: true)).Count());
        Assert.True(new ArchiveReader(archive.Parts, Small(new())).From(default).Count() > 1);
    }

    [Fact]
    public void A_run_that_begins_where_another_is_tidying_is_left_alone_and_leaves_alone()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var archive = Archive.Open(folder["news"]);
        var begun = false;
        using (new Steps(folder.Path) { Then = _ => Begin() }) archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] });
        Assert.True(begun);
        // It was stopped in its middle, and what it had done is there.
        var run = archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
        Assert.InRange(run.Kept, 1, run.Articles - 1);

        void Begin()
        {
            if (begun || !Directory.Exists(folder["scores.parquet.parts"]) || File.Exists(folder["scores.parquet.parts/lock"])) return;
            begun = true;
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Force = true }, new StopAt(20, stop), stop.Token));
        }
    }

    [Fact]
    public void However_many_begin_and_end_at_once_one_is_at_work()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(1));
        var options = new ArchiveOptions { Out = folder["scores.parquet"], Force = true };
        var parts = Archive.Open(folder["a.jsonl"]).Parts;
        var manifest = RunManifest.Of(parts, Finance, options);
        var (atWork, most) = (0, 0);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (var worked = 0; worked < 150;)
            {
                try
                {
                    using var run = RunFolder.Open(options.Out, manifest, parts, options, default)!;
                    most = Math.Max(most, Interlocked.Increment(ref atWork));
                    Thread.Yield();
                    Interlocked.Decrement(ref atWork);
                    run.Finish();
                    worked++;
                }
                catch (InputException e) { Assert.EndsWith($"Another run may be at work on {options.Out}: wait for it, or name another file.", e.Message); }
            }
        });
        Assert.Equal(1, most);
        Assert.False(Directory.Exists(folder["scores.parquet.parts"]));
    }

    [Theory]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.jsonl.zst")]
    public void A_file_that_is_cut_off_stops_the_run_and_once_mended_it_goes_on_with_what_stands_before(string name)
    {
        using var folder = new ArticleFolder();
        folder.Put("news/0.jsonl", ArchiveText.Lines(60));
        var bytes = Encoding.UTF8.GetBytes(ArchiveText.Lines(400, 60));
        var packed = name.EndsWith("gz", StringComparison.Ordinal) ? ArchiveText.Gzip(bytes) : ArchiveText.Zstd(bytes);
        folder.Put($"news/{name}", packed[..(packed.Length / 2)]);
        folder.Put("news/z.jsonl", ArchiveText.Lines(20, 460));
        var refused = Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] })).Message;
        Assert.Matches($@"^{folder[$"news/{name}"]}: cannot be read on after row \d+: .*\. It is cut off or damaged: pack it again from its source\. Of what stands before it, \d+ rows are kept: mend the file or take it away, and go on with --resume\.$", refused);
        Assert.False(File.Exists(folder["scores.parquet"]));
        folder.Put($"news/{name}", packed);
        var run = Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
        Assert.Equal(480, run.Articles);
        Assert.InRange(run.Kept, 40, 60);
        Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        Assert.Equal(Scores.Hash(folder["whole.parquet"]), Scores.Hash(folder["scores.parquet"]));
    }

    [Fact]
    public void A_disk_that_is_full_at_any_step_loses_nothing_that_was_kept()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        var archive = Archive.Open(folder["news"]);
        archive.Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        var full = 0;
        for (var step = 1; ; step += step < 20 ? 1 : 3)
        {
            InputException? refused;
            using (new Steps(folder.Path, step)) refused = Record.Exception(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Force = true })) as InputException;
            if (refused is null) break;
            full++;
            Assert.StartsWith($"{folder["scores.parquet"]}: cannot be written: No space left on device. ", refused.Message);
            var run = archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
            Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
            Assert.False(Directory.Exists(folder["scores.parquet.parts"]), $"step {step}");
        }
        output.Print("archive-full", $"archive: the disk was full at {full} steps, and every run that went on came to the same bytes");
        Assert.True(full > 30, $"{full}");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void Whenever_a_run_that_replaces_scores_ends_those_that_are_there_have_their_own_rejected_rows(int before, int after)
    {
        using var folder = new ArticleFolder();
        // The old scores are of 10 articles, the new ones of 20.
        void Put(int articles, int rejected) => folder.Put("a.jsonl", ArchiveText.Lines(articles) + string.Concat(Enumerable.Repeat("no\n", rejected)));
        ArchiveRun Score(Func<ArchiveOptions, ArchiveOptions> options) => Archive.Open(folder["a.jsonl"]).Score(Finance, o => options(o with { Out = folder["scores.parquet"], MaxLoss = 1 }));
        var ended = true;
        for (var step = 1; ended; step++)
        {
            Put(10, before);
            Score(o => o with { Force = true });
            Put(20, after);
            using (new Steps(folder.Path, step)) ended = Record.Exception(() => Score(o => o with { Force = true })) is InputException;
            if (File.Exists(folder["scores.parquet"])) Assert.Contains((Scores.Lines(folder["scores.parquet"]).Count, Rejected()), new[] { (10, before), (20, after) });
            Score(o => o with { Resume = true });
            Assert.Equal((20, after), (Scores.Lines(folder["scores.parquet"]).Count, Rejected()));
        }

        int Rejected() => File.Exists(folder["scores.rejected.jsonl"]) ? File.ReadLines(folder["scores.rejected.jsonl"]).Count() : 0;
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("b.csv")]
    [InlineData("c.parquet")]
    [InlineData("d.jsonl.zst")]
    [InlineData("e.jsonl.gz")]
    public void A_file_that_was_changed_in_its_middle_is_not_gone_on_with(string name)
    {
        using var folder = new ArticleFolder();
        Put(folder, 2000);
        folder.Put("news/e.jsonl.gz", ArchiveText.Gzip(Encoding.UTF8.GetBytes(Noisy(ArchiveText.Lines(2000)))));
        var (file, size) = (folder[$"news/{name}"], new FileInfo(folder[$"news/{name}"]).Length);
        // Behind the first 64 kB and before the last, which its fingerprint knows.
        Assert.True(size > 3 * (64 << 10), $"{size}");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Archive.Open(file).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] }, new StopAt(300, stop), stop.Token));
        var (bytes, time) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        bytes[70_000] ^= 1;
        File.WriteAllBytes(file, bytes);
        File.SetLastWriteTimeUtc(file, time);
        string Refused() => Assert.Throws<InputException>(() => Archive.Open(file).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message;
        Assert.Matches($@"^{folder["scores.parquet"]}: the run that was stopped is another: {file} has changed within its first \d+ bytes, which were read by then\. Expected the same: ", Refused());
        bytes[70_000] ^= 1;
        File.WriteAllBytes(file, bytes);
        Archive.Open(file).Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        Assert.InRange(Archive.Open(file).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true }).Kept, 100, 1999);
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
    }

    [Fact]
    public void A_file_that_stopped_a_run_may_be_mended_in_its_middle()
    {
        using var folder = new ArticleFolder();
        Put(folder, 1000);
        var archive = Archive.Open(folder["news/a.jsonl"], folder["news/b.csv"]);
        archive.Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        var bytes = File.ReadAllBytes(folder["news/b.csv"]);
        folder.Put("news/b.csv", [.. bytes[..400_000], 0, .. bytes[400_001..]]);
        Assert.Contains("b.csv", Assert.Throws<InputException>(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] })).Message);
        // A table is read by blocks: what was kept of it had been read together with what is mended now.
        folder.Put("news/b.csv", bytes);
        Assert.InRange(archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true }).Kept, 900, 1001);
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
    }

    [Fact]
    public void Of_an_archive_that_goes_on_again_and_again_every_file_that_is_read_is_known_again()
    {
        using var folder = new ArticleFolder();
        Put(folder, 1000);
        var archive = Archive.Open(folder["news"]);
        var (stops, refusals) = (0, 0);
        for (var stopped = true; stopped; stops++)
        {
            using var stop = new CancellationTokenSource();
            stopped = Record.Exception(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true }, new StopAt(110, stop), stop.Token)) is OperationCanceledException;
            if (!stopped) continue;
            foreach (var part in archive.Parts)
            {
                // As long as nothing is read of a file it may be another, as far as its fingerprint does not know; here are those that were read.
                var bytes = File.ReadAllBytes(part.Path);
                bytes[70_000] ^= 1;
                File.WriteAllBytes(part.Path, bytes);
                var refused = Record.Exception(() => Open().Dispose());
                bytes[70_000] ^= 1;
                File.WriteAllBytes(part.Path, bytes);
                if (refused is null) break;
                Assert.Contains($"{part.Path} has changed within its first", Assert.IsType<InputException>(refused).Message);
                refusals++;
            }
        }
        // Of the first file from the first stop on, of the second from the middle, and so on.
        Assert.True(stops > 5 && refusals > stops, $"{refusals} refusals in {stops} stops");
        archive.Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));

        RunFolder Open()
        {
            var options = Small(new() { Out = folder["scores.parquet"], Resume = true });
            return RunFolder.Open(options.Out, RunManifest.Of(archive.Parts, Finance, options), archive.Parts, options, default)!;
        }
    }

    [Fact]
    public void A_file_of_the_work_that_was_touched_by_hand_is_said()
    {
        using var folder = new ArticleFolder();
        Put(folder);
        Stop(folder, Archive.Open(folder["news"]));
        folder.Put("scores.parquet.parts/run.json", "{");
        Assert.StartsWith($"{folder["scores.parquet"]}.parts/run.json: is not what a run wrote: ", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message);
        using (new FileStream(folder["scores.parquet.parts/run.json"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.StartsWith($"{folder["scores.parquet"]}.parts/run.json: cannot be read: ", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message);
        Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["whole.parquet"] });
        Directory.Delete(folder["scores.parquet.parts"], recursive: true);
        Stop(folder, Archive.Open(folder["news"]));
        folder.Put("scores.parquet.parts/fault", "here");
        Assert.StartsWith($"{folder["scores.parquet"]}.parts/fault: is not what a run wrote: ", Assert.Throws<InputException>(() => Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true })).Message);
        Directory.Delete(folder["scores.parquet.parts"], recursive: true);
        Stop(folder, Archive.Open(folder["news"]));
        // Half a chunk, as a power cut may leave it: it and those behind it are scored again.
        var chunk = folder["scores.parquet.parts/00000001.chunk"];
        File.WriteAllBytes(chunk, File.ReadAllBytes(chunk)[..^10]);
        Archive.Open(folder["news"]).Score(Finance, o => Small(o) with { Out = folder["scores.parquet"], Resume = true });
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
    }

    static void Stop(ArticleFolder folder, Archive archive)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => archive.Score(Finance, o => Small(o) with { Out = folder["scores.parquet"] }, new StopAt(20, stop), stop.Token));
    }

    static void Put(ArticleFolder folder, int articles = 120)
    {
        var lines = ArchiveText.Lines(articles);
        folder.Put("news/a.jsonl", lines[..lines.IndexOf('\n', lines.Length / 2)] + "\nno\n\n" + lines[(lines.IndexOf('\n', lines.Length / 2) + 1)..]);
        folder.Put("all.jsonl", lines);
        using var duck = Duck.Open();
        var rows = $"SELECT id, title, to_json(paragraphs)::VARCHAR AS paragraphs FROM read_json({Duck.Quote(folder["all.jsonl"])}, columns = {{id: 'VARCHAR', title: 'VARCHAR', paragraphs: 'VARCHAR[]'}})";
        duck.Run($"COPY ({rows}) TO {Duck.Quote(folder["news/b.csv"])} (HEADER); COPY ({rows}) TO {Duck.Quote(folder["news/c.parquet"])} (FORMAT parquet)");
        folder.Put("news/d.jsonl.zst", ArchiveText.Zstd(Encoding.UTF8.GetBytes(articles > 120 ? Noisy(lines) : lines)));
    }

    /// <summary>What repeats itself would be packed away.</summary>
    static string Noisy(string lines)
    {
        var random = SplitMix.Of(2, 9);
        return string.Concat(lines.Split('\n')[..^1].Select(line => $"{{\"other\":\"{string.Concat(Enumerable.Range(0, 80).Select(_ => $"{random.Below(1_000_000):D6}"))}\",{line[1..]}\n"));
    }

    sealed class StopAt(int batch, CancellationTokenSource stop) : IProgress<ArchiveProgress>
    {
        int seen;

        public void Report(ArchiveProgress value)
        {
            if (++seen == batch) stop.Cancel();
        }
    }
}
