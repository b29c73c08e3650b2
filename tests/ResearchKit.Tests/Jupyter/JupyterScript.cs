using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>What one run of a script saw, by case, for all tests of a class.</summary>
public abstract class JupyterScript(string script)
{
    readonly Lazy<JsonObject> all = new(() => JupyterDriver.Run(script));

    public JsonNode this[string name]
    {
        get
        {
            JupyterDriver.Require();
            return all.Value[name]!;
        }
    }
}

/// <summary>A kernel for each way in which one ends.</summary>
public sealed class JupyterLives() : JupyterScript("life.py");

/// <summary>One kernel and one conversation with it.</summary>
public sealed class JupyterMessages() : JupyterScript("messages.py");
