namespace ResearchKit;

/// <summary>The tables of a store, and the views that a question is put to.</summary>
static class StoreSchema
{
    /// <summary>Version of this form.</summary>
    public const int Format = 1;

    /// <summary>What stands at the head of every row: of which article it is, as of which text.</summary>
    const string Article = "scorer INTEGER, article VARCHAR, textHash VARCHAR, publishedAt TIMESTAMPTZ, availableAt TIMESTAMPTZ, source VARCHAR, value DOUBLE, label VARCHAR, scoredAt TIMESTAMPTZ";

    const string Head = "article, textHash, publishedAt, availableAt, source, method, lexicon, lexiconHash, map";

    const string Tables = $"""
        CREATE TABLE store (format INTEGER, appends BIGINT);
        CREATE TABLE scorer_rows (scorer INTEGER, method VARCHAR, lexicon VARCHAR, lexiconHash VARCHAR, map VARCHAR);
        CREATE TABLE article_rows ({Article}, positive DOUBLE, negative DOUBLE, coverage DOUBLE, hits INTEGER, sentences INTEGER, tokens INTEGER, outcome VARCHAR);
        CREATE TABLE part_rows ({Article}, kind VARCHAR, name VARCHAR, share DOUBLE, mentions INTEGER);
        """;

    const string Views = $"""
        CREATE VIEW scorers AS SELECT method, lexicon, lexiconHash, map FROM scorer_rows;
        CREATE VIEW scores AS SELECT {Head}, value, label, outcome, positive, negative, coverage, hits, sentences, tokens, scoredAt FROM article_rows JOIN scorer_rows USING (scorer);
        CREATE VIEW tickers AS SELECT name AS ticker, {Head}, value, label, share AS relevance, mentions, scoredAt FROM part_rows JOIN scorer_rows USING (scorer) WHERE kind = 'ticker';
        CREATE VIEW themes AS SELECT name AS theme, {Head}, value, label, share AS prevalence, mentions, scoredAt FROM part_rows JOIN scorer_rows USING (scorer) WHERE kind = 'theme';
        CREATE MACRO as_of(instant) AS TABLE SELECT * FROM scores WHERE availableAt <= instant
            QUALIFY row_number() OVER (PARTITION BY article, method, lexiconHash, map ORDER BY availableAt DESC, scoredAt DESC, textHash) = 1;
        """;

    public const string Create = $"{Tables} {Views} INSERT INTO store VALUES (1, 0);";
}
