using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>A Jupyter of its own: an empty prefix, an empty home, and nothing of this machine's kernels in sight.</summary>
public sealed class JupyterPrefix : IDisposable
{
    public JupyterPrefix()
    {
        Folder = Directory.CreateTempSubdirectory("jupyter-").FullName;
        // The first install publishes the kernel, unless the sources are as they were; those of the tests do not.
        var first = Kit("kernel", "install", "--prefix", Folder);
        Xunit.Assert.True(first.Code == 0, first.Error);
    }

    public string Folder { get; }

    /// <summary>Where Jupyter keeps the data of this prefix.</summary>
    public string Data => Path.Combine(Folder, "share", "jupyter");

    /// <summary>Where the user's would be.</summary>
    public string Own => Path.Combine(Folder, "own");

    public string Place(string name) => Path.Combine(Data, "kernels", name);

    public JsonObject Read(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!.AsObject();

    public void Write(string folder, JsonObject content)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), content.ToJsonString());
    }

    internal KitResult Kit(params string[] arguments) => Run("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), .. arguments]);

    internal KitResult Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["JUPYTER_DATA_DIR"] = Own;
        foreach (var name in new[] { "JUPYTER_PATH", "VIRTUAL_ENV", "CONDA_PREFIX" }) start.Environment.Remove(name);
        return Tests.Kit.Finish(start);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
