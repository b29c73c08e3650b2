using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>Neighbouring rows of one file that are scored by one thread.</summary>
/// <param name="Start">Before the first.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Bytes">How much text they are.</param>
abstract record Batch(ArchivePosition Start, ArchivePosition End, long Bytes) : IDisposable
{
    /// <summary>Bytes of memory that the text takes.</summary>
    public virtual long Held => Bytes;

    /// <summary>Bytes of the archive's files that are read once this batch is.</summary>
    public long Read { get; set; }

    /// <summary>How much of its file is read once it is, and of the one before, where that has ended.</summary>
    public IReadOnlyList<PartRead> PartsRead { get; set; } = [];

    /// <summary>Whether a chunk ends behind it.</summary>
    public bool Closes { get; set; }

    /// <summary>The rows in their order; those of other shards without what they hold.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="lean">Whether nobody asks for the fields of an article that the kit does not know.</param>
    /// <exception cref="FileFault">The file cannot be read on from here.</exception>
    public abstract IEnumerable<BatchRow> Rows(Shard shard, bool lean);

    public virtual void Dispose() { }
}

/// <summary>A row of a batch.</summary>
/// <param name="Number">Of the whole archive, from 1.</param>
/// <param name="Row">The article or why there is none; null for a row of another shard.</param>
/// <param name="Checked">Whether the article is known to keep every rule.</param>
readonly record struct BatchRow(long Number, Row? Row, bool Checked = false);

/// <summary>Rows that came out of their file one by one.</summary>
sealed record RowBatch(ArchivePosition Start, ArchivePosition End, long Bytes, IReadOnlyList<Row> Found) : Batch(Start, End, Bytes)
{
    /// <summary>What a field costs besides its text, a document of its own.</summary>
    const int Field = 200;

    /// <inheritdoc/>
    public override long Held { get; } = sizeof(char) * Bytes + Found.Sum(row => row.Article?.Fields.Values.Sum(field => Field + (long)JsonMarshal.GetRawUtf8Value(field).Length) ?? 0);

    public override IEnumerable<BatchRow> Rows(Shard shard, bool lean)
    {
        for (var i = 0; i < Found.Count; i++)
        {
            var number = Start.Row + i + 1;
            yield return new(number, (Found[i].Article is { } article ? shard.Holds(article.Id) : shard.Holds(number)) ? Found[i] : null);
        }
    }
}
