using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --labels PATH</c></summary>
static class EvaluateCommand
{
    const int ShownErrors = 20;

    public static Command Create()
    {
        var labels = new Option<string>("--labels") { Description = "A labelled set: a file, or a folder that is read as one set.", Required = true, HelpName = "FILE|FOLDER" };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var map = new Option<string>("--map") { Description = "Map values to the scores: none, affine or isotonic, fitted out of fold.", DefaultValueFactory = _ => "none", HelpName = "MAP" };
        var folds = new Option<int>("--cv") { Description = "Folds of the map, or of --method learned; equal texts stand in one.", DefaultValueFactory = _ => new EvaluationOptions().Folds, CustomParser = Shared.WholeNumber, HelpName = "K" };
        var seed = new Option<int>("--seed") { Description = "Seed of folds and resamples.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var against = new Option<string?>("--against") { Description = "A second method, compared on the same texts.", HelpName = "METHOD" };
        var errors = new Option<int?>("--errors") { Description = $"Show the worst texts with their explanations ({ShownErrors} by default).", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => result.Tokens.Count == 0 ? ShownErrors : Shared.WholeNumber(result), HelpName = "N" };
        var entities = new Option<bool>("--entities") { Description = "Judge what is said for each company that the labels name, not the whole text: labels need a target." };
        var rules = new Option<string>("--rules") { Description = "With --method learned: the rules whose hits are features, and that it is compared with, one of ./kit methods.", DefaultValueFactory = _ => "finance", HelpName = "NAME" };
        var members = StackCommand.Members();
        var reliability = new Option<bool>("--reliability") { Description = "Show what was said against what was judged, in ten bins: the calibration curve." };
        var features = TrainCommand.Features("all");
        var goal = TrainCommand.Goal();
        var learner = TrainCommand.Learned("linear", "linear|trees|all");
        var split = TrainCommand.Split();
        var maxLoss = Shared.MaxLoss();
        var json = Shared.Json();
        var command = new Command("evaluate", "Judge a method on labelled texts.\n\nExamples:\n  ./kit evaluate --labels data/labels/sentences.csv\n  ./kit evaluate --labels $RESEARCHKIT_DATA/fiqa --map affine --cv 5 --json\n  ./kit evaluate --labels data/labels/sentences.csv --against ratio:polarity --errors 10\n  ./kit evaluate --labels data/labels/entities.csv --entities\n  ./kit evaluate --labels data/labels/sentences.csv --method learned --cv 5")
        { labels, method, lexicon, map, folds, seed, against, errors, entities, members, reliability, rules, learner, features, goal, split, maxLoss, json };
        command.SetAction(parsed =>
        {
            var words = Shared.ReadLexicon(parsed, lexicon);
            var set = Labels.Read(parsed.GetValue(labels)!, o => o with { MaxLoss = parsed.GetValue(maxLoss) });
            var kind = Shared.Kind(parsed.GetValue(map)!, Enum.GetValues<Map>());
            EvaluationOptions Options(EvaluationOptions o) => o with { Map = kind, Folds = parsed.GetValue(folds), Seed = (ulong)parsed.GetValue(seed) };
            if (parsed.GetValue(method) == EnsembleMethods.InFolds)
            {
                if (new Option[] { map, against, errors, entities, reliability, rules, learner, features, split }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } notOfStack) throw new InputException($"{notOfStack.Name} is not of --method stack, which is compared with its members. Leave it out.");
                StackCommand.Evaluate(set, EnsembleMethods.Members(parsed.GetValue(members) ?? throw new InputException("--members is missing. Expected methods to be stacked with commas between them, such as finance,vader,learned."), words), o => o with { Goal = TrainCommand.GoalOf(parsed, goal), Folds = parsed.GetValue(folds), Seed = (ulong)parsed.GetValue(seed) }, parsed.GetValue(json));
                return ExitCode.Done;
            }
            if (parsed.GetValue(members) is not null) throw new InputException("--members is of --method stack. Leave it out, or choose that method.");
            var fitted = parsed.GetValue(method) == Methods.InFolds;
            if (new Option[] { rules, learner, features, goal, split }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } ofFitted && !fitted) throw new InputException($"{ofFitted.Name} is of --method learned. Leave it out, or choose that method.");
            if (fitted)
            {
                if (new Option[] { map, against, errors, entities, reliability }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } notOfFitted) throw new InputException($"{notOfFitted.Name} is not of --method learned, which is compared with the rules as they are. Leave it out.");
                LearnedReport.Print(set, words.Scorer(Methods.Rules(parsed.GetValue(rules)!)), o => o with { Goal = TrainCommand.GoalOf(parsed, goal), Split = Shared.One<LearnedSplit>("Split", parsed.GetValue(split)!), Folds = parsed.GetValue(folds), Seed = (ulong)parsed.GetValue(seed) }, Shared.Some<Learner>("Learner", parsed.GetValue(learner)!), Shared.Some<FeatureKinds>("Features", parsed.GetValue(features)!), parsed.GetValue(json));
                return ExitCode.Done;
            }
            var scorer = Methods.Unseen(Methods.Scorer(parsed.GetValue(method)!, words), set);
            if (parsed.GetValue(json) && parsed.GetResult(errors) is not null) throw new InputException("--errors is to be read, and --json is for programs. Leave out one of them.");
            if (parsed.GetValue(entities))
            {
                if (parsed.GetValue(reliability)) throw new InputException("--reliability is of whole texts, and --entities judges companies. Leave out one of them.");
                if (scorer is not LexiconScorer lexical) throw new InputException($"{scorer.Identity} says nothing of companies. Expected --method finance or a ratio for --entities.");
                if (parsed.GetValue(against) is not null) throw new InputException("--entities has no --against. Evaluate each method by itself.");
                EntityReport.Print(lexical, words, set, Options, parsed.GetResult(errors) is null ? 0 : parsed.GetValue(errors) ?? ShownErrors, parsed.GetValue(json));
                return ExitCode.Done;
            }
            var second = parsed.GetValue(against) is { } other ? Methods.Unseen(Methods.Scorer(other, words), set) : null;
            using var spending = Methods.Spending(scorer, second);
            var comparison = second is null ? null : scorer.Against(second, set, Options);
            var evaluation = comparison?.First ?? scorer.Evaluate(set, Options);
            var longText = new LongTextWarning(scorer);
            foreach (var judgement in evaluation.Judgements) longText.Meet(judgement.Text.Article, judgement.Score);
            if (parsed.GetValue(json)) PrintJson(evaluation, comparison, words, parsed.GetValue(reliability));
            else
            {
                Print(evaluation, comparison);
                if (parsed.GetValue(reliability)) ReliabilityReport.Print(evaluation);
            }
            if (parsed.GetResult(errors) is not null) PrintErrors(evaluation, scorer, parsed.GetValue(errors) ?? ShownErrors);
            return ExitCode.Done;
        });
        return command;
    }

    internal static IEnumerable<(string Name, Measured Value)> Measures(Evaluation e) =>
        [("accuracy", e.Accuracy), ("macroF1", e.MacroF1), ("mae", e.Mae), ("rmse", e.Rmse), ("r2", e.R2), ("pearson", e.Pearson), ("spearman", e.Spearman), ("cosine", e.Cosine)];

    internal static void Print(Evaluation evaluation, Comparison? comparison = null)
    {
        var evaluations = comparison is null ? new[] { evaluation } : [evaluation, comparison.Second];
        var table = Tables.New(["measure", .. evaluations.Select(e => e.Method)]);
        table.AddRow([Tables.Text("n"), .. evaluations.Select(e => Tables.Text($"{e.N}"))]);
        table.AddRow([Tables.Text("coverage"), .. evaluations.Select(e => Tables.Text(e.Coverage.ToString("0.000", CultureInfo.InvariantCulture)))]);
        foreach (var (name, _) in Measures(evaluation))
            table.AddRow([Tables.Text(name), .. evaluations.Select(e => Tables.Text(Measures(e).First(m => m.Name == name).Value.ToString()))]);
        AnsiConsole.Write(table);
        foreach (var e in evaluations)
        {
            var counts = e.Confusion();
            var confusion = Tables.New("judged \\ said", "negative", "neutral", "positive");
            for (var c = 0; c < 3; c++) confusion.AddRow(Tables.Text(Evaluating.Names[c]), Tables.Text($"{counts[c, 0]}"), Tables.Text($"{counts[c, 1]}"), Tables.Text($"{counts[c, 2]}"));
            AnsiConsole.Write(confusion);
        }
        if (comparison is not null)
            foreach (var line in comparison.ToString().Split('\n')) Console.WriteLine(Untrusted.Line(line));
        var map = evaluation.Options.Map == Map.None ? "" : string.Create(CultureInfo.InvariantCulture, $"; {evaluation.Options.Map.ToString().ToLowerInvariant()} map, {evaluation.Options.Folds} folds of equal texts; cosine of the values as they are");
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(evaluation.Labels.ToString())}; 95% bootstrap intervals by text, seed {evaluation.Options.Seed}{map}[/]");
    }

    static void PrintJson(Evaluation evaluation, Comparison? comparison, Lexicon lexicon, bool reliability)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("labels", evaluation.Labels.Name);
            json.WriteString("labelsHash", evaluation.Labels.Hash);
            json.WriteString("lexicon", lexicon.ToString());
            Write(json, evaluation);
            if (reliability) ReliabilityReport.Write(json, evaluation);
            if (comparison is null) return;
            json.WriteStartObject("against");
            Write(json, comparison.Second);
            json.WriteStartObject("differences");
            foreach (var difference in comparison.Differences)
            {
                json.WriteStartArray(difference.Name);
                foreach (var number in (double[])[difference.Value, difference.Low, difference.High]) Number(json, number);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteNumber("onlyFirst", comparison.OnlyFirst);
            json.WriteNumber("onlySecond", comparison.OnlySecond);
            json.WriteNumber("mcnemar", comparison.McNemar);
            if (comparison.Steiger is { } steiger) json.WriteNumber("steiger", steiger); else json.WriteNull("steiger");
            json.WriteEndObject();
        });
    }

    internal static void Write(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteString("method", evaluation.Method);
        json.WriteString("map", evaluation.Options.Map.ToString().ToLowerInvariant());
        json.WriteNumber("folds", evaluation.Options.Folds);
        json.WriteNumber("seed", evaluation.Options.Seed);
        json.WriteNumber("n", evaluation.N);
        json.WriteNumber("coverage", evaluation.Coverage);
        foreach (var (name, measured) in Measures(evaluation))
        {
            json.WritePropertyName(name);
            Number(json, measured.Value);
        }
        json.WriteStartObject("intervals");
        foreach (var (name, measured) in Measures(evaluation))
        {
            json.WriteStartArray(name);
            Number(json, measured.Low);
            Number(json, measured.High);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteStartArray("confusion");
        var counts = evaluation.Confusion();
        for (var c = 0; c < 3; c++)
        {
            json.WriteStartArray();
            for (var o = 0; o < 3; o++) json.WriteNumberValue(counts[c, o]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    internal static void Number(Utf8JsonWriter json, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumberValue(number); else json.WriteNullValue();
    }

    static void PrintErrors(Evaluation evaluation, Scorer scorer, int count)
    {
        foreach (var judgement in evaluation.Errors().Take(count))
        {
            var (target, item) = (judgement.Text.Target is { } named ? $" for {named}" : "", judgement.Text);
            Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"== judged {Evaluating.Names[item.Judged + 1]}{(item.Score is { } s ? $" {s:+0.00;-0.00;0.00}" : "")}{target}; predicted {judgement.Predicted:+0.00;-0.00;0.00}: {item.Article.Text}")));
            Console.WriteLine(scorer.Explain(item.Article));
        }
    }
}
