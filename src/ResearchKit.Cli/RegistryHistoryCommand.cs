using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon history [NAME]</c></summary>
static class RegistryHistoryCommand
{
    public static Command Create()
    {
        var (name, registry, json) = (RegistryCommands.Name(), RegistryCommands.Registry(), Shared.Json());
        var command = new Command("history", "Who promoted what, when and why; --json gives the lines as they stand in the file.\n\nExample:\n  ./kit lexicon history finance") { name, registry, json };
        command.SetAction(parsed =>
        {
            foreach (var made in RegistryCommands.Open(parsed, registry).History(parsed.GetValue(name)!)) Console.Out.WriteLine(parsed.GetValue(json) ? RegistryCommands.Line(made) : made.ToString());
            return ExitCode.Done;
        });
        return command;
    }
}
