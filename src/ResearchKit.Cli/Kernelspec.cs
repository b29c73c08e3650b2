using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Cli;

/// <summary>A kernel as Jupyter knows it: a folder with a kernel.json.</summary>
/// <param name="Folder">In full; its last part is the kernel's name.</param>
/// <param name="Content">What kernel.json says; empty if it cannot be read.</param>
sealed record Kernelspec(string Folder, JsonObject Content)
{
    /// <summary>The kernel's own name, and the one of the kernel whose notebooks it also runs.</summary>
    public const string DefaultName = "researchkit-csharp", OldName = ".net-csharp";

    const string FileName = "kernel.json", Mark = "researchkit", ProgramFolder = "program";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => Path.GetFileName(Folder);

    public string DisplayName => Text(Content["display_name"]) ?? "a kernel without a name";

    /// <summary>The kit wrote it.</summary>
    public bool IsOurs => Content["metadata"] is JsonObject metadata && metadata[Mark] is JsonObject;

    public string? Version => Said("version");

    /// <summary>The hash of the sources that it was made of.</summary>
    public string? Sources => Said("sources");

    public bool IsPrecompiled => Said("precompiled") == "yes";

    /// <summary>The first words of the command that starts it.</summary>
    public IReadOnlyList<string> Command => Content["argv"] is JsonArray words ? [.. words.Select(Text).OfType<string>()] : [];

    /// <summary>Reads a folder; null if it holds no kernel.</summary>
    public static Kernelspec? Read(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FileName))) return null;
        try { return new(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName)), null, new() { AllowDuplicateProperties = false }) as JsonObject ?? []); }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException) { return new(folder, []); }
    }

    /// <summary>Every kernel below folders of Jupyter's data, in their order.</summary>
    public static IEnumerable<Kernelspec> In(IEnumerable<string> data) => data.Select(folder => Path.Combine(folder, "kernels")).Where(Directory.Exists)
        .SelectMany(Kernels).Select(Read).OfType<Kernelspec>();

    static IEnumerable<string> Kernels(string folder)
    {
        try { return Directory.GetDirectories(folder).Order(StringComparer.Ordinal); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"{folder}: cannot be read: {e.Message} Expected a folder of kernels that you may read.", e); }
    }

    /// <summary>What kernel.json says of a program.</summary>
    /// <param name="folder">Where it will lie in the end, since the command names the program in full.</param>
    /// <param name="program">The program.</param>
    public static Kernelspec Of(string folder, KernelProgram program) => new(folder, new()
    {
        ["argv"] = new JsonArray(Home.Dotnet, Path.Combine(folder, ProgramFolder, KernelProgram.FileName), "jupyter", "{connection_file}"),
        ["display_name"] = Path.GetFileName(folder) switch { DefaultName => "C# (ResearchKit)", OldName => ".NET (C#)", var other => $"C# (ResearchKit, {other})" },
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["env"] = new JsonObject { ["DOTNET_NOLOGO"] = "1" },
        ["metadata"] = new JsonObject { [Mark] = new JsonObject { ["version"] = program.Version, ["sources"] = program.Sources, ["precompiled"] = program.IsPrecompiled ? "yes" : "no" } },
    });

    /// <summary>Puts the folder where it belongs, whole or not at all; a kernel of ours that was there is replaced.</summary>
    public void Write(KernelProgram program)
    {
        // Beside the folder of kernels, on the same disk, where Jupyter does not look.
        var data = Path.GetDirectoryName(Path.GetDirectoryName(Folder))!;
        var (fresh, old) = (Path.Combine(data, $".{Mark}-{Guid.NewGuid():n}.tmp"), Path.Combine(data, $".{Mark}-{Guid.NewGuid():n}.old"));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
            Copy(program.Folder, Path.Combine(fresh, ProgramFolder));
            Copy(program.Logos, fresh);
            File.WriteAllText(Path.Combine(fresh, FileName), Content.ToJsonString(Written) + "\n", new UTF8Encoding(false));
            if (Directory.Exists(Folder)) Directory.Move(Folder, old);
            try { Directory.Move(fresh, Folder); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (Directory.Exists(old)) Directory.Move(old, Folder);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Folder}: cannot be written: {e.Message} Close the notebooks that use the kernel, or give a folder of your own with --prefix DIR.", e);
        }
        finally
        {
            foreach (var left in new[] { fresh, old }.Where(Directory.Exists)) Directory.Delete(left, recursive: true);
        }
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Remove()
    {
        try { Directory.Delete(Folder, recursive: true); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"{Folder}: cannot be removed: {e.Message} Close the notebooks that use the kernel.", e); }
    }

    /// <summary>Why the program does not start; null if it does.</summary>
    public string? Trouble()
    {
        if (Command is not [var dotnet, var program, ..]) return "kernel.json names no program";
        if (!File.Exists(program)) return $"{program} is not there";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(dotnet, [program, "--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (process.WaitForExit(Patience)) return process.ExitCode == 0 ? null : $"it ends with code {process.ExitCode}: {(error.Result + output.Result).Trim()}";
            process.Kill(entireProcessTree: true);
            return $"it does not answer in {Patience.TotalSeconds} s";
        }
        catch (System.ComponentModel.Win32Exception e) { return $"{dotnet} cannot be started: {e.Message}"; }
    }

    string? Said(string name) => Content["metadata"] is JsonObject metadata && metadata[Mark] is JsonObject own ? Text(own[name]) : null;

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
