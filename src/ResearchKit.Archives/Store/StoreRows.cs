using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;

namespace ResearchKit;

/// <summary>Rows that are to come into a store.</summary>
/// <param name="Table">The table they go to.</param>
/// <param name="Source">Where SQL finds them: with the scorer's number, and a column <c>place</c> in their order.</param>
/// <param name="Key">Columns in which no two rows are alike.</param>
/// <param name="Others">Its other columns.</param>
/// <param name="Count">How many there are.</param>
sealed record StoreRows(string Table, string Source, string Key, string Others, long Count)
{
    const string ArticleKey = "scorer, article, textHash", PartKey = ArticleKey + ", kind, name", Said = "publishedAt, availableAt, source, value, label", Masses = "positive, negative, coverage, hits, sentences, tokens, outcome";

    static readonly ColumnInfo[] HeadColumns = [new("place", typeof(long)), new("scorer", typeof(int)), new("article", typeof(string)), new("textHash", typeof(string)), new("publishedAt", typeof(DateTimeOffset)), new("availableAt", typeof(DateTimeOffset)), new("source", typeof(string)), new("value", typeof(double)), new("label", typeof(string))];

    /// <summary>Those of a file of an archive's scores.</summary>
    public static StoreRows Of(ScoreFile file, int scorer) => new("article_rows",
        FormattableString.Invariant($"(SELECT * REPLACE (CASE outcome WHEN 'scored' THEN value END AS value), row AS place, {scorer} AS scorer, id AS article FROM read_parquet({Duck.File(file.Path)}, hive_partitioning = false))"), ArticleKey, $"{Said}, {Masses}", file.Articles);

    /// <summary>Those of articles that were scored here.</summary>
    public static StoreRows Of(Duck duck, IEnumerable<(Article Article, Score Score)> scored, int scorer)
    {
        var rows = scored.Select((row, place) => (Head: StoreHead.Of(place, scorer, row.Article, row.Score), row.Score)).ToList();
        ColumnInfo[] columns = [.. HeadColumns, new("positive", typeof(double)), new("negative", typeof(double)), new("coverage", typeof(double)), new("hits", typeof(int)), new("sentences", typeof(int)), new("tokens", typeof(int)), new("outcome", typeof(string))];
        duck.Register("appended", columns, () => rows.Select(row => (object)row), (row, writers, at) =>
        {
            var (head, score) = ((StoreHead, Score))row;
            head.Write(writers, at);
            writers[9].WriteValue(score.Positive, at);
            writers[10].WriteValue(score.Negative, at);
            writers[11].WriteValue(score.Coverage, at);
            writers[12].WriteValue(score.Hits, at);
            writers[13].WriteValue(score.Sentences, at);
            writers[14].WriteValue(score.Tokens, at);
            writers[15].WriteValue(ScoreTable.Word(score.Outcome), at);
        });
        return new("article_rows", "appended()", ArticleKey, $"{Said}, {Masses}", rows.Count);
    }

    /// <summary>Those of tickers and themes.</summary>
    public static StoreRows Of(Duck duck, IEnumerable<PartScore> parts, Func<string, int> scorer)
    {
        var rows = parts.Select((part, place) => (Head: StoreHead.Of(place, scorer(part.Explanation.Score.Method), part.Explanation.Article, part.Explanation.Score), part.Kind, part.Name, part.Share, part.Mentions)).ToList();
        ColumnInfo[] columns = [.. HeadColumns, new("kind", typeof(string)), new("name", typeof(string)), new("share", typeof(double)), new("mentions", typeof(int))];
        duck.Register("appended", columns, () => rows.Select(row => (object)row), (row, writers, at) =>
        {
            var (head, kind, name, share, mentions) = ((StoreHead, string, string, double, int))row;
            head.Write(writers, at);
            writers[9].WriteValue(kind, at);
            writers[10].WriteValue(name, at);
            writers[11].WriteValue(share, at);
            writers[12].WriteValue(mentions, at);
        });
        return new("part_rows", "appended()", PartKey, $"{Said}, share, mentions", rows.Count);
    }

    /// <summary>The statement that keeps what is new, in its order; of two alike the first.</summary>
    public string Insert => $"""
        INSERT INTO {Table} (scoredAt, {Key}, {Others})
        SELECT $at, {Key}, {Others} FROM {Source}
        ANTI JOIN (SELECT {Key} FROM {Table}) USING ({Key})
        LEFT JOIN (SELECT {Key}, min(place) AS kept FROM {Source} GROUP BY ALL HAVING count(*) > 1) USING ({Key})
        WHERE kept IS NULL OR place = kept
        """;

    /// <summary>What every row has: of which article it is, as of which text, and its value. A value of nothing is none: silent is not neutral.</summary>
    readonly record struct StoreHead(long Place, int Scorer, string Article, string TextHash, DateTimeOffset? PublishedAt, DateTimeOffset? AvailableAt, string? Source, double? Value, string Label)
    {
        public static StoreHead Of(long place, int scorer, Article article, in Score score) =>
            new(place, scorer, article.Id, ScoreTable.TextHash(article), article.PublishedAt, article.AvailableAt, article.Source, score.Outcome == Outcome.Scored ? score.Value : null, Scale.TenWords.Label(score));

        public void Write(IDuckDBDataWriter[] writers, ulong at)
        {
            writers[0].WriteValue(Place, at);
            writers[1].WriteValue(Scorer, at);
            writers[2].WriteValue(Article, at);
            writers[3].WriteValue(TextHash, at);
            ScoreTable.Write(writers[4], PublishedAt, at);
            ScoreTable.Write(writers[5], AvailableAt, at);
            ScoreTable.Write(writers[6], Source, at);
            if (Value is { } value) writers[7].WriteValue(value, at);
            else writers[7].WriteNull(at);
            writers[8].WriteValue(Label, at);
        }
    }
}
