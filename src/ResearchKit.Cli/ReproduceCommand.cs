using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit reproduce PATH</c></summary>
static class ReproduceCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "Articles: a .txt, .jsonl or .csv file, or a folder. The other articles in it decide whether a method is recovered." };
        var target = new Option<double?>("--target") { Description = "The score to reproduce, -1 to 1. Default: the one that the source printed.", CustomParser = result => Shared.Number(result), HelpName = "X" };
        var tolerance = new Option<double>("--tolerance") { Description = "How close is close. Default: half of the publisher's grid.", DefaultValueFactory = _ => 0.025, CustomParser = Shared.Number, HelpName = "T" };
        var lexicon = Shared.Lexicon();
        var id = Shared.Id();
        var json = Shared.Json();
        var maxLoss = Shared.MaxLoss();
        var command = new Command("reproduce", "Run a declared grid of specifications and say which give a printed score, and how many would by chance.\n\nExamples:\n  ./kit reproduce seeds\n  ./kit reproduce my.jsonl --id a17 --target 0.25") { path, target, tolerance, lexicon, id, json, maxLoss };
        command.SetAction(parsed =>
        {
            var words = Shared.ReadLexicon(parsed, lexicon);
            var corpus = Shared.ReadCorpus([parsed.GetValue(path)!], parsed.GetValue(maxLoss));
            var aim = parsed.GetValue(target);
            var articles = parsed.GetValue(id) is { } wanted ? [corpus[wanted]] : corpus.Where(a => aim is not null || a.SourceScore is not null).ToList();
            if (articles.Count == 0)
                throw new InputException($"{parsed.GetValue(path)}: no article prints a score to reproduce. Give a target, such as --target 0.30.");
            var progress = new Progress("reproducing", articles.Count);
            foreach (var article in articles)
            {
                var reproduction = words.Reproduce(article, aim, parsed.GetValue(tolerance), corpus);
                if (parsed.GetValue(json)) PrintJson(reproduction);
                else Print(reproduction);
                progress.Step(1);
            }
            progress.Done();
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(Reproduction reproduction)
    {
        AnsiConsole.Write(Tables.Text(reproduction.ToString()));
        AnsiConsole.WriteLine();
        if (reproduction.Matches.IsEmpty) return;
        var table = Tables.New("specification", "departs in", "value", "off by", "others matched");
        foreach (var match in reproduction.Matches)
            table.AddRow(Tables.Text(match.Specification.ToString()), Tables.Text($"{match.Specification.Complexity}"), Tables.Number(match.Value),
                Tables.Text((match.Value - reproduction.Target).ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture)),
                Tables.Text($"{match.OthersMatched} of {reproduction.Others}"));
        AnsiConsole.Write(table);
    }

    static void PrintJson(Reproduction reproduction)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("id", reproduction.ArticleId);
            json.WriteNumber("target", reproduction.Target);
            json.WriteNumber("tolerance", reproduction.Tolerance);
            json.WriteNumber("tried", reproduction.Attempts.Length);
            json.WriteNumber("duplicates", reproduction.Duplicates);
            json.WriteNumber("silent", reproduction.Silent);
            json.WriteNumber("hits", reproduction.Hits(reproduction.Tolerance));
            json.WriteNumber("byChance", reproduction.ByChance(reproduction.Tolerance));
            json.WriteNumber("hitsStrict", reproduction.Hits(Reproduction.Strict));
            json.WriteNumber("byChanceStrict", reproduction.ByChance(Reproduction.Strict));
            json.WriteNumber("printableConsistent", reproduction.PrintableConsistent);
            json.WriteNumber("others", reproduction.Others);
            json.WriteString("verdict", reproduction.Verdict.ToString());
            json.WriteStartArray("matches");
            foreach (var match in reproduction.Matches)
            {
                json.WriteStartObject();
                json.WriteString("specification", match.Specification.ToString());
                json.WriteNumber("complexity", match.Specification.Complexity);
                json.WriteNumber("value", match.Value);
                json.WriteNumber("othersMatched", match.OthersMatched);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }
}
