using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit evaluate --method learned</c>: what a fitted method sees, taken away by parts, beside the rules as they are.</summary>
static class LearnedReport
{
    public static void Print(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions> options, IReadOnlyList<Learner> learners, IReadOnlyList<FeatureKinds> kinds, bool json)
    {
        var asked = options(new());
        var columns = learners.SelectMany(learner => kinds.Select(kind => (learner, kind))).ToList();
        var evaluations = columns.Select(column => Learn.Evaluate(labels, rules, o => options(o) with { Learner = column.learner, Features = column.kind })).ToList();
        // The same texts: where time splits, the earliest are not judged.
        var judged = evaluations[0].Labels;
        var plain = rules.Evaluate(judged, o => o with { Folds = asked.Folds, Seed = asked.Seed, Resamples = asked.Resamples, Map = labels.All(item => item.Class is null) ? Map.Affine : Map.None });
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
        var table = Tables.New(["measure", .. columns.Select(column => Named(column.learner, column.kind)), plain.Options.Map == Map.None ? rules.Identity : $"{rules.Identity}, affine map"]);
        foreach (var (name, value) in EvaluateCommand.Measures(plain))
            if (value.Value is not null) table.AddRow([Tables.Text(name), .. evaluations.Append(plain).Select(e => Tables.Text(EvaluateCommand.Measures(e).First(m => m.Name == name).Value.ToString()))]);
        AnsiConsole.Write(table);
        // Each learner against the rules; of two, the second against the first as well.
        IEnumerable<Evaluation> firsts = learners.Select((_, i) => evaluations[i * kinds.Count]);
        foreach (var (one, other) in firsts.Select(first => (first, plain)).Concat(firsts.Skip(1).Select(first => (first, evaluations[0]))))
            foreach (var line in Comparison.Of(one, other).ToString().Split('\n')) Console.WriteLine(Untrusted.Line(line));
        var folds = new LearnedFolds(labels);
        var byTime = asked.Split == LearnedSplit.Time;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folds.Retold} of {folds.Texts} different texts tell what another tells in nearly the same words: {(byTime ? "where it is judged they are not fitted on" : "they stand in its fold")}"));
        if (byTime) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{judged.Count} of {labels.Count} texts are judged, each by what was available before its fold; the earliest are fitted on alone"));
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(labels.ToString())}; {asked.Folds} folds by {(byTime ? "time" : "story")}, settings and cut point chosen by {asked.InnerFolds} within each; 95% bootstrap intervals by text, seed {asked.Seed}[/]");
    }

    static string Named(Learner learner, FeatureKinds kind) => $"{(learner == Learner.Linear ? "learned" : $"{learner}")}, {kind}".ToLowerInvariant();
}
