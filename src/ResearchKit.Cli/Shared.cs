using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>Options that several commands take, defined once.</summary>
static class Shared
{
    public static Option<string> Method() => new("--method") { Description = "The method, one of ./kit methods.", DefaultValueFactory = _ => "finance", HelpName = "NAME" };

    public static Option<string?> Lexicon() => new("--lexicon") { Description = "A lexicon as CSV, or VADER's vader_lexicon.txt. Default: data/lexicons/finance.csv.", HelpName = "FILE" };

    public static Option<bool> Json() => new("--json") { Description = "For programs: JSON, numbers in full precision." };

    public static Option<string?> Id() => new("--id") { Description = "Only the article with this id.", HelpName = "ID" };

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

    static string Given(ArgumentResult result) => result.Tokens[0].Value;

    static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;

    public static Lexicon ReadLexicon(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } named ? ResearchKit.Lexicon.Read(named) : ResearchKit.Lexicon.Read(Path.Combine(Home.Root, Home.Lexicon), Home.Lexicon);

    /// <summary>A method on a lexicon; the articles are its reference, where it needs one.</summary>
    public static LexiconScorer Scorer(ResearchKit.Lexicon lexicon, ResearchKit.Method method, Corpus articles)
    {
        if (method is { NeedsReference: true, Options.LeaksFuture: false } && articles.FirstOrDefault(article => article.AvailableAt is null) is { } timeless)
            throw new InputException($"Article {Untrusted.Quote(timeless.Id)} has no publishedAt. {method.Name} counts words in the articles that were available before: give each a time, or use sentometrics:TFIDF:leaking.");
        return lexicon.Scorer(method, reference: method.NeedsReference ? articles : null);
    }

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
