using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>What was run in this session. Earlier sessions are not kept: a notebook holds its own cells.</summary>
sealed class History
{
    const int Session = 1;

    readonly Lock gate = new();
    readonly List<Entry> entries = [];

    sealed record Entry(int Line, string Input, string? Output);

    public void Add(int line, string input, string? output)
    {
        lock (gate)
            entries.Add(new(line, input, output));
    }

    /// <summary>Answers a <c>history_request</c>. Input is kept as it was typed, so <c>raw</c> makes no difference.</summary>
    /// <exception cref="MessageException">A field has another type, or the kind of access is not known.</exception>
    public JsonObject Answer(Message message)
    {
        Entry[] all;
        lock (gate)
            all = [.. entries];
        _ = message.Flag("raw", true);
        var count = message.Number("n") is { } n ? Math.Max(0, n) : all.Length;
        var found = message.Text("hist_access_type") switch
        {
            "tail" => all.TakeLast(count),
            "range" => Range(all, message.Number("session") ?? 0, message.Number("start") ?? 1, message.Number("stop") ?? int.MaxValue),
            "search" => Search(all, message.TextOrNull("pattern") ?? "*", message.Flag("unique", false)).TakeLast(count),
            var other => throw new MessageException($"{message.Type}: hist_access_type is '{Terminal.Line(other, 60)}'. Expected tail, range or search."),
        };
        var output = message.Flag("output", false);
        return new() { ["status"] = "ok", ["history"] = new JsonArray([.. found.Select(e => Row(e, output))]) };
    }

    static IEnumerable<Entry> Range(Entry[] all, int session, int start, int stop) =>
        session is 0 or Session ? all.Where(e => e.Line >= start && e.Line < stop) : [];

    static IEnumerable<Entry> Search(Entry[] all, string pattern, bool unique)
    {
        var glob = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var found = all.Where(e => glob.IsMatch(e.Input));
        return unique ? found.Reverse().DistinctBy(e => e.Input).Reverse() : found;
    }

    static JsonArray Row(Entry entry, bool output) =>
        new(Session, entry.Line, output ? new JsonArray(entry.Input, entry.Output) : JsonValue.Create(entry.Input));
}
