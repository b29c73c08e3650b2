using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Runs a notebook for a check, in a process of its own: one holds one session, and a cell that ends it does not end the check.</summary>
/// <param name="Cells">The cells as they ran, without those that parameters put in; empty if the process wrote nothing.</param>
/// <param name="Json">The executed notebook; null if the process wrote nothing.</param>
/// <param name="Failure">What stopped the run, or null.</param>
sealed record CheckRun(IReadOnlyList<Cell> Cells, JsonObject? Json, string? Failure)
{
    /// <exception cref="InputException">The notebook or a parameter cannot be used.</exception>
    public static CheckRun Of(Notebook notebook, IEnumerable<string> options, TextWriter progress)
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-check-").FullName;
        try
        {
            var target = Path.Combine(folder, "executed.ipynb");
            var (code, said) = Execute(["execute", notebook.Path, "--out", target, .. options], progress);
            if (code == 2)
                throw new InputException(said);
            if (!File.Exists(target))
                return new([], null, FormattableString.Invariant($"{notebook.Path}: its process ended with code {code} and wrote nothing. {said}"));
            var executed = Notebook.Read(target);
            var json = (JsonObject)JsonNode.Parse(Notebook.Bytes(target), null, new() { MaxDepth = 512 })!;
            // What parameters put in is no cell of the notebook, and one that was put in before is not run when others are given.
            var stays = executed.Cells.Select(c => !c.Tags.Contains(Parameters.InjectedTag)).ToList();
            for (var i = stays.Count - 1; i >= 0; i--)
            {
                if (!stays[i])
                    json["cells"]!.AsArray().RemoveAt(i);
            }
            return new([.. executed.Cells.Where((_, i) => stays[i])], json, code == 0 ? null : said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static (int Code, string Said) Execute(IEnumerable<string> words, TextWriter progress)
    {
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "ResearchKit.Kernel.dll"), .. words])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InputException("The notebook could not be started in a process of its own.");
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var last = "";
        while (process.StandardError.ReadLine() is { } line)
        {
            last = line.Length > 0 ? line : last;
            if (line.StartsWith('['))
                progress.WriteLine(Terminal.Line(line, 200));
        }
        process.WaitForExit();
        return (process.ExitCode, Terminal.Line(last, 2000));
    }
}
