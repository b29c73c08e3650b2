using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
        var map = Shared.MapFile();
        var intervals = new Option<bool>("--intervals") { Description = "Say how far each value depends on which sentences the article holds: a 95% bootstrap over them." };
        var interval = ConformalCommand.Interval();
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var by = new Option<string>("--by") { Description = "A row for each article, ticker or theme.", DefaultValueFactory = _ => "article", HelpName = "article|ticker|theme" };
        var companies = Shared.Companies();
        var themes = Shared.Themes();
        var outFile = new Option<string?>("--out") { Description = "Write the rows as CSV into this file instead of printing a table; or, for articles in files bigger than memory (also .gz, .zst, .parquet, and patterns in quotes), as Parquet, in a stream.", HelpName = "FILE.csv|FILE.parquet" };
        var receipts = new Option<string?>("--receipts") { Description = "Write a receipt for each article into this folder.", HelpName = "DIR" };
        var threads = new Option<int>("--threads") { Description = "Into a .parquet: how many articles to score at once. Default: as many as there are processors.", CustomParser = Shared.WholeNumber, HelpName = "N" };
        var resume = new Option<bool>("--resume") { Description = "Into a .parquet: go on where an earlier run stopped." };
        var force = new Option<bool>("--force") { Description = "Into a .parquet: replace scores that are there." };
        var shard = new Option<string?>("--shard") { Description = "Into a .parquet: the i-th of n parts of the articles, which ./kit merge brings together.", HelpName = "i/n" };
        var command = new Command("score", "Score articles; the source's own score stands beside.\n\nExamples:\n  ./kit score seeds/000_c79e3800b5831abf.txt\n  ./kit score data/labels --method ratio:polarity --json\n  ./kit score my.csv --lexicon my-lexicon.csv --receipts receipts\n  ./kit score data/articles --by ticker --out tickers.csv\n  ./kit score 'news/**/*.jsonl.gz' --out scores.parquet --resume") { paths, method, lexicon, map, by, companies, themes, intervals, interval, json, outFile, maxLoss, receipts, threads, resume, force, shard };
        command.SetAction(parsed =>
        {
            var isArchive = Path.GetExtension(parsed.GetValue(outFile) ?? "").Equals(".parquet", StringComparison.OrdinalIgnoreCase);
            Option[] archives = [threads, resume, force, shard], others = [by, companies, themes, intervals, interval, json, receipts];
            if ((isArchive ? others : archives).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } misplaced)
                throw new InputException(isArchive ? $"{misplaced.Name} is not of an archive's scores, which are a row for each article. Leave it out, or name a file for --out that ends in .csv." : $"{misplaced.Name} is of an archive's scores. Expected --out with a name that ends in .parquet, or no {misplaced.Name}.");
            var (words, named) = (Shared.ReadLexicon(parsed, lexicon), parsed.GetValue(method)!);
            if (isArchive)
            {
                return ArchiveScores.Run(parsed.GetValue(paths)!, Shared.Mapped(parsed, map, Methods.OfArchive(named, words)), parsed.GetValue(outFile)!, new(parsed.GetValue(threads), parsed.GetValue(resume), parsed.GetValue(force), parsed.GetValue(shard), parsed.GetValue(maxLoss)));
            }
            var corpus = Shared.ReadCorpus(parsed.GetValue(paths)!, parsed.GetValue(maxLoss));
            var scorer = Shared.Mapped(parsed, map, Methods.Scorer(named, words, corpus));
            using var spending = Methods.Spending(scorer);
            var promised = parsed.GetValue(interval) is { } limits ? Promised.Read(limits, scorer) : null;
            var folder = parsed.GetValue(receipts);
            if (folder is not null && !Methods.HasReceipts(scorer)) throw new InputException($"{scorer.Identity} has no receipts. Leave out --receipts, or choose a method that has them; a chat model has, when its settings name a cassette.");
            if (folder is not null) ReceiptFiles.Check(folder);
            var rows = parsed.GetValue(by)!;
            if (rows is not ("article" or "ticker" or "theme")) throw InputException.Unknown("--by", Untrusted.Show(rows), ["article", "ticker", "theme"]);
            var file = parsed.GetValue(outFile);
            if (file is not null) RowFile.Check(file, [.. parsed.GetValue(paths)!, .. new[] { parsed.GetValue(lexicon), parsed.GetValue(map), parsed.GetValue(companies), parsed.GetValue(themes) }.OfType<string>()]);
            var whole = rows == "article";
            if (file is not null && (parsed.GetValue(json) || parsed.GetValue(intervals) || promised is not null)) throw new InputException("--out writes a table without intervals, and nothing is printed. Leave out --json, --intervals and --interval, or --out.");
            if (whole && !parsed.GetValue(json) && (parsed.GetValue(companies) ?? parsed.GetValue(themes)) is not null) throw new InputException("--companies and --themes are of --by ticker, --by theme and --json. Add one of these, or leave them out.");
            if (!whole && (folder is not null || parsed.GetValue(intervals) || promised is not null)) throw new InputException($"--by {rows} has neither receipts nor intervals: they are of articles. Leave out --by, or --receipts, --intervals and --interval.");
            // A map is of articles' values, and a part of a text has none by the methods of others.
            var parts = scorer is LexiconScorer lexical && lexical.GivesPortions() && (!whole || parsed.GetValue(json)) ? new Parts(lexical, rows != "theme" ? Shared.ReadCompanies(parsed, companies) : null, rows != "ticker" ? Shared.ReadThemes(parsed, themes) : null) : null;
            if (!whole && parts is null) throw new InputException($"{scorer.Identity} gives no value to a part of a text. Expected --method finance or a ratio, without --map, for --by {rows}.");
            if (!whole) PartRows.Print(corpus, parts!, rows, file, parsed.GetValue(json));
            else if (parsed.GetValue(json)) PrintJson(corpus, scorer, named, folder, parsed.GetValue(intervals), promised, parts);
            else if (file is not null) PartRows.Write(file, corpus, Written(corpus, scorer, named, folder));
            else PrintTable(corpus, scorer, named, folder, parsed.GetValue(intervals), promised);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>What was made of an article; receipt, interval, VADER's components and what is said of its parts where they are wanted.</summary>
    sealed record Scored(Article Article, Score Score, MadeReceipt? Receipt, Uncertainty? Uncertainty, VaderComponents? Components, PartsOfArticle? Parts);

    /// <summary>The scores of a table, whose receipts are written on the way.</summary>
    static IEnumerable<Score> Written(Corpus corpus, Scorer scorer, string method, string? folder)
    {
        foreach (var scored in Scores(corpus, scorer, method, folder is not null, intervals: false))
        {
            if (folder is not null) ReceiptFiles.Write(folder, scored.Receipt!);
            yield return scored.Score;
        }
    }

    /// <summary>Scores in the order of the corpus; made on every core.</summary>
    static IEnumerable<Scored> Scores(Corpus corpus, Scorer scorer, string method, bool receipts, bool intervals, Parts? parts = null)
    {
        var progress = new Progress("scoring", corpus.Count);
        var longText = new LongTextWarning(scorer);
        foreach (var batch in corpus.Chunk(Batch))
        {
            Methods.Prepare(scorer, batch);
            var made = new Scored[batch.Length];
            Parallel.For(0, batch.Length, i =>
            {
                // An explanation holds the score: with a receipt the text is read once.
                var explanation = receipts ? scorer.Explain(batch[i]) : null;
                made[i] = new(batch[i], explanation?.Score ?? scorer.Score(batch[i]), explanation is null ? null : Methods.Receipt(scorer, explanation, method), intervals ? scorer.Uncertainty(batch[i]) : null, explanation?.Components, parts?.Of(batch[i]));
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

    static void PrintJson(Corpus corpus, Scorer scorer, string method, string? folder, bool intervals, Promised? promised, Parts? parts)
    {
        using var output = Console.OpenStandardOutput();
        using var lines = new BufferedStream(output, 1 << 16);
        foreach (var (article, score, receipt, uncertainty, components, made) in Scores(corpus, scorer, method, receipts: Methods.HasReceipts(scorer), intervals, parts))
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
                if (uncertainty is not null) WriteInterval(json, uncertainty);
                promised?.Write(json, score, article);
                made?.Write(json);
                json.WriteString("receipt", receipt?.Hash());
            });
        }
    }

    static void WriteInterval(Utf8JsonWriter json, Uncertainty uncertainty)
    {
        if (uncertainty.Low is { } low && uncertainty.High is { } high)
        {
            json.WriteStartObject("interval");
            json.WriteNumber("low", low);
            json.WriteNumber("high", high);
            json.WriteStartArray("labels");
            foreach (var label in uncertainty.Spans()) json.WriteStringValue(label);
            json.WriteEndArray();
            json.WriteNumber("sentences", uncertainty.Sentences);
            json.WriteNumber("resamples", uncertainty.Options.Resamples);
            json.WriteNumber("seed", uncertainty.Options.Seed);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("interval");
            json.WriteString("reason", uncertainty.Reason);
        }
    }

    static void PrintTable(Corpus corpus, Scorer scorer, string method, string? folder, bool intervals, Promised? promised)
    {
        var table = Tables.New(["article", "value", "label", "source", "coverage", "positive", "negative", .. promised is null ? [] : new[] { promised.Name }, .. intervals ? ["low", "high", "spans"] : Array.Empty<string>()]);
        foreach (var (article, score, receipt, uncertainty, _, _) in Scores(corpus, scorer, method, receipts: folder is not null, intervals))
        {
            if (folder is not null) ReceiptFiles.Write(folder, receipt!);
            table.AddRow([
                Tables.Text(article.Id),
                Tables.Number(score.Value),
                Tables.Text(Scale.TenWords.Label(score)),
                Tables.Text(article.SourceScore is { } value ? $"{value.ToString(CultureInfo.InvariantCulture)} {article.SourceLabel}" : article.SourceLabel ?? ""),
                Tables.Text(score.Coverage.ToString("0.0%", CultureInfo.InvariantCulture)),
                Tables.Number(score.Positive),
                Tables.Number(score.Negative),
                .. promised is null ? Array.Empty<Markup>() : [Tables.Text(promised.Text(score, article))],
                .. uncertainty is null ? [] : uncertainty.Low is { } low && uncertainty.High is { } high
                    ? [Tables.Number(low), Tables.Number(high), Tables.Text(string.Join(", ", uncertainty.Spans()))]
                    : new[] { Tables.Text(""), Tables.Text(""), Tables.Text(uncertainty.Reason!) }]);
        }
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line($"{scorer}")}[/]");
    }
}
