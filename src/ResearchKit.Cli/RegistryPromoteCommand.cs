using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon promote DRAFT|NAME@N</c></summary>
static class RegistryPromoteCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("DRAFT|NAME@N") { Description = "A draft, a changed copy of the lexicon, or a version that there is. A whole lexicon of a new name begins its history." };
        var evaluation = new Option<string?>("--evaluation") { Description = "The evaluation against the champion, as ./kit lexicon evaluate writes it.", HelpName = "FILE" };
        var alias = new Option<string>("--as") { Description = "The alias that is to name it. Default: champion. Another needs neither evaluation nor approval.", DefaultValueFactory = _ => RegistryNames.Champion, HelpName = "ALIAS" };
        var (by, approvedBy, because, at, registry, json) = (RegistryCommands.By(), RegistryCommands.ApprovedBy(), RegistryCommands.Because(), RegistryCommands.At(), RegistryCommands.Registry(), Shared.Json());
        var command = new Command("promote", "Make a version of a draft and let it be champion: all of it or nothing. Exit code 0: done; 1: refused, with everything that stands against it; 2: cannot be used.\n\nExample:\n  ./kit lexicon promote draft.csv --evaluation evaluation.json --by ada --approved-by bob --because \"shortage of power\"")
        { what, evaluation, by, approvedBy, because, alias, at, registry, json };
        command.SetAction(parsed =>
        {
            var (named, opened, where) = (parsed.GetValue(what)!, RegistryCommands.Open(parsed, registry), RegistryCommands.Where(parsed, registry));
            var wanted = new PromotionRequest(RegistryNames.Default, parsed.GetValue(alias)!, parsed.GetValue(evaluation) is { } file ? Evidence.Read(file) : null, parsed.GetValue(by)!, parsed.GetValue(approvedBy), parsed.GetValue(because)!, RegistryCommands.Time(parsed, at));
            var isDraft = File.Exists(named) && (DraftFile.Is(named) || opened.Names.Contains(Path.GetFileNameWithoutExtension(named)) || wanted.Evidence is not null || wanted.Alias != RegistryNames.Champion);
            // A changed copy of the champion may stand under a licence of its own.
            if (isDraft && !DraftFile.Is(named)) LicenceFile.Of(named)?.Require(Use.Promotion, $"Lexicon '{Path.GetFileName(named)}'");
            var outcome = isDraft ? opened.Attempt(opened.Drafted(new Lexicons(parsed.GetValue(registry)).Draft(named, wanted.By), wanted))
                : File.Exists(named) ? Found(named, opened, wanted)
                : opened.Attempt(Version(named, opened, wanted));
            return RegistryCommands.Say(outcome, parsed.GetValue(json), new(opened, where));
        });
        return command;
    }

    static PromotionOutcome Found(string path, Registry registry, PromotionRequest wanted)
    {
        var lexicon = Lexicon.Read(path);
        if (wanted.Alias != RegistryNames.Champion || wanted.Evidence is not null) throw new InputException($"{Untrusted.Line(path)}: would be the first version of '{lexicon.Name}', which is champion, and there is none to be compared with. Leave --as and --evaluation out.");
        return registry.FoundOrRefuse(lexicon, wanted.By, wanted.Why, wanted.At);
    }

    static PromotionRequest Version(string named, Registry registry, PromotionRequest wanted) => named.Contains('@', StringComparison.Ordinal) ? registry.Named(named, wanted)
        : throw new InputException($"{Untrusted.Line(named)}: no such file. Expected a draft (CSV with a column edit), a whole lexicon, or a version such as finance@2.");
}
