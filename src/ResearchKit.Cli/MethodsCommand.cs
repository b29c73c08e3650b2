using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit methods</c></summary>
static class MethodsCommand
{
    public static Command Create()
    {
        var method = new Option<string[]>("--method") { Description = "Only this one, in full; of a model the card of its file: learned:MODEL.json, onnx:FOLDER, chat:SETTINGS.json.", HelpName = "NAME" };
        var measure = new Option<bool>("--measure") { Description = "Measure speed and judge every method on data/labels, which takes minutes, and keep the figures." };
        var vader = new Option<string?>("--vader") { Description = "With --measure: VADER's own lexicon, which does not come with the kit. Without it, its methods are not measured.", HelpName = "vader_lexicon.txt" };
        var kept = new Option<string?>("--figures") { Description = $"Where figures are kept: they are read from there, and with --measure written. Default: {Home.MethodFigures}.", HelpName = "FILE.json" };
        var json = Shared.Json();
        var command = new Command("methods", "The directory of methods: what each needs, what it was fitted on, its licence, its speed and its last evaluation, and whether that is stale.\n\nExamples:\n  ./kit methods\n  ./kit methods --method finance --method learned:model.json\n  ./kit methods --measure") { method, measure, vader, kept, json };
        command.SetAction(parsed =>
        {
            var (measures, file, named) = (parsed.GetValue(measure), parsed.GetValue(kept) ?? MethodFigures.Standard, parsed.GetValue(method) ?? []);
            if (!measures && parsed.GetValue(vader) is not null) throw new InputException("--vader is of --measure. Leave it out, or measure.");
            if (measures && named.Length > 0 && parsed.GetValue(kept) is null) throw new InputException($"--measure with --method measures these alone, and the figures in {Home.MethodFigures} are of all methods, of one machine and one day. Leave out --method, or name another file with --figures.");
            foreach (var name in named.Where(name => Methods.ModelOf(name) is null && name != MethodDirectory.MapName && !(measures && name == Methods.InFolds))) _ = Methods.Rules(name);
            if (measures) MethodMeasuring.Check(named, parsed.GetValue(vader) is not null);
            if (measures && !file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--figures {Untrusted.Show(file)}: cannot be written. Expected a name that ends in .json.");
            if (!measures && parsed.GetValue(kept) is not null && !File.Exists(file)) throw new InputException($"{Untrusted.Line(file)}: no such file. Expected figures, as ./kit methods --measure writes them.");
            var lexicons = new Lexicons(null);
            var words = lexicons.Champion;
            if (measures) MethodMeasuring.Run(words, parsed.GetValue(vader) is { } own ? Shared.ReadLexicon(own) : null, lexicons.Today, named.Length > 0 ? named : null).Write(file);
            var figures = MethodFigures.Read(file);
            var rows = MethodDirectory.Rows(words, figures);
            if (parsed.GetValue(json)) PrintJson(named, rows, words, figures);
            else if (named.Length > 0) foreach (var name in named) MethodCard.Print(name, rows, words);
            else Print(rows, figures);
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(IReadOnlyList<MethodRow> rows, MethodFigures? figures)
    {
        var table = Tables.New("method", "version", "summary", "needs", "fitted on", "licence", "same bits on", "articles/s", "sentences: accuracy", "summaries: Spearman", "stale");
        foreach (var row in rows)
            table.AddRow([.. ((string[])[row.Name, $"{row.Version}", row.Facts.Summary, row.Facts.Needs, row.Facts.FittedOn, row.Facts.Licence, MethodCard.Bits(row.Facts.Promise),
                row.Figure?.ArticlesPerSecond?.ToString("#,0", CultureInfo.InvariantCulture) ?? "", Shown(row, "sentences", "accuracy"), Shown(row, "summaries", "spearman"), row.Stale is null ? "" : "stale"]).Select(Tables.Text)]);
        AnsiConsole.Write(table);
        foreach (var row in rows)
            if (row.Stale is { } stale) Console.WriteLine(Untrusted.Line($"stale: {row.Name}: {stale}"));
        Console.WriteLine(figures is null ? "Nothing was measured: ./kit methods --measure does." : Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"measured {figures.Date:yyyy-MM-dd} with kit {figures.Kit} on {figures.Processor} ({figures.Runtime}), one thread, by the second of processor time, over {figures.Articles}; 95% intervals: --method NAME or --json")));
        Console.WriteLine("Rules and lexicon were written by people who had read a part of these labels: data/labels/README.md says which.");
    }

    static string Shown(MethodRow row, string set, string measure) =>
        row.Figure?.Evaluations.FirstOrDefault(each => each.Labels.Contains(set, StringComparison.Ordinal))?.Measure(measure)?.Value.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    static void PrintJson(string[] named, IReadOnlyList<MethodRow> rows, Lexicon words, MethodFigures? figures)
    {
        using var output = Console.OpenStandardOutput();
        foreach (var row in named.Length == 0 ? rows : [.. named.Select(name => MethodCard.RowOf(name, rows, words))])
            Json.Line(output, line =>
            {
                line.WriteString("name", row.Name);
                if (row.Version is { } version) line.WriteNumber("version", version); else line.WriteNull("version");
                line.WriteString("summary", row.Facts.Summary);
                line.WriteString("needs", row.Facts.Needs);
                line.WriteString("fittedOn", row.Facts.FittedOn);
                line.WriteString("licence", row.Facts.Licence);
                line.WriteString("promise", row.Facts.Promise.ToString());
                line.WriteString("stale", row.Stale);
                line.WriteString("measured", row.Figure is null ? null : figures?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                line.WriteString("processor", row.Figure is null ? null : figures?.Processor);
                line.WriteString("runtime", row.Figure is null ? null : figures?.Runtime);
                Number(line, "articlesPerSecond", row.Figure?.ArticlesPerSecond);
                Number(line, "megabytesPerSecond", row.Figure?.MegabytesPerSecond);
                line.WriteStartArray("evaluations");
                foreach (var evaluation in row.Figure?.Evaluations ?? []) Write(line, evaluation);
                line.WriteEndArray();
            });
    }

    static void Write(Utf8JsonWriter line, MethodEvaluation evaluation)
    {
        line.WriteStartObject();
        line.WriteString("labels", evaluation.Labels);
        line.WriteString("labelsHash", evaluation.LabelsHash);
        line.WriteString("command", evaluation.Command);
        line.WriteNumber("n", evaluation.Texts);
        line.WriteNumber("coverage", evaluation.Coverage);
        foreach (var measure in evaluation.Measures)
        {
            line.WriteStartObject(measure.Name);
            line.WriteNumber("value", measure.Value);
            Number(line, "low", measure.Low);
            Number(line, "high", measure.High);
            line.WriteEndObject();
        }
        line.WriteEndObject();
    }

    static void Number(Utf8JsonWriter line, string name, double? number)
    {
        if (number is { } value) line.WriteNumber(name, value); else line.WriteNull(name);
    }
}
