using System.CommandLine;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon diff A B</c></summary>
static class DiffCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A version, an alias, a draft, or a lexicon in a file." };
        var second = new Argument<string>("B") { Description = "Another." };
        var report = new Option<string?>("--report") { Description = "Write a page that a reviewer can sign, as NAME.md and NAME.html.", HelpName = "NAME" };
        var articles = new Option<string[]>("--articles") { Description = "Articles for the report's impact. Default: data/articles.", HelpName = "PATH", DefaultValueFactory = _ => [] };
        var evaluation = new Option<string?>("--evaluation") { Description = "The receipt of B's evaluation, for the report.", HelpName = "FILE.json" };
        var against = new Option<string[]>("--against") { Description = "Other lexicons, whose signs are compared with, for the report.", HelpName = "LIST", DefaultValueFactory = _ => [] };
        var maxLoss = Shared.MaxLoss();
        var themes = Shared.Themes();
        var registry = RegistryCommands.Registry();
        var json = Shared.Json();
        var command = new Command("diff", "Entries in which two lexicons differ, and a page for the review of a change.\n\nExamples:\n  ./kit lexicon diff champion mine.csv\n  ./kit lexicon diff champion mine.csv --evaluation mine.evaluation.json --report review") { first, second, report, articles, evaluation, against, maxLoss, themes, registry, json };
        command.SetAction(parsed =>
        {
            var lexicons = new Lexicons(parsed.GetValue(registry));
            var (one, other) = (parsed.GetValue(first)!, parsed.GetValue(second)!);
            var before = lexicons.Read(one);
            var draft = File.Exists(other) && DraftFile.Is(other) ? lexicons.Draft(other, null) : null;
            var after = draft?.Lexicon ?? lexicons.Read(other);
            var diff = LexiconDiff.Of(before, after);
            if (parsed.GetValue(report) is null && (parsed.GetValue(evaluation) is not null || parsed.GetValue(against)!.Length + parsed.GetValue(articles)!.Length > 0)) throw new InputException("--evaluation, --against and --articles are of the page. Add --report NAME, or leave them out.");
            if (parsed.GetValue(report) is { } name)
            {
                if (Path.GetFileName(name).Length == 0) throw new InputException($"--report {Untrusted.Quote(name)}: is no name. Expected one such as review, for review.md and review.html.");
                RegistryCommands.Outside(RegistryCommands.Where(parsed, registry), "--report", name);
                foreach (var page in new[] { $"{name}.md", $"{name}.html" })
                    if (File.Exists(page)) throw new InputException($"--report {Untrusted.Line(name)}: {Untrusted.Line(page)} is there already, and somebody may have signed it. Give another name.");
                var corpus = Shared.ReadCorpus(parsed.GetValue(articles) is { Length: > 0 } given ? given : [Path.Combine(Home.Root, Home.Articles)], parsed.GetValue(maxLoss));
                var parts = new ArticleParts(Shared.ReadThemes(parsed, themes));
                var impact = before.Draft("reviewer", lexicons.Today).Taking(after).Impact(corpus);
                var receipt = parsed.GetValue(evaluation) is { } file ? Evidence.Read(file) : null;
                var changed = diff.Changes.Where(change => change.After is not null).Select(change => CompiledLexicon.Canonical(change.Term)).ToHashSet();
                new DraftReport(diff, impact, impact.By(article => parts.All("theme", article)), receipt, receipt is null ? [] : [.. lexicons.Registry.Rules.Refusals(receipt)],
                    parsed.GetValue(against) is not { Length: > 0 } lists ? [] : [.. Suggest.Conflicts(after, [.. lists.Select(lexicons.Read)]).Where(conflict => changed.Contains(CompiledLexicon.Canonical(conflict.Term)))], draft?.Learned ?? [], draft?.Edits ?? []).Write(name);
                Console.Error.WriteLine(Untrusted.Line($"wrote {name}.md and {name}.html"));
            }
            if (parsed.GetValue(json)) PrintJson(diff);
            else Console.WriteLine(diff);
            return ExitCode.Done;
        });
        return command;
    }

    static void PrintJson(LexiconDiff diff)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("before", diff.Before.Reference);
            json.WriteString("beforeHash", diff.Before.Hash);
            json.WriteString("after", diff.After.Reference);
            json.WriteString("afterHash", diff.After.Hash);
            json.WriteNumber("notes", diff.Notes);
            json.WriteStartArray("changes");
            foreach (var change in diff.Changes)
            {
                json.WriteStartObject();
                json.WriteString("term", change.Term);
                Write(json, "before", change.Before);
                Write(json, "after", change.After);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("overlaps");
            foreach (var overlap in diff.Overlaps)
            {
                json.WriteStartObject();
                json.WriteString("shorter", overlap.Shorter.Term);
                json.WriteString("longer", overlap.Longer.Term);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    static void Write(Utf8JsonWriter json, string name, Entry? entry)
    {
        if (entry is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("role", LexiconFile.Word(entry.Role));
        json.WriteNumber("valence", entry.Valence);
        if (entry.Direction is { } direction) json.WriteNumber("direction", direction);
        if (entry.Quantity is { } quantity) json.WriteNumber("quantity", quantity);
        json.WriteString("note", entry.Note);
        json.WriteString("by", entry.By);
        json.WriteString("source", entry.Source);
        if (entry.Evidence is { } count) json.WriteNumber("evidence", count);
        json.WriteEndObject();
    }
}
