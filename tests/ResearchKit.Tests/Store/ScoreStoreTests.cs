using System.Globalization;
using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class ScoreStoreTests : IDisposable
{
    static readonly DateTimeOffset At = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    readonly ArticleFolder folder = new();

    ScoreStore Store => ScoreStore.Open(folder["scores.duckdb"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Appending_the_same_run_twice_changes_nothing()
    {
        Article[] articles = [Told("a", "Strong growth."), Told("b", "Weak growth.")];
        Assert.Equal(new(2, 0), Store.Append(Tone(), articles, At));
        var before = Scores.Hash(folder["scores.duckdb"]);
        Assert.Equal(new(0, 2), Store.Append(Tone(), articles, At.AddDays(1)));
        Assert.Equal(before, Scores.Hash(folder["scores.duckdb"]));
        Assert.Equal(["a|1|2026-11-27T09:00:00Z", "b|-1|2026-11-27T09:00:00Z"], Asked("SELECT article, value, scoredAt FROM scores ORDER BY article"));
    }

    [Fact]
    public void An_archive_and_a_corpus_of_the_same_articles_are_the_same_rows()
    {
        Article[] articles = [Told("a", "Strong growth.", "2026-01-05T10:00:00+02:00"), Told("b", "Weak growth."), Told("c", "Growth.") with { Language = "en" }, Told("d", "Das Wachstum war sehr stark und der Umsatz ist gestiegen.") with { Language = "de", Title = "Stark" }];
        var scores = Archived("scores.parquet", Tone(), articles);
        Assert.Equal(new(4, 0), Store.Append(scores, At));
        Assert.Equal(new(0, 4), Store.Append(Tone(), articles, At));
        Assert.Equal(
            [$"a|{Receipt.TextHash(articles[0])[..16]}|2026-01-05T08:00:00Z|2026-01-05T08:00:00Z|Wire|ratio:polarity@1|words|{Words().Hash}||1|scored|2", $"b|{Receipt.TextHash(articles[1])[..16]}|null|null|Wire|ratio:polarity@1|words|{Words().Hash}||-1|scored|2",
             $"c|{Receipt.TextHash(articles[2])[..16]}|null|null|Wire|ratio:polarity@1|words|{Words().Hash}||null|silent|1", $"d|{Receipt.TextHash(articles[3])[..16]}|null|null|Wire|ratio:polarity@1|words|{Words().Hash}||null|unsupported language|0"],
            Asked("SELECT article, textHash, publishedAt, availableAt, source, method, lexicon, lexiconHash, map, value, outcome, tokens FROM scores ORDER BY article"));
    }

    [Fact]
    public void Another_text_another_method_and_another_version_of_the_lexicon_are_other_rows_and_old_ones_stay()
    {
        Store.Append(Tone(), [Told("a", "Strong growth.")], At);
        Assert.Equal(new(1, 0), Store.Append(Tone(), [Told("a", "Weak growth.")], At.AddDays(1)));
        Assert.Equal(new(1, 0), Store.Append(Words().Scorer("ratio:tone"), [Told("a", "Strong growth.")], At.AddDays(2)));
        Assert.Equal(new(1, 0), Store.Append(Words(strong: -0.5).Scorer("ratio:polarity"), [Told("a", "Strong growth.")], At.AddDays(3)));
        Assert.Equal(
            [$"ratio:polarity@1|{Words().Hash}|1", $"ratio:polarity@1|{Words().Hash}|-1", $"ratio:tone@1|{Words().Hash}|0.5", $"ratio:polarity@1|{Words(strong: -0.5).Hash}|-1"],
            Asked("SELECT method, lexiconHash, value FROM scores ORDER BY scoredAt"));
        Assert.Equal(["3"], Asked("SELECT count(*) FROM scorers"));
    }

    [Fact]
    public void An_article_that_stands_twice_in_what_is_appended_is_one_row_the_first()
    {
        Article[] articles = [Told("a", "Strong growth.", "2026-01-05T10:00:00Z"), Told("b", "Strong."), Told("a", "Strong growth.", "2026-01-06T10:00:00Z"), Told("a", "Weak.")];
        Assert.Equal(new(3, 1), Store.Append(Archived("scores.parquet", Tone(), articles), At));
        Assert.Equal(new(0, 4), Store.Append(Tone(), articles, At));
        Assert.Equal(["a|1|2026-01-05T10:00:00Z", "b|1|null", "a|-1|null"], Asked("SELECT article, value, availableAt FROM scores"));
    }

    [Fact]
    public void Tickers_and_themes_are_rows_of_their_own()
    {
        var (strong, weak, silent) = (Tone().Explain(Told("a", "Strong growth.", "2026-01-05T10:00:00Z")), Tone().Explain(Told("b", "Weak growth.")), Tone().Explain(Told("a", "Growth.")));
        PartScore[] parts = [PartScore.Ticker("MSFT", strong, 0.75, 3), PartScore.Ticker("ORCL", silent, 0.1, 1), PartScore.Theme("compute", strong, 0.5, 2), PartScore.Theme("MSFT", strong, 1, 1)];
        Assert.Equal(new(4, 0), Store.Append(Words(), parts, At));
        Assert.Equal(new(1, 4), Store.Append(Words(), [.. parts, PartScore.Ticker("MSFT", weak, 0.5, 1)], At));
        Assert.Equal(["MSFT|a|1|0.75|3|extremely positive|ratio:polarity@1|words", "ORCL|a|null|0.1|1|silent|ratio:polarity@1|words", "MSFT|b|-1|0.5|1|extremely negative|ratio:polarity@1|words"], Asked("SELECT ticker, article, value, relevance, mentions, label, method, lexicon FROM tickers"));
        Assert.Equal(["compute|a|1|0.5|2026-01-05T10:00:00Z", "MSFT|a|1|1|2026-01-05T10:00:00Z"], Asked("SELECT theme, article, value, prevalence, availableAt FROM themes"));
        Assert.Equal(["0"], Asked("SELECT count(*) FROM scores"));
    }

    [Fact]
    public void What_could_be_known_at_a_time_is_the_last_text_that_was_available_by_then()
    {
        Store.Append(Tone(), [Told("a", "Strong.", "2026-01-05T10:00:00Z"), Told("b", "Weak.")], At);
        Store.Append(Tone(), [Told("a", "Weak.", "2026-01-07T10:00:00Z")], At);
        Store.Append(Words(strong: -0.5).Scorer("ratio:polarity"), [Told("a", "Strong.", "2026-01-05T10:00:00Z")], At);
        const string AsOf = "SELECT value FROM as_of($at) WHERE lexiconHash = $lexicon";
        Assert.Empty(Asked(AsOf, ("at", Day(5, 9)), ("lexicon", Words().Hash)));
        Assert.Equal(["1"], Asked(AsOf, ("at", Day(5, 10)), ("lexicon", Words().Hash)));
        Assert.Equal(["-1"], Asked(AsOf, ("at", Day(8, 0)), ("lexicon", Words().Hash)));
        Assert.Equal(["-1"], Asked(AsOf, ("at", Day(5, 10)), ("lexicon", Words(strong: -0.5).Hash)));

        static DateTimeOffset Day(int day, int hour) => new(2026, 1, day, hour, 0, 0, TimeSpan.Zero);
    }

    [Theory]
    [InlineData("'; DROP TABLE article_rows; --")]
    [InlineData("\"a\"\n$at\t\\ \u202Eevil 😀 é")]
    [InlineData("=1+1")]
    public void Whatever_an_article_is_called_it_is_found_again(string id)
    {
        var article = Told(id, "Strong growth.") with { Source = id };
        Store.Append(Archived("it's [a] scores?.parquet", Tone(), article), At);
        Assert.Equal(new(0, 1), Store.Append(Tone(), [article], At));
        Store.Append(Words(), [PartScore.Theme(id, Tone().Explain(article), 1, 1)], At);
        Assert.Equal([$"{id}|{id}"], Asked("SELECT article, source FROM scores WHERE article = $id", ("id", id)));
        Assert.Equal([$"{id}|{id}"], Asked("SELECT theme, article FROM themes WHERE theme = $id", ("id", id)));
    }

    [Fact]
    public void Under_a_comma_culture_numbers_are_the_same() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        Store.Append(Words(), [PartScore.Ticker("MSFT", Tone().Explain(Told("a", "Strong.")), 0.125, 1)], At);
        Assert.Equal(["1|0.125"], Asked("SELECT value, relevance FROM tickers WHERE relevance = $value", ("value", 0.125)));
    });

    static Lexicon Words(double strong = 0.5) => Lexicon.Of("words", new("strong", Role.Polarity, strong), new("weak", Role.Polarity, -0.5));

    static Scorer Tone() => Words().Scorer("ratio:polarity");

    static Article Told(string id, string text, string? at = null) => Article.Of(text, id) with { PublishedAt = at is null ? null : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), Source = "Wire" };

    string Archived(string name, Scorer scorer, params Article[] articles)
    {
        using (var lines = File.Create(folder[name + ".jsonl"])) JsonLines.Write(lines, articles);
        Archive.Open(folder[name + ".jsonl"]).Score(scorer, o => o with { Out = folder[name] });
        return folder[name];
    }

    List<string> Asked(string sql, params (string, object?)[] parameters)
    {
        var frame = Store.Query(sql, parameters).ToDataFrame();
        return [.. Enumerable.Range(0, (int)frame.Rows.Count).Select(row => string.Join('|', frame.Columns.Select(column => FrameColumn.Written(column, row) ?? "null")))];
    }
}
