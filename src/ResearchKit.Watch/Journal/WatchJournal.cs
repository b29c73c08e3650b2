using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A folder in which a watch keeps what it met, what it raised and what it sent, so that a restart loses and repeats nothing. Only added to, a line at a time with its hash; what can matter no more is left out when it is written anew.</summary>
/// <remarks>An article, where it was read up to, and the alerts that it raised are one line: they are there together or not at all, and before any of the alerts is sent. What a writer that died left of a last line is cut off.
/// Safe to share between threads.</remarks>
sealed class WatchJournal : IDisposable
{
    const string FileName = "journal.jsonl", LockName = "lock";

    const int Format = 1;

    /// <summary>By then a system has written what it was given, whether it was asked to or not.</summary>
    static readonly TimeSpan OnDisk = TimeSpan.FromMinutes(10);

    readonly string path;
    readonly FileStream held;
    readonly Dictionary<string, string> positions = new(StringComparer.Ordinal);
    readonly ImmutableArray<string> sinks;
    readonly string identity;
    readonly AlertRules rules;
    JournalFile file = null!;

    WatchJournal(string folder, FileStream held, string identity, AlertRules rules, ImmutableArray<string> sinks)
    {
        (path, this.held, this.identity, this.rules, this.sinks) = (Path.Combine(folder, FileName), held, identity, rules, sinks);
    }

    /// <summary>Alerts that were raised and not sent, in the order in which they were raised, with where each has still to go.</summary>
    public ImmutableArray<(AlertMessage Alert, ImmutableArray<string> To)> Pending { get; private set; } = [];

    /// <summary>Alerts that were raised for sinks which are not given now, and not sent, with the time when they were raised: by sink, in the order in which they were raised.</summary>
    public ImmutableArray<(string Sink, ImmutableArray<(DateTimeOffset Raised, AlertMessage Alert)> Alerts)> Absent { get; private set; } = [];

    /// <summary>They were said, and need no longer be in memory; what is not set aside stays in the journal.</summary>
    public void ForgetAbsent() => Absent = [];

    /// <summary>The latest alerts, sent or not.</summary>
    public ImmutableArray<AlertMessage> Latest { get; private set; } = [];

    /// <summary>Of the latest alerts those that are no longer held back by quiet hours.</summary>
    public ImmutableArray<AlertMessage> LatestBy(DateTimeOffset now) => [.. Latest.Where(alert => !(alert.DeliverAt > now))];

    /// <summary>Articles that raised an alert in the last minutes before the end, with the hash of the receipt that it tells: what was written of them beside the journal may not have been on the disk when the power was lost.</summary>
    public ImmutableArray<(Article Article, string Receipt)> Lately { get; private set; } = [];

    /// <summary>Whether values of an earlier run were made by another method, and not set beside those of this one.</summary>
    public bool IsOfAnotherMethod { get; private set; }

    /// <summary>Whether there was none.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>How far a source was read before it was opened; null where it was not.</summary>
    public string? PositionOf(string source) => positions.GetValueOrDefault(source);

    /// <summary>Opens a journal, and lets a watcher take up what it met.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="watcher">Which has met nothing yet.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="sinks">Where its alerts go.</param>
    /// <exception cref="InputException">Another watch has it, it cannot be read or written, or a line was changed.</exception>
    public static WatchJournal Open(string folder, Watcher watcher, AlertRules rules, ImmutableArray<string> sinks)
    {
        var where = Untrusted.Line(folder);
        FileStream held;
        try
        {
            Directory.CreateDirectory(folder);
            held = new(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{where}: cannot be had: {Untrusted.Line(e.Message)} Another watch may be at work there: end it, or name another folder.", e);
        }
        var journal = new WatchJournal(folder, held, watcher.Reader.Identity, rules, sinks);
        try
        {
            // What a watch that died while it wrote anew has left.
            foreach (var draft in Directory.EnumerateFiles(folder, $".{FileName}.*.tmp")) File.Delete(draft);
            var isLoose = journal.Read(watcher);
            journal.file = new(journal.path, rules);
            if (isLoose) journal.file.Shorten();
            journal.file.Append([JournalLine.Write("begin", json =>
            {
                json.WriteNumber("format", Format);
                json.WriteString("identity", journal.identity);
            })]);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The line of what was met; made on any thread.</summary>
    public byte[] Line(Met met, ImmutableArray<AlertMessage> alerts, string source, string? position) => JournalLine.Met(met, alerts, source, position, sinks);

    /// <summary>Keeps what was met, and returns when it is on the disk.</summary>
    /// <param name="lines">As <see cref="Line"/> makes them.</param>
    /// <param name="read">How far sources were read, where no line of an article says it: what came from there last had come already.</param>
    /// <param name="again">Keys of what came already, which would else be too old to be known after a restart.</param>
    public void Keep(IReadOnlyCollection<byte[]> lines, IReadOnlyDictionary<string, string> read, params IReadOnlyCollection<string> again)
    {
        byte[][] all = [.. lines, .. again.Count > 0 ? [JournalLine.Seen(again)] : Array.Empty<byte[]>(), .. read.Select(one => JournalLine.Position(one.Key, one.Value))];
        if (all.Length > 0) file.Append(all);
    }

    /// <summary>Notes that alerts were sent. Left to the system to write: a machine that loses its power may send them again, a process that dies does not.</summary>
    public void Sent(string sink, params IEnumerable<string> ids) => file.Append([.. ids.Select(id => JournalLine.Write("sent", json =>
    {
        json.WriteString("to", sink);
        json.WriteString("alert", id);
    }))], durable: false);

    /// <summary>Alerts that a sink has not been told, in the order in which they were raised.</summary>
    /// <param name="sink">Its name.</param>
    /// <param name="now">Those that are to be told later are left out.</param>
    /// <param name="most">At most so many.</param>
    public List<AlertMessage> Unsent(string sink, DateTimeOffset now, int most)
    {
        var (sent, unsent) = (new HashSet<string>(StringComparer.Ordinal), new List<AlertMessage>());
        var (read, length) = file.OpenToRead();
        using var _ = read;
        JournalCompaction.Each(read, path, length, cut: false, (line, _) =>
        {
            if (line.GetProperty("kind").GetString() == "sent" && line.GetProperty("to").GetString() == sink) sent.Add(line.GetProperty("alert").GetString()!);
        });
        JournalCompaction.Each(read, path, length, cut: false, (line, _) =>
        {
            if (unsent.Count == most || line.GetProperty("kind").GetString() != "met" || !JournalLine.Strings(line, "to").Contains(sink)) return;
            unsent.AddRange(JournalLine.Strings(line, "alerts").Select(AlertMessage.Of).Where(alert => !sent.Contains(alert.Id) && !(alert.DeliverAt > now)).Take(most - unsent.Count));
        });
        return unsent;
    }

    /// <summary>Keeps how far a place was passed over.</summary>
    public void Pass(string source, string position) => Keep([], new Dictionary<string, string> { [source] = position });

    public void Dispose()
    {
        file?.Dispose();
        held.Dispose();
    }

    /// <returns>Whether more than half of it can matter no more, as far as can be seen from here.</returns>
    bool Read(Watcher watcher)
    {
        var (remembered, lately) = (new Queue<int>(), new Queue<(DateTimeOffset At, Article Article, string Receipt)>());
        long all = 0, loose = 0;
        var (of, pending, latest) = ("", new Dictionary<string, (AlertMessage Alert, HashSet<string> To, DateTimeOffset Raised, long Number)>(StringComparer.Ordinal), new Queue<AlertMessage>());
        var raisedBefore = 0L;
        JournalCompaction.Each(path, long.MaxValue, cut: true, (line, bytes) =>
        {
            IsNew = false;
            all += bytes.Length;
            if (JournalLine.Position(line) is var (source, position))
            {
                // Of lines that say no more than this, only a source's last one can matter.
                if (line.GetProperty("kind").GetString() == "position" && positions.ContainsKey(source)) loose += bytes.Length;
                positions[source] = position;
            }
            switch (line.GetProperty("kind").GetString())
            {
                case "begin":
                    if (line.GetProperty("format").GetInt32() != Format) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"is of format {line.GetProperty("format").GetInt32()}, and {Format} is known"));
                    of = line.GetProperty("identity").GetString()!;
                    break;
                case "seen":
                    foreach (var key in JournalLine.Strings(line, "keys")) watcher.Restore(key);
                    break;
                case "sent":
                    if (pending.TryGetValue(line.GetProperty("alert").GetString()!, out var sent) && sent.To.Remove(line.GetProperty("to").GetString()!) && sent.To.Count == 0) pending.Remove(sent.Alert.Id);
                    break;
                case "met":
                    IsOfAnotherMethod |= of != identity;
                    var raised = JournalLine.Strings(line, "raised");
                    var (whole, arrived) = (line.TryGetProperty("article", out var article) ? JournalLine.Article(article.GetString()!) : null, JournalLine.Time(line, "arrived"));
                    watcher.Restore(line.GetProperty("key").GetString()!, whole, line.GetProperty("id").GetString()!,
                        arrived, JournalLine.Time(line, "at"), line.GetProperty("rank").GetInt32(), of == identity ? [.. line.GetProperty("parts").EnumerateArray().Select(JournalLine.Observed)] : [],
                        [.. raised.Chunk(2).Select(pair => (pair[0], pair[1]))]);
                    // Without its text it has been written anew already.
                    if (whole is not null) remembered.Enqueue(bytes.Length);
                    ImmutableArray<AlertMessage> alerts = [.. JournalLine.Strings(line, "alerts").Select(AlertMessage.Of)];
                    if (whole is not null && alerts.Length > 0 && of == identity) lately.Enqueue((arrived, whole, alerts[0].Receipt));
                    while (lately.TryPeek(out var first) && arrived - first.At > OnDisk) lately.Dequeue();
                    if (remembered.Count > rules.Remember) loose += remembered.Dequeue();
                    foreach (var alert in alerts)
                    {
                        latest.Enqueue(alert);
                        if (latest.Count > AlertPage.Shown) latest.Dequeue();
                        var to = JournalLine.Strings(line, "to").ToHashSet(StringComparer.Ordinal);
                        if (to.Count > 0) pending[alert.Id] = (alert, to, arrived, raisedBefore++);
                    }
                    break;
            }
        });
        // A dictionary gives the places of what was taken out to what comes next.
        var unsent = pending.Values.OrderBy(one => one.Number).ToList();
        Pending = [.. unsent.Select(one => (one.Alert, To: one.To.Intersect(sinks).ToImmutableArray())).Where(one => one.To.Length > 0)];
        Absent = [.. unsent.SelectMany(one => one.To.Except(sinks).Select(to => (To: to, one.Raised, one.Alert))).GroupBy(one => one.To, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Select(alert => (alert.Raised, alert.Alert)).ToImmutableArray()))];
        Latest = [.. latest];
        Lately = [.. lately.Select(one => (one.Article, one.Receipt))];
        return all >= JournalCompaction.Least && loose > all / 2;
    }
}
