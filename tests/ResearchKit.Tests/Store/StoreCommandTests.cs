using Xunit;

namespace ResearchKit.Tests;

public sealed class StoreCommandTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scores_of_archives_are_appended_and_asked()
    {
        folder.Put("news.jsonl", """
            {"id":"=1+1","text":"Strong growth.","publishedAt":"2026-01-05T10:00:00.25Z"}
            {"id":"b","text":"Heavy losses."}
            {"id":"c","text":"The meeting is on Monday."}
            """);
        Kit.RunIn(folder.Path, "score", "news.jsonl", "--out", "scores.parquet", "--method", "ratio:polarity").Done();
        Assert.Equal("scores.parquet: 3 rows added, 0 known\nscores.parquet: 0 rows added, 3 known\n", Kit.RunIn(folder.Path, "store", "append", "store.duckdb", "scores.parquet", "scores.parquet", "--at", "2026-11-27T09:00:00Z").Done().Output);

        const string Sql = "SELECT article, availableAt, scoredAt, value, hits, sum(hits) OVER () AS \"all\", true AS yes, availableAt::DATE AS day FROM scores ORDER BY article";
        var lines = Query(Sql, "--json").Output.Split('\n');
        Assert.Equal("""{"article":"=1\u002B1","availableAt":"2026-01-05T10:00:00.25Z","scoredAt":"2026-11-27T09:00:00Z","value":1,"hits":2,"all":3,"yes":true,"day":"2026-01-05"}""", lines[0]);
        Assert.Equal("""{"article":"c","availableAt":null,"scoredAt":"2026-11-27T09:00:00Z","value":null,"hits":0,"all":3,"yes":true,"day":null}""", lines[2]);

        Assert.Equal("wrote out.csv: 3 rows\n", Query(Sql, "--out", "out.csv").Output);
        Assert.Equal(["article,availableAt,scoredAt,value,hits,all,yes,day", "'=1+1,2026-01-05T10:00:00.25Z,2026-11-27T09:00:00Z,1,2,3,true,2026-01-05", "b,,2026-11-27T09:00:00Z,-1,1,3,true,"], File.ReadLines(folder["out.csv"]).Take(3));
        Assert.Contains("2026-01-05T10:00:00.25Z", Query(Sql).Output);
        Assert.Contains("as_of", Kit.Run("store", "query", "--help").Done().Output);
        Assert.Equal("""{"article":"=1\u002B1"}""" + "\n", Query("SELECT article FROM as_of('2026-01-05T15:00:00Z') WHERE lexicon = 'finance@1'", "--json").Output);
    }

    [Fact]
    public void Bad_input_is_refused_and_nothing_is_made()
    {
        Assert.Equal("scores.parquet: no such file. Expected a file of scores, as ./kit score ARCHIVE --out writes it.", Kit.RunIn(folder.Path, "store", "append", "store.duckdb", "scores.parquet").Refused());
        Assert.Equal("store.duckdb: no such store. Append scores to it first.", Kit.RunIn(folder.Path, "store", "query", "store.duckdb", "SELECT 1").Refused());
        Assert.StartsWith("--out out.txt: cannot be written. Expected a name that ends in .csv.", Kit.RunIn(folder.Path, "store", "query", "store.duckdb", "SELECT 1", "--out", "out.txt").Refused());
        Assert.StartsWith("--at is 'today'. Expected an instant", Kit.RunIn(folder.Path, "store", "append", "store.duckdb", "scores.parquet", "--at", "today").Refused());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    KitResult Query(string sql, params string[] options) => Kit.RunIn(folder.Path, ["store", "query", "store.duckdb", sql, .. options]).Done();
}
