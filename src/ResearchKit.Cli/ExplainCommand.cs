using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit explain PATH</c></summary>
static class ExplainCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "Articles: a .txt, .jsonl or .csv file, or a folder." };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var map = Shared.MapFile();
        var id = Shared.Id();
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var html = new Option<string?>("--html") { Description = "Instead, write the explanations as one HTML file, the text highlighted.", HelpName = "FILE" };
        var command = new Command("explain", "Take scores apart, term by term.\n\nExamples:\n  ./kit explain seeds\n  ./kit explain data/labels --id L036\n  ./kit explain seeds --html why.html") { path, method, lexicon, map, id, json, html, maxLoss };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(html) is { } page && Path.GetExtension(page).ToLowerInvariant() is not (".html" or ".htm"))
                throw new InputException($"--html {page}: is not the name of a page. Expected one ending in .html; the file is replaced.");
            var words = Shared.ReadLexicon(parsed, lexicon);
            var corpus = Shared.ReadCorpus([parsed.GetValue(path)!], parsed.GetValue(maxLoss));
            var scorer = Shared.Mapped(parsed, map, Methods.Scorer(parsed.GetValue(method)!, words, corpus));
            using var spending = Methods.Spending(scorer);
            IReadOnlyList<Article> articles = parsed.GetValue(id) is { } wanted ? [corpus[wanted]] : corpus;
            Methods.Prepare(scorer, articles);
            var progress = new Progress("explaining", articles.Count);
            var longText = new LongTextWarning(scorer);
            var explanations = articles.Select(article =>
            {
                progress.Step(1);
                var explanation = scorer.Explain(article);
                longText.Meet(article, explanation.Score);
                return explanation;
            });
            if (parsed.GetValue(html) is { } file) ExplanationPage.Write(file, explanations);
            else
                foreach (var explanation in explanations) Console.Out.WriteLine(parsed.GetValue(json) ? explanation.ToJson() : $"{explanation}\n{scorer.Uncertainty(explanation.Article)}\n");
            progress.Done();
            return ExitCode.Done;
        });
        return command;
    }
}
