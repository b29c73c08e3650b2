using System.CommandLine;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon champion [NAME] [--as-of DATE|INSTANT]</c></summary>
static class RegistryChampionCommand
{
    public static Command Create()
    {
        var (name, asOf, registry, json) = (RegistryCommands.Name(), RegistryCommands.AsOf(), RegistryCommands.Registry(), Shared.Json());
        var output = new Option<string?>("--out") { Description = "Write its lexicon as CSV; its licence goes beside it.", HelpName = "FILE.csv" };
        var command = new Command("champion", "Which version is champion, or was on a day, and who made it so.\n\nExamples:\n  ./kit lexicon champion\n  ./kit lexicon champion finance --as-of 2026-11-26 --out then.csv") { name, asOf, output, registry, json };
        command.SetAction(parsed =>
        {
            var opened = RegistryCommands.Open(parsed, registry);
            var set = opened.Standing(parsed.GetValue(name)!, parsed.GetValue(asOf));
            var lexicon = opened.Read(set);
            if (parsed.GetValue(output) is { } file)
            {
                if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Line(file)}: is not the name of a lexicon. Expected one ending in .csv; the file is replaced.");
                RegistryCommands.Outside(RegistryCommands.Where(parsed, registry), "--out", file);
                if (DraftFile.Is(file)) throw new InputException($"--out {Untrusted.Line(file)}: is a draft, which would be lost. Give another name.");
                lexicon.Write(file);
            }
            if (parsed.GetValue(json)) Console.Out.WriteLine(RegistryCommands.Line(set));
            else
            {
                Console.Out.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{lexicon} is champion of {set.Lexicon}{(parsed.GetValue(asOf) is { } time ? $" as of {RegistryEvent.Instant(time)}" : "")}")));
                Console.Out.WriteLine(set.ToString());
            }
            return ExitCode.Done;
        });
        return command;
    }
}
