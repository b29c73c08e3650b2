using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>One kernel and one conversation with it, for all tests of messages.</summary>
public sealed class JupyterMessages
{
    readonly Lazy<JsonObject> all = new(() => JupyterDriver.Run("messages.py"));

    public JsonNode this[string name]
    {
        get
        {
            JupyterDriver.Require();
            return all.Value[name]!;
        }
    }
}
