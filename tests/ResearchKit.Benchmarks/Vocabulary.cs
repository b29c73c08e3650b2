using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>What generated articles are made of: the kit's own lexicon, themes and invented companies, and plain words.</summary>
sealed class Vocabulary
{
    Vocabulary(string root)
    {
        var lexicon = Lexicon.Read(Path.Combine(root, "data", "lexicons", "finance.csv"));
        var polarity = lexicon.Entries.Where(entry => entry is { Role: Role.Polarity or Role.Turn, Valence: not 0 }).Select(entry => entry.Term).ToHashSet(StringComparer.Ordinal);
        var words = Lines().ToLookup(line => line.Kind, line => line.Words);
        // A word that carries sentiment comes in as a term, so that their share can be set.
        Words = new(Split(words["words"]).Where(word => !polarity.Contains(word)), offset: 6);
        Names = new(Split(words["names"]), offset: 20);
        Accented = new(Split(words["accented"]), offset: 20);
        Sources = new(words["sources"].Single().Split(';'), offset: 1);
        // No order of frequency is known: by a hash, words before phrases.
        Terms = new(polarity.OrderBy(term => (Hash(term) >> 11) * (1.0 / (1UL << 53)) * Ranked.Words(term) * Ranked.Words(term)).ThenBy(term => term, StringComparer.Ordinal), offset: 30);
        Themes = new(Column(root, "themes", "compute.csv", "supply.csv").Select(row => row[1]).Distinct(StringComparer.Ordinal), offset: 10);
        var companies = Column(root, "tickers", "sample.csv").ToList();
        Companies = new(companies.Where(row => row[1] is "name" or "person").Select(row => row[2]).Distinct(StringComparer.Ordinal), offset: 3);
        Tickers = new(companies.Where(row => row[1] == "ticker" && row[2].All(char.IsAsciiLetterUpper)).Select(row => row[2]).Distinct(StringComparer.Ordinal), offset: 3);
        Lexicon = lexicon;
    }

    /// <summary>Of this repository.</summary>
    public static Vocabulary Own { get; } = new(Root());

    public Lexicon Lexicon { get; }

    public Ranked Words { get; }

    public Ranked Names { get; }

    public Ranked Accented { get; }

    public Ranked Sources { get; }

    public Ranked Terms { get; }

    public Ranked Themes { get; }

    public Ranked Companies { get; }

    public Ranked Tickers { get; }

    static IEnumerable<string> Split(IEnumerable<string> lines) => lines.SelectMany(line => line.Split(' ')).Distinct(StringComparer.Ordinal);

    static IEnumerable<(string Kind, string Words)> Lines()
    {
        using var reader = new StreamReader(typeof(Vocabulary).Assembly.GetManifestResourceStream("words.txt")!, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line.IndexOf(' ') is > 0 and var space) yield return (line[..space], line[(space + 1)..]);
    }

    /// <summary>The rows of files whose first three cells hold neither quotes nor commas.</summary>
    static IEnumerable<string[]> Column(string root, string folder, params string[] files) =>
        files.SelectMany(file => File.ReadLines(Path.Combine(root, "data", folder, file)).Skip(1)).Select(line => line.Split(',')).Where(cells => cells.Length > 2 && !cells.Take(3).Any(cell => cell.Contains('"')));

    /// <summary>FNV-1a over UTF-16, mixed.</summary>
    static ulong Hash(string text) => SplitMix.Mix(text.Aggregate(0xCBF29CE484222325UL, (hash, c) => unchecked((hash ^ c) * 0x100000001B3)));

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "ResearchKit.sln"))) return folder;
        throw new InputException("ResearchKit.sln was not found above the program. Expected it to run from the repository's artifacts.");
    }
}
