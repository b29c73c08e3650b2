using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon promote DRAFT|NAME@N</c></summary>
static class RegistryPromoteCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("DRAFT|NAME@N") { Description = "A draft, a version that there is, or a whole lexicon to begin with." };
        var evaluation = new Option<string?>("--evaluation") { Description = "The evaluation against the champion, as ./kit lexicon evaluate writes it.", HelpName = "FILE" };
        var alias = new Option<string>("--as") { Description = "The alias that is to name it. Default: champion. Another needs neither evaluation nor approval.", DefaultValueFactory = _ => RegistryNames.Champion, HelpName = "ALIAS" };
        var (by, approvedBy, because, at, registry, json) = (RegistryCommands.By(), RegistryCommands.ApprovedBy(), RegistryCommands.Because(), RegistryCommands.At(), RegistryCommands.Registry(), Shared.Json());
        var command = new Command("promote", "Make a version of a draft and let it be champion: all of it or nothing. Exit code 0: done; 1: refused, with everything that stands against it; 2: cannot be used.\n\nExample:\n  ./kit lexicon promote draft.csv --evaluation evaluation.json --by ada --approved-by bob --because \"shortage of power\"")
        { what, evaluation, by, approvedBy, because, alias, at, registry, json };
        command.SetAction(parsed =>
        {
            var (named, opened, where) = (parsed.GetValue(what)!, RegistryCommands.Open(parsed, registry), RegistryCommands.Where(parsed, registry));
            var wanted = new PromotionRequest(RegistryNames.Default, parsed.GetValue(alias)!, parsed.GetValue(evaluation) is { } file ? Evidence.Read(file) : null, parsed.GetValue(by)!, parsed.GetValue(approvedBy), parsed.GetValue(because)!, RegistryCommands.Time(parsed, at));
            var outcome = DraftFile.Is(named) ? opened.Attempt(opened.Drafted(Draft(named, opened), wanted))
                : File.Exists(named) ? Found(named, opened, wanted)
                : opened.Attempt(Version(named, opened, wanted));
            return RegistryCommands.Say(outcome, parsed.GetValue(json), new(opened, where));
        });
        return command;
    }

    /// <summary>A draft on the version that its first row names by its hash, or else by its reference; on the champion when it names none.</summary>
    static LexiconDraft Draft(string path, Registry registry)
    {
        if (DraftFile.ParentOf(path) is not { } parent) return LexiconDraft.Read(path, registry.Champion());
        if (registry.Find(parent.Hash) is { } version) return LexiconDraft.Read(path, registry.Read(version));
        return LexiconDraft.Read(path, File.Exists(Home.Locate(parent.Reference)) ? Lexicon.Read(Home.Locate(parent.Reference)) : registry.Read(parent.Reference));
    }

    static PromotionOutcome Found(string path, Registry registry, PromotionRequest wanted)
    {
        var lexicon = Lexicon.Read(path);
        if (registry.Names.Contains(lexicon.Name)) throw new InputException($"{Untrusted.Line(path)}: is a whole lexicon, and '{lexicon.Name}' has versions already. Expected a draft on one of them: ./kit lexicon draft.");
        if (wanted.Alias != RegistryNames.Champion || wanted.Evidence is not null) throw new InputException($"{Untrusted.Line(path)}: would be the first version of '{lexicon.Name}', which is champion, and there is none to be compared with. Leave --as and --evaluation out.");
        return registry.FoundOrRefuse(lexicon, wanted.By, wanted.Why, wanted.At);
    }

    static PromotionRequest Version(string named, Registry registry, PromotionRequest wanted) => named.Contains('@', StringComparison.Ordinal) ? registry.Named(named, wanted)
        : throw new InputException($"{Untrusted.Line(named)}: no such file. Expected a draft (CSV with a column edit), a whole lexicon, or a version such as finance@2.");
}
