using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Drives the built kernel with jupyter_client, by a script beside this file that prints what it saw as JSON.</summary>
static class JupyterDriver
{
    const string Python = "/usr/bin/python3";

    static readonly Lazy<bool> HasClient = new(() => File.Exists(Python)
        && Kit.Finish(new(Python, ["-c", "import jupyter_client"]) { RedirectStandardOutput = true, RedirectStandardError = true }).Code == 0);

    public static void Require() => Assert.SkipUnless(HasClient.Value, $"{Python} has no jupyter_client.");

    public static JsonObject Run(string script, params string[] arguments)
    {
        Require();
        var result = Kit.Finish(Script(script, arguments));
        Assert.True(result.Code == 0 && result.Output.Length > 0, result.Error);
        return JsonNode.Parse(result.Output)!.AsObject();
    }

    /// <summary>How a script is started that speaks with the built kernel.</summary>
    public static ProcessStartInfo Script(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, [Repository.File("tests", "ResearchKit.Tests", "Jupyter", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["RESEARCHKIT_KERNEL"] = Repository.File("artifacts", "kernel", "ResearchKit.Kernel.dll");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    public static string[] Words(this JsonNode? list) => [.. list!.AsArray().Select(word => (string)word!)];
}
