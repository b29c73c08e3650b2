using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit train --labels PATH --out MODEL</c></summary>
static class TrainCommand
{
    public static Command Create()
    {
        var labels = new LabelOptions();
        var method = new Option<string>("--method") { Description = "The rules whose hits are features, one of ./kit methods.", DefaultValueFactory = _ => "finance", HelpName = "NAME" };
        var lexicon = Shared.Lexicon();
        var features = Features("both");
        var goal = Goal();
        var learner = Learned("linear", "linear|trees");
        var split = Split();
        var folds = Folds();
        var seed = Seed();
        var licence = new Option<string?>("--licence") { Description = "The licence of the labels. Default: the first line of the file LICENSE beside them.", HelpName = "TEXT" };
        var date = new Option<DateOnly?>("--date") { Description = "A day to record with the model, such as 2026-01-05. Default: none.", CustomParser = Day, HelpName = "DAY" };
        var output = new Option<string>("--out") { Description = "Where to write the model; the file is replaced.", Required = true, HelpName = "FILE.json" };
        var json = Shared.Json();
        var command = new Command("train", "Fit a method to labelled texts: a linear model, or boosted trees, of words and of what the rules find.\n\nExamples:\n  ./kit train --labels data/labels/sentences.csv --out model.json\n  ./kit score seeds --method learned:model.json\n  ./kit train --labels data/labels/sectors.csv --until 2026-01-01 --features words --out words.json\n  ./kit train --labels data/labels/sectors.csv --learner trees --split time --out trees.json") { method, lexicon, learner, features, goal, split, folds, seed, licence, date, output, json };
        labels.AddTo(command);
        command.SetAction(parsed =>
        {
            var set = labels.Read(parsed);
            var file = StackCommand.OutFile(parsed.GetValue(output)!, labels.Path(parsed)!, "a model");
            var model = Fit(Shared.One<Learner>("Learner", parsed.GetValue(learner)!), set, Shared.ReadLexicon(parsed, lexicon).Scorer(parsed.GetValue(method)!), o => o with
            {
                Split = Shared.One<LearnedSplit>("Split", parsed.GetValue(split)!),
                Features = Shared.One<FeatureKinds>("Features", parsed.GetValue(features)!),
                Goal = GoalOf(parsed, goal),
                Folds = parsed.GetValue(folds),
                Seed = (ulong)parsed.GetValue(seed),
                Licence = parsed.GetValue(licence),
                Date = parsed.GetValue(date),
            });
            model.Write(file);
            if (parsed.GetValue(json)) PrintJson(model);
            else Console.WriteLine(model);
            return ExitCode.Done;
        });
        return command;
    }

    public static Option<string> Features(string standard) => new("--features") { Description = "What a fitted method sees of a text: words, rules (what the rules find), or both.", DefaultValueFactory = _ => standard, HelpName = "both|words|rules" };

    public static Option<string?> Goal() => new("--goal") { Description = "What is fitted to: classes or scores. Default: classes where every text has one.", HelpName = "classes|scores" };

    static Option<int> Folds() => new("--cv") { Description = "Folds of the figures on the model card; what is told twice stands in one.", DefaultValueFactory = _ => new LearnedOptions().Folds, CustomParser = Shared.WholeNumber, HelpName = "K" };

    static Option<int> Seed() => new("--seed") { Description = "Seed of folds and resamples.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };

    public static Option<string> Learned(string standard, string names) => new("--learner") { Description = "What is fitted: linear (weights) or trees (LightGBM).", DefaultValueFactory = _ => standard, HelpName = names };

    public static Option<string> Split() => new("--split") { Description = "Folds by story, or by time: each is judged by what was available before it.", DefaultValueFactory = _ => "story", HelpName = "story|time" };

    public static LearnedGoal? GoalOf(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } given ? Shared.One<LearnedGoal>("Goal", given) : null;

    static LearnedModel Fit(Learner learner, Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions> options) => learner == Learner.Trees ? Learn.Trees(labels, rules, options) : Learn.Linear(labels, rules, options);

    static void PrintJson(LearnedModel model)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("model", model.Hash);
            json.WriteNumber("features", model.Features.Length);
            json.WriteString("labels", model.Card.Labels);
            json.WriteString("labelsHash", model.Card.LabelsHash);
            json.WriteString("licence", model.Card.Licence);
            json.WriteNumber("texts", model.Card.Texts);
            json.WriteNumber("retold", model.Card.Retold);
            json.WriteNumber("leaking", model.Card.Leaking);
            json.WriteString("learner", $"{model.Card.Settings.Learner}".ToLowerInvariant());
            json.WriteString("settings", model.Card.Settings.ToString());
            json.WriteNumber("falls", model.Card.Falls);
            json.WriteNumber("rises", model.Card.Rises);
            json.WriteStartObject("figures");
            foreach (var figure in model.Card.Figures)
            {
                json.WriteStartArray(figure.Name);
                foreach (var number in (double?[])[figure.Value.Value, figure.Value.Low, figure.Value.High])
                    if (number is { } finite) json.WriteNumberValue(finite); else json.WriteNullValue();
                json.WriteEndArray();
            }
            json.WriteEndObject();
        });
    }

    static DateOnly? Day(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"--date is '{result.Tokens[0].Value}'. Expected a day such as 2026-01-05.");
        return null;
    }
}
