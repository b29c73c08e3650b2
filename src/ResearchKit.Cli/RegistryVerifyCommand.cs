using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon verify</c></summary>
static class RegistryVerifyCommand
{
    public static Command Create()
    {
        var (registry, json) = (RegistryCommands.Registry(), Shared.Json());
        var command = new Command("verify", "Compare every file of the registry with its history, and the history with itself. Exit code 0: whole; 1: not whole, with every file that differs.\n\nExample:\n  ./kit lexicon verify") { registry, json };
        command.SetAction(parsed =>
        {
            var opened = RegistryCommands.Open(parsed, registry);
            var findings = opened.Verify();
            if (parsed.GetValue(json)) foreach (var finding in findings) Print(finding);
            else
            {
                foreach (var finding in findings) Console.Out.WriteLine(finding.ToString());
                if (!findings.Any(finding => finding.IsFault)) Console.Out.WriteLine($"whole\n{opened}");
            }
            return findings.Any(finding => finding.IsFault) ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    static void Print(ChainFinding finding)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("file", finding.File);
            json.WriteString("found", finding.Found);
            json.WriteString("expected", finding.Expected);
            json.WriteBoolean("fault", finding.IsFault);
        });
    }
}
