namespace ResearchKit.Tests.Reference;

/// <summary>The words of section 3, from the lines of Scoring/frames.txt and ResearchKit.Text/amounts.txt.</summary>
sealed class ReferenceEventWords
{
    readonly Dictionary<string, HashSet<string>> classes;
    readonly List<string[]> units;

    public ReferenceEventWords(IEnumerable<string> frameLines, IEnumerable<string> amountLines)
    {
        classes = Rows(frameLines).ToDictionary(row => row[0], row => row.Skip(1).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var amounts = Rows(amountLines).ToList();
        units = amounts.Where(row => row[0] == "unit").Select(row => row[1..]).ToList();
        Scales = amounts.Where(row => row[0] == "scale")
            .ToDictionary(row => row[1], row => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Months = amounts.Where(row => row[0] == "month").SelectMany(row => row[1..]).ToHashSet(StringComparer.Ordinal);
    }

    public Dictionary<string, double> Scales { get; }

    public HashSet<string> Months { get; }

    public bool Is(string name, string word) => classes[name].Contains(word);

    /// <summary>Of no class.</summary>
    public bool IsPlain(string word) => classes.Values.All(words => !words.Contains(word));

    /// <summary>The number of the unit's line, the first two of which are shares; -1 when the word is no unit.</summary>
    public int UnitOf(string word) => units.FindIndex(words => words.Contains(word));

    static IEnumerable<string[]> Rows(IEnumerable<string> lines) => lines
        .Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
