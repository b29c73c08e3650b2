using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>A file of scores that is there, by what it says of itself.</summary>
/// <param name="Path">The file.</param>
/// <param name="Run">What it is of.</param>
/// <param name="Shard">Which part of the articles; null when it is whole.</param>
/// <param name="Articles">Its rows.</param>
sealed record ScoreFile(string Path, RunIdentity Run, ShardSeen? Shard, long Articles)
{
    /// <summary>Which part of the articles.</summary>
    public Shard Part { get; } = Shard is null ? ResearchKit.Shard.Whole : ResearchKit.Shard.Parse(Shard.Shard);

    /// <exception cref="InputException">It is not such a file.</exception>
    public static ScoreFile Read(string path)
    {
        using var duck = Duck.Open();
        return Read(path, duck);
    }

    /// <param name="path">The file.</param>
    /// <param name="duck">What reads it: opening one takes longer than a small file.</param>
    /// <exception cref="InputException">It is not such a file.</exception>
    public static ScoreFile Read(string path, Duck duck)
    {
        const string Expected = "a file of scores, as ./kit score ARCHIVE --out writes it";
        if (!File.Exists(path)) throw new InputException($"{Untrusted.Line(path)}: no such file. Expected {Expected}.");
        try
        {
            var about = new Dictionary<string, string>(StringComparer.Ordinal);
            using (var found = duck.Stream($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({Duck.File(path)})"))
                while (found.Read()) about[found.GetString(0)] = found.GetString(1);
            if (!about.TryGetValue(ScoreTable.RunKey, out var run)) throw new InputException($"{Untrusted.Line(path)}: does not say what it holds the scores of. Expected {Expected}.");
            var rows = (long)duck.Value($"SELECT count(*) FROM read_parquet({Duck.File(path)}, hive_partitioning = false)")!;
            return new(path, JsonSerializer.Deserialize(run, RunJson.Form.RunIdentity)!, about.TryGetValue(ScoreTable.ShardKey, out var shard) ? JsonSerializer.Deserialize(shard, RunJson.Form.ShardSeen) : null, rows);
        }
        catch (Exception e) when (e is DuckDBException or JsonException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be read: {Duck.Said(e)}. Expected {Expected}.", e);
        }
    }

    /// <summary>The run that made it, which is the one that is wanted.</summary>
    /// <exception cref="InputException">It is another.</exception>
    public ArchiveRun SameAs(RunManifest wanted)
    {
        var differs = Run.DifferenceTo(wanted.Run) ?? ((Shard?.Shard ?? ResearchKit.Shard.Whole.ToString()) is var shard && shard != wanted.Shard ? $"the shard is {wanted.Shard}, and was {shard}" : null);
        if (differs is not null) throw new InputException($"{Untrusted.Line(Path)}: holds other scores: {Untrusted.Line(differs)}. Expected those of this run: replace them with --force, or name another file.");
        var rejections = RejectedRows.PathOf(Path);
        var rejected = File.Exists(rejections) ? File.ReadLines(rejections, Encoding.UTF8).LongCount() : 0;
        return new(Path, rejected == 0 ? null : rejections, Articles, rejected, Articles + rejected, 0);
    }
}
