using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>Options that several commands take, defined once.</summary>
static class Shared
{
    const int ShownLeftOut = 5;

    public static Option<string> Method() => new("--method") { Description = "The method, one of ./kit methods: rules such as finance, or a model as learned:MODEL.json, onnx:FOLDER, chat:SETTINGS.json (asks), replay:SETTINGS.json (never asks).", DefaultValueFactory = _ => "finance", HelpName = "NAME" };

    public static Option<string?> Lexicon() => new("--lexicon") { Description = "A lexicon as CSV, a list of words in a published form, a draft, or a version or alias such as finance@1. Default: the champion of data/registry.", HelpName = "LIST" };

    public static Option<bool> Json() => new("--json") { Description = "For programs: JSON, numbers in full precision." };

    public static Option<string?> Id() => new("--id") { Description = "Only the article with this id.", HelpName = "ID" };

    public static Option<string?> MapFile() => new("--map") { Description = "Bring values to a publisher's scale by a map that ./kit calibrate wrote for this method and lexicon.", HelpName = "FILE" };

    public static Option<string?> Companies() => new("--companies") { Description = "Companies and their names: a CSV file or a folder of them. Default: data/tickers.", HelpName = "PATH" };

    public static Option<string?> Themes() => new("--themes") { Description = "Themes and their terms, as CSV. Default: data/themes/compute.csv.", HelpName = "PATH" };

    public static Companies ReadCompanies(ParseResult parsed, Option<string?> option) => ResearchKit.Companies.Read(parsed.GetValue(option) ?? Path.Combine(Home.Root, Home.Companies));

    public static Taxonomy ReadThemes(ParseResult parsed, Option<string?> option) => Taxonomy.Read(parsed.GetValue(option) ?? Path.Combine(Home.Root, Home.Themes));

    /// <summary>Prices of which it is said whether they are adjusted.</summary>
    /// <param name="named">How the command line calls the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="adjusted">yes or no.</param>
    /// <param name="actions">A file of splits, dividends and delistings; null for none.</param>
    public static Prices ReadPrices(string named, string file, string? adjusted, string? actions) => adjusted is "yes" or "no"
        ? ReadPrices(file, adjusted == "yes", actions is null ? null : CorporateActions.Read(actions))
        : throw new InputException($"{named} {Untrusted.Show(file)}: {(adjusted is null ? "nothing says" : $"--adjusted {Untrusted.Quote(adjusted)} does not say")} whether splits and dividends are allowed for. Expected --adjusted yes, or --adjusted no with --actions FILE where there were any.");

    static Prices ReadPrices(string file, bool adjusted, CorporateActions? actions) =>
        file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? ParquetPrices.Read(file, adjusted, actions) : Prices.Read(file, adjusted, actions);

    /// <summary>The values that are asked for; <c>all</c> for each of them.</summary>
    public static IReadOnlyList<T> Some<T>(string what, string given) where T : struct, Enum => given == "all" ? Enum.GetValues<T>() : [One<T>(what, given)];

    /// <summary>The value that is asked for.</summary>
    public static T One<T>(string what, string given) where T : struct, Enum => Enum.GetValues<T>().Where(value => value.ToString().Equals(given, StringComparison.OrdinalIgnoreCase)).ToList() is [var one] ? one
        : throw InputException.Unknown(what, Untrusted.Show(given), Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));

    public static Option<double> MaxLoss() => new("--max-loss") { Description = "Share of rows that may be rejected, 0 to 1.", DefaultValueFactory = _ => new ReadOptions().MaxLoss, CustomParser = Number, HelpName = "SHARE" };

    /// <summary>A number as it is written everywhere, whatever the language of the machine.</summary>
    public static double Number(ArgumentResult result)
    {
        if (double.TryParse(Given(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        result.AddError($"{Name(result)} is '{Given(result)}'. Expected a number such as 0.25, with '.' as decimal point.");
        return default;
    }

    public static int WholeNumber(ArgumentResult result)
    {
        if (int.TryParse(Given(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        result.AddError($"{Name(result)} is '{Given(result)}'. Expected a whole number such as 300.");
        return default;
    }

    /// <summary>An instant that says its zone, or a day in UTC.</summary>
    /// <param name="result">What was given.</param>
    /// <param name="ofDay">Which instant of a day is meant; null where a day will not do.</param>
    public static DateTimeOffset? Moment(ArgumentResult result, TimeOnly? ofDay)
    {
        if (ofDay is { } time && DateOnly.TryParseExact(Given(result), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(day.ToDateTime(time), TimeSpan.Zero);
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
        if (DateTimeOffset.TryParseExact(Given(result), [.. forms.Select(form => form + "'Z'"), .. forms.Select(form => form + "zzz")], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.ToUniversalTime();
        result.AddError($"{Name(result)} is '{Given(result)}'. Expected {(ofDay is null ? "" : "a day such as 2026-11-26, or ")}an instant with its zone such as 2026-11-26T18:00:00Z.");
        return null;
    }

    static string Given(ArgumentResult result) => result.Tokens[0].Value;

    static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;

    public static Lexicon ReadLexicon(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } named ? new Lexicons(null).Read(named) : new Lexicons(null).Standing();

    public static Lexicon ReadLexicon(string path)
    {
        var lexicon = ResearchKit.Lexicon.Read(path);
        if (Path.GetFullPath(path) is var full && full != Path.Combine(Home.Root, Home.Lexicon) && !full.StartsWith(Path.Combine(Home.Root, Home.Registry) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) Announce(lexicon);
        return lexicon;
    }

    /// <summary>Says on the error stream what a lexicon is made of, under which licence, and what was left out of it.</summary>
    public static void Announce(Lexicon lexicon)
    {
        var text = lexicon.Licence.Text.Length > 0 ? $". {Untrusted.Show(lexicon.Licence.Text, 200)}" : "";
        Console.Error.WriteLine(Untrusted.Line($"lexicon: {lexicon.Label}; licence: {lexicon.Licence}") + text);
        if (lexicon.Provenance.Length > 0) Console.Error.WriteLine(Untrusted.Line($"lexicon: {lexicon.Provenance}"));
        foreach (var left in lexicon.LeftOut.Take(ShownLeftOut)) Console.Error.WriteLine($"left out: {left}");
        if (lexicon.LeftOut.Length > ShownLeftOut) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out: {lexicon.LeftOut.Length} terms in all"));
    }

    /// <summary>A method on a lexicon; the articles are its reference, where it needs one.</summary>
    public static LexiconScorer Scorer(ResearchKit.Lexicon lexicon, ResearchKit.Method method, Corpus articles)
    {
        if (method is { NeedsReference: true, Options.LeaksFuture: false } && articles.FirstOrDefault(article => article.AvailableAt is null) is { } timeless)
            throw new InputException($"Article {Untrusted.Quote(timeless.Id)} has no publishedAt. {method.Name} counts words in the articles that were available before: give each a time, or use sentometrics:TFIDF:leaking.");
        return lexicon.Scorer(method, reference: method.NeedsReference ? articles : null);
    }

    /// <summary>The scorer with the map behind it, if one is named.</summary>
    public static Scorer Mapped(ParseResult parsed, Option<string?> map, Scorer scorer) => parsed.GetValue(map) is { } file ? Calibration.Read(file).On(scorer) : scorer;

    /// <summary>A kind of map by its name, in any case.</summary>
    public static Map Kind(string name, IReadOnlyList<Map> known) => known.FirstOrDefault(map => map.ToString().Equals(name, StringComparison.OrdinalIgnoreCase), (Map)(-1)) is >= 0 and var kind
        ? kind : throw InputException.Unknown("Map", name, known.Select(map => map.ToString().ToLowerInvariant()));

    /// <summary>Reads paths one by one, says on the error stream what was rejected, and refuses an id that stands in two of them.</summary>
    public static Corpus ReadCorpus(IEnumerable<string> paths, double maxLoss)
    {
        var articles = new List<Article>();
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var corpus = Corpus.Read(path, o => o with { MaxLoss = maxLoss });
            foreach (var rejection in corpus.Rejected) Console.Error.WriteLine($"rejected: {rejection}");
            foreach (var article in corpus)
                if (!from.TryAdd(article.Id, article.Path ?? path))
                    throw new InputException($"Article {Untrusted.Quote(article.Id)} stands in {from[article.Id]} and in {article.Path}. Expected each id once: score them apart.");
            articles.AddRange(corpus);
        }
        return Corpus.Of(articles);
    }
}
