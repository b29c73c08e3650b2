using System.CommandLine;
using System.Text.RegularExpressions;

namespace ResearchKit.Cli;

/// <summary><c>./kit kernel</c>: the kit's C# kernel in Jupyter.</summary>
static partial class KernelCommand
{
    public static Command Create() => new("kernel", "Put the C# kernel into Jupyter, see where it is, take it out.") { KernelInstallCommand.Create(), KernelUninstallCommand.Create(), KernelStatusCommand.Create() };

    public static Option<string?> Prefix() => new("--prefix") { Description = "The kernels of an installation of Python instead of your own: those in DIR/share/jupyter.", HelpName = "DIR" };

    public static Option<string> As() => new("--as") { Description = $"The name that notebooks ask for. {Kernelspec.OldName} takes the place of the .NET Interactive kernel.", DefaultValueFactory = _ => Kernelspec.DefaultName, HelpName = "NAME" };

    /// <summary>The folder that the options mean.</summary>
    public static string Folder(ParseResult parsed, Option<string?> prefix, Option<string> name)
    {
        var named = parsed.GetValue(name)!;
        if (!Names().IsMatch(named) || named.Trim('.').Length == 0) throw new InputException($"--as {Untrusted.Quote(named)}: is no name for a kernel. Expected letters a to z, digits, '.', '-' and '_', as in {Kernelspec.DefaultName}.");
        return Path.Combine(JupyterFolders.Of(parsed.GetValue(prefix)), "kernels", named.ToLowerInvariant());
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Names();
}
