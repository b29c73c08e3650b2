using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Connections between a widget and the kernel. This kernel has no widgets: whoever opens one is told at once that it is closed.</summary>
sealed class Comms(Postbox postbox)
{
    public static JsonObject Info(Message message)
    {
        _ = message.TextOrNull("target_name");
        return new() { ["status"] = "ok", ["comms"] = new JsonObject() };
    }

    public void Open(Message message) =>
        postbox.Publish(message, "comm_close", new() { ["comm_id"] = message.Text("comm_id"), ["data"] = new JsonObject() });
}
