namespace ResearchKit.Cli;

/// <summary>How far the tasks of a run have come, by what lies in the shared folder.</summary>
/// <param name="Articles">Articles that each shard has scored, and kept, so far.</param>
/// <param name="Shares">The share of the archive that each has been through.</param>
/// <param name="Rate">Articles a second since the last submission, of all tasks together; null before anything was kept.</param>
/// <param name="Left">Seconds to the end, at that rate; null when it cannot be told, or is reached.</param>
sealed record ClusterProgress(IReadOnlyList<long> Articles, IReadOnlyList<double> Shares, double? Rate, double? Left)
{
    /// <summary>Looks at the chunks of the shards under way and at the shards that are done. Nothing else of the command touches the library of archives, which is loaded with this class.</summary>
    public static ClusterProgress Of(ClusterRun run, IReadOnlyList<ClusterTask> tasks, DateTimeOffset now)
    {
        var (articles, shares) = (new long[tasks.Count], new double[tasks.Count]);
        var (newArticles, newShares) = (0L, 0.0);
        var since = run.Submissions.Count > 0 ? run.Submissions[^1].At : now;
        var done = tasks.Select(task => run.Shard(task.Shard)).Where(File.Exists).ToList();
        var rows = done.Count > 0 ? done.Zip(KeptSoFar.Articles(done)).ToDictionary() : [];
        foreach (var task in tasks)
        {
            var (shard, at) = (run.Shard(task.Shard), task.Shard - 1);
            if (rows.TryGetValue(shard, out articles[at]))
            {
                shares[at] = 1;
                if (File.GetLastWriteTimeUtc(shard) < since) continue;
                newArticles += articles[at];
                newShares++;
                continue;
            }
            foreach (var (chunk, kept) in KeptSoFar.Chunks(shard))
            {
                var share = run.Bytes[at] == 0 ? 1 : Math.Min(1, (double)chunk.Read / run.Bytes[at]);
                if (kept >= since)
                {
                    newArticles += chunk.Articles;
                    newShares += share - shares[at];
                }
                articles[at] += chunk.Articles;
                shares[at] = share;
            }
        }
        var seconds = (now - (tasks.Select(task => task.Began).Where(began => began >= since).Min() ?? now)).TotalSeconds;
        var left = shares.Sum(share => 1 - share);
        return newShares <= 0 || seconds <= 0 ? new(articles, shares, null, null) : new(articles, shares, newArticles / seconds, left > 0 ? seconds / newShares * left : null);
    }
}
