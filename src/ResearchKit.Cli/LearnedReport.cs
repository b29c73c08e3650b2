using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --method learned</c>: what a fitted method sees, taken away by parts, beside the rules as they are.</summary>
static class LearnedReport
{
    public static void Print(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions> options, IReadOnlyList<FeatureKinds> kinds, bool json)
    {
        var asked = options(new());
        var evaluations = kinds.Select(kind => Learn.Evaluate(labels, rules, o => options(o) with { Features = kind })).ToList();
        var plain = rules.Evaluate(labels, o => o with { Folds = asked.Folds, Seed = asked.Seed, Resamples = asked.Resamples, Map = labels.All(item => item.Class is null) ? Map.Affine : Map.None });
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            foreach (var evaluation in evaluations.Append(plain))
                Json.Line(output, line =>
                {
                    line.WriteString("labels", labels.Name);
                    line.WriteString("labelsHash", labels.Hash);
                    line.WriteString("lexicon", rules.Lexicon.ToString());
                    EvaluateCommand.Write(line, evaluation);
                });
            return;
        }
        var table = Tables.New(["measure", .. kinds.Select(kind => $"learned, {kind.ToString().ToLowerInvariant()}"), plain.Options.Map == Map.None ? rules.Identity : $"{rules.Identity}, affine map"]);
        foreach (var (name, value) in EvaluateCommand.Measures(plain))
            if (value.Value is not null) table.AddRow([Tables.Text(name), .. evaluations.Append(plain).Select(e => Tables.Text(EvaluateCommand.Measures(e).First(m => m.Name == name).Value.ToString()))]);
        AnsiConsole.Write(table);
        foreach (var line in Comparison.Of(evaluations[0], plain).ToString().Split('\n')) Console.WriteLine(Untrusted.Line(line));
        var folds = new LearnedFolds(labels);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folds.Retold} of {folds.Texts} different texts tell what another tells in nearly the same words: they stand in its fold"));
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(labels.ToString())}; {asked.Folds} folds by story, penalty and cut point chosen by {asked.InnerFolds} within each; 95% bootstrap intervals by text, seed {asked.Seed}[/]");
    }
}
