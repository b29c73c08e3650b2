using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit lexicon suggest</c></summary>
static class SuggestCommand
{
    static readonly string[] Methods = ["log-odds", "elastic-net", "so-pmi", "sestm", "gaps", "conflicts", "stale"];

    public static Command Create()
    {
        var labels = new LabelOptions();
        var articles = new Option<string[]>("--articles") { Description = "Articles, for so-pmi, sestm, gaps and stale. Default: the texts of --labels, or data/articles.", HelpName = "PATH", DefaultValueFactory = _ => [] };
        var method = new Option<string>("--method") { Description = $"{string.Join(", ", Methods)}.", DefaultValueFactory = _ => Methods[0], HelpName = "NAME" };
        var lexicon = new Option<string>("--lexicon") { Description = "What the suggestions are for: a version, an alias, a draft, a file.", DefaultValueFactory = _ => "champion", HelpName = "REF" };
        var returns = new Option<string?>("--returns") { Description = "Returns for sestm: CSV with date, ticker, return.", HelpName = "FILE.csv" };
        var companies = Shared.Companies();
        var against = new Option<string[]>("--against") { Description = "Other lexicons, for conflicts.", HelpName = "LIST", DefaultValueFactory = _ => [] };
        var seeds = new Option<string[]>("--seeds") { Description = "Seed words for so-pmi, with their signs: +gain, -loss. Default: strong words of the lexicon.", HelpName = "±WORD", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var top = new Option<int>("--top") { Description = "At most so many suggestions.", DefaultValueFactory = _ => 20, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var q = new Option<double>("--q") { Description = "Only those whose q is below this, where the method has one: the share of false ones among them (Benjamini and Hochberg).", DefaultValueFactory = _ => 0.05, CustomParser = Shared.Number, HelpName = "Q" };
        var output = new Option<string?>("--out") { Description = "Write what is shown as a draft, to be read and pruned before it is used.", HelpName = "FILE.csv" };
        var by = new Option<string?>("--by") { Description = "Who takes the suggestions up, for --out.", HelpName = "NAME" };
        var registry = RegistryCommands.Registry();
        var json = Shared.Json();
        var command = new Command("suggest", "Propose entries from labels, articles or returns; nothing is applied.\n\nExamples:\n  ./kit lexicon suggest --labels data/labels/sectors.csv --until 2026-01-01 --q 1 --out mine.csv --by ada\n  ./kit lexicon suggest --method gaps --articles data/articles\n  ./kit lexicon suggest --method sestm --articles news.jsonl --returns returns.csv") { articles, method, lexicon, returns, companies, against, seeds, top, q, output, by, registry, json };
        labels.AddTo(command);
        command.SetAction(parsed =>
        {
            var (lexicons, wanted, file) = (new Lexicons(parsed.GetValue(registry)), parsed.GetValue(method)!, parsed.GetValue(output));
            if (!Methods.Contains(wanted)) throw InputException.Unknown("Method", Untrusted.Show(wanted), Methods);
            if (file is not null)
            {
                if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Show(file)}: is not the name of a draft. Expected one ending in .csv.");
                if (File.Exists(file)) throw new InputException($"--out {Untrusted.Show(file)}: is there already. Expected a new name: a draft is not written over.");
                if (parsed.GetValue(by) is null) throw new InputException("--by is missing. Expected who takes the suggestions up: --by NAME.");
                if (wanted is "gaps" or "conflicts") throw new InputException($"--out: {wanted} says where to look and proposes no edit. Leave out --out, and write edits with ./kit lexicon draft.");
            }
            if (parsed.GetValue(seeds)!.FirstOrDefault(seed => seed is not ['+' or '-', _, ..]) is { } unsigned) throw new InputException($"--seeds {Untrusted.Quote(unsigned)}: has no sign. Expected +WORD or -WORD for each.");
            var words = lexicons.Read(parsed.GetValue(lexicon)!);
            foreach (var (option, given, of) in new[] { ("--returns", parsed.GetValue(returns) is not null, "sestm"), ("--seeds", parsed.GetValue(seeds)!.Length > 0, "so-pmi"), ("--against", parsed.GetValue(against)!.Length > 0, "conflicts") })
                if (given && wanted != of) throw new InputException($"{option} is of --method {of}. Leave it out, or choose that method.");
            if (parsed.GetValue(q) is not (> 0 and <= 1)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--q is {parsed.GetValue(q)}. Expected more than 0, to 1 for all."));
            var all = wanted switch
            {
                "log-odds" => Suggest.LogOdds(labels.Read(parsed), words, o => o with { Most = 1_000_000 }),
                "elastic-net" => Learn.ElasticNet(labels.Read(parsed), words),
                "so-pmi" => Suggest.SoPmi(Texts(), words, Seeds('+'), Seeds('-'), o => o with { Name = Name() }),
                "sestm" => Learn.Sestm(Texts(), Returns.Read(parsed.GetValue(returns) ?? throw new InputException("--returns is missing. Expected a CSV with date, ticker, return.")), words, o => o with { Name = Name(), Tickers = Tickers() }),
                "gaps" => Suggest.Gaps(Texts(), words, o => o with { Name = Name() }),
                "conflicts" => Suggest.Conflicts(words, Others()),
                _ => Suggest.Stale(Texts(), words, o => o with { Name = Name() }),
            };
            ImmutableArray<EntrySuggestion> found = [.. all.Where(suggestion => suggestion.Q is not { } chance || chance < parsed.GetValue(q) || parsed.GetValue(q) == 1)];
            var shown = found.Take(parsed.GetValue(top)).ToImmutableArray();
            if (parsed.GetValue(json)) PrintJson(shown);
            else Print(shown, found.Length, words);
            if (found.IsEmpty && !all.IsEmpty) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"none has a q below {parsed.GetValue(q)}; the lowest of {all.Length} is {all.Min(suggestion => suggestion.Q):0.00}: --q 1 shows them, as places to look"));
            if (file is null) return ExitCode.Done;
            if (shown.All(suggestion => suggestion.Kind is null)) throw new InputException($"--out {Untrusted.Show(file)}: there is nothing to write. Expected at least one suggestion: a larger --q, or another method.");
            words.Draft(parsed.GetValue(by)!, lexicons.Today).Add(shown.Where(suggestion => suggestion.Kind is not null)).Write(file);
            Console.Error.WriteLine(Untrusted.Line($"wrote {file}: read it, take out what does not hold, and look at ./kit lexicon impact {file}"));
            return ExitCode.Done;

            Corpus Texts() => labels.Path(parsed) is not null && parsed.GetValue(articles) is not { Length: > 0 } ? ArticleParts.Articles(labels.Read(parsed))
                : labels.Read(parsed, parsed.GetValue(articles) is { Length: > 0 } given ? given : [Path.Combine(Home.Root, Home.Articles)]);
            string Name() => string.Join(" + ", (parsed.GetValue(articles) is { Length: > 0 } given ? given : [labels.Path(parsed) ?? Home.Articles]).Select(path => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path))));
            IEnumerable<string>? Seeds(char sign) => parsed.GetValue(seeds) is { Length: > 0 } given ? given.Where(seed => seed.StartsWith(sign)).Select(seed => seed[1..]) : null;
            Func<Article, IEnumerable<string>>? Tickers()
            {
                // Where the source names none, the kit's own finder does.
                var known = Shared.ReadCompanies(parsed, companies);
                var parts = new ArticleParts(null, known);
                return article => article.Tickers.IsEmpty ? parts.All("ticker", article) : article.Tickers.Select(ticker => ticker.Ticker);
            }
            Lexicon[] Others() => parsed.GetValue(against) is { Length: > 0 } given ? [.. given.Select(lexicons.Read)] : throw new InputException("--against is missing. Expected other lexicons to compare with.");
        });
        return command;
    }

    static void Print(IReadOnlyList<EntrySuggestion> shown, int found, Lexicon words)
    {
        var table = Tables.New("edit", "term", "value", "statistic", "q", "texts", "why", "example");
        foreach (var suggestion in shown)
            table.AddRow(Tables.Text(suggestion.Kind is { } kind ? EntryEdit.Word(kind) : "look"), Tables.Text(suggestion.Term), suggestion.Valence is { } valence ? Tables.Number(valence) : Tables.Text(""),
                Tables.Text(string.Create(CultureInfo.InvariantCulture, $"{suggestion.Unit} {suggestion.Statistic:0.00}")), Tables.Text(suggestion.Q is { } chance ? chance.ToString("0.0000", CultureInfo.InvariantCulture) : ""),
                Tables.Text(suggestion.Evidence.ToString(CultureInfo.InvariantCulture)), Tables.Text(suggestion.Why), Tables.Text(suggestion.Examples.IsDefaultOrEmpty ? "" : suggestion.Examples[0].ToString()));
        AnsiConsole.Write(table);
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{shown.Count} of {found} suggestions for {words.Label}{(shown.Count > 0 ? $", by {shown[0].Method} on {shown[0].LearnedOn}" : "")}")));
    }

    static void PrintJson(IEnumerable<EntrySuggestion> shown)
    {
        using var output = Console.OpenStandardOutput();
        foreach (var suggestion in shown)
            Json.Line(output, json =>
            {
                json.WriteString("edit", suggestion.Kind is { } kind ? EntryEdit.Word(kind) : null);
                json.WriteString("term", suggestion.Term);
                json.WriteString("role", LexiconFile.Word(suggestion.Role));
                if (suggestion.Valence is { } valence) json.WriteNumber("valence", valence); else json.WriteNull("valence");
                json.WriteString("method", suggestion.Method);
                json.WriteString("unit", suggestion.Unit);
                json.WriteNumber("statistic", suggestion.Statistic);
                if (suggestion.P is { } p) json.WriteNumber("p", p); else json.WriteNull("p");
                if (suggestion.Q is { } chance) json.WriteNumber("q", chance); else json.WriteNull("q");
                json.WriteNumber("evidence", suggestion.Evidence);
                json.WriteString("why", suggestion.Why);
                json.WriteString("learnedOn", suggestion.LearnedOn.ToString());
                json.WriteStartArray("examples");
                foreach (var example in suggestion.Examples)
                {
                    json.WriteStartObject();
                    json.WriteString("article", example.Article);
                    json.WriteString("before", example.Before);
                    json.WriteString("match", example.Match);
                    json.WriteString("after", example.After);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            });
    }
}
