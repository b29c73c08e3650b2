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

    /// <summary>From this length on it is written anew while it is used, and again at twice what is then left.</summary>
    const long Long = 256 << 20;

    readonly string path, shown;
    readonly FileStream held;
    readonly Lock writing = new();
    readonly Dictionary<string, string> positions = new(StringComparer.Ordinal);
    readonly ImmutableArray<string> sinks;
    readonly string identity;
    readonly AlertRules rules;
    FileStream file = null!;
    long mostLength = Long;

    WatchJournal(string folder, FileStream held, string identity, AlertRules rules, ImmutableArray<string> sinks)
    {
        (path, shown, this.held, this.identity, this.rules, this.sinks) = (Path.Combine(folder, FileName), Untrusted.Line(Path.Combine(folder, FileName)), held, identity, rules, sinks);
    }

    /// <summary>Alerts that were raised and not sent, in the order in which they were raised, with where each has still to go.</summary>
    public ImmutableArray<(AlertMessage Alert, ImmutableArray<string> To)> Pending { get; private set; } = [];

    /// <summary>The latest alerts, sent or not.</summary>
    public ImmutableArray<AlertMessage> Latest { get; private set; } = [];

    /// <summary>Whether values of an earlier run were made by another method, and not set beside those of this one.</summary>
    public bool IsOfAnotherMethod { get; private set; }

    /// <summary>Whether there was none.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>How far a source was read; null where it was not.</summary>
    public string? PositionOf(string source)
    {
        lock (writing) return positions.GetValueOrDefault(source);
    }

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
            JournalCompaction.Run(journal.path, rules);
            journal.Read(watcher);
            journal.Continue();
            journal.Append([JournalLine.Write("begin", json =>
            {
                json.WriteNumber("format", Format);
                json.WriteString("identity", journal.identity);
                json.WriteString("rules", rules.Hash);
            })]);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what was met, and returns when it is on the disk.</summary>
    public void Keep(IEnumerable<(Met Met, ImmutableArray<AlertMessage> Alerts, string Source, string? Position)> met)
    {
        var lines = new List<byte[]>();
        foreach (var (one, alerts, source, position) in met)
        {
            lines.Add(JournalLine.Write("met", json =>
            {
                json.WriteString("key", one.Read.Key);
                json.WriteString("id", one.Read.Article.Id);
                json.WriteString("arrived", JournalLine.Text(one.ArrivedAt));
                json.WriteString("at", JournalLine.Text(one.At));
                json.WriteNumber("rank", one.Story.Rank);
                json.WriteString("source", source);
                if (position is not null) json.WriteString("position", position);
                json.WriteStartArray("parts");
                foreach (var part in one.Read.Parts) JournalLine.Write(json, part);
                json.WriteEndArray();
                if (!alerts.IsEmpty)
                {
                    json.WriteStartArray("raised");
                    foreach (var alert in one.Alerts)
                    {
                        json.WriteStringValue(alert.Rule.Name);
                        json.WriteStringValue(alert.Part);
                    }
                    json.WriteEndArray();
                    json.WriteStartArray("alerts");
                    foreach (var alert in alerts) json.WriteStringValue(alert.Json);
                    json.WriteEndArray();
                    json.WriteStartArray("to");
                    foreach (var sink in sinks) json.WriteStringValue(sink);
                    json.WriteEndArray();
                }
                json.WriteString("article", JournalLine.Article(one.Read.Article));
            }));
            if (position is not null) lock (writing) positions[source] = position;
        }
        Append(lines);
    }

    /// <summary>Notes that alerts were sent. Left to the system to write: a machine that loses its power may send them again, a process that dies does not.</summary>
    public void Sent(string sink, params IEnumerable<string> ids) => Append(ids.Select(id => JournalLine.Write("sent", json =>
    {
        json.WriteString("to", sink);
        json.WriteString("alert", id);
    })), durable: false);

    /// <summary>Keeps how far a place was passed over.</summary>
    public void Pass(string source, string position)
    {
        lock (writing) positions[source] = position;
        Append([JournalLine.Write("position", json =>
        {
            json.WriteString("source", source);
            json.WriteString("position", position);
        })]);
    }

    public void Dispose()
    {
        file?.Dispose();
        held.Dispose();
    }

    void Continue()
    {
        file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Writes it anew when it has become long.</summary>
    void Shorten()
    {
        if (file.Length < mostLength) return;
        file.Dispose();
        JournalCompaction.Run(path, rules);
        Continue();
        mostLength = Math.Max(Long, 2 * file.Length);
    }

    void Append(IEnumerable<byte[]> lines, bool durable = true)
    {
        try
        {
            lock (writing)
            {
                // One write, so that a process that dies leaves one line cut off at most.
                file.Write([.. lines.SelectMany(line => line)]);
                file.Flush(flushToDisk: durable);
                Shorten();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{shown}: cannot be written: {Untrusted.Line(e.Message)} What stands there is whole: make room and start again.", e);
        }
    }

    void Read(Watcher watcher)
    {
        var (of, pending, latest) = ("", new Dictionary<string, (AlertMessage Alert, HashSet<string> To, long Number)>(StringComparer.Ordinal), new Queue<AlertMessage>());
        var raisedBefore = 0L;
        JournalCompaction.Each(path, cut: true, (line, _) =>
        {
            IsNew = false;
            switch (line.GetProperty("kind").GetString())
            {
                case "begin":
                    if (line.GetProperty("format").GetInt32() != Format) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"is of format {line.GetProperty("format").GetInt32()}, and {Format} is known"));
                    of = line.GetProperty("identity").GetString()!;
                    break;
                case "position": positions[line.GetProperty("source").GetString()!] = line.GetProperty("position").GetString()!; break;
                case "seen":
                    foreach (var key in JournalLine.Strings(line, "keys")) watcher.Restore(key);
                    break;
                case "sent":
                    if (pending.TryGetValue(line.GetProperty("alert").GetString()!, out var sent) && sent.To.Remove(line.GetProperty("to").GetString()!) && sent.To.Count == 0) pending.Remove(sent.Alert.Id);
                    break;
                case "met":
                    IsOfAnotherMethod |= of != identity;
                    var raised = JournalLine.Strings(line, "raised");
                    watcher.Restore(line.GetProperty("key").GetString()!, line.TryGetProperty("article", out var article) ? JournalLine.Article(article.GetString()!) : null, line.GetProperty("id").GetString()!,
                        JournalLine.Time(line, "arrived"), JournalLine.Time(line, "at"), line.GetProperty("rank").GetInt32(), of == identity ? [.. line.GetProperty("parts").EnumerateArray().Select(JournalLine.Observed)] : [],
                        [.. raised.Chunk(2).Select(pair => (pair[0], pair[1]))]);
                    if (line.TryGetProperty("position", out var position)) positions[line.GetProperty("source").GetString()!] = position.GetString()!;
                    foreach (var alert in JournalLine.Strings(line, "alerts").Select(AlertMessage.Of))
                    {
                        latest.Enqueue(alert);
                        if (latest.Count > AlertPage.Shown) latest.Dequeue();
                        var to = JournalLine.Strings(line, "to").Intersect(sinks).ToHashSet();
                        if (to.Count > 0) pending[alert.Id] = (alert, to, raisedBefore++);
                    }
                    break;
            }
        });
        // A dictionary gives the places of what was taken out to what comes next.
        Pending = [.. pending.Values.OrderBy(one => one.Number).Select(one => (one.Alert, one.To.ToImmutableArray()))];
        Latest = [.. latest];
    }
}
