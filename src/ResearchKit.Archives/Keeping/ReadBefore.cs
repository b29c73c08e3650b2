namespace ResearchKit;

/// <summary>Whether files still hold what an earlier run has read of them. It is read once more, and all of it: a change in the middle of a file leaves its size and its ends as they were, and may leave its time.</summary>
static class ReadBefore
{
    /// <summary>Looks at every file of which something is kept.</summary>
    /// <param name="reads">What was read, by files.</param>
    /// <param name="parts">The files.</param>
    /// <param name="threads">How many files at once.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="last">The hash of the last one, to go on with it; empty when there is none.</param>
    /// <returns>Which file is another, first, and how; null when none is.</returns>
    public static (int Part, string What)? Difference(IReadOnlyList<PartRead> reads, IReadOnlyList<ArchivePart> parts, int threads, CancellationToken stop, out PartHash last)
    {
        var goesOn = last = new();
        var different = new (int, string)?[reads.Count];
        Parallel.For(0, reads.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, i =>
        {
            var (part, read) = (parts[reads[i].Part], reads[i]);
            try
            {
                var hash = i == reads.Count - 1 ? goesOn : new();
                hash.Read(part.Location, read.Bytes, stop);
                if (hash.Now(read.Part) != read) different[i] = (read.Part, FormattableString.Invariant($"{part.Path} has changed within its first {read.Bytes} bytes, which were read by then"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                different[i] = (read.Part, $"{part.Path} cannot be read: {e.Message.TrimEnd('.')}");
            }
        });
        return different.FirstOrDefault(other => other is not null);
    }
}
