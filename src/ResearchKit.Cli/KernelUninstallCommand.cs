using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit kernel uninstall</c></summary>
static class KernelUninstallCommand
{
    public static Command Create()
    {
        var (prefix, name) = (KernelCommand.Prefix(), KernelCommand.As());
        var command = new Command("uninstall", "Remove a kernel that the kit installed, never another. Exit code 1 when there is none.\n\nExample:\n  ./kit kernel uninstall") { prefix, name };
        command.SetAction(parsed =>
        {
            var folder = KernelCommand.Folder(parsed, prefix, name);
            if (Kernelspec.Read(folder) is not { } spec)
            {
                Console.Out.WriteLine(Untrusted.Line($"{Path.GetFileName(folder)}: no such kernel in {Path.GetDirectoryName(folder)}"));
                return ExitCode.No;
            }
            if (!spec.IsOurs) throw new InputException($"{Untrusted.Line(folder)}: is another kernel, {Untrusted.Quote(spec.DisplayName)}, and not the kit's to remove. Expected one that ./kit kernel status lists.");
            spec.Remove();
            Console.Out.WriteLine(Untrusted.Line($"{spec.Name}: removed from {Path.GetDirectoryName(folder)}"));
            return ExitCode.Done;
        });
        return command;
    }
}
