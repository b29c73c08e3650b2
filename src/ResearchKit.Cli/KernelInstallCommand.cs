using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit kernel install</c></summary>
static class KernelInstallCommand
{
    public static Command Create()
    {
        var (prefix, name) = (KernelCommand.Prefix(), KernelCommand.As());
        var force = new Option<bool>("--force") { Description = "Replace a kernel of this name that is not the kit's." };
        var command = new Command("install", $"Install the C# kernel for you alone, its program with it. Notebooks made for .NET Interactive ask for '{Kernelspec.OldName}': --as gives it that name.\n\nExamples:\n  ./kit kernel install\n  ./kit kernel install --as {Kernelspec.OldName}\n  ./kit kernel install --prefix .venv") { prefix, name, force };
        command.SetAction(parsed =>
        {
            var folder = KernelCommand.Folder(parsed, prefix, name);
            if (!parsed.GetValue(force)) Refuse(folder);
            var program = KernelProgram.Publish(Console.Error.WriteLine);
            var spec = Kernelspec.Of(folder, program);
            var isNew = !Directory.Exists(folder);
            spec.Write(program);
            Console.Out.WriteLine(Untrusted.Line($"{spec.Name}: '{spec.DisplayName}' {spec.Version} {(isNew ? "is installed in" : "is replaced in")} {folder}"));
            if (!isNew) Console.Out.WriteLine("Restart the kernel of notebooks that are open.");
            // Elsewhere than with --prefix, Jupyter has to find it.
            if (parsed.GetValue(prefix) is null && Kernelspec.In(JupyterFolders.All(null)).FirstOrDefault(other => other.Name == spec.Name) is { } first && first.Folder != folder)
                Console.Error.WriteLine(Untrusted.Line($"Jupyter takes another kernel of this name, '{first.DisplayName}' in {first.Folder}, which it finds first."));
            return ExitCode.Done;
        });
        return command;
    }

    static void Refuse(string folder)
    {
        if (File.Exists(folder)) throw new InputException($"{Untrusted.Line(folder)}: is a file. Expected no such name, or the folder of a kernel.");
        if (!Directory.Exists(folder) || Kernelspec.Read(folder) is { IsOurs: true }) return;
        var found = Kernelspec.Read(folder) is { } other ? $"is another kernel, '{other.DisplayName}'{(other.Command.Count > 0 ? $", which starts {string.Join(' ', other.Command.Take(2))}" : "")}" : "is a folder without a kernel";
        throw new InputException($"{Untrusted.Line(folder)}: {Untrusted.Line(found)}. To replace it, give --force; to leave it, give another name with --as NAME.");
    }
}
