using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit conformal --labels PATH --alpha A --out FILE</c></summary>
static class ConformalCommand
{
    public static Command Create()
    {
        var labels = new LabelOptions();
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var map = Shared.MapFile();
        var alpha = new Option<double>("--alpha") { Description = "The share of texts whose judgement may fall outside, 0.0001 to 0.9999.", DefaultValueFactory = _ => new ConformalOptions().Alpha, CustomParser = Shared.Number, HelpName = "SHARE" };
        var by = new Option<string>("--by") { Description = "Groups in each of which the promise holds: said (the class that the method gives), length, field:NAME; for classes label.", DefaultValueFactory = _ => "none", HelpName = "none|said|length|label|field:NAME" };
        var goal = TrainCommand.Goal();
        var sets = new Option<string>("--sets") { Description = "How sets of classes are made: by the distance to the value; by chance, the fewest classes; or adaptive. The latter two are of a stack of classes.", DefaultValueFactory = _ => "distance", HelpName = "distance|chance|adaptive" };
        var check = new Option<bool>("--check") { Description = "Count the coverage on held-out labels: half of the stories, again and again." };
        var splits = new Option<int>("--splits") { Description = "How often.", DefaultValueFactory = _ => 200, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var licence = new Option<string?>("--licence") { Description = "The licence of the labels. Default: the first line of the file LICENSE beside them.", HelpName = "TEXT" };
        var output = new Option<string?>("--out") { Description = "Where to write the intervals; the file is replaced. Needed without --check.", HelpName = "FILE.json" };
        var command = new Command("conformal", "Make intervals that hold what people judge, with a chance that is promised, and check the promise.\n\nExamples:\n  ./kit conformal --labels data/labels/summaries.csv --alpha 0.1 --out c.json\n  ./kit score seeds --interval c.json\n  ./kit conformal --labels data/labels/summaries.csv --by said --check") { method, lexicon, map, alpha, by, goal, sets, check, splits, seed, licence, output };
        labels.AddTo(command);
        command.SetAction(parsed =>
        {
            var (set, file) = (labels.Read(parsed), parsed.GetValue(output));
            if (file is null && !parsed.GetValue(check)) throw new InputException("--out is missing. Expected a name ending in .json for the intervals, or --check to count their coverage.");
            if (file is not null) StackCommand.OutFile(file, labels.Path(parsed)!, "intervals", parsed.GetValue(method)!);
            var scorer = Shared.Mapped(parsed, map, Methods.Scorer(parsed.GetValue(method)!, Shared.ReadLexicon(parsed, lexicon)));
            using var spending = Methods.Spending(scorer);
            ConformalOptions Options(ConformalOptions o) => o with { Alpha = parsed.GetValue(alpha), By = parsed.GetValue(by)!, Goal = TrainCommand.GoalOf(parsed, goal), Measure = Shared.One<ConformalMeasure>("Sets", parsed.GetValue(sets)!), Seed = (ulong)parsed.GetValue(seed), Licence = parsed.GetValue(licence) };
            if (file is not null)
            {
                var conformal = Conformal.Of(scorer, set, Options);
                conformal.Write(file);
                Console.WriteLine(conformal);
            }
            if (parsed.GetValue(check)) Print(Conformal.Check(scorer, set, Options, parsed.GetValue(splits)), scorer, set);
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(ConformalCheck check, Scorer scorer, Labels labels)
    {
        var table = Tables.New("texts", "held out", "coverage", check.Goal == LearnedGoal.Scores ? "mean width" : "mean classes");
        foreach (var row in check.Rows)
            table.AddRow(Tables.Text(row.Group), Tables.Text(row.Texts.ToString("0", CultureInfo.InvariantCulture)), Tables.Text(row.Coverage.ToString()), Tables.Text(row.Width?.ToString("0.000", CultureInfo.InvariantCulture) ?? ""));
        AnsiConsole.Write(table);
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{scorer.Identity} on {labels}: promised {1 - (decimal)check.Alpha:0.###}{(check.By == "none" ? " over all texts together, and not in a group" : $" in each group by {check.By}, and in no other")}; {check.Splits} splits by story, half held out, brackets hold 95% of them")));
        Console.WriteLine("not promised: texts of another source, time or kind than these labels, and any one text");
    }

    public static Option<string?> Interval() => new("--interval") { Description = "Print around each value the interval or the classes that ./kit conformal promises for this method.", HelpName = "FILE" };
}
