using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>What the kernel says: answers to one client, and publications to all. Safe on every thread; order is kept.</summary>
sealed class Postbox(Wire wire, Sockets sockets)
{
    /// <summary>Answers a request where it came from: an <c>x_request</c> with an <c>x_reply</c>.</summary>
    public void Reply(Message request, JsonObject content, JsonObject? metadata = null)
    {
        var type = request.Type.EndsWith("_request", StringComparison.Ordinal) ? request.Type[..^"_request".Length] : request.Type;
        sockets.Send(request.Channel, wire.Write(request.Identities, type + "_reply", request.Header, content, metadata).Frames);
    }

    /// <summary>Says something about a request to everyone; about none if it is null.</summary>
    public void Publish(Message? request, string type, JsonObject content) =>
        sockets.Send(Channel.Iopub, wire.Write([wire.Topic(type)], type, request?.Header, content).Frames);

    /// <param name="request">What is worked on.</param>
    /// <param name="state"><c>busy</c>, <c>idle</c> or <c>starting</c>.</param>
    public void Status(Message? request, string state) => Publish(request, "status", new() { ["execution_state"] = state });

    /// <summary>Tells a new subscriber that it hears from now on. A subscription that is not text is not answered.</summary>
    /// <param name="frame">What the socket received: a one and the topic.</param>
    public void Welcome(byte[] frame)
    {
        if (frame is not [1, .. var topic] || !System.Text.Unicode.Utf8.IsValid(topic))
            return;
        var content = new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) };
        sockets.Send(Channel.Iopub, wire.Write([topic], "iopub_welcome", null, content).Frames);
    }

    /// <summary>Asks the client that sent a request for a line of text.</summary>
    /// <returns>The question's id.</returns>
    public string Ask(Message request, InputPrompt prompt)
    {
        var (id, frames) = wire.Write(request.Identities, "input_request", request.Header, new() { ["prompt"] = prompt.Text, ["password"] = prompt.IsPassword });
        sockets.Send(Channel.Stdin, frames);
        return id;
    }
}
