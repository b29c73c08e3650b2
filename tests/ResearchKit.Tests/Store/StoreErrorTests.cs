using System.Globalization;
using DuckDB.NET.Data;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a store refuses, and what it says then.</summary>
public sealed class StoreErrorTests : IDisposable
{
    static readonly DateTimeOffset At = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    readonly ArticleFolder folder = new();

    string File => folder["scores.duckdb"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INSERT INTO scorer_rows VALUES (9, '', '', '', '')")]
    [InlineData("DELETE FROM article_rows")]
    [InlineData("DROP VIEW scores")]
    [InlineData("COPY scores TO 'FOLDER/out.csv'")]
    [InlineData("SELECT * FROM read_text('FOLDER/secret.txt')")]
    [InlineData("SELECT * FROM 'FOLDER/secret.txt'")]
    [InlineData("ATTACH 'FOLDER/other.duckdb' AS other")]
    [InlineData("EXPORT DATABASE 'FOLDER/all'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET lock_configuration = false")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD 'FOLDER/secret.txt'")]
    public void A_query_can_change_nothing_and_reach_no_other_file(string sql)
    {
        folder.Put("secret.txt", "secret");
        Fill();
        var before = Scores.Hash(File);
        Assert.StartsWith($"{File}: the query cannot be answered: ", Refused(() => ScoreStore.Open(File).Query(sql.Replace("FOLDER", folder.Path, StringComparison.Ordinal)).ToDataFrame()));
        Assert.Equal(before, Scores.Hash(File));
        Assert.Equal(["scores.duckdb", "secret.txt"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Of_several_statements_the_first_is_answered()
    {
        Fill();
        Assert.Equal(1, ScoreStore.Open(File).Query("SELECT 1; DELETE FROM article_rows").ToDataFrame()[0, 0]);
        Assert.Equal(1L, ScoreStore.Open(File).Query("SELECT count(*) FROM scores").ToDataFrame()[0, 0]);
    }

    [Fact]
    public void A_wrong_question_is_answered_with_what_is_wrong()
    {
        Fill();
        Assert.Contains("Table with name score does not exist! Did you mean \"scores\"?", Refused(() => ScoreStore.Open(File).Query("SELECT * FROM score")));
        Assert.Contains("Referenced column \"valu\" not found", Refused(() => ScoreStore.Open(File).Query("SELECT valu FROM scores")));
        Assert.Contains("Expected 1, got 0", Refused(() => ScoreStore.Open(File).Query("SELECT $x")));
        Assert.StartsWith($"{File}: the query cannot be answered: ", Refused(() => ScoreStore.Open(File).Query(" ")));
        Assert.Contains("the name 'y' is not in the SQL", Refused(() => ScoreStore.Open(File).Query("SELECT $x", ("x", 1), ("y", 2))));
    }

    [Fact]
    public void Names_that_begin_alike_are_told_apart()
    {
        Fill();
        Assert.Equal(11, ScoreStore.Open(File).Query("SELECT $a + $ab", ("a", 1), ("AB", 10)).ToDataFrame()[0, 0]);
        foreach (var sql in new[] { "SELECT $ab", "SELECT $ab, '$a'", "SELECT $ab AS \"$a\"", "SELECT $ab -- $a\n", "SELECT $ab /* $a\n */", "SELECT $ab, $a$ 1 $a$", "SELECT $ab, $$ $a $$" })
            Assert.Equal($"{File}: the query cannot be answered: the name 'a' is not in the SQL. Expected $a in it.", Refused(() => ScoreStore.Open(File).Query(sql, ("ab", 10), ("a", 1))));
        Assert.Equal("it's", ScoreStore.Open(File).Query("SELECT $a || '''s' -- don't", ("a", "it")).ToDataFrame()[0, 0]);
    }

    [Fact]
    public void A_file_that_is_no_store_is_left_as_it_is()
    {
        foreach (var (name, bytes) in new[] { ("a.txt", "no store, but a text of some length"u8.ToArray()), ("empty.duckdb", []), ("sqlite.duckdb", [.. "SQLite format 3\0"u8, .. new byte[4096]]) })
        {
            folder.Put(name, bytes);
            Assert.Equal($"{folder[name]}: is not a DuckDB file. Expected a store, as ScoreStore.Append and ./kit store append make it, or a new name.", Refused(() => ScoreStore.Open(folder[name])));
            Assert.Equal(bytes, System.IO.File.ReadAllBytes(folder[name]));
        }
        using (var other = new DuckDBConnection($"DataSource={folder["other.duckdb"]}"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE prices (day DATE, price DOUBLE)";
            command.ExecuteNonQuery();
        }
        Assert.Equal($"{folder["other.duckdb"]}: holds no scores. Found the tables: prices. Expected a store, as ScoreStore.Append and ./kit store append make it, or a new name.", Refused(() => ScoreStore.Open(folder["other.duckdb"])));
        Assert.StartsWith($"{folder.Path}: cannot be opened: ", Refused(() => ScoreStore.Open(folder.Path)));
        Assert.Equal($"{folder["gone.duckdb"]}: no such store. Append scores to it first.", Refused(() => ScoreStore.Open(folder["gone.duckdb"]).Query("SELECT 1")));
        Assert.StartsWith($"{folder["no/x.duckdb"]}: cannot be made: ", Refused(() => ScoreStore.Open(folder["no/x.duckdb"]).Append(Tone, [Article.Of("Strong.")], At)));
    }

    [Fact]
    public void A_store_that_is_damaged_or_cut_off_is_said_to_be()
    {
        ScoreStore.Open(File).Append(Tone, [.. Enumerable.Range(0, 20_000).Select(i => Article.Of("Strong.", $"{i * 7919}"))], At);
        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..(bytes.Length / 2)]);
        Assert.Matches($"^{File}: (cannot be opened|cannot be read|the query cannot be answered): ", Refused(() => ScoreStore.Open(File).Query("SELECT * FROM scores").ToDataFrame()));
        bytes[100] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Contains("Corrupt database file", Refused(() => ScoreStore.Open(File)));
    }

    [Fact]
    public void What_is_no_file_of_scores_is_not_appended()
    {
        folder.Put("a.parquet", "no Parquet");
        Assert.StartsWith($"{folder["a.parquet"]}: cannot be read: ", Refused(() => ScoreStore.Open(File).Append(folder["a.parquet"], At)));
        Assert.StartsWith($"{folder["b.parquet"]}: no such file. Expected a file of scores", Refused(() => ScoreStore.Open(File).Append(folder["b.parquet"], At)));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_damaged_file_of_scores_adds_nothing()
    {
        folder.Put("news.jsonl", ArchiveText.Lines(2000));
        Archive.Open(folder["news.jsonl"]).Score(Tone, o => o with { Out = folder["scores.parquet"] });
        var bytes = System.IO.File.ReadAllBytes(folder["scores.parquet"]);
        for (var i = bytes.Length / 3; i < bytes.Length / 3 + 2000; i++) bytes[i] ^= 0x5A;
        System.IO.File.WriteAllBytes(folder["scores.parquet"], bytes);
        Fill();
        var before = Scores.Hash(File);
        Assert.StartsWith($"{File}: nothing was stored: ", Refused(() => ScoreStore.Open(File).Append(folder["scores.parquet"], At)));
        Assert.Equal(before, Scores.Hash(File));
    }

    [Fact]
    public void While_rows_are_read_here_nothing_is_appended_and_others_may_read()
    {
        Fill();
        using (var rows = ScoreStore.Open(File).Query("SELECT article FROM scores"))
        {
            Assert.Equal($"{File}: is open in this process: close what an earlier Query gave (ToDataFrame does), and do it again.", Refused(() => Fill()));
            Assert.Equal(1, ScoreStore.Open(File).Query("SELECT 1").ToDataFrame().Rows.Count);
            Assert.True(rows.Read());
        }
        Fill();
    }

    [Fact]
    public void A_store_that_another_process_has_open_says_which()
    {
        Fill();
        var self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using (ScoreStore.Open(File).Query("SELECT 1"))
            Assert.Contains("0", Kit.Run("store", "query", File, "SELECT 0 AS zero").Done().Output);
        using var other = new DuckDBConnection($"DataSource={File}");
        other.Open();
        Assert.Equal($"{File}: is open in another process (PID {self}). One process may write, or several may read: close it there, and do it again.", Kit.Run("store", "query", File, "SELECT 1").Refused());
        Assert.Equal($"{File}: is open to be written in this process: wait until that is done, and do it again.", Refused(() => ScoreStore.Open(File).Query("SELECT 1")));
    }

    [Fact]
    public void However_many_append_the_same_at_once_it_is_there_once()
    {
        Article[] articles = [.. Enumerable.Range(0, 50).Select(i => Article.Of("Strong.", $"a{i}"))];
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            try { ScoreStore.Open(File).Append(Tone, articles, At); }
            catch (InputException e) { Assert.Matches("is being|is open", e.Message); }
        });
        Assert.Equal(new(0, 50), ScoreStore.Open(File).Append(Tone, articles, At));
        Assert.Equal(50L, ScoreStore.Open(File).Query("SELECT count(*) FROM scores").ToDataFrame()[0, 0]);
        Assert.Equal([File], Directory.GetFileSystemEntries(folder.Path));
    }

    static Scorer Tone { get; } = Lexicon.Of("words", new Entry("strong", Role.Polarity, 0.5)).Scorer("ratio:polarity");

    void Fill() => ScoreStore.Open(File).Append(Tone, [Article.Of("Strong.", "a")], At);

    static string Refused(Action act) => Assert.Throws<InputException>(act).Message;
}
