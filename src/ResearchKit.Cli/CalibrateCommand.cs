using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit calibrate --labels PATH --map KIND --out FILE</c></summary>
static class CalibrateCommand
{
    public static Command Create()
    {
        var labels = new Option<string>("--labels") { Description = "A labelled set with scores: a file, or a folder that is read as one set.", Required = true, HelpName = "FILE|FOLDER" };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var map = new Option<string>("--map") { Description = "affine or isotonic.", Required = true, HelpName = "MAP" };
        var folds = new Option<int>("--cv") { Description = "Folds of the cross-validated error; equal texts stand in one.", DefaultValueFactory = _ => new CalibrationOptions().Folds, CustomParser = Shared.WholeNumber, HelpName = "K" };
        var seed = new Option<int>("--seed") { Description = "Seed of folds and resamples.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var licence = new Option<string?>("--licence") { Description = "The licence of the labels. Default: the first line of the file LICENSE beside them.", HelpName = "TEXT" };
        var date = new Option<DateOnly?>("--date") { Description = "A day to record with the map, such as 2026-01-05. Default: none.", CustomParser = Day, HelpName = "DAY" };
        var output = new Option<string>("--out") { Description = "Where to write the map; the file is replaced.", Required = true, HelpName = "FILE" };
        var maxLoss = Shared.MaxLoss();
        var json = Shared.Json();
        var command = new Command("calibrate", "Fit a map from a method's values to the scores of labelled texts.\n\nExamples:\n  ./kit calibrate --labels $RESEARCHKIT_DATA/fiqa --map isotonic --out map.json\n  ./kit score seeds --map map.json\n  ./kit calibrate --labels data/labels/summaries.csv --method learned:model.json --map affine --out map.json") { labels, method, lexicon, map, folds, seed, licence, date, output, maxLoss, json };
        command.SetAction(parsed =>
        {
            var (kind, file) = (Shared.Kind(parsed.GetValue(map)!, [Map.Affine, Map.Isotonic]), parsed.GetValue(output)!);
            StackCommand.OutFile(file, parsed.GetValue(labels)!, "a map", parsed.GetValue(method)!);
            var set = Labels.Read(parsed.GetValue(labels)!, r => r with { MaxLoss = parsed.GetValue(maxLoss) });
            var scorer = Methods.Unseen(Methods.Scorer(parsed.GetValue(method)!, Shared.ReadLexicon(parsed, lexicon)), set);
            using var spending = Methods.Spending(scorer);
            Methods.Prepare(scorer, [.. set.Select(item => item.Article)]);
            var calibrated = scorer.Calibrate(set, o => o with
            {
                Map = kind,
                Folds = parsed.GetValue(folds),
                Seed = (ulong)parsed.GetValue(seed),
                Licence = parsed.GetValue(licence),
                Date = parsed.GetValue(date),
            });
            calibrated.Write(file);
            if (parsed.GetValue(json)) Console.Out.WriteLine(calibrated.Calibration.ToJson());
            else Print(calibrated.Calibration);
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(Calibration fit)
    {
        var table = Tables.New("measure", "as it is", $"{fit.Map.ToString().ToLowerInvariant()} map, out of fold");
        foreach (var (name, before, after) in new[] { ("mae", fit.Before.Mae, fit.After.Mae), ("rmse", fit.Before.Rmse, fit.After.Rmse), ("r2", fit.Before.R2, fit.After.R2) })
            table.AddRow(Tables.Text(name), Tables.Text(before.ToString()), Tables.Text(after.ToString()));
        AnsiConsole.Write(table);
        foreach (var line in fit.ToString().Split('\n')[..2]) Console.WriteLine(Untrusted.Line(line));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fit.Folds} folds by text, 95% bootstrap intervals by text, seed {fit.Seed}; map {fit.Hash[..8]}"));
    }

    static DateOnly? Day(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"--date is '{result.Tokens[0].Value}'. Expected a day such as 2026-01-05.");
        return null;
    }
}
