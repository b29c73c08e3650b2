using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>The rows of all shards of a run in the order of the archive. A shard's own are in that order already: they are taken in turn, and only a few of each are held.</summary>
/// <param name="shards">The files.</param>
/// <param name="spill">A file to make where there are too many of them to be open at once; whoever asks takes it away.</param>
sealed class ShardRows(IReadOnlyList<ScoreFile> shards, string spill)
{
    /// <summary>Shards by ids that are read beside one another as they are: more have their rows written out first.</summary>
    const int MostOpen = 16;

    readonly List<string> names = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The file of the archive that a row's number stands for.</summary>
    public string NameOf(int part) => names[part];

    public IEnumerable<ScoreRow> All() => shards[0].Part.ByFiles ? OneAfterAnother() : shards.Count <= MostOpen ? InTurn(shards.Select(Alone)) : Spilled();

    /// <summary>How many rows of the archive lie before a shard's own.</summary>
    /// <param name="shards">Shards by files, in any order.</param>
    public static IEnumerable<(ScoreFile Shard, long Before)> Places(IEnumerable<ScoreFile> shards)
    {
        var before = 0L;
        foreach (var shard in shards.OrderBy(shard => shard.Part.Number))
        {
            yield return (shard, before);
            before += shard.Shard!.Rows;
        }
    }

    IEnumerable<ScoreRow> OneAfterAnother()
    {
        using var duck = Open();
        foreach (var (shard, before) in Places(shards))
            foreach (var row in Of(shard, duck)) yield return row with { Row = row.Row + before };
    }

    IEnumerable<ScoreRow> Spilled()
    {
        using var duck = Open();
        using var spilled = SpilledRows.Of(spill, shards.Select(shard => Of(shard, duck)));
        foreach (var row in InTurn(spilled.Shards)) yield return row;
    }

    static IEnumerable<ScoreRow> InTurn(IEnumerable<IEnumerable<ScoreRow>> shards)
    {
        var open = shards.Select(shard => shard.GetEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<IEnumerator<ScoreRow>, long>();
            foreach (var rows in open.Where(rows => rows.MoveNext())) next.Enqueue(rows, rows.Current.Row);
            while (next.TryPeek(out var rows, out _))
            {
                yield return rows.Current;
                if (rows.MoveNext()) next.DequeueEnqueue(rows, rows.Current.Row);
                else next.Dequeue();
            }
        }
        finally
        {
            open.ForEach(rows => rows.Dispose());
        }
    }

    /// <summary>The rows of a shard that is open together with others: one connection streams one of them.</summary>
    IEnumerable<ScoreRow> Alone(ScoreFile shard)
    {
        using var duck = Open();
        foreach (var row in Of(shard, duck)) yield return row;
    }

    static Duck Open()
    {
        var duck = Duck.Open();
        duck.Run("SET streaming_buffer_size = '100KB';");
        return duck;
    }

    IEnumerable<ScoreRow> Of(ScoreFile shard, Duck duck)
    {
        using var found = duck.Stream($"SELECT row, part, line, id, textHash, epoch_us(publishedAt), epoch_us(availableAt), source, value, positive, negative, coverage, hits, sentences, tokens, outcome FROM read_parquet({Duck.File(shard.Path)}, hive_partitioning = false)");
        while (found.Read())
            yield return new(found.GetInt64(0), Number(found.GetString(1)), found.GetInt64(2), found.GetString(3), found.GetString(4), Time(found, 5), Time(found, 6), found.IsDBNull(7) ? null : found.GetString(7),
                found.GetDouble(8), found.GetDouble(9), found.GetDouble(10), found.GetDouble(11), found.GetInt32(12), found.GetInt32(13), found.GetInt32(14), Outcome(found.GetString(15)));
    }

    int Number(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        names.Add(name);
        return numbers[name] = names.Count - 1;
    }

    static DateTimeOffset? Time(DuckDBDataReader found, int column) => found.IsDBNull(column) ? null : DateTimeOffset.UnixEpoch.AddMicroseconds(found.GetInt64(column));

    static Outcome Outcome(string word) => Enum.GetValues<Outcome>().First(outcome => ScoreTable.Word(outcome) == word);
}
