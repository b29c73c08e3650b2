using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>A folder into which article files are put, or to which lines are added. A <c>.jsonl</c> file is read as it grows, line by line; a <c>.txt</c> or <c>.csv</c> file as a whole, once it has stopped growing.</summary>
/// <remarks>A line that is not whole yet waits for the rest of it. A file that was cut or replaced is read from its beginning; what came already does not count again.</remarks>
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

        /// <summary>Hash of its first bytes, so that another file under its name is known.</summary>
        public string Head { get; set; } = "";

        public long Line { get; set; }

        public string Position => string.Create(CultureInfo.InvariantCulture, $"{Offset} {Line} {Head}");

        /// <summary>Length and time of a file that is read as a whole, and when it was seen so first.</summary>
        public string Seen { get; set; } = "";

        public long SeenAt { get; set; }

        public string Read { get; set; } = "";
    }

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
        var soon = false;
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
                if (!files.TryGetValue(source, out var state)) files.Add(source, state = Before(arrivals, source, name, location));
                if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) await Lines(arrivals, name, location, source, state, stop);
                else soon |= await Whole(arrivals, name, location, source, state, stop);
            }
            catch (FileFault e) { Once(arrivals, name, e.Message); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { Once(arrivals, name, $"the file cannot be read: {e.Message}"); }
        }
        return soon;
    }

    /// <summary>A position is <c>offset line head</c>, or length and time of a whole file.</summary>
    FileState Before(IArrivals arrivals, string source, string name, string location)
    {
        var (state, position) = (new FileState(), arrivals.PositionOf(source));
        var parts = position?.Split(' ') ?? [];
        if (parts.Length == 3) (state.Offset, state.Line, state.Head) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        else if (position is not null) state.Read = position;
        else if (first)
        {
            state.Read = Stamp(location);
            using var file = Open(location);
            (state.Offset, state.Head) = (file.Length, Head(file, file.Length));
            arrivals.Pass(source, name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? state.Position : state.Read);
        }
        return state;
    }

    async Task Lines(IArrivals arrivals, string name, string location, string source, FileState state, CancellationToken stop)
    {
        using var file = Open(location);
        var length = file.Length;
        if (length == state.Offset && state.Head.Length > 0) return;
        if (length < state.Offset || state.Offset > 0 && Head(file, state.Offset) != state.Head) (state.Offset, state.Line) = (0, 0);
        file.Position = state.Offset;
        var lines = new ByteLines(file, options.MaxRowBytes);
        var start = state.Offset;
        while (!stop.IsCancellationRequested && lines.Next() is { } read)
        {
            var line = read with { Offset = start + read.Offset };
            var end = line.Offset + line.Bytes.Length + 1;
            var isWhole = line.TooLong || end <= length;
            // Of the last line its end may be missing for ever: what is a whole object is taken.
            if (!isWhole && !(line.Bytes.Span.TrimEnd(" \t\r"u8) is [.., (byte)'}'] && RowReading.Checked(line, state.Line + 1, name, options) is { Article: not null })) return;
            if (line.TooLong) end = start + lines.Taken;
            var row = RowReading.Checked(line, state.Line + 1, name, options);
            if (state.Offset < HeadBytes) state.Head = HeadOf(location, isWhole ? end : end - 1);
            state.Offset = isWhole ? end : end - 1;
            // What ends a line that was taken without it is a blank one to the next look.
            if (isWhole) state.Line++;
            if (row is not { } found) continue;
            if (found.Article is { } article) await arrivals.Take(new(article, source, state.Position), stop);
            else arrivals.Say($"rejected: {new Rejection(name, found.Line, found.Field, found.Reason)}");
        }
    }

    /// <returns>Whether it has still to settle.</returns>
    async Task<bool> Whole(IArrivals arrivals, string name, string location, string source, FileState state, CancellationToken stop)
    {
        var stamp = Stamp(location);
        if (stamp == state.Read) return false;
        if (stamp != state.Seen) (state.Seen, state.SeenAt) = (stamp, System.Diagnostics.Stopwatch.GetTimestamp());
        if (System.Diagnostics.Stopwatch.GetElapsedTime(state.SeenAt) < Settle) return true;
        state.Read = stamp;
        using var file = Open(location);
        if (file.Length == 0) return false;
        Utf8Text.RefuseUtf16(file);
        var rows = ArticleFiles.FormatOf(name)!(file, name, options).Select(row => RowReading.Checked(row, options)).ToList();
        for (var i = 0; i < rows.Count; i++)
            // That the file was read is kept with its last article.
            if (rows[i].Article is { } article) await arrivals.Take(new(article, source, rows.Skip(i + 1).Any(row => row.Article is not null) ? null : stamp), stop);
            else arrivals.Say($"rejected: {new Rejection(name, rows[i].Line, rows[i].Field, rows[i].Reason)}");
        return false;
    }

    void Once(IArrivals arrivals, string name, string what)
    {
        if (said.Count < MostSaid && said.Add($"{name} {what}")) arrivals.Say(Untrusted.Line($"{name}: {what}"));
    }

    static FileStream Open(string location) => new(location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    static string Stamp(string location) => new FileInfo(location) is var file ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "";

    static string HeadOf(string location, long until)
    {
        using var file = Open(location);
        return Head(file, until);
    }

    static string Head(FileStream file, long until)
    {
        var head = new byte[Math.Min(HeadBytes, until)];
        file.Position = 0;
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(head.AsSpan(0, read)))[..16]}-{head.Length.ToString(CultureInfo.InvariantCulture)}";
    }
}
