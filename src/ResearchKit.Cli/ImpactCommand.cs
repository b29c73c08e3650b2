using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon impact DRAFT</c></summary>
static class ImpactCommand
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var path = new Argument<string>("DRAFT") { Description = "A draft, or a changed copy of the lexicon." };
        var articles = new Option<string[]>("--articles") { Description = "Articles to look at. Default: data/articles.", HelpName = "PATH", DefaultValueFactory = _ => [] };
        var labels = new LabelOptions();
        var method = Shared.Method();
        var by = new Option<string?>("--by") { Description = "Break it down by theme, ticker, source, period or a field.", HelpName = "KIND" };
        var top = new Option<int>("--top") { Description = "How many articles, and how many parts, are shown.", DefaultValueFactory = _ => 20, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var watch = new Option<bool>("--watch") { Description = "Stay, and answer again whenever the file is saved. Ctrl+C ends it." };
        var companies = Shared.Companies();
        var themes = Shared.Themes();
        var registry = RegistryCommands.Registry();
        var json = Shared.Json();
        var command = new Command("impact", "Which articles a draft moves, by how much, and through which terms.\n\nExamples:\n  ./kit lexicon impact mine.csv --by theme\n  ./kit lexicon impact data/lexicons/finance.csv --articles news.jsonl --watch") { path, articles, method, by, top, watch, companies, themes, registry, json };
        labels.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var lexicons = new Lexicons(parsed.GetValue(registry));
            var (file, kind) = (parsed.GetValue(path)!, parsed.GetValue(by));
            if (labels.Path(parsed) is not null && parsed.GetValue(articles)!.Length > 0) throw new InputException("--labels and --articles both name texts. Leave one of them out.");
            var corpus = labels.Path(parsed) is not null ? ArticleParts.Articles(labels.Read(parsed))
                : labels.Read(parsed, parsed.GetValue(articles) is { Length: > 0 } given ? given : [Path.Combine(Home.Root, Home.Articles)]);
            var parts = new ArticleParts(kind == "theme" ? Shared.ReadThemes(parsed, themes) : null, kind == "ticker" ? Shared.ReadCompanies(parsed, companies) : null);
            if (kind is not null && !corpus.Any(article => parts.All(kind, article).Any())) throw new InputException($"--by {Untrusted.Show(kind)}: no article has one. Expected theme, ticker, source, period, or a field: {string.Join(", ", corpus.SelectMany(article => article.Fields.Keys).Distinct().Take(20).Select(known => Untrusted.Show(known)).DefaultIfEmpty("there is none"))}.");
            void Answer()
            {
                var impact = lexicons.Draft(file, null).Impact(corpus, o => o with { Method = parsed.GetValue(method)! });
                if (parsed.GetValue(json)) PrintJson(impact, kind, parts, parsed.GetValue(top));
                else Print(impact, kind, parts, parsed.GetValue(top));
            }
            var seen = parsed.GetValue(watch) ? File.GetLastWriteTimeUtc(file) : default;
            Answer();
            if (!parsed.GetValue(watch)) return ExitCode.Done;
            await Watch(file, seen, Answer, stop);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Answers again whenever the file has another time; a save that cannot be read is said and waited out.</summary>
    static async Task Watch(string file, DateTime seen, Action answer, CancellationToken stop)
    {
        Console.Error.WriteLine(Untrusted.Line($"watching {file}; Ctrl+C ends it"));
        try
        {
            for (; ; await Task.Delay(Look, stop))
            {
                if (File.GetLastWriteTimeUtc(file) is var now && now == seen) continue;
                seen = now;
                var clock = Stopwatch.StartNew();
                try
                {
                    answer();
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answered in {clock.Elapsed.TotalSeconds:0.00} s"));
                }
                catch (InputException e)
                {
                    Console.Error.WriteLine(Untrusted.Line(e.Message));
                }
            }
        }
        catch (OperationCanceledException) { }
    }

    static void Print(Impact impact, string? kind, ArticleParts parts, int top)
    {
        foreach (var line in impact.ToString(top).Split('\n')) Console.WriteLine(line);
        if (kind is null) return;
        Console.WriteLine(Untrusted.Line($"by {kind}:"));
        foreach (var group in impact.By(article => parts.All(kind, article)).Where(group => group.Changed > 0).Take(top)) Console.WriteLine($"  {group}");
    }

    static void PrintJson(Impact impact, string? kind, ArticleParts parts, int top)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("before", impact.Before.Reference);
            json.WriteString("method", impact.Method);
            json.WriteNumber("articles", impact.Articles);
            json.WriteNumber("changed", impact.Changed);
            json.WriteNumber("labelChanges", impact.LabelChanges);
            json.WriteNumber("classChanges", impact.ClassChanges);
            json.WriteNumber("meanShift", impact.MeanShift);
            json.WriteStartArray("moves");
            foreach (var move in impact.Moves.Take(top)) Write(json, move);
            json.WriteEndArray();
            if (kind is null) return;
            json.WriteStartArray("parts");
            foreach (var group in impact.By(article => parts.All(kind, article)).Where(group => group.Changed > 0).Take(top))
            {
                json.WriteStartObject();
                json.WriteString(kind, group.Key);
                json.WriteNumber("articles", group.Articles);
                json.WriteNumber("changed", group.Changed);
                json.WriteNumber("meanBefore", group.MeanBefore);
                json.WriteNumber("meanAfter", group.MeanAfter);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    static void Write(Utf8JsonWriter json, ArticleMove move)
    {
        json.WriteStartObject();
        json.WriteString("id", move.Article.Id);
        json.WriteNumber("before", move.Before.Value);
        json.WriteNumber("after", move.After.Value);
        json.WriteString("labelBefore", move.LabelBefore);
        json.WriteString("labelAfter", move.LabelAfter);
        json.WriteStartArray("through");
        foreach (var term in move.Through)
        {
            json.WriteStartObject();
            json.WriteString("term", term.Term);
            json.WriteBoolean("edited", term.Edited);
            json.WriteNumber("before", term.Before);
            json.WriteNumber("after", term.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
