using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary><c>./kit summarize PATH…</c></summary>
static class SummarizeCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Articles: .txt, .jsonl, .csv files or folders of them.", Arity = ArgumentArity.OneOrMore };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var id = Shared.Id();
        var sentences = new Option<int>("--sentences") { Description = "How many sentences, 1 or more.", DefaultValueFactory = _ => 3, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var command = new Command("summarize", "The sentences that say most of an article, and their score beside the whole's.\n\nExamples:\n  ./kit summarize seeds\n  ./kit summarize data/labels --id S001 --sentences 2\n  ./kit summarize my.csv --method ratio:polarity --json") { paths, id, sentences, method, lexicon, json, maxLoss };
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(sentences);
            if (count < 1) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--sentences is {count}. Expected 1 or more."));
            var words = Shared.ReadLexicon(parsed, lexicon);
            var corpus = Shared.ReadCorpus(parsed.GetValue(paths)!, parsed.GetValue(maxLoss));
            var scorer = Methods.Scorer(parsed.GetValue(method)!, words, corpus);
            using var spending = Methods.Spending(scorer);
            IReadOnlyList<Article> articles = parsed.GetValue(id) is { } wanted ? [corpus[wanted]] : corpus;
            using var output = parsed.GetValue(json) ? new BufferedStream(Console.OpenStandardOutput(), 1 << 16) : null;
            var progress = new Progress("summarizing", articles.Count);
            foreach (var article in articles)
            {
                progress.Step(1);
                var summary = article.Summary(count);
                var (part, whole) = (scorer.Score(summary.ToArticle()), scorer.Score(article));
                if (output is null) Print(summary, part, whole);
                else Json.Line(output, line => Write(line, summary, part, whole));
            }
            progress.Done();
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(Summary summary, Score part, Score whole)
    {
        var article = summary.Article;
        Console.Out.WriteLine(Untrusted.Line($"{article.Id}: {Shown(part)} in {Sentences(summary.Sentences.Length)}; {Shown(whole)} in the whole of {Sentences(whole.Sentences)} ({part.Method})"));
        if (article.SourceScore is { } value) Console.Out.WriteLine(Untrusted.Line($"source: {value.ToString(CultureInfo.InvariantCulture)} {article.SourceLabel}"));
        var text = article.Text;
        foreach (var sentence in summary.Sentences)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sentence.Start,7}–{sentence.Start + sentence.Length,-7} {Untrusted.Line(text.Substring(sentence.Start, sentence.Length))}"));
        Console.Out.WriteLine();

        static string Sentences(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "sentence" : "sentences")}");
    }

    static string Shown(Score score) => string.Create(CultureInfo.InvariantCulture, $"{score.Value:+0.0000;-0.0000;0.0000} {Scale.TenWords.Label(score)}");

    static void Write(Utf8JsonWriter json, Summary summary, Score part, Score whole)
    {
        var article = summary.Article;
        var text = article.Text;
        json.WriteString("id", article.Id);
        json.WriteString("title", article.Title);
        json.WriteString("method", part.Method);
        json.WriteStartArray("sentences");
        foreach (var sentence in summary.Sentences)
        {
            json.WriteStartObject();
            json.WriteNumber("start", sentence.Start);
            json.WriteNumber("length", sentence.Length);
            json.WriteNumber("rank", sentence.Rank);
            json.WriteNumber("salience", sentence.Salience);
            json.WriteString("text", text.AsSpan(sentence.Start, sentence.Length));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteValue(json, "summary", part.Value, Scale.TenWords.Label(part));
        WriteValue(json, "whole", whole.Value, Scale.TenWords.Label(whole));
        json.WriteStartObject("source");
        if (article.SourceScore is { } value) json.WriteNumber("value", value); else json.WriteNull("value");
        json.WriteString("label", article.SourceLabel);
        json.WriteEndObject();
    }

    static void WriteValue(Utf8JsonWriter json, string name, double value, string label)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", value);
        json.WriteString("label", label);
        json.WriteEndObject();
    }
}
