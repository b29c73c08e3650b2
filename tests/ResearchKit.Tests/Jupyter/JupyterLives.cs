using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>A kernel for each way in which one ends.</summary>
public sealed class JupyterLives
{
    readonly Lazy<JsonObject> all = new(() => JupyterDriver.Run("life.py"));

    public JsonNode this[string name]
    {
        get
        {
            JupyterDriver.Require();
            return all.Value[name]!;
        }
    }
}
