using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Answers the requests of one channel, each between <c>busy</c> and <c>idle</c>. Whatever a request holds, the next one is answered too.</summary>
/// <param name="postbox">Takes the answers.</param>
/// <param name="log">For what is not understood.</param>
/// <param name="answers">By type of message; null content means that the answer has been sent, or that there is none.</param>
/// <param name="handled">Called behind each request.</param>
sealed class Dispatch(Postbox postbox, KernelLog log, IReadOnlyDictionary<string, Func<Message, JsonObject?>> answers, Action handled)
{
    public void Handle(Message request)
    {
        postbox.Status(request, "busy");
        try
        {
            if (!answers.TryGetValue(request.Type, out var answer))
                log.Line($"{request} is not known. Ignored.");
            else if (answer(request) is { } content)
                postbox.Reply(request, content);
        }
        catch (Exception e)
        {
            log.Line(e is MessageException ? e.Message : $"{request}: {e}");
            if (request.Type.EndsWith("_request", StringComparison.Ordinal))
                postbox.Reply(request, new() { ["status"] = "error", ["ename"] = e is MessageException ? "BadRequest" : "InternalError", ["evalue"] = e.Message, ["traceback"] = new JsonArray(e.Message) });
        }
        finally
        {
            postbox.Status(request, "idle");
            handled();
        }
    }
}
