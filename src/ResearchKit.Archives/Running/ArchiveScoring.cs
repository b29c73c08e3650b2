namespace ResearchKit;

/// <summary>One run: a thread reads, others score, and this one keeps what they made, chunk by chunk, in the order of the archive.</summary>
sealed class ArchiveScoring(IReadOnlyList<ArchivePart> parts, Scorer scorer, ArchiveOptions options, RunFolder folder, IProgress<ArchiveProgress>? progress)
{
    /// <summary>Bytes of text under way at once, if that is enough for two batches a scorer.</summary>
    const long Under = 16 << 20;

    readonly ArchiveReader reader = new(parts, options);
    readonly List<ScoredBatch> gathered = [];
    readonly SortedDictionary<int, PartRead> partsRead = [];
    long articles, rejected;

    /// <summary>Scores what is left, and keeps it.</summary>
    /// <returns>Bytes of files that were read.</returns>
    public long Run(CancellationToken cancellation)
    {
        var (from, to) = options.Shard.Files(parts);
        var total = parts.Take(to).Skip(from).Sum(part => part.Bytes);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var flow = new Flow(Math.Max(Under, 2L * sizeof(char) * options.Workers * options.BatchBytes), stop.Token);
        var threads = Enumerable.Range(0, options.Workers).Select(_ => Start(() => Score(flow))).Append(Start(() => Read(flow))).ToList();
        try
        {
            Batch? last = null;
            var kept = folder.Read;
            foreach (var scoring in flow.InOrder)
            {
                var result = Await(scoring, stop.Token);
                var batch = last = scoring.Batch!;
                gathered.Add(result);
                foreach (var read in batch.PartsRead) partsRead[read.Part] = read;
                articles += result.Articles;
                rejected += result.Rejected;
                if (batch.Closes) Keep(batch);
                flow.Leave(batch);
                progress?.Report(new(articles, rejected, batch.Read, kept, total));
            }
            if (reader.Ended is { } ended) partsRead[ended.Part] = folder.PartsRead[ended.Part] = ended;
            if (last is { Closes: false }) Keep(last);
            return folder.Read - kept;
        }
        finally
        {
            stop.Cancel();
            threads.ForEach(thread => thread.Join());
        }
    }

    void Read(Flow flow)
    {
        try
        {
            foreach (var batch in reader.From(folder.End, folder.Hash, flow.Stop)) flow.Add(batch);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            flow.Fail(e);
        }
        catch (OperationCanceledException)
        {
            // The writer has stopped already.
        }
        flow.Complete();
    }

    void Score(Flow flow)
    {
        var scoring = new BatchScorer(scorer, parts, options);
        try
        {
            foreach (var next in flow.Unscored)
            {
                try
                {
                    using var batch = next.Batch!;
                    next.Result.SetResult(scoring.Score(batch));
                }
                catch (Exception e)
                {
                    next.Result.SetException(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The writer has stopped already.
        }
    }

    static ScoredBatch Await(Scoring scoring, CancellationToken stop)
    {
        var result = scoring.Result.Task;
        if (!result.IsCompleted) result.ContinueWith(_ => { }, TaskScheduler.Default).Wait(stop);
        return result.GetAwaiter().GetResult();
    }

    void Keep(Batch last)
    {
        folder.Keep(new(folder.Chunks, last.End, last.Read, gathered.Sum(batch => batch.Articles), gathered.Sum(batch => batch.Rejected), gathered.Sum(batch => batch.Seen), [.. partsRead.Values], gathered.Sum(batch => (long)batch.Scores.Length), ""), gathered);
        gathered.Clear();
        partsRead.Clear();
    }

    static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
