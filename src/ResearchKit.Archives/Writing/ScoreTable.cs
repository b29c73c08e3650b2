using System.Text.Json;
using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Writer;

namespace ResearchKit;

/// <summary>The file of scores: its columns, and how rows come into it.</summary>
static class ScoreTable
{
    /// <summary>What a file of scores says of itself.</summary>
    public const string RunKey = "researchkit.run", ShardKey = "researchkit.shard";

    static readonly ColumnInfo[] Made =
    [
        new("row", typeof(long)), new("part", typeof(string)), new("line", typeof(long)), new("id", typeof(string)), new("textHash", typeof(string)), new("publishedAt", typeof(DateTimeOffset)), new("availableAt", typeof(DateTimeOffset)), new("source", typeof(string)),
        new("value", typeof(double)), new("positive", typeof(double)), new("negative", typeof(double)), new("coverage", typeof(double)), new("hits", typeof(int)), new("sentences", typeof(int)), new("tokens", typeof(int)), new("outcome", typeof(string)), new("label", typeof(string)),
    ];

    /// <summary>The columns in their order; those of the run itself are the same in every row.</summary>
    public static string Columns(RunIdentity run) =>
        $"row, part, line, id, textHash, publishedAt, availableAt, source, {Duck.Quote(run.Method)} AS method, {Duck.Quote(run.Lexicon)} AS lexicon, {Duck.Quote(run.LexiconHash)} AS lexiconHash, value, positive, negative, coverage, hits, sentences, tokens, outcome, label";

    /// <summary>Makes a file of rows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">The rows in their order.</param>
    /// <param name="nameOf">The name of a row's file.</param>
    /// <param name="run">What they are of.</param>
    /// <param name="shard">Which part; null when they are all.</param>
    public static void Write(string file, IEnumerable<ScoreRow> rows, Func<int, string> nameOf, RunIdentity run, ShardSeen? shard)
    {
        using var duck = Duck.Open();
        duck.Register("kept", Made, () => rows.Select(row => (object)row), (row, writers, at) => Write((ScoreRow)row, nameOf, writers, at));
        duck.Run(Copy($"SELECT {Columns(run)} FROM kept()", file, run, shard));
        Flush(file);
    }

    /// <summary>Sees that a file is on the disk before it takes its place.</summary>
    public static void Flush(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    /// <summary>The statement that writes rows as a file of scores.</summary>
    static string Copy(string rows, string file, RunIdentity run, ShardSeen? shard)
    {
        var about = $"{Duck.Quote(RunKey)}: {Duck.Quote(JsonSerializer.Serialize(run, RunJson.Form.RunIdentity))}";
        if (shard is not null) about += $", {Duck.Quote(ShardKey)}: {Duck.Quote(JsonSerializer.Serialize(shard, RunJson.Form.ShardSeen))}";
        return $"COPY ({rows}) TO {Duck.Quote(file)} (FORMAT parquet, ROW_GROUP_SIZE 30720, COMPRESSION zstd, KV_METADATA {{{about}}})";
    }

    /// <summary>Tells texts of one id apart: the first 16 digits of the hash that a receipt has.</summary>
    public static string TextHash(Article article) => Receipt.TextHash(article)[..16];

    /// <summary>An outcome as the file has it.</summary>
    public static string Word(Outcome outcome) => outcome switch { Outcome.Scored => "scored", Outcome.Silent => "silent", _ => "unsupported language" };

    static void Write(in ScoreRow row, Func<int, string> nameOf, IDuckDBDataWriter[] writers, ulong at)
    {
        writers[0].WriteValue(row.Row, at);
        writers[1].WriteValue(nameOf(row.Part), at);
        writers[2].WriteValue(row.Line, at);
        writers[3].WriteValue(row.Id, at);
        writers[4].WriteValue(row.TextHash, at);
        Write(writers[5], row.PublishedAt, at);
        Write(writers[6], row.AvailableAt, at);
        Write(writers[7], row.Source, at);
        writers[8].WriteValue(row.Value, at);
        writers[9].WriteValue(row.Positive, at);
        writers[10].WriteValue(row.Negative, at);
        writers[11].WriteValue(row.Coverage, at);
        writers[12].WriteValue(row.Hits, at);
        writers[13].WriteValue(row.Sentences, at);
        writers[14].WriteValue(row.Tokens, at);
        writers[15].WriteValue(Word(row.Outcome), at);
        writers[16].WriteValue(row.Label, at);
    }

    public static void Write(IDuckDBDataWriter writer, string? text, ulong at)
    {
        if (text is not null) writer.WriteValue(text, at);
        else writer.WriteNull(at);
    }

    public static void Write(IDuckDBDataWriter writer, DateTimeOffset? time, ulong at)
    {
        if (time is { } instant) writer.WriteValue(instant, at);
        else writer.WriteNull(at);
    }
}
