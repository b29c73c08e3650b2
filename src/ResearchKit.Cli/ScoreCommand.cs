using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit score PATH…</c></summary>
static class ScoreCommand
{
    /// <summary>Scored at a time: enough for every core, few enough that lines appear as they are made.</summary>
    const int Batch = 512;

    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Articles: .txt, .jsonl, .csv files or folders of them.", Arity = ArgumentArity.OneOrMore };
        var method = Shared.Method();
        var lexicon = Shared.Lexicon();
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var receipts = new Option<string?>("--receipts") { Description = "Write a receipt for each article into this folder.", HelpName = "DIR" };
        var command = new Command("score", "Score articles; the source's own score stands beside.\n\nExamples:\n  ./kit score seeds/000_c79e3800b5831abf.txt\n  ./kit score data/labels --method ratio:polarity --json\n  ./kit score my.csv --lexicon my-lexicon.csv --receipts receipts") { paths, method, lexicon, json, maxLoss, receipts };
        command.SetAction(parsed =>
        {
            var (words, wanted) = (Shared.ReadLexicon(parsed, lexicon), Method.Find(parsed.GetValue(method)!));
            var corpus = Shared.ReadCorpus(parsed.GetValue(paths)!, parsed.GetValue(maxLoss));
            var scorer = Shared.Scorer(words, wanted, corpus);
            var folder = parsed.GetValue(receipts);
            if (folder is not null) ReceiptFiles.Check(folder);
            if (parsed.GetValue(json)) PrintJson(corpus, scorer, folder);
            else PrintTable(corpus, scorer, folder);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Scores in the order of the corpus; with receipts where they are wanted; made on every core.</summary>
    static IEnumerable<(Article Article, Score Score, Receipt? Receipt, VaderComponents? Components)> Scores(Corpus corpus, LexiconScorer scorer, bool receipts)
    {
        var progress = new Progress("scoring", corpus.Count);
        var longText = new LongTextWarning(scorer);
        foreach (var batch in corpus.Chunk(Batch))
        {
            var made = new (Article Article, Score Score, Receipt?, VaderComponents?)[batch.Length];
            Parallel.For(0, batch.Length, i =>
            {
                // An explanation holds the score: with a receipt the text is read once.
                var explanation = receipts ? scorer.Explain(batch[i]) : null;
                made[i] = (batch[i], explanation?.Score ?? scorer.Score(batch[i]), explanation is null ? null : Receipt.Of(scorer, explanation), explanation?.Components);
            });
            foreach (var scored in made)
            {
                longText.Meet(scored.Article, scored.Score);
                yield return scored;
            }
            progress.Step(batch.Length);
        }
        progress.Done();
    }

    static void PrintJson(Corpus corpus, LexiconScorer scorer, string? folder)
    {
        using var output = Console.OpenStandardOutput();
        using var lines = new BufferedStream(output, 1 << 16);
        foreach (var (article, score, receipt, components) in Scores(corpus, scorer, receipts: true))
        {
            if (folder is not null) ReceiptFiles.Write(folder, receipt!);
            Json.Line(lines, json =>
            {
                json.WriteString("id", article.Id);
                json.WriteString("title", article.Title);
                json.WriteString("method", score.Method);
                json.WriteNumber("value", score.Value);
                json.WriteString("label", Scale.TenWords.Label(score));
                json.WriteNumber("coverage", score.Coverage);
                json.WriteNumber("positive", score.Positive);
                json.WriteNumber("negative", score.Negative);
                if (components is { } vader)
                {
                    json.WriteStartObject("components");
                    json.WriteNumber("neg", vader.Negative);
                    json.WriteNumber("neu", vader.Neutral);
                    json.WriteNumber("pos", vader.Positive);
                    json.WriteNumber("compound", vader.Compound);
                    json.WriteEndObject();
                }
                json.WriteStartObject("source");
                if (article.SourceScore is { } value) json.WriteNumber("value", value); else json.WriteNull("value");
                json.WriteString("label", article.SourceLabel);
                json.WriteEndObject();
                json.WriteString("receipt", receipt!.Hash);
            });
        }
    }

    static void PrintTable(Corpus corpus, LexiconScorer scorer, string? folder)
    {
        var table = Tables.New("article", "value", "label", "source", "coverage", "positive", "negative");
        foreach (var (article, score, receipt, _) in Scores(corpus, scorer, receipts: folder is not null))
        {
            if (folder is not null) ReceiptFiles.Write(folder, receipt!);
            table.AddRow(
                Tables.Text(article.Id),
                Tables.Number(score.Value),
                Tables.Text(Scale.TenWords.Label(score)),
                Tables.Text(article.SourceScore is { } value ? $"{value.ToString(CultureInfo.InvariantCulture)} {article.SourceLabel}" : article.SourceLabel ?? ""),
                Tables.Text(score.Coverage.ToString("0.0%", CultureInfo.InvariantCulture)),
                Tables.Number(score.Positive),
                Tables.Number(score.Negative));
        }
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(scorer.ToString())}[/]");
    }
}
