using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What cannot be used is said clearly, and nothing is left half-written.</summary>
public sealed class ArchiveErrorTests
{
    static readonly LexiconScorer Finance = ArchiveText.Words.Scorer();

    [Fact]
    public void A_path_that_names_no_articles_says_what_could()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.pdf", "x");
        const string Endings = ".jsonl, .ndjson, .csv or .txt, each also with .gz or .zst behind it, or in .parquet";
        Assert.Equal($"nowhere: no such file or folder. Expected a file ending in {Endings}; a folder; or a pattern such as news/*.jsonl.gz.", Refused(folder, "nowhere"));
        Assert.Equal($"a.pdf: is not named like a file of articles. Expected a name ending in {Endings}; a folder; or a pattern such as news/*.jsonl.gz.", Refused(folder, "a.pdf"));
        Assert.Equal($"*.jsonl: holds no articles. Expected files ending in {Endings}; * stands for any letters of a name, ? for one, ** for any folders.", Refused(folder, "*.jsonl"));
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal($"empty: holds no articles. Expected files ending in {Endings}, in it or in its subfolders; hidden ones are not read.", Refused(folder, "empty"));
        Assert.Equal("no/*.jsonl: there is no folder no/. Expected one in which the pattern can find files.", Refused(folder, "no/*.jsonl"));
        folder.Put("b.txt", "growth");
        Assert.Equal("b.txt: is named by two paths. Expected each file once.", Refused(folder, "b.txt", "*.txt"));
        File.CreateSymbolicLink(folder["c.txt"], folder["gone.txt"]);
        Assert.Equal("c.txt: is a link that leads nowhere. Expected a file: mend the link, or take it away.", Refused(folder, "*.txt"));
    }

    [Fact]
    public void What_links_lead_to_is_read_once_and_a_file_that_is_named_twice_is_said()
    {
        using var folder = new ArticleFolder();
        folder.Put("real/news/a.jsonl", ArchiveText.Lines(3));
        folder.Put("real/other/b.jsonl", ArchiveText.Lines(2, 3));
        // Reached through a link, the folder holds links to itself, to what is above it and to a neighbour, which leads back by way of the first.
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);
        Directory.CreateSymbolicLink(folder["real/news/self"], folder["real/news"]);
        Directory.CreateSymbolicLink(folder["real/news/up"], "..");
        Directory.CreateSymbolicLink(folder["real/other/back"], folder["link/news"]);
        foreach (var named in new[] { "link/news", "real/news" })
            Assert.Equal([$"{named}/a.jsonl", $"{named}/up/other/b.jsonl"], Archive.Open(folder[named]).Parts.Select(part => part.Path[(folder.Path.Length + 1)..]));
        File.CreateSymbolicLink(folder["real/news/same.jsonl"], folder["link/other/b.jsonl"]);
        Assert.EndsWith("/news/up/other/b.jsonl: is named by two paths. Expected each file once.", Assert.Throws<InputException>(() => Archive.Open(folder["link/news"])).Message);
        Assert.EndsWith("real/other/b.jsonl: is named by two paths. Expected each file once.", Assert.Throws<InputException>(() => Archive.Open(folder["link/other/b.jsonl"], folder["real/other/b.jsonl"])).Message);
        File.CreateSymbolicLink(folder["x.jsonl"], folder["y.jsonl"]);
        File.CreateSymbolicLink(folder["y.jsonl"], folder["x.jsonl"]);
        Assert.EndsWith("x.jsonl: is a link that leads nowhere. Expected a file: mend the link, or take it away.", Assert.Throws<InputException>(() => Archive.Open(folder["*.jsonl"])).Message);
        File.Delete(folder["real/news/same.jsonl"]);
        // Nor are scores written over what is read, whatever way leads there.
        folder.Put("real/scores.parquet", "precious");
        Assert.Contains("is, or lies in, the archive that is read", Assert.Throws<InputException>(() => Archive.Open(folder["link/scores.parquet"]).Score(Finance, o => o with { Out = folder["real/scores.parquet"], Force = true })).Message);
        Assert.Contains("is, or lies in, the archive that is read", Assert.Throws<InputException>(() => Archive.Open(folder["link/other"]).Score(Finance, o => o with { Out = folder["real/other/new.parquet"] })).Message);
    }

    [Fact]
    public void A_table_without_a_text_says_which_columns_there_are()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.csv", "id,body,date\n1,growth,x\n");
        using (var duck = Duck.Open())
            duck.Run($"COPY (SELECT 1 AS id, 'growth' AS body) TO {Duck.Quote(folder["a.parquet"])} (FORMAT parquet); COPY (SELECT 1 AS id, 'growth' AS text, TIMESTAMP '2026-01-05 14:30:00' AS publishedAt) TO {Duck.Quote(folder["b.parquet"])} (FORMAT parquet)");
        Assert.StartsWith("a.csv(1): the column 'text' or 'paragraphs' is missing. Found: id, body, date. Expected a header with id, and text or paragraphs, separated by commas.", Refused(folder, "a.csv"));
        Assert.StartsWith("a.parquet: the column 'text' or 'paragraphs' is missing. Found: id, body. Expected columns id, and text or paragraphs.", Refused(folder, "a.parquet"));
        Assert.StartsWith("b.parquet: the column publishedAt is TIMESTAMP, which says no offset from UTC. Expected TIMESTAMP WITH TIME ZONE, or text such as 2026-01-05T14:30:00Z.", Refused(folder, "b.parquet"));
    }

    [Fact]
    public void A_run_that_has_kept_nothing_leaves_nothing_in_the_way_of_the_same_command()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.csv", "id,body\n1,growth\n");
        ArchiveRun Score(bool force = false) => Archive.Open(folder["a.csv"]).Score(Finance, o => o with { Out = folder["scores.parquet"], Force = force });
        Assert.Contains(" Nothing was scored before it, and nothing is kept: ", Assert.Throws<InputException>(() => Score()).Message, StringComparison.Ordinal);
        Assert.Equal([folder["a.csv"]], Directory.GetFileSystemEntries(folder.Path));
        folder.Put("a.csv", "id,text\n1,growth\n");
        Assert.Equal(1, Score().Articles);
        // Scores that were to be replaced stay.
        var scores = Scores.Hash(folder["scores.parquet"]);
        folder.Put("a.csv", "id,body\n1,growth\n");
        Assert.Throws<InputException>(() => Score(force: true));
        Assert.Equal(scores, Scores.Hash(folder["scores.parquet"]));
        Assert.Equal([folder["a.csv"], folder["scores.parquet"]], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lines_without_a_text_say_which_fields_there_are()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", "{\"id\":1,\"body\":\"growth\",\"headline\":\"up\"}\n");
        Assert.Contains("a.jsonl(1): text is missing. Every article needs 'text' or 'paragraphs'. Other fields are there: body, headline.", Refused(folder, "a.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        using var folder = new ArticleFolder();
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT i AS id, 'growth' AS text FROM range(1000) t(i)) TO {Duck.Quote(folder["a.parquet"])} (FORMAT parquet)");
        folder.Put("b.parquet", File.ReadAllBytes(folder["a.parquet"])[..2000]);
        Assert.Matches(@"^b\.parquet: the file cannot be read as Parquet: .*\. It is cut off, damaged or something else\. Nothing was scored before it, and nothing is kept: mend the file or take it away, and score again\.$", Refused(folder, "b.parquet"));
        Assert.DoesNotContain("SELECT", Refused(folder, "b.parquet"), StringComparison.Ordinal);
        folder.Put("c.jsonl.gz", "not packed");
        Assert.Matches(@"^c\.jsonl\.gz: cannot be read on after row 0: .*\. It is cut off or damaged: pack it again from its source\.", Refused(folder, "c.jsonl.gz"));
        folder.Put("d.jsonl.zst", "not packed");
        Assert.Matches(@"^d\.jsonl\.zst: cannot be read on after row 0: .*\. It is cut off or damaged: pack it again from its source\.", Refused(folder, "d.jsonl.zst"));
        folder.Put("e.jsonl", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray());
        Assert.StartsWith("e.jsonl: the file is UTF-16. Save it as UTF-8. ", Refused(folder, "e.jsonl"));
        folder.Put("e.jsonl.gz", ArchiveText.Gzip(File.ReadAllBytes(folder["e.jsonl"])));
        Assert.StartsWith("e.jsonl.gz: the file is UTF-16. Save it as UTF-8. ", Refused(folder, "e.jsonl.gz"));
        folder.Put("f.jsonl", ArchiveText.Lines(3) + "\0\0\n");
        Assert.StartsWith("f.jsonl(4): a NUL byte at byte offset ", Refused(folder, "f.jsonl"));
        folder.Put("g.csv", "id,text\n1,growth\n2,\"open\n");
        Assert.StartsWith("g.csv(3): a quote that opens in the row that starts here is not closed.", Refused(folder, "g.csv"));
    }

    [Fact]
    public void Options_out_of_range_are_refused_before_anything_is_made()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(1));
        string Of(Func<ArchiveOptions, ArchiveOptions> options) => Assert.Throws<InputException>(() => Archive.Open(folder["a.jsonl"]).Score(Finance, o => options(o with { Out = folder["scores.parquet"] }))).Message.Replace(folder.Path + "/", "");
        Assert.Equal("scores.csv: scores of an archive are written as Parquet. Expected a name that ends in .parquet.", Of(o => o with { Out = folder["scores.csv"] }));
        Assert.Equal("Threads is -1. Expected 1 to 1024, or 0 for as many as there are processors.", Of(o => o with { Threads = -1 }));
        Assert.Equal("MaxLoss 2 is not a share. Expected 0 to 1.", Of(o => o with { MaxLoss = 2 }));
        Assert.StartsWith("MaxCharacters 0 is out of range.", Of(o => o with { MaxCharacters = 0 }));
        Directory.CreateDirectory(folder["d.parquet"]);
        Assert.Equal("d.parquet: is a folder. Expected a file for the scores.", Of(o => o with { Out = folder["d.parquet"] }));
        Assert.Equal(["a.jsonl", "d.parquet"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("scores.parquet: is, or lies in, the archive that is read. Expected another place for the scores.", Assert.Throws<InputException>(() => Archive.Open(folder.Path).Score(Finance, o => o with { Out = folder["scores.parquet"] })).Message.Replace(folder.Path + "/", ""));
    }

    [Fact]
    public void The_rejected_rows_of_a_run_never_take_the_place_of_what_it_reads()
    {
        using var folder = new ArticleFolder();
        folder.Put("news.rejected.jsonl", ArchiveText.Lines(3));
        Assert.EndsWith("news.rejected.jsonl: is, or lies in, the archive that is read. Expected another place for the scores.", Assert.Throws<InputException>(() => Archive.Open(folder["news.rejected.jsonl"]).Score(Finance, o => o with { Out = folder["news.parquet"] })).Message);
        Assert.True(File.Exists(folder["news.rejected.jsonl"]));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", ArchiveText.Lines(1));
        folder.Put("file", "x");
        Assert.StartsWith($"{folder["file/scores.parquet"]}: cannot be written: ", Assert.Throws<InputException>(() => Archive.Open(folder["a.jsonl"]).Score(Finance, o => o with { Out = folder["file/scores.parquet"] })).Message);
    }

    /// <summary>The refusal of an archive in the folder, without the folder's name; no file of scores is there afterwards.</summary>
    static string Refused(ArticleFolder folder, params string[] paths)
    {
        var refused = Assert.Throws<InputException>(() => Archive.Open(paths.Select(path => folder[path])).Score(Finance, o => o with { Out = folder["out/scores.parquet"], Force = true }));
        Assert.False(File.Exists(folder["out/scores.parquet"]));
        return refused.Message.Replace(folder.Path + "/", "");
    }
}
