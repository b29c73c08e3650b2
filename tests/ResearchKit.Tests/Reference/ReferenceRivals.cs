namespace ResearchKit.Tests.Reference;

/// <summary>
/// The methods of Scoring/rivals.md, as plainly as they go: every sum is written out, every shifter is asked whether it is near. Tokens and
/// sentences are the reference's own; nothing here comes from the library.
/// </summary>
sealed class ReferenceRivals(IReadOnlyList<ReferenceEntry> entries, IEnumerable<string> sentenceLines, string weighting, string shifters, bool bySentence, double squash)
{
    readonly ReferenceSentences splitter = new(sentenceLines);
    readonly ILookup<string, (ReferenceEntry Entry, string[] Words)> terms = entries
        .Select(entry => (Entry: entry, Words: ReferenceTokens.Of(entry.Term).Select(token => token.Word).ToArray())).OrderByDescending(term => term.Words.Length).ToLookup(term => term.Words[0]);

    public double Rarity(string term) => Rarities.GetValueOrDefault(term, 1);

    public Dictionary<string, double> Rarities { get; init; } = [];

    /// <summary>The raw value, what it is squashed to, and what of each hit is counted.</summary>
    public (double Raw, double Value, List<double> Counted) Score(string title, IEnumerable<string> paragraphs)
    {
        var sentences = new List<List<Word>>();
        foreach (var block in title.Length > 0 ? paragraphs.Prepend(title) : paragraphs)
            foreach (var tokens in splitter.Split(block))
                sentences.Add(Words(block, tokens, sentences.Count));
        var units = bySentence ? sentences : sentences.Count == 0 ? [] : [sentences.SelectMany(sentence => sentence).ToList()];
        var counted = new List<double>();
        var raw = 0.0;
        foreach (var unit in units) raw += Unit(unit, counted) / units.Count;
        var mean = shifters == "None" && weighting is not ("Counts" or "ProportionalSquareRoot" or "Tfidf");
        return (raw, mean ? raw : raw / Math.Sqrt(raw * raw + squash), counted);
    }

    double Unit(List<Word> unit, List<double> counted)
    {
        var n = unit.Count;
        var (sum, weights, hits) = (0.0, 0.0, 0);
        var clustered = new HashSet<int>();
        for (var i = 0; i < n; i++)
        {
            var middle = (n + 1) / 2.0;
            var w = weighting switch
            {
                "UShaped" => n == 1 ? 1 : Math.Pow(i + 1 - middle, 2),
                "InverseUShaped" => 0.25 - Math.Pow(i + 1 - middle, 2) / Math.Pow(n, 2),
                "Exponential" => Math.Exp(5 * ((i + 1.0) / n - 1)),
                "InverseExponential" => Math.Exp(5 * (1 - (i + 1.0) / n)),
                "Tfidf" => unit[i].Entry is { } entry ? Rarity(entry.Term) : 0,
                _ => 1,
            };
            weights += w;
            if (!(unit[i].Entry is { Role: "polarity", Valence: not 0 } && unit[i].Begins)) continue;
            hits++;
            counted.Add(unit[i].Entry!.Valence * Factor(unit, i, clustered));
            sum += counted[^1] * w;
        }
        if (hits == 0) return 0;
        return weighting switch
        {
            "Counts" or "Tfidf" => sum,
            "Proportional" => sum / n,
            "ProportionalPol" => sum / hits,
            "ProportionalSquareRoot" => sum / Math.Sqrt(n),
            _ => sum / weights,
        };
    }

    /// <summary>What the shifters near the hit that begins at a place make of it.</summary>
    double Factor(List<Word> unit, int hit, HashSet<int> clustered)
    {
        if (shifters == "None" || clustered.Contains(hit)) return 1;
        var end = hit;
        while (end + 1 < unit.Count && unit[end + 1].Entry is not null && !unit[end + 1].Begins) end++;
        var (before, behind) = shifters switch { "Bigram" => (1, 0), "Cluster" => (4, 2), _ => (5, 2) };
        int negators = 0, amplifiers = 0, deamplifiers = 0, contrast = 0;
        for (var i = 0; i < unit.Count; i++)
        {
            if (unit[i].Entry is not { } entry || !unit[i].Begins || i == hit) continue;
            var last = i;
            while (last + 1 < unit.Count && unit[last + 1].Entry is not null && !unit[last + 1].Begins) last++;
            var near = unit[i].Sentence == unit[hit].Sentence && (i < hit ? hit - last <= before && !clustered.Contains(i) : i - end <= behind);
            if (shifters == "Context" && Enumerable.Range(Math.Min(i, hit) + 1, Math.Abs(i - hit)).Any(k => unit[k].AfterPause))
                near = false;
            if (!near) continue;
            if (entry.Role == "negator") negators++;
            if (entry.Role == "amplifier") amplifiers++;
            if (entry.Role == "deamplifier") deamplifiers++;
            if (entry.Role == "adversative") contrast += i < hit ? 1 : -1;
        }
        if (shifters == "Cluster")
            for (var i = 0; i <= end + behind && i < unit.Count && unit[i].Sentence <= unit[hit].Sentence; i++) clustered.Add(i);
        var odd = negators % 2 == 1;
        double a = odd ? 0 : amplifiers, d = deamplifiers + (odd ? amplifiers : 0), sign = odd ? -1 : 1;
        return shifters == "Context"
            ? (1 + 0.8 * a + Math.Max(-0.8 * d, -1)) * sign * (1 + 0.25 * contrast)
            : (1 + Math.Max(0.8 * (a - d), -1)) * sign;
    }

    /// <summary>The tokens of a sentence, each with the entry that it belongs to.</summary>
    List<Word> Words(string block, List<ReferenceToken> tokens, int sentence)
    {
        var pauses = tokens.Select((token, i) => i > 0 && ReferenceSentences.BreaksBetween(block, tokens[i - 1], token)).ToList();
        var words = new List<Word>();
        while (words.Count < tokens.Count)
        {
            var at = words.Count;
            // $TICKER in an entry stands for any ticker.
            bool Names(string word, ReferenceToken token) => word == token.Word || word == "$ticker" && token.Word.StartsWith('$');
            var found = terms[tokens[at].Word].Concat(tokens[at].Word.StartsWith('$') ? terms["$ticker"] : []).FirstOrDefault(term => term.Words.Length <= tokens.Count - at
                && Enumerable.Range(0, term.Words.Length).All(i => Names(term.Words[i], tokens[at + i]) && (i == 0 || !pauses[at + i])));
            for (var i = 0; i < Math.Max(1, found.Words?.Length ?? 0); i++) words.Add(new(found.Entry, i == 0, pauses[at + i], sentence));
        }
        return words;
    }

    sealed record Word(ReferenceEntry? Entry, bool Begins, bool AfterPause, int Sentence);
}
