namespace ResearchKit;

/// <summary>Gathers rows that come one by one into batches.</summary>
sealed class RowBatches(ArchivePart part, ReadOptions options, int size, PartHash? hash, CancellationToken stop)
{
    const int Most = 512, RowBytes = 64;

    public IEnumerable<Batch> From(ArchivePosition place) => part.Form switch
    {
        PartForm.Csv => Csv(place),
        PartForm.Text => Gathered(Text(place), place, () => part.Bytes),
        _ => Parquet(place),
    };

    IEnumerable<Batch> Csv(ArchivePosition place)
    {
        using var stream = PartStream.Open(part, 0, hash);
        foreach (var batch in Gathered(CsvRows.Read(stream, part.Path, options, place.Line), place, () => stream.Consumed)) yield return batch;
    }

    IEnumerable<Batch> Parquet(ArchivePosition place)
    {
        // The database reads it here and there.
        hash?.ReadBeside(part.Location, part.Bytes, stop);
        var rows = new ParquetRows(part);
        foreach (var batch in Gathered(rows.Read(place.Line), place, () => rows.Consumed)) yield return batch;
    }

    IEnumerable<Row> Text(ArchivePosition place)
    {
        if (place.Line > 0) yield break;
        using var unpacked = new MemoryStream();
        using (var stream = PartStream.Open(part, 0, hash))
        {
            var block = new byte[1 << 14];
            for (int read; unpacked.Length <= options.MaxRowBytes && (read = stream.Read(block)) > 0;) unpacked.Write(block, 0, read);
        }
        unpacked.Position = 0;
        if (unpacked.Length == 0) yield break;
        Utf8Text.RefuseUtf16(unpacked);
        foreach (var row in TextFile.Read(unpacked, part.Plain, options))
            yield return part.Folder.Length == 0 || row.Article is not { } article ? row : row with { Article = article with { Id = part.Folder + article.Id } };
    }

    IEnumerable<Batch> Gathered(IEnumerable<Row> rows, ArchivePosition place, Func<long> consumed)
    {
        var found = new List<Row>();
        long bytes = 0;
        foreach (var row in rows)
        {
            found.Add(row);
            bytes += RowBytes + (row.Article is { } article ? article.Blocks.Sum(block => (long)block.Length) : 0);
            if (bytes < size && found.Count < Most) continue;
            yield return Batch();
        }
        if (found.Count > 0) yield return Batch();

        Batch Batch()
        {
            var end = place with { Line = place.Line + found.Count, Row = place.Row + found.Count };
            var batch = new RowBatch(place, end, bytes, found) { Read = Math.Min(consumed(), part.Bytes) };
            (place, found, bytes) = (end, [], 0);
            return batch;
        }
    }
}
