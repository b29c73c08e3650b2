using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon evaluate DRAFT --labels SET</c></summary>
static class LexiconEvaluateCommand
{
    const int ShownErrors = 10;

    public static Command Create()
    {
        var path = new Argument<string>("DRAFT") { Description = "A draft, or a changed copy of the lexicon." };
        var labels = new LabelOptions();
        var method = Shared.Method();
        var metric = new Option<string>("--metric") { Description = "What is compared: accuracy, macroF1, mae, pearson or spearman.", DefaultValueFactory = _ => new JudgingOptions().Metric, HelpName = "NAME" };
        var block = new Option<string?>("--block") { Description = "What is resampled together: date, story, text, source or a field. Default: date where every text has one, else text.", HelpName = "NAME" };
        var seed = new Option<int>("--seed") { Description = "Seed of the resamples.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var by = new Option<string?>("--by") { Description = "Who wrote what a changed copy of the lexicon has otherwise.", HelpName = "NAME" };
        var errors = new Option<int?>("--errors") { Description = $"Take apart texts that the draft broke ({ShownErrors} by default).", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => result.Tokens.Count == 0 ? ShownErrors : Shared.WholeNumber(result), HelpName = "N" };
        var output = new Option<string?>("--out") { Description = "Where to write the receipt that promote needs. Default: DRAFT with .evaluation.json at the end.", HelpName = "FILE.json" };
        var registry = RegistryCommands.Registry();
        var themes = Shared.Themes();
        var json = Shared.Json();
        var command = new Command("evaluate", "Judge a draft against the champion on labels that it has not seen, and count the trial. Exit code 0: the rules for promotion are met; 1: they are not.\n\nExample:\n  ./kit lexicon evaluate mine.csv --labels data/labels/sectors.csv --from 2026-01-01") { path, method, metric, block, seed, by, errors, output, registry, themes, json };
        labels.AddTo(command);
        command.SetAction(parsed =>
        {
            var lexicons = new Lexicons(parsed.GetValue(registry));
            var file = parsed.GetValue(path)!;
            var draft = lexicons.Draft(file, parsed.GetValue(by));
            var set = labels.Read(parsed);
            var champion = lexicons.Registry.Champion(draft.Parent.Name);
            var receipt = parsed.GetValue(output) ?? $"{Path.ChangeExtension(file, null)}.evaluation.json";
            if (!receipt.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Show(receipt)}: is not the name of a receipt. Expected one ending in .json.");
            RegistryCommands.Outside(RegistryCommands.Where(parsed, registry), "--out", receipt);
            var parts = new ArticleParts(Shared.ReadThemes(parsed, themes));
            var stories = parsed.GetValue(block) == "story" ? ArticleParts.Stories(set) : null;
            var judged = draft.Evaluate(set, TimeProvider.System.GetUtcNow(), lexicons.Registry, o => o with
            {
                Method = parsed.GetValue(method)!,
                Metric = parsed.GetValue(metric)!,
                Block = parsed.GetValue(block),
                BlockOf = stories,
                PartsOf = parts.Of,
                Seed = (ulong)parsed.GetValue(seed),
            });
            judged.Evidence.Write(receipt);
            var rules = lexicons.Registry.Rules;
            ImmutableArray<string> refusals = [.. judged.Refusals(rules), .. lexicons.Registry.Failing(draft.Lexicon)];
            if (parsed.GetValue(json)) PrintJson(judged, refusals, receipt);
            else Print(judged, rules, refusals, receipt);
            if (parsed.GetResult(errors) is not null) PrintBroken(judged, draft, champion, parsed.GetValue(method)!, parsed.GetValue(errors) ?? ShownErrors);
            return refusals.IsEmpty ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    static void Print(DraftEvaluation judged, PromotionRules rules, IReadOnlyList<string> refusals, string receipt)
    {
        var evidence = judged.Evidence;
        var table = Tables.New(evidence.Metric, "texts", "champion", "draft", "gain", "95%");
        table.AddRow(Tables.Text($"all, {evidence.Labels}"), Tables.Text(Whole(evidence.Labels.Texts)), Tables.Text(Share(evidence.ChampionValue)), Tables.Text(Share(evidence.DraftValue)), Tables.Number(evidence.Gain.Value), Tables.Text(Interval(evidence.Gain)));
        var guarded = evidence.Groups.Where(group => group.Texts >= rules.GuardedTexts).ToList();
        foreach (var group in guarded)
            table.AddRow(Tables.Text($"{group.Kind} {group.Name}"), Tables.Text(Whole(group.Texts)), Tables.Text(""), Tables.Text(""), Tables.Number(group.Gain.Value), Tables.Text(Interval(group.Gain)));
        AnsiConsole.Write(table);
        if (evidence.Groups.Length > guarded.Count) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{evidence.Groups.Length - guarded.Count} parts of fewer than {rules.GuardedTexts} texts are in the receipt, and guard nothing"));
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{judged.Mended.Count()} texts mended, {judged.Broken.Count()} broken; {evidence.Resamples} resamples of {evidence.Blocks} blocks by {evidence.Block}, seed {evidence.Seed}")));
        foreach (var kind in evidence.Guarded.Where(kind => evidence.Groups.All(group => group.Kind != kind))) Console.WriteLine(Untrusted.Line($"no text has a {kind}: nothing is guarded by it"));
        Console.WriteLine(evidence.Verdict);
        foreach (var refusal in refusals) Console.WriteLine($"not enough to promote: {refusal}");
        if (refusals.Count == 0) Console.WriteLine("enough to promote, by the rules and sentences of the registry; promote asks for an approver besides");
        Console.WriteLine(Untrusted.Line($"wrote {receipt}"));
    }

    static void PrintJson(DraftEvaluation judged, IReadOnlyList<string> refusals, string receipt)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            using var evidence = JsonDocument.Parse(judged.Evidence.ToJson());
            foreach (var part in evidence.RootElement.EnumerateObject()) part.WriteTo(json);
            json.WriteString("verdict", judged.Evidence.Verdict);
            json.WriteNumber("mended", judged.Mended.Count());
            json.WriteNumber("broken", judged.Broken.Count());
            json.WriteStartArray("refusals");
            foreach (var refusal in refusals) json.WriteStringValue(refusal);
            json.WriteEndArray();
            json.WriteString("receipt", receipt);
        });
    }

    static void PrintBroken(DraftEvaluation judged, LexiconDraft draft, Lexicon champion, string method, int count)
    {
        foreach (var judgement in judged.Broken.Take(count))
        {
            Console.WriteLine(Untrusted.Line($"== judged {Evaluating.Names[judgement.Text.Judged + 1]}, right by {champion.Reference}: {judgement.Text.Article.Text}"));
            Console.WriteLine(draft.Lexicon.Scorer(method).Explain(judgement.Text.Article));
        }
    }

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    static string Interval(Difference gain) => string.Create(CultureInfo.InvariantCulture, $"{gain.Low:+0.000;-0.000;0.000} to {gain.High:+0.000;-0.000;0.000}");
}
