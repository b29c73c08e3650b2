using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit explain PATH</c></summary>
static class ExplainCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "Articles: a .txt, .jsonl or .csv file, or a folder." };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var id = Shared.Id();
        var json = Shared.Json();
        var html = new Option<string?>("--html") { Description = "Write the explanations as one HTML file, the text highlighted.", HelpName = "FILE" };
        var command = new Command("explain", "Take scores apart, term by term.\n\nExamples:\n  ./kit explain seeds\n  ./kit explain data/labels --id L036\n  ./kit explain seeds --html why.html") { path, method, lexicon, id, json, html };
        command.SetAction(parsed =>
        {
            var scorer = Shared.ReadLexicon(parsed, lexicon).Scorer(parsed.GetValue(method)!);
            var corpus = Shared.ReadCorpus([parsed.GetValue(path)!], new ReadOptions().MaxLoss);
            IReadOnlyList<Article> articles = parsed.GetValue(id) is { } wanted ? [corpus[wanted]] : corpus;
            if (parsed.GetValue(html) is { } file) ExplanationPage.Write(file, articles.Select(scorer.Explain));
            foreach (var article in articles)
            {
                var explanation = scorer.Explain(article);
                if (parsed.GetValue(json)) Console.Out.WriteLine(explanation.ToJson());
                else if (parsed.GetValue(html) is null) Print(explanation);
            }
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(Explanation explanation)
    {
        var score = explanation.Score;
        AnsiConsole.Write(Tables.Text(explanation.Article.ToString()));
        AnsiConsole.WriteLine();
        AnsiConsole.Write(Tables.Number(score.Value));
        var source = explanation.Article.SourceScore is { } value ? $"; source: {value.ToString(CultureInfo.InvariantCulture)} {explanation.Article.SourceLabel}" : "";
        AnsiConsole.Write(Tables.Text($" {explanation.Label()}{source}; positive {score.Positive.ToString("0.000", CultureInfo.InvariantCulture)}, negative {score.Negative.ToString("0.000", CultureInfo.InvariantCulture)}, coverage {score.Coverage.ToString("0.0%", CultureInfo.InvariantCulture)}"));
        AnsiConsole.WriteLine();
        var table = Tables.New("term", "sentence", "at", "valence", "shifters", "weight", "adds");
        foreach (var part in explanation.Contributions.OrderByDescending(c => Math.Abs(c.Value)).ThenBy(c => c.Start))
            table.AddRow(Tables.Text(part.Term), Tables.Text($"{part.Sentence + 1}"), Tables.Text($"{part.Start}"), Tables.Number(part.Valence),
                Tables.Text(string.Join(", ", part.Shifts.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Term} ×{s.Factor:0.00}")))),
                Tables.Text(part.Weight.ToString("0.000", CultureInfo.InvariantCulture)), Tables.Number(part.Value));
        table.AddEmptyRow();
        Total("remainder", explanation.Remainder);
        Total("value", score.Value);
        AnsiConsole.Write(table);

        void Total(string name, double value) => table.AddRow([Tables.Text(name), .. Enumerable.Repeat(Tables.Text(""), 5), Tables.Number(value)]);
    }
}
