using System.Threading.Channels;

namespace ResearchKit.Cli;

/// <summary>A history as a replay takes it, article by article. What is small is read whole and put in order; what is large, or comes through a pipe, is read as a stream, file by file in the order of names, and only a few thousand articles are in memory.</summary>
/// <param name="paths">Files and folders; <c>-</c> for standard input.</param>
/// <param name="maxLoss">Share of rows that may be rejected.</param>
/// <param name="say">Hears of rows that cannot be read.</param>
sealed class ReplayStream(string[] paths, double maxLoss, Action<string> say)
{
    /// <summary>Files that are larger together are read as a stream.</summary>
    public const long MostInMemory = 256 << 20;

    const int Ahead = 2_000, MostSaid = 100;

    static readonly TimeSpan Leap = TimeSpan.FromDays(30);

    readonly ReadOptions options = new() { MaxLoss = maxLoss };
    long rows, rejected;

    /// <summary>Articles without a time, which are left out.</summary>
    public long Undated { get; private set; }

    /// <summary>Articles of a stream whose time lay far ahead of that of the next, which are left out.</summary>
    public long Leapt { get; private set; }

    /// <summary>In the order of their times where they are read whole; else as they stand.</summary>
    /// <exception cref="InputException">A path cannot be read, or more rows were rejected than may be.</exception>
    public IEnumerable<Article> Articles()
    {
        if (!IsStream())
        {
            var corpus = Shared.ReadCorpus(paths, maxLoss);
            var dated = Watcher.Dated(corpus);
            Undated = corpus.Count - dated.Count;
            return dated;
        }
        return WithoutLeaps(Streamed());
    }

    /// <summary>One wrong year in a stream would make all that stands behind it late: an article that leaps ahead waits for the next, and is left out when that is back where it was.</summary>
    IEnumerable<Article> WithoutLeaps(IEnumerable<Article> articles)
    {
        Article? leaping = null;
        DateTimeOffset? last = null;
        foreach (var article in articles)
        {
            var at = article.AvailableAt!.Value;
            if (leaping is { } held)
            {
                leaping = null;
                if (held.AvailableAt!.Value - at > Leap) Leapt++;
                else
                {
                    last = held.AvailableAt;
                    yield return held;
                }
            }
            if (at - last > Leap) leaping = article;
            else
            {
                last = last > at ? last : at;
                yield return article;
            }
        }
        if (leaping is not null) yield return leaping;
    }

    /// <summary>Read on another thread, so that the next are there when they are wanted.</summary>
    IEnumerable<Article> Streamed()
    {
        var channel = Channel.CreateBounded<Article>(Ahead);
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => Read(channel.Writer, stop.Token));
        try
        {
            while (channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                while (channel.Reader.TryRead(out var article)) yield return article;
        }
        finally
        {
            stop.Cancel();
        }
        reading.GetAwaiter().GetResult();
        if (rejected > maxLoss * rows) throw new InputException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rejected} of {rows} rows were rejected. Expected at most a share of {maxLoss}; --max-loss allows more."));
    }

    void Read(ChannelWriter<Article> writer, CancellationToken stop)
    {
        try
        {
            foreach (var (name, location) in Files())
            {
                using var file = location is null ? Console.OpenStandardInput() : new FileStream(location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
                foreach (var row in ArticleFiles.FormatOf(name)!(file, name, options)) Take(name, RowReading.Checked(row, options), writer, stop);
            }
            writer.TryComplete();
        }
        catch (FileFault fault) { writer.TryComplete(new InputException(Untrusted.Line(fault.Message), fault)); }
        catch (IOException e) { writer.TryComplete(new InputException(Untrusted.Line(e.Message), e)); }
        catch (Exception e) { writer.TryComplete(e); }
    }

    void Take(string name, Row row, ChannelWriter<Article> writer, CancellationToken stop)
    {
        rows++;
        if (row.Article is not { } article)
        {
            if (++rejected <= MostSaid) say($"rejected: {new Rejection(name, row.Line, row.Field, row.Reason)}");
            if (rejected == MostSaid) say("rejected: more, of which no more is said");
        }
        else if (article.AvailableAt is null) Undated++;
        else if (!writer.TryWrite(article)) writer.WriteAsync(article, stop).AsTask().GetAwaiter().GetResult();
    }

    IEnumerable<(string Name, string? Location)> Files()
    {
        foreach (var path in paths)
            if (path == "-") yield return ("stdin.jsonl", null);
            else if (!Directory.Exists(path)) yield return (path, path);
            else
                foreach (var (name, location, fault) in ArticleFiles.In(path)) yield return fault is null ? (name, location) : throw new InputException(Untrusted.Line($"{name}: {fault}"));
    }

    bool IsStream()
    {
        if (paths.Contains("-")) return paths is ["-"] ? true : throw new InputException("--replay - is standard input, and stands alone. Leave the others out.");
        var length = 0L;
        foreach (var (name, location) in Files())
        {
            // What is wrong with it is said where it is read.
            if (!File.Exists(location) || ArticleFiles.FormatOf(name) is null) return false;
            length += new FileInfo(location).Length;
        }
        return length > MostInMemory;
    }
}
