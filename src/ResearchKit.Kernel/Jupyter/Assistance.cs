using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Answers the requests of an editor: what may be written here, and what stands here.</summary>
sealed class Assistance(CodeAssistant assistant)
{
    /// <summary>An editor that waits longer shows nothing anyway, and cells wait behind it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public JsonObject Complete(Message message)
    {
        var (code, cursor) = Place(message);
        using var limit = new CancellationTokenSource(Patience);
        var found = Try(() => assistant.CompleteAsync(code, cursor, limit.Token)) ?? new(cursor, cursor, []);
        var (start, end) = (CodePoints.FromUtf16(code, found.Start), CodePoints.FromUtf16(code, found.End));
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Matches.Select(m => JsonValue.Create(m.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. found.Matches.Select(m => Type(m, start, end))]) },
        };
    }

    public JsonObject Inspect(Message message)
    {
        var (code, cursor) = Place(message);
        var detail = message.Number("detail_level") ?? 0;
        using var limit = new CancellationTokenSource(Patience);
        var found = Try(() => assistant.InspectAsync(code, cursor, detail, limit.Token));
        return new() { ["status"] = "ok", ["found"] = found is not null, ["data"] = found?.ToJson() ?? [], ["metadata"] = new JsonObject() };
    }

    static (string Code, int Cursor) Place(Message message)
    {
        var code = message.Text("code");
        return (code, message.Number("cursor_pos") is { } place ? CodePoints.ToUtf16(code, place) : code.Length);
    }

    static T? Try<T>(Func<Task<T>> search)
    {
        try
        {
            return search().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return default;
        }
    }

    static JsonObject Type(Completion match, int start, int end) =>
        new() { ["start"] = start, ["end"] = end, ["text"] = match.Text, ["type"] = match.Kind, ["signature"] = match.Signature };
}
