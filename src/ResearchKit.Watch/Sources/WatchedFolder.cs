using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>A folder into which article files are put, or to which lines are added. A <c>.jsonl</c> file is read as it grows, line by line; a <c>.txt</c> or <c>.csv</c> file as a whole, once it has stopped growing.</summary>
/// <remarks>A line that is not whole yet waits for the rest of it. A file that was cut or replaced is read from its beginning; what came already does not count again. Only ordinary files that really lie in the folder are opened.</remarks>
/// <param name="folder">The folder; it may be missing yet.</param>
/// <param name="options">What lines may hold.</param>
/// <param name="onlyNew">Whether what lies there at the first start is passed over.</param>
sealed class WatchedFolder(string folder, ReadOptions options, bool onlyNew = false) : IArticleSource
{
    const int HeadBytes = 512, MostSaid = 1000;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Settle = TimeSpan.FromMilliseconds(80);

    readonly Dictionary<string, FileState> files = new(StringComparer.Ordinal);
    readonly HashSet<string> said = new(StringComparer.Ordinal);
    bool first;

    /// <summary>How far a file was read.</summary>
    sealed class FileState
    {
        public long Offset { get; set; }

        /// <summary>Hash of its first bytes, and of the last before the offset, so that another file under its name is known.</summary>
        public string Head { get; set; } = "";

        public string Tail { get; set; } = "";

        public long Line { get; set; }

        public string Position => string.Create(CultureInfo.InvariantCulture, $"{Offset} {Line} {Head} {Tail}");

        /// <summary>Length and time of a file, with which it was read, or with which one that is read as a whole was seen, and when first.</summary>
        public string Seen { get; set; } = "";

        public long SeenAt { get; set; }

        public string Read { get; set; } = "";

        public void Begin() => (Offset, Line, Tail, Read) = (0, 0, "", "");
    }

    public string Name => $"folder:{folder}";

    public async Task Run(IArrivals arrivals, CancellationToken stop)
    {
        first = onlyNew && arrivals.IsFirstStart;
        using var changed = new SemaphoreSlim(0);
        using var notices = Notices(changed);
        while (!stop.IsCancellationRequested)
        {
            bool again;
            try { again = await Scan(arrivals, stop); }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            first = false;
            try { await changed.WaitAsync(again ? Settle / 4 : Look, stop); }
            catch (OperationCanceledException) { return; }
            while (changed.CurrentCount > 0) await changed.WaitAsync(0, CancellationToken.None);
        }
    }

    /// <summary>Notices are a reason to look at once; where there are none, as on shared drives, it is looked every second.</summary>
    FileSystemWatcher? Notices(SemaphoreSlim changed)
    {
        if (!Directory.Exists(folder)) return null;
        try
        {
            var notices = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
            void Wake(object _, EventArgs __)
            {
                try { changed.Release(); }
                catch (ObjectDisposedException) { }
            }
            notices.Changed += Wake;
            notices.Created += Wake;
            notices.Renamed += Wake;
            notices.Error += Wake;
            notices.EnableRaisingEvents = true;
            return notices;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) { return null; }
    }

    /// <returns>Whether something is about to be ready.</returns>
    async Task<bool> Scan(IArrivals arrivals, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            Once(arrivals, folder, "there is no such folder yet; it is looked for every second");
            return false;
        }
        var (soon, root) = (false, (string?)null);
        foreach (var (name, location, fault) in ArticleFiles.In(folder))
        {
            if (stop.IsCancellationRequested) return false;
            if (fault is not null)
            {
                Once(arrivals, name, fault);
                continue;
            }
            try
            {
                var source = $"folder:{Path.GetFullPath(location)}";
                var real = FolderFiles.Real(root ??= ArticleFiles.Real(folder), location);
                var isKnown = files.TryGetValue(source, out var state);
                if (FolderFiles.IsEmpty(real))
                {
                    // What is written into it next is all new.
                    if (isKnown) state!.Begin();
                    continue;
                }
                if (!isKnown) files.Add(source, state = Before(arrivals, source, name, real));
                if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) await Lines(arrivals, name, real, source, state!, stop);
                else soon |= await Whole(arrivals, name, real, source, state!, stop);
            }
            catch (FormatException e) { Once(arrivals, name, e.Message); }
            catch (FileFault e) { Once(arrivals, name, e.Message); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { Once(arrivals, name, $"the file cannot be read: {e.Message}"); }
        }
        return soon;
    }

    /// <summary>A position is <c>offset line head tail</c>, of earlier builds without the tail, or length and time of a whole file.</summary>
    FileState Before(IArrivals arrivals, string source, string name, string location)
    {
        var (state, position) = (new FileState(), arrivals.PositionOf(source));
        var parts = position?.Split(' ') ?? [];
        if (parts.Length is 3 or 4) (state.Offset, state.Line, state.Head, state.Tail) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts.Length == 4 ? parts[3] : "");
        else if (position is not null) state.Read = position;
        else if (first)
        {
            state.Read = Stamp(location);
            using var file = Open(location);
            var length = file.Length;
            (state.Offset, state.Head, state.Tail) = (length, Head(file, length), Tail(file, length));
            arrivals.Pass(source, name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? state.Position : state.Read);
        }
        return state;
    }

    async Task Lines(IArrivals arrivals, string name, string location, string source, FileState state, CancellationToken stop)
    {
        var stamp = Stamp(location);
        if (stamp == state.Read) return;
        using var file = Open(location);
        var length = file.Length;
        if (length < state.Offset || state.Offset > 0 && (Head(file, state.Offset) != state.Head || state.Tail.Length > 0 && Tail(file, state.Offset) != state.Tail)) state.Begin();
        file.Position = state.Offset;
        var lines = new ByteLines(file, options.MaxRowBytes);
        var start = state.Offset;
        while (!stop.IsCancellationRequested && lines.Next() is { } read)
        {
            var line = read with { Offset = start + read.Offset };
            var end = line.Offset + line.Bytes.Length + 1;
            var isWhole = line.TooLong || end <= length;
            // Of the last line its end may be missing for ever: what is a whole object is taken.
            if (!isWhole && !(line.Bytes.Span.TrimEnd(" \t\r"u8) is [.., (byte)'}'] && RowReading.Checked(line, state.Line + 1, name, options) is { Article: not null })) break;
            if (line.TooLong) end = start + lines.Taken;
            var row = RowReading.Checked(line, state.Line + 1, name, options);
            var before = state.Offset;
            state.Offset = isWhole ? end : end - 1;
            if (before < HeadBytes) state.Head = Head(file, state.Offset);
            state.Tail = Tail(file, state.Offset);
            // What ends a line that was taken without it is a blank one to the next look.
            if (isWhole) state.Line++;
            if (row is not { } found) continue;
            if (found.Article is { } article) await arrivals.Take(new(article, source, state.Position), stop);
            else arrivals.Reject(Name, $"{new Rejection(name, found.Line, found.Field, found.Reason)}");
        }
        if (!stop.IsCancellationRequested) state.Read = stamp;
    }

    /// <returns>Whether it has still to settle.</returns>
    async Task<bool> Whole(IArrivals arrivals, string name, string location, string source, FileState state, CancellationToken stop)
    {
        var stamp = Stamp(location);
        if (stamp == state.Read) return false;
        if (stamp != state.Seen) (state.Seen, state.SeenAt) = (stamp, System.Diagnostics.Stopwatch.GetTimestamp());
        if (System.Diagnostics.Stopwatch.GetElapsedTime(state.SeenAt) < Settle) return true;
        List<Row> rows;
        try
        {
            using var file = Open(location);
            Utf8Text.RefuseUtf16(file);
            rows = ArticleFiles.FormatOf(name)!(file, name, options).Select(row => RowReading.Checked(row, options)).ToList();
            state.Read = stamp;
        }
        catch (FileFault)
        {
            // It will be no better until it is another; what could not be opened is tried again.
            state.Read = stamp;
            throw;
        }
        for (var i = 0; i < rows.Count; i++)
            // That the file was read is kept with its last article.
            if (rows[i].Article is { } article) await arrivals.Take(new(article, source, rows.Skip(i + 1).Any(row => row.Article is not null) ? null : stamp), stop);
            else arrivals.Reject(Name, $"{new Rejection(name, rows[i].Line, rows[i].Field, rows[i].Reason)}");
        return false;
    }

    void Once(IArrivals arrivals, string name, string what)
    {
        if (said.Count < MostSaid && said.Add($"{name} {what}")) arrivals.Say(Untrusted.Line($"{name}: {what}"));
    }

    static FileStream Open(string location) => new(location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    static string Stamp(string location) => new FileInfo(location) is var file ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "";

    static string Head(FileStream file, long until) => HashOf(file, 0, (int)Math.Min(HeadBytes, until));

    static string Tail(FileStream file, long until) => HashOf(file, Math.Max(0, until - HeadBytes), (int)Math.Min(HeadBytes, until));

    /// <summary>Whoever reads the file meanwhile stays where he is.</summary>
    static string HashOf(FileStream file, long start, int length)
    {
        Span<byte> bytes = stackalloc byte[HeadBytes];
        var read = 0;
        while (read < length && RandomAccess.Read(file.SafeFileHandle, bytes[read..length], start + read) is > 0 and var some) read += some;
        return $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes[..read]))[..16]}-{length.ToString(CultureInfo.InvariantCulture)}";
    }
}
