using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon import PATH</c></summary>
static class LexiconCommand
{
    public static Command Create()
    {
        var command = new Command("lexicon", "Prototype a lexicon, see what moves, promote it on evidence; import a published list of words.")
        { SuggestCommand.Create(), DraftCommand.Create(), DiffCommand.Create(), ImpactCommand.Create(), LexiconEvaluateCommand.Create() };
        foreach (var registry in RegistryCommands.All()) command.Add(registry);
        command.Add(Import());
        return command;
    }

    static Command Import()
    {
        var path = new Argument<string>("PATH") { Description = "A list in a published form, or a folder of positive*.txt and negative*.txt." };
        var form = new Option<string?>("--form") { Description = $"Its form: {ListForms.Names}. Default: recognised by what stands in it.", HelpName = "FORM" };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "For a list with years: the day as of which it is read, 2014-12-31, or the end of a year, 2014. Default: the latest edition.", CustomParser = Day, HelpName = "DATE" };
        var licence = new Option<string?>("--licence") { Description = "The licence you have: a known name, or a file that says it. Default: the one beside the list, or the form's own.", HelpName = "LICENCE" };
        var shifters = new Option<string?>("--shifters") { Description = "Add the valence shifters of this lexicon.", HelpName = "FILE" };
        var maxLoss = new Option<double>("--max-loss") { Description = "Share of terms that may be left out, 0 to 1.", DefaultValueFactory = _ => new ImportOptions().MaxLoss, CustomParser = Shared.Number, HelpName = "SHARE" };
        var alone = new Option<bool>("--private") { Description = "Keep the file to yourself: allowed under any licence. The licence stays with the file." };
        var output = new Option<string>("--out") { Description = "The CSV to write; its licence goes beside it.", Required = true, HelpName = "FILE.csv" };
        var command = new Command("import", "Convert a published list of words into the kit's CSV. Refused where its licence does not allow to pass it on, unless it is --private.\n\nExample:\n  ./kit lexicon import LM.csv --as-of 2014 --private --out lm-2014.csv")
        { path, form, asOf, licence, shifters, maxLoss, alone, output };
        command.SetAction(parsed =>
        {
            var (source, file) = (parsed.GetValue(path)!, parsed.GetValue(output)!);
            if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {file}: is not the name of a lexicon. Expected one ending in .csv; the file is replaced.");
            if (DraftFile.Is(file)) throw new InputException($"--out {Untrusted.Line(file)}: is a draft, which would be lost. Give another name.");
            if (Path.GetFullPath(file) == Path.GetFullPath(source)) throw new InputException($"--out {file}: is the list itself, which would be replaced. Give another name.");
            var lexicon = Lexicon.Read(source, o => o with
            {
                Form = parsed.GetValue(form) is { } named ? Form(named) : null,
                AsOf = parsed.GetValue(asOf),
                MaxLoss = parsed.GetValue(maxLoss),
                Licence = parsed.GetValue(licence) is { } stated ? File.Exists(stated) ? Licence.Read(stated) : Licence.Find(stated) : null,
            });
            if (parsed.GetValue(shifters) is { } other) lexicon = lexicon.With(shiftersOf: Lexicon.Read(Home.Locate(other)));
            Shared.Announce(lexicon);
            if (!parsed.GetValue(alone)) lexicon.Licence.Require(Use.Packaging, $"Lexicon '{lexicon.Name}'", "To keep the file to yourself, give --private.");
            lexicon.Write(file);
            Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{file}: {lexicon.Entries.Length} entries, licence {lexicon.Licence}")));
            return ExitCode.Done;
        });
        return command;
    }

    static ListForm Form(string name) => Enum.TryParse<ListForm>(name, ignoreCase: true, out var form) && name.All(char.IsLetter) ? form : throw InputException.Unknown("Form", Untrusted.Show(name), ListForms.Names.Split(", "));

    static DateOnly? Day(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text.Length == 4 ? $"{text}-12-31" : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"--as-of is '{text}'. Expected a day such as 2014-12-31, or a year such as 2014 for its last day.");
        return null;
    }
}
