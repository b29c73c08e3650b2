using System.CommandLine;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary><c>./kit kernel status</c></summary>
static class KernelStatusCommand
{
    /// <summary>What is to be said of a kernel of ours.</summary>
    /// <param name="Spec">The kernel.</param>
    /// <param name="Trouble">Why its program does not start, or null.</param>
    /// <param name="IsCurrent">It was made of the sources as they are now.</param>
    /// <param name="Before">The kernel of the same name that Jupyter finds first, or null.</param>
    sealed record Found(Kernelspec Spec, string? Trouble, bool IsCurrent, Kernelspec? Before);

    public static Command Create()
    {
        var (prefix, json) = (KernelCommand.Prefix(), Shared.Json());
        var command = new Command("status", "List the kernels that the kit installed, and whether they start. Exit code 1 when there is none, or one does not start or is hidden by another.\n\nExample:\n  ./kit kernel status") { prefix, json };
        command.SetAction(parsed =>
        {
            var all = Kernelspec.In(JupyterFolders.All(parsed.GetValue(prefix))).ToList();
            var sources = KernelProgram.CurrentSources();
            var found = all.Where(spec => spec.IsOurs)
                .Select(spec => new Found(spec, spec.Trouble(), spec.Sources == sources, all.First(other => other.Name == spec.Name) is var first && first.Folder != spec.Folder ? first : null)).ToList();
            var old = all.Find(spec => spec.Name == Kernelspec.OldName);
            if (parsed.GetValue(json)) Print(found, old);
            else Say(found, old);
            return found.Count > 0 && found.All(kernel => kernel is { Trouble: null, Before: null }) ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    static void Say(List<Found> found, Kernelspec? old)
    {
        if (found.Count == 0) Line("The kit has installed no kernel. To do so: ./kit kernel install");
        foreach (var (spec, trouble, isCurrent, before) in found)
        {
            Line($"{spec.Name}: '{spec.DisplayName}' {spec.Version} in {spec.Folder}");
            Line(trouble is null ? $"  starts{(spec.IsPrecompiled ? "" : ", but slowly: it was not compiled ahead")}" : $"  does not start: {trouble}. Install it again.");
            if (!isCurrent) Line("  is not of the sources as they are now: ./kit kernel install brings it up to them");
            if (before is not null) Line($"  is hidden by '{before.DisplayName}' in {before.Folder}, which Jupyter finds first");
        }
        if (old is not { IsOurs: true })
            Line($"{Kernelspec.OldName}, which the kit's notebooks ask for, is {(old is null ? "not installed" : $"another kernel, '{old.DisplayName}' in {old.Folder}")}. To take that name: ./kit kernel install --as {Kernelspec.OldName}");
        Line(JupyterFolders.Program is { } jupyter ? $"jupyter: {jupyter}" : "jupyter: not on the PATH");
    }

    static void Line(string text) => Console.Out.WriteLine(Untrusted.Line(text));

    static void Print(List<Found> found, Kernelspec? old)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteStartArray("kernels");
            foreach (var kernel in found) Kernel(json, kernel);
            json.WriteEndArray();
            json.WriteString(Kernelspec.OldName, old?.Folder);
            json.WriteString("jupyter", JupyterFolders.Program);
        });
    }

    static void Kernel(Utf8JsonWriter json, Found kernel)
    {
        json.WriteStartObject();
        json.WriteString("name", kernel.Spec.Name);
        json.WriteString("displayName", kernel.Spec.DisplayName);
        json.WriteString("folder", kernel.Spec.Folder);
        json.WriteString("version", kernel.Spec.Version);
        json.WriteBoolean("starts", kernel.Trouble is null);
        json.WriteString("trouble", kernel.Trouble);
        json.WriteBoolean("current", kernel.IsCurrent);
        json.WriteBoolean("precompiled", kernel.Spec.IsPrecompiled);
        json.WriteString("hiddenBy", kernel.Before?.Folder);
        json.WriteEndObject();
    }
}
