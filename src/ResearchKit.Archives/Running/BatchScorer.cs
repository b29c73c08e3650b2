using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>Scores batches; each thread has its own.</summary>
sealed class BatchScorer(Scorer scorer, IReadOnlyList<ArchivePart> parts, ArchiveOptions options)
{
    readonly ReadOptions reading = options.Reading;

    /// <summary>The kit's own scorers look at no field that it does not know; of others nobody knows.</summary>
    readonly bool lean = options.Lean ?? ((scorer as CalibratedScorer)?.Inner ?? scorer) is LexiconScorer || scorer.ModelHash.Length > 0;

    /// <exception cref="PartFault">The file of the batch cannot be read on.</exception>
    public ScoredBatch Score(Batch batch)
    {
        using var scores = new MemoryStream();
        using var rejections = new MemoryStream();
        using var writer = new BinaryWriter(scores, Encoding.UTF8);
        long articles = 0, rejected = 0, seen = 0;
        var part = batch.Start.Part;
        try
        {
            foreach (var (number, found, known) in batch.Rows(options.Shard, lean))
            {
                seen++;
                if (found is not { } row) continue;
                if (!known && row.Article is { } read) row = Row.At(row.Line, () => ArticleRules.Check(read, reading.MaxCharacters));
                if (row.Article is { } article)
                {
                    ScoreRow.Of(number, part, row.Line, article, scorer.Score(article)).Write(writer);
                    articles++;
                    continue;
                }
                JsonSerializer.Serialize(rejections, new(number, parts[part].Path, row.Line, row.Field, row.Reason), RunJson.Form.RejectedRow);
                rejections.WriteByte((byte)'\n');
                rejected++;
            }
        }
        catch (FileFault fault)
        {
            throw new PartFault(part, parts[part].Path, fault.Line, fault.Message);
        }
        writer.Flush();
        return new(articles, rejected, seen, scores.ToArray(), rejections.ToArray());
    }
}

/// <summary>What came of a batch.</summary>
/// <param name="Articles">Scored articles.</param>
/// <param name="Rejected">Rejected rows.</param>
/// <param name="Seen">Rows of all shards.</param>
/// <param name="Scores">The scores as a chunk keeps them.</param>
/// <param name="Rejections">The rejected rows, one JSON object a line.</param>
sealed record ScoredBatch(long Articles, long Rejected, long Seen, byte[] Scores, byte[] Rejections);
