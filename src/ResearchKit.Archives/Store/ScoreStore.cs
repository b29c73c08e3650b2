using System.Collections.Immutable;
using System.Data.Common;

namespace ResearchKit;

/// <summary>Scores to be asked by SQL: of articles, tickers and themes, by method, lexicon version and time, in one DuckDB file. Not a cache: what is in it stays tied to the lexicon that made it.</summary>
/// <remarks>
/// <para>Views: <c>scores</c> (a row for each article), <c>tickers</c>, <c>themes</c>, and <c>scorers</c> (what made them); <c>as_of(instant)</c> has of each article and scorer the last text that was available by then. Instants are in UTC, <c>value</c> is null where nothing was scored, and <c>textHash</c> is the first 16 digits of the hash that a <see cref="Receipt"/> has.</para>
/// <para>The file is open only while something is appended, or until the rows of a query are closed. One process may write it, or several may read.</para>
/// </remarks>
public sealed class ScoreStore
{
    readonly string path;

    ScoreStore(string path) => this.path = path;

    /// <summary>A store that is there, or that the first <see cref="Append(string, DateTimeOffset)"/> makes.</summary>
    /// <param name="path">A file, such as <c>scores.duckdb</c>.</param>
    /// <exception cref="InputException">The file is something else, or is being written.</exception>
    public static ScoreStore Open(string path)
    {
        if (File.Exists(path) || Directory.Exists(path)) StoreFile.Read(path).Dispose();
        return new(path);
    }

    /// <summary>Adds the scores of an archive, all or none of them.</summary>
    /// <param name="scores">The file that <see cref="Archive.Score"/> or <see cref="Archive.Merge"/> made; a shard's as well.</param>
    /// <param name="at">When they were scored. Of what is there already it changes nothing.</param>
    /// <remarks>A row is known when the same scorer, lexicon and map have scored the same text of the same id. Another text, or another version of the lexicon, is another row.</remarks>
    /// <exception cref="InputException">A file cannot be read or written, or is another.</exception>
    public StoreAppend Append(string scores, DateTimeOffset at)
    {
        var file = ScoreFile.Read(scores);
        return Append(at, (_, number) => StoreRows.Of(file, number(ScoredBy.Of(file.Run))));
    }

    /// <summary>Scores articles and adds what came of it, as <see cref="Append(string, DateTimeOffset)"/> does.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="articles">The articles.</param>
    /// <param name="at">When they were scored.</param>
    /// <exception cref="InputException">The store cannot be written.</exception>
    public StoreAppend Append(Scorer scorer, IReadOnlyList<Article> articles, DateTimeOffset at)
    {
        var scores = scorer.Score(articles);
        return Append(at, (duck, number) => StoreRows.Of(duck, articles.Zip(scores), number(ScoredBy.Of(scorer))));
    }

    /// <summary>Adds what articles say of tickers and themes, as <see cref="Append(string, DateTimeOffset)"/> does: a row for each of them that an article names.</summary>
    /// <param name="lexicon">The lexicon that made them.</param>
    /// <param name="parts">The rows.</param>
    /// <param name="at">When they were scored.</param>
    /// <exception cref="InputException">The store cannot be written.</exception>
    public StoreAppend Append(Lexicon lexicon, IEnumerable<PartScore> parts, DateTimeOffset at) =>
        Append(at, (duck, number) => StoreRows.Of(duck, parts, method => number(new(method, lexicon.Reference, lexicon.Hash, ""))));

    /// <summary>Asks by SQL. Nothing can be changed by it, and no other file be read or written.</summary>
    /// <param name="sql">A question in DuckDB's SQL: <c>SELECT article, value FROM scores WHERE lexicon = $lexicon</c>. Of several statements the first is answered.</param>
    /// <param name="parameters">Values for the names behind <c>$</c>: <c>("lexicon", "finance@2")</c>. They are bound, never part of the text.</param>
    /// <returns>The rows, which keep the store open until they are closed; <c>ToDataFrame()</c> closes them.</returns>
    /// <exception cref="InputException">The store is not there or is being written, or the SQL is wrong or wants to change something.</exception>
    public DbDataReader Query(string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        if (!File.Exists(path)) throw new InputException($"{Untrusted.Line(path)}: no such store. Append scores to it first.");
        var duck = StoreFile.Read(path);
        try
        {
            ImmutableArray<(string Name, object? Value)> bound = [.. parameters];
            // The database passes over a name that it does not ask for, which is a slip.
            var asked = QueryNames.In(sql);
            if (bound.FirstOrDefault(one => !asked.Contains(one.Name)).Name is { } unused) throw new InputException($"{Untrusted.Line(path)}: the query cannot be answered: the name {Untrusted.Quote(unused)} is not in the SQL. Expected ${Untrusted.Show(unused)} in it.");
            return StoreFile.Guarded(path, "the query cannot be answered", () => duck.Last(sql, [.. bound]));
        }
        catch
        {
            duck.Dispose();
            throw;
        }
    }

    StoreAppend Append(DateTimeOffset at, Func<Duck, Func<ScoredBy, int>, StoreRows> make)
    {
        using var duck = StoreFile.Write(path);
        return StoreFile.Guarded(path, "nothing was stored", () =>
        {
            duck.Run("BEGIN");
            // Two that append at once would change this row: the later is refused, rather than that both add the same.
            duck.Run("UPDATE store SET appends = appends + 1");
            var numbers = new Dictionary<ScoredBy, int>();
            var rows = make(duck, by => numbers.TryGetValue(by, out var known) ? known : numbers[by] = Number(duck, by));
            var added = duck.Run(rows.Insert, ("at", at));
            RunSteps.Say("store.added", path);
            duck.Run(added == 0 ? "ROLLBACK" : "COMMIT");
            RunSteps.Say("store.kept", path);
            return new StoreAppend(added, rows.Count - added);
        });
    }

    /// <summary>A scorer's number in this store.</summary>
    static int Number(Duck duck, ScoredBy by)
    {
        const string Same = "method = $method AND lexicon = $lexicon AND lexiconHash = $hash AND map = $map";
        ReadOnlySpan<(string, object?)> bound = [("method", by.Method), ("lexicon", by.Lexicon), ("hash", by.LexiconHash), ("map", by.Map)];
        duck.Run($"INSERT INTO scorer_rows SELECT (SELECT count(*) + 1 FROM scorer_rows), $method, $lexicon, $hash, $map WHERE NOT EXISTS (FROM scorer_rows WHERE {Same})", bound);
        return (int)duck.Value($"SELECT scorer FROM scorer_rows WHERE {Same}", bound)!;
    }
}
