using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>One kernel, the cells of complete.py run in it, and somebody who goes on writing.</summary>
public sealed class WriterOfCells : IDisposable
{
    readonly Lazy<Process> process = new(Start);

    public JsonNode Complete(string text) => Ask("complete", text);

    public JsonNode Inspect(string text) => Ask("inspect", text);

    /// <summary>At the level that wants all there is.</summary>
    public JsonNode InspectInFull(string text) => Ask("inspect in full", text);

    public JsonNode Ask(string action, string text)
    {
        JupyterDriver.Require();
        process.Value.StandardInput.WriteLine(new JsonArray(action, text).ToJsonString());
        process.Value.StandardInput.Flush();
        return JsonNode.Parse(process.Value.StandardOutput.ReadLine() ?? throw new InvalidOperationException(process.Value.StandardError.ReadToEnd()))!;
    }

    public void Dispose()
    {
        if (!process.IsValueCreated)
            return;
        process.Value.StandardInput.Close();
        if (!process.Value.WaitForExit(TimeSpan.FromSeconds(20)))
            process.Value.Kill(entireProcessTree: true);
        process.Value.Dispose();
    }

    static Process Start() => Process.Start(JupyterDriver.Script("complete.py",
        Repository.File("artifacts", "kit", "ResearchKit.dll"), Repository.File("artifacts", "kit", "CsvHelper.dll")))!;
}
