using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>Reads a journal line by line, and writes it anew without what can matter no more.</summary>
static class JournalCompaction
{
    /// <summary>A smaller journal is left as it is.</summary>
    public const long Least = 8 << 20;

    /// <summary>Lines whose observations are kept at most.</summary>
    const int MostLines = 200_000;

    const int KeysOfLine = 1000;

    const long LongestLine = 64 << 20;

    /// <summary>Every whole line, in order, with its bytes.</summary>
    /// <param name="path">The journal; it may be missing.</param>
    /// <param name="until">Up to this place, where a line ends.</param>
    /// <param name="cut">Whether what is left of a last line is cut off.</param>
    /// <param name="each">What is done with it.</param>
    /// <exception cref="InputException">It cannot be read, or a line is not as it was written.</exception>
    public static void Each(string path, long until, bool cut, Action<JsonElement, ReadOnlyMemory<byte>> each)
    {
        if (!File.Exists(path)) return;
        try
        {
            using var file = new FileStream(path, FileMode.Open, cut ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            Each(file, path, until, cut, each);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be read: {Untrusted.Line(e.Message)} Expected a journal that can be read and written.", e);
        }
    }

    /// <summary>The same of one that is open, from its beginning.</summary>
    public static void Each(FileStream file, string path, long until, bool cut, Action<JsonElement, ReadOnlyMemory<byte>> each)
    {
        var number = 0L;
        try
        {
            file.Position = 0;
            var (lines, end) = (new ByteLines(file, LongestLine), 0L);
            while (end < until && lines.Next() is { } line)
            {
                number++;
                end = line.Offset + line.Bytes.Length + 1;
                // The last line without its end is what a writer that died has left.
                if (end > file.Length)
                {
                    if (cut) file.SetLength(line.Offset);
                    return;
                }
                each(JournalLine.Read(line.Bytes.Span), line.Bytes);
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException or JsonException)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(path)}({number}): {(e is FormatException ? e.Message : "is not what a watch writes")}. Expected a journal as the kit wrote it: take it from where it was whole, or begin with another folder."), e);
        }
    }

    /// <summary>Writes what still matters.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="until">Up to this place, where a line ends.</param>
    /// <param name="rules">By which it is told.</param>
    /// <param name="output">Receives it.</param>
    /// <param name="stop">Ends it half done.</param>
    public static void Write(string path, long until, AlertRules rules, Stream output, CancellationToken stop)
    {
        var (met, last, came) = (0, DateTimeOffset.MinValue, 0L);
        var positions = new Dictionary<string, string>(StringComparer.Ordinal);
        var sent = new HashSet<(string Alert, string To)>();
        Each(path, until, cut: false, (line, _) =>
        {
            stop.ThrowIfCancellationRequested();
            if (JournalLine.Position(line) is var (source, position)) positions[source] = position;
            switch (line.GetProperty("kind").GetString())
            {
                case "sent": sent.Add(Sent(line)); break;
                case "seen": came += line.GetProperty("keys").GetArrayLength(); break;
                case "met":
                    met++;
                    came++;
                    last = JournalLine.Time(line, "arrived");
                    break;
            }
        });
        var (number, keys, whole) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        // As many as a watcher keeps; older ones would be read for nothing.
        void Key(string key)
        {
            if (came-- <= rules.RememberedKeys) keys.Add(key);
        }
        void Keys(int least)
        {
            if (keys.Count < least) return;
            output.Write(JournalLine.Seen(keys));
            keys.Clear();
        }
        Each(path, until, cut: false, (line, bytes) =>
        {
            stop.ThrowIfCancellationRequested();
            var kind = line.GetProperty("kind").GetString();
            if (kind == "met" && number++ is var at && met - at is var behind)
            {
                var alerts = JournalLine.Strings(line, "alerts").Select(alert => AlertMessage.Of(alert).Id).ToList();
                // A page is sent alerts too, and is none of those that they have to go to.
                var isPending = alerts.Any(alert => JournalLine.Strings(line, "to").Any(to => !sent.Contains((alert, to))));
                if (behind <= rules.Remember || isPending)
                {
                    came--;
                    Whole();
                    whole.UnionWith(alerts);
                }
                else if (behind <= MostLines && last - JournalLine.Time(line, "at") <= rules.Horizon)
                {
                    came--;
                    Stripped();
                }
                else Key(line.GetProperty("key").GetString()!);
                Keys(KeysOfLine);
            }
            else if (kind == "seen")
                foreach (var key in JournalLine.Strings(line, "keys")) Key(key);
            else if (kind == "begin" || kind == "sent" && whole.Contains(Sent(line).Alert)) Whole();

            void Whole()
            {
                Keys(1);
                output.Write(bytes.Span);
                output.WriteByte((byte)'\n');
            }

            void Stripped()
            {
                Keys(1);
                output.Write(JournalLine.Write("met", json =>
                {
                    foreach (var field in line.EnumerateObject())
                        if (field.Name is not ("kind" or "hash" or "article" or "alerts" or "to")) field.WriteTo(json);
                }));
            }
        });
        Keys(1);
        foreach (var (source, position) in positions) output.Write(JournalLine.Position(source, position));
    }

    static (string Alert, string To) Sent(JsonElement line) => (line.GetProperty("alert").GetString()!, line.GetProperty("to").GetString()!);
}
