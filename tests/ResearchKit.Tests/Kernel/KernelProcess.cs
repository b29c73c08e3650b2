using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>Starts the kernel as a user does: the program in artifacts/kernel, notebooks in a folder of their own.</summary>
public sealed class KernelProcess : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kernel-").FullName;

    public static JsonObject Code(string source, params string[] tags) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["metadata"] = tags.Length == 0 ? new JsonObject() : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(t => JsonValue.Create(t))]) },
        ["outputs"] = new JsonArray(),
        ["source"] = source,
    };

    public static JsonObject Markdown(string source) => new() { ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = source };

    public static JsonObject Parameters(string source) => Code(source, "parameters");

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return Path.Combine(Folder, name);
    }

    public void WriteNotebook(string name, params JsonObject[] cells) => Write(name, new JsonObject
    {
        ["cells"] = new JsonArray(cells),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    /// <summary>Runs a notebook of these code cells and reads what was written.</summary>
    public Executed Execute(params string[] cells) => Execute([.. cells.Select(c => Code(c))]);

    public Executed Execute(JsonObject[] cells, params string[] options)
    {
        WriteNotebook("notes.ipynb", cells);
        return ExecuteFile("notes.ipynb", options);
    }

    public Executed ExecuteFile(string name, params string[] options)
    {
        var target = Path.Combine(Folder, "out", "executed.ipynb");
        var (code, _, error) = Run(["execute", name, "--out", target, .. options]);
        return new(code, error, File.Exists(target) ? JsonNode.Parse(File.ReadAllText(target))!.AsObject() : null);
    }

    public (int Code, string Output, string Error) Run(params string[] arguments) => Pipe("", arguments);

    /// <summary>Runs with a text on standard input.</summary>
    public (int Code, string Output, string Error) Pipe(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "artifacts", "kernel", "ResearchKit.Kernel.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = "da_DK.UTF-8"; // results must not depend on it
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(120)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The kernel did not end: {string.Join(' ', arguments)}");
        }
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a run left behind.</summary>
public sealed record Executed(int ExitCode, string Error, JsonObject? Notebook)
{
    public JsonArray Cells => Notebook!["cells"]!.AsArray();

    public IReadOnlyList<JsonObject> Outputs(int cell) => [.. Cells[cell]!["outputs"]!.AsArray().Select(o => o!.AsObject())];

    /// <summary>One form of the only output that has data; the script of the charts is not one.</summary>
    public string? Form(int cell, string mimeType) => Text(Outputs(cell).Single(o => o["data"] is not null && (string?)o["metadata"]?["researchkit"] != "plotly.js")["data"]![mimeType]);

    public string? Plain(int cell) => Form(cell, "text/plain");

    public string Stream(int cell, string name) => string.Concat(Outputs(cell).Where(o => (string?)o["name"] == name).Select(o => Text(o["text"])));

    public string Traceback(int cell) => string.Join('\n', Outputs(cell).Single(o => (string?)o["output_type"] == "error")["traceback"]!.AsArray().Select(l => (string?)l));

    static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonArray lines => string.Concat(lines.Select(l => (string?)l)),
        { } value when value.GetValueKind() == JsonValueKind.String => (string?)value,
        { } json => json.ToJsonString(),
    };
}
