using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit stack --labels PATH --members A,B --out FILE</c></summary>
static class StackCommand
{
    public static Command Create()
    {
        var labels = new LabelOptions();
        var members = Members();
        var lexicon = Shared.Lexicon();
        var goal = TrainCommand.Goal();
        var folds = new Option<int>("--cv") { Description = "Folds, by story: of members that are fitted, and of the figures.", DefaultValueFactory = _ => new StackOptions().Folds, CustomParser = Shared.WholeNumber, HelpName = "K" };
        var seed = new Option<int>("--seed") { Description = "Seed of folds and resamples.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var licence = new Option<string?>("--licence") { Description = "The licence of the labels. Default: the first line of the file LICENSE beside them.", HelpName = "TEXT" };
        var output = new Option<string>("--out") { Description = "Where to write the stack; the file is replaced. Models of its members stand in it.", Required = true, HelpName = "FILE.json" };
        var command = new Command("stack", "Fit a second level over the values of several methods to labelled texts.\n\nExamples:\n  ./kit stack --labels data/labels/sentences.csv --members finance,ratio:polarity,learned --out stack.json\n  ./kit score seeds --method stack:stack.json\n  ./kit evaluate --labels data/labels/sentences.csv --method stack --members finance,learned") { members, lexicon, goal, folds, seed, licence, output };
        labels.AddTo(command);
        command.SetAction(parsed =>
        {
            var set = labels.Read(parsed);
            var names = parsed.GetValue(members) ?? throw new InputException("--members is missing. Expected methods with commas between them, such as finance,vader,learned.");
            var file = OutFile(parsed.GetValue(output)!, labels.Path(parsed)!, "a stack", names.Split(',', StringSplitOptions.TrimEntries));
            var stacked = EnsembleMethods.Members(names, Shared.ReadLexicon(parsed, lexicon));
            using var spending = Methods.Spending(stacked.Select(member => member.Scorer));
            var model = Learn.Stack(set, stacked, o => o with
            {
                Goal = TrainCommand.GoalOf(parsed, goal),
                Folds = parsed.GetValue(folds),
                Seed = (ulong)parsed.GetValue(seed),
                Licence = parsed.GetValue(licence),
            });
            model.Write(file);
            Console.WriteLine(model);
            return ExitCode.Done;
        });
        return command;
    }

    public static Option<string?> Members() => new("--members") { Description = "Methods to be stacked, with commas between them: finance,vader,learned. 'learned' is fitted in folds; ' on LEXICON' behind a name gives it a lexicon of its own.", HelpName = "M1,M2…" };

    /// <summary>The file to be written, which must end in .json and be none of the labels, and no file that the methods rest on.</summary>
    public static string OutFile(string file, string labels, string what, params IEnumerable<string> methods)
    {
        if (!file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Show(file)}: is not the name of {what}. Expected one ending in .json; the file is replaced.");
        var (whole, source) = (Path.GetFullPath(file), Path.GetFullPath(labels));
        if (EnsembleMethods.Places(methods).FirstOrDefault(place => Path.GetFullPath(place) is var at && (at == whole || Path.TrimEndingDirectorySeparator(at) == Path.GetDirectoryName(whole) && Directory.Exists(at))) is { } rests)
            throw new InputException($"--out {Untrusted.Show(file)}: is what a method rests on, {Untrusted.Show(rests)}, or lies in it, and would be replaced. Give another name.");
        return whole == source || Path.GetDirectoryName(whole) == source && File.Exists(whole) ? throw new InputException($"--out {Untrusted.Show(file)}: is one of the labelled files, which would be replaced. Give another name.") : file;
    }

    /// <summary><c>./kit evaluate --method stack --members …</c>: the stack in nested folds, beside each member by itself.</summary>
    public static void Evaluate(Labels labels, IReadOnlyList<EnsembleMember> members, Func<StackOptions, StackOptions> options, bool json)
    {
        using var spending = Methods.Spending(members.Select(member => member.Scorer));
        var evaluations = Learn.EvaluateStack(labels, members, options);
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            foreach (var evaluation in evaluations)
                Json.Line(output, line =>
                {
                    line.WriteString("labels", labels.Name);
                    line.WriteString("labelsHash", labels.Hash);
                    EvaluateCommand.Write(line, evaluation);
                });
            return;
        }
        var table = Tables.New(["measure", .. evaluations.Select(e => e.Options.Map == Map.None ? e.Method : $"{e.Method}, affine map")]);
        foreach (var (name, value) in EvaluateCommand.Measures(evaluations[0]))
            if (value.Value is not null) table.AddRow([Tables.Text(name), .. evaluations.Select(e => Tables.Text(EvaluateCommand.Measures(e).First(m => m.Name == name).Value.ToString()))]);
        AnsiConsole.Write(table);
        foreach (var member in evaluations.Skip(1))
            foreach (var line in Comparison.Of(evaluations[0], member).ToString().Split('\n')) Console.WriteLine(Untrusted.Line(line));
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(labels.ToString())}; {evaluations[0].Options.Folds} folds by story, members that are fitted within each; 95% bootstrap intervals by text, seed {evaluations[0].Options.Seed.ToString(CultureInfo.InvariantCulture)}[/]");
    }
}
