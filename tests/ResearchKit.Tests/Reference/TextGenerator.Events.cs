namespace ResearchKit.Tests.Reference;

/// <summary>Pieces that make events: what moves, how, by how much, and the small words that rule between them.</summary>
sealed partial class TextGenerator
{
    static readonly string[] SmallWords =
    [
        "to", "from", "by", "of", "in", "at", "on", "for", "with", "and", "than", "that", "which", "was", "were", "had", "been", "its", "their", "the", "because",
        "while", "including", "excluding", "per", "until", "said", "a", "compared with", "versus", "up", "down", "to a", "from a", "of the",
    ];

    static readonly string[] Amounts =
    [
        "5%", "5 %", "+4.2%", "+ 4 percent", "-3%", "−3 %", "12 percent", "0.5 percentage points", "50 basis points", "300 bps", "2 pct", "7,8 %", "0 .03",
        "EUR13.1m", "EUR 13.1 mn", "EUR 12.1 mn", "13.1m", "12m", "5 bn", "$5bn", "$4.2 billion", "-$5bn", "£300,000", "300 ,000 euros", "849,000", "12,500 tonnes",
        "1.2 million shares", "40 people", "1,250.5", "15", "7", "2009", "1995 euros", "May 7", "7 May", "3 November", "10,000,000,000,000,000", "5g", "12x", "Q3", "100p",
        "20 cents", "USD 3", "SEK 40m", "Rs 50 crore", "3 to 5", "0", "0%", "100 units", "9 per cent", "(5%)", "( 12.1 mn )", "(EUR 11.0 mn)", "(4.2%)", "(2)",
    ];

    static readonly string[] Names = ["Acme Group", "Danske Bank", "Nordea Bank AB", "Alpha Beta Holdings", "Strong Growth Capital Partners", "Profit Insurance Ltd", "The Loss Group", "Group", "SAMPO PLC"];

    static readonly string[] EventSeparators = [", ", "; ", " (", ") ", " - ", " – ", ": ", ". "];

    readonly Dictionary<string, string[]> eventTerms;

    /// <summary>Mostly terms that make events, in any order: what no writer would write tells most about the rules.</summary>
    string EventWords(int count)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(Chance(93) ? " " : Pick(EventSeparators));
            }

            text.Append(Chance(25) ? Shape() : EventPiece());
        }

        return text.ToString();
    }

    string EventPiece() => Below(20) switch
    {
        < 4 => EventTerm("quantity"),
        < 7 => EventTerm("direction"),
        7 => EventTerm("both"),
        8 => EventTerm("turn"),
        9 => Chance(50) ? EventTerm("relief") : EventTerm("undoes"),
        10 => EventTerm("comparison"),
        11 => EventTerm("event"),
        < 14 => Pick(Amounts),
        < 17 => Pick(SmallWords),
        17 => Chance(30) ? Pick(Names) : Filler(),
        18 => Filler(),
        _ => PlainTerm(),
    };

    /// <summary>What a writer would write.</summary>
    string Shape() => Below(12) switch
    {
        0 => $"{EventTerm("quantity")} {EventTerm("direction")} {Pick(Amounts)}",
        1 => $"{EventTerm("quantity")} {EventTerm("direction")} to {Pick(Amounts)} from {Pick(Amounts)}",
        2 => $"{EventTerm("quantity")} was {Pick(Amounts)} {EventTerm("comparison")} {Pick(Amounts)}",
        3 => $"{EventTerm("direction")} in {EventTerm("quantity")} of {Pick(Amounts)}",
        4 => $"{Pick(Amounts)} {EventTerm("direction")} in {EventTerm("quantity")}",
        5 => $"{EventTerm("quantity")} {EventTerm("both")} {EventTerm("direction")} by {Pick(Amounts)}",
        6 => $"{EventTerm("relief")} the {EventTerm("event")}",
        7 => $"{EventTerm("event")} was {Pick([EventTerm("relief"), EventTerm("undoes")])}",
        8 => $"{EventTerm("turn")} its {EventTerm("quantity")}",
        9 => $"{EventTerm("quantity")} of {Pick(Amounts)} ({Pick(Amounts)})",
        10 => $"{EventTerm("both")} in {EventTerm("quantity")} {EventTerm("direction")} down from a {EventTerm("quantity")} of {Pick(Amounts)}",
        _ => $"{EventTerm("quantity")} of the {EventTerm("quantity")} was {EventTerm("direction")}",
    };

    string EventTerm(string kind) => eventTerms.TryGetValue(kind, out var terms) && terms.Length > 0 ? Pick(terms) : Pick(Fillers);

    static Dictionary<string, string[]> EventTerms(IEnumerable<ReferenceEntry> entries)
    {
        var kinds = new Dictionary<string, Func<ReferenceEntry, bool>>
        {
            ["quantity"] = entry => entry is { Quantity: not null, Direction: null },
            ["direction"] = entry => entry is { Quantity: null, Direction: not null },
            ["both"] = entry => entry is { Quantity: not null, Direction: not null },
            ["event"] = entry => entry is { Quantity: > -0.95, Direction: null, Valence: not 0 },
            ["turn"] = entry => entry.Role == "turn",
            ["relief"] = entry => entry.Role == "relief",
            ["comparison"] = entry => entry.Role == "comparison",
            ["undoes"] = entry => entry.Role == "negator" && Undoing.Any(stem => entry.Term.StartsWith(stem, StringComparison.Ordinal)),
        };
        return kinds.ToDictionary(kind => kind.Key, kind => entries.Where(kind.Value).Select(entry => entry.Term).Order(StringComparer.Ordinal).ToArray());
    }

    static readonly string[] Undoing = ["avert", "avoid", "prevent", "eliminat", "mitigat", "overc", "offset", "dispel", "forestall", "rule"];
}
