namespace ResearchKit;

/// <summary>The file of a journal. Lines are added behind; once it has become long it is written anew without what can matter no more, while lines go on being added. Safe to share between threads.</summary>
sealed class JournalFile : IDisposable
{
    /// <summary>From this length on it is written anew, and again at twice what is then left.</summary>
    public const long Long = 256 << 20;

    readonly string path, shown;
    readonly AlertRules rules;
    readonly Lock writing = new();
    readonly CancellationTokenSource ending = new();
    FileStream file;
    Task shortening = Task.CompletedTask;
    InputException? fault;
    long mostLength;

    /// <param name="path">Where it is; made when missing.</param>
    /// <param name="rules">By which it is told what can matter no more.</param>
    /// <param name="most">From which length on it is written anew.</param>
    public JournalFile(string path, AlertRules rules, long most = Long)
    {
        (this.path, shown, this.rules, mostLength) = (path, Untrusted.Line(path), rules, most);
        file = Open();
    }

    /// <summary>Ends when it is no longer being written anew.</summary>
    public Task Shortening
    {
        get { lock (writing) return shortening; }
    }

    /// <summary>Adds lines, and returns when they are on the disk.</summary>
    /// <param name="lines">Each with its end.</param>
    /// <param name="durable">Whether it waits for the disk; else a process that dies loses nothing of them, and a machine that loses its power may.</param>
    /// <exception cref="InputException">They cannot be written; none of them is there.</exception>
    public void Append(IReadOnlyCollection<byte[]> lines, bool durable = true)
    {
        // One write, so that a process that dies leaves one line cut off at most.
        var (bytes, end) = (new byte[lines.Sum(line => line.Length)], 0);
        foreach (var line in lines)
        {
            line.CopyTo(bytes, end);
            end += line.Length;
        }
        lock (writing)
        {
            if (fault is not null) throw fault;
            var before = file.Position;
            try
            {
                file.Write(bytes);
                file.Flush(flushToDisk: durable);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Cut(before);
                throw new InputException($"{shown}: cannot be written: {Untrusted.Line(e.Message)} What stands there is whole: make room and start again.", e);
            }
            if (file.Position >= mostLength) Shorten();
        }
    }

    /// <summary>What stands in it now, open to be read, and how long that is: whatever becomes of the file meanwhile.</summary>
    public (FileStream Now, long Length) OpenToRead()
    {
        lock (writing) return (new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1), file.Position);
    }

    /// <summary>Writes it anew, beside what goes on.</summary>
    public void Shorten()
    {
        lock (writing)
        {
            if (!shortening.IsCompleted) return;
            var until = file.Position;
            shortening = Task.Run(() => WriteAnew(until));
        }
    }

    public void Dispose()
    {
        ending.Cancel();
        // It never throws: what cannot be written anew goes on as it is.
        Shortening.Wait();
        file.Dispose();
        ending.Dispose();
    }

    FileStream Open()
    {
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        opened.Seek(0, SeekOrigin.End);
        return opened;
    }

    /// <summary>What lines are there in part would end a journal for its next reader if others came behind them.</summary>
    void Cut(long before)
    {
        try
        {
            file.SetLength(before);
            file.Position = before;
        }
        catch (IOException) { }
    }

    void WriteAnew(long until)
    {
        var draft = Files.DraftOf(path);
        try
        {
            using (var output = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                JournalCompaction.Write(path, until, rules, output, ending.Token);
                // Most of it is on the disk before anybody waits.
                output.Flush(flushToDisk: true);
                lock (writing)
                {
                    using (var added = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                    {
                        added.Position = until;
                        added.CopyTo(output);
                    }
                    output.Flush(flushToDisk: true);
                    output.Dispose();
                    file.Dispose();
                    try { File.Move(draft, path, overwrite: true); }
                    finally { file = Open(); }
                    mostLength = Math.Max(Long, 2 * file.Position);
                }
            }
        }
        catch (OperationCanceledException) { }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No room for a second one: later, when it is twice as long, or when there is none for the first.
            lock (writing) mostLength = 2 * file.Position;
        }
        catch (InputException e)
        {
            lock (writing) fault = e;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
