using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon rollback</c></summary>
static class RegistryRollbackCommand
{
    public static Command Create()
    {
        var name = RegistryCommands.Name();
        var to = new Option<int?>("--to") { Description = "The version to go back to, which must have been champion. Default: the one that the champion was made on.", CustomParser = result => Shared.WholeNumber(result), HelpName = "N" };
        var (by, approvedBy, because, at, registry, json) = (RegistryCommands.By(), RegistryCommands.ApprovedBy(), RegistryCommands.Because(), RegistryCommands.At(), RegistryCommands.Registry(), Shared.Json());
        var command = new Command("rollback", "Make an older version champion again. Exit code 0: done; 1: refused; 2: cannot be used.\n\nExample:\n  ./kit lexicon rollback --to 1 --by ada --approved-by bob --because \"guards in mining fail\"") { name, to, by, approvedBy, because, at, registry, json };
        command.SetAction(parsed =>
        {
            var (lexicon, opened) = (parsed.GetValue(name)!, RegistryCommands.Open(parsed, registry));
            return RegistryCommands.Say(opened.RollbackOrRefuse(lexicon, parsed.GetValue(by)!, parsed.GetValue(approvedBy), parsed.GetValue(because)!, RegistryCommands.Time(parsed, at), parsed.GetValue(to)), parsed.GetValue(json), new(opened, RegistryCommands.Where(parsed, registry)));
        });
        return command;
    }
}
