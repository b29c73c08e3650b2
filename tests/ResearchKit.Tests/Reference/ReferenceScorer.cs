namespace ResearchKit.Tests.Reference;

/// <summary>
/// The method of Scoring/README.md, written from that page alone and as plainly as it goes. The tests hold the real scorer against it,
/// so nothing here may come from the library.
/// </summary>
sealed class ReferenceScorer
{
    const string Separator = "\n\n";

    readonly ILookup<string, (ReferenceEntry Entry, List<string> Words)> entriesByFirstWord;
    readonly ReferenceOptions options;
    readonly ReferenceSentences splitter;
    readonly ReferenceEventWords? eventWords;

    /// <param name="entries">The lexicon.</param>
    /// <param name="options">What the page leaves open.</param>
    /// <param name="sentenceLines">The lines of ResearchKit.Text/sentences.txt.</param>
    /// <param name="eventWords">The words of section 3; null where no events are read.</param>
    public ReferenceScorer(
        IEnumerable<ReferenceEntry> entries, ReferenceOptions options, IEnumerable<string> sentenceLines, ReferenceEventWords? eventWords = null)
    {
        this.options = options;
        this.eventWords = eventWords;
        splitter = new ReferenceSentences(sentenceLines);
        entriesByFirstWord = entries
            .Select(entry => (Entry: entry, Words: ReferenceTokens.Of(entry.Term).Select(token => token.Word).ToList()))
            .Where(entry => entry.Words.Count > 0)
            .ToLookup(entry => entry.Words[0], StringComparer.Ordinal);
    }

    /// <summary>The text that all offsets of a result count in. A title that is null or empty is no title.</summary>
    public static string Join(string? title, IReadOnlyList<string> paragraphs) => string.Join(Separator, Blocks(title, paragraphs));

    public ReferenceResult Score(string? title, IReadOnlyList<string> paragraphs)
    {
        var sentences = new List<Sentence>();
        var hits = new List<Hit>();
        var offset = 0;
        var leading = string.IsNullOrEmpty(title) ? 1 : 2;
        foreach (var block in Blocks(title, paragraphs))
        {
            foreach (var tokens in splitter.Split(block))
            {
                hits.AddRange(HitsOf(block, tokens, sentences.Count, offset));
                sentences.Add(new Sentence(offset + tokens[0].Start, offset + tokens[^1].End, tokens.Count, leading > 0));
            }

            offset += block.Length + Separator.Length;
            leading--;
        }

        var value = 0.0;
        var contributions = new List<(Hit Hit, double Contribution)>();
        foreach (var (weight, size, own) in UnitsOf(sentences, hits))
        {
            var (measure, parts) = MeasureOf(own, size);
            value += weight * measure;
            contributions.AddRange(own.Zip(parts, (hit, part) => (hit, weight * part)));
        }

        if (options.Measure == "Sum")
        {
            // The squash of the sum follows the mean, and the mean of n sentences grows by the eighth root of n.
            var grown = Math.Pow(options.Weighting == "Document" ? 1 : sentences.Count, 0.125);
            var root = Math.Sqrt(Math.Pow(value * grown, 2) + options.Squash);
            value *= grown / root;
            contributions = contributions.Select(pair => (pair.Hit, pair.Contribution * grown / root)).ToList();
        }

        var tokensOfAll = sentences.Sum(sentence => sentence.Tokens);
        return new ReferenceResult(
            value,
            contributions.Where(pair => pair.Contribution > 0).Sum(pair => pair.Contribution),
            contributions.Where(pair => pair.Contribution < 0).Sum(pair => -pair.Contribution),
            tokensOfAll == 0 ? 0 : hits.Sum(hit => hit.Tokens) / (double)tokensOfAll,
            sentences.Select(sentence => new ReferenceSpan(sentence.Start, sentence.End)).ToList(),
            contributions.Select(pair => new ReferenceHit(
                pair.Hit.Entry.Term, pair.Hit.Sentence, pair.Hit.Start, pair.Hit.End - pair.Hit.Start, pair.Hit.Base,
                pair.Hit.Frame, pair.Hit.Shifters, pair.Contribution)).ToList());
    }

    static IEnumerable<string> Blocks(string? title, IReadOnlyList<string> paragraphs) =>
        string.IsNullOrEmpty(title) ? paragraphs : paragraphs.Prepend(title);

    // ---- 2. Matches ----

    IEnumerable<Hit> HitsOf(string block, List<ReferenceToken> tokens, int sentence, int offset)
    {
        var breaks = tokens
            .Select((token, i) => i > 0 && ReferenceSentences.BreaksBetween(block, tokens[i - 1], token))
            .ToList();
        var matches = MatchesOf(tokens, breaks);
        var clauseOf = new List<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var begins = breaks[i]
                || matches.Any(match => match.First == i && match.Entry.Role is "boundary" or "adversative" or "concessive");
            clauseOf.Add((i == 0 ? 0 : clauseOf[i - 1]) + (begins ? 1 : 0));
        }

        var frames = options.Frames ? new ReferenceEvents(eventWords!, block, tokens, breaks, matches).Read() : [];
        // A shifter in a name shifts; a negator that has ended an event does not.
        var shifting = matches.Where(match => !frames.TryGetValue(match, out var own) || own.Absorbed).ToList();
        foreach (var hit in matches.Where(match => frames.TryGetValue(match, out var own) ? !own.Absorbed : match.Entry is { Role: "polarity" or "turn", Valence: not 0 }))
        {
            var frame = frames.GetValueOrDefault(hit);
            var reaching = shifting
                .Where(_ => options.Shifters)
                .Select(shifter => new Reach(shifter, hit, clauseOf[shifter.First] == clauseOf[hit.First]))
                .Where(reach => FactorOf(reach) is not null)
                .ToList();
            var acting = reaching
                .GroupBy(reach => reach.Shifter.Entry.Role == "adversative" ? $"adversative {reach.IsAfter}" : reach.Shifter.Entry.Role)
                .Select(role => role.OrderBy(reach => reach.Distance).ThenByDescending(reach => reach.IsAfter).First())
                .ToList();
            // The chain of negators: whoever stands less than two tokens before one that acts.
            for (var last = acting.Find(reach => reach.Shifter.Entry.Role == "negator"); last is not null;)
            {
                last = shifting
                    .Where(match => match.Entry.Role == "negator" && clauseOf[match.First] == clauseOf[hit.First])
                    .Where(match => match.Next <= last.Shifter.First && last.Shifter.First - match.Next < 2)
                    .Select(match => new Reach(match, hit, true))
                    .LastOrDefault();
                if (last is not null)
                {
                    acting.Add(last);
                }
            }

            var shifters = new List<ReferenceShift>();
            var shifted = frame?.Valence ?? hit.Entry.Valence;
            foreach (var reach in acting.OrderBy(reach => reach.Shifter.First))
            {
                var factor = FactorOf(reach) ?? reach.Shifter.Entry.Valence;
                shifters.Add(new ReferenceShift(reach.Shifter.Entry.Term, factor));
                shifted *= factor;
            }

            yield return new Hit(
                hit.Entry, sentence, offset + tokens[hit.First].Start, offset + tokens[hit.Next - 1].End, hit.Next - hit.First,
                frame?.Base ?? hit.Entry.Valence, frame?.Factors ?? [], shifters, shifted);
        }
    }

    List<ReferenceMatch> MatchesOf(List<ReferenceToken> tokens, List<bool> breaks)
    {
        var matches = new List<ReferenceMatch>();
        for (var place = 0; place < tokens.Count;)
        {
            // $TICKER in an entry stands for any ticker.
            bool Names(string word, ReferenceToken token) => word == token.Word || word == "$ticker" && token.Word.StartsWith('$');
            var longest = entriesByFirstWord[tokens[place].Word].Concat(tokens[place].Word.StartsWith('$') ? entriesByFirstWord["$ticker"] : [])
                .Where(entry => entry.Words.Count <= tokens.Count - place)
                .Where(entry => Enumerable.Range(0, entry.Words.Count).All(i =>
                    Names(entry.Words[i], tokens[place + i]) && (i == 0 || !breaks[place + i])))
                .OrderByDescending(entry => entry.Words.Count)
                .FirstOrDefault();
            if (longest.Entry is null)
            {
                place++;
                continue;
            }

            matches.Add(new ReferenceMatch(longest.Entry, place, place + longest.Words.Count));
            place += longest.Words.Count;
        }

        return matches;
    }

    // ---- 4. Valence shifters ----

    double? FactorOf(Reach reach)
    {
        var v = reach.Shifter.Entry.Valence;
        var (isAfter, distance) = (reach.IsAfter, reach.Distance);
        var follows = reach.SameClause && isAfter;
        switch (reach.Shifter.Entry.Role)
        {
            case "negator":
                return follows && distance < options.NegationWindow ? v : null;
            case "amplifier" or "deamplifier":
                var isAtOnceBefore = reach.SameClause && !isAfter && distance == 0;
                return (follows && distance < options.AmplifierWindow) || isAtOnceBefore ? 1 + v : null;
            case "intensifier":
                return follows && distance < options.IntensifierWindow ? 1 + v : null;
            case "hedge":
                return follows && distance < options.HedgeWindow ? 1 + v : null;
            case "adversative":
                return isAfter ? 1 + v : 1 - v;
            case "concessive":
                return follows ? 1 - v : null;
            case "polarity" or "boundary" or "turn" or "relief" or "comparison":
                return null;
            default:
                throw new ArgumentException($"The page knows no role '{reach.Shifter.Entry.Role}'.");
        }
    }

    // ---- 5. From hits to the value ----

    IEnumerable<(double Weight, int Size, List<Hit> Hits)> UnitsOf(List<Sentence> sentences, List<Hit> hits)
    {
        if (options.Weighting == "Document")
        {
            return [(1.0, sentences.Sum(sentence => sentence.Tokens), hits)];
        }

        var raw = sentences.Select(sentence => options.Weighting switch
        {
            "Equal" => 1.0,
            "Length" => sentence.Tokens,
            "Lead" => sentence.Leads ? options.LeadWeight : 1.0,
            _ => throw new ArgumentException($"The page knows no weighting '{options.Weighting}'."),
        }).ToList();
        var total = raw.Sum();
        return sentences.Select((sentence, i) => (raw[i] / total, sentence.Tokens, hits.Where(hit => hit.Sentence == i).ToList()));
    }

    /// <summary>The measure of a unit, and what each of its hits contributes to it, both still without the unit's weight.</summary>
    (double Measure, List<double> Parts) MeasureOf(List<Hit> hits, int size)
    {
        var positive = hits.Count(hit => hit.Shifted > 0);
        var negative = hits.Count(hit => hit.Shifted < 0);
        List<double> Signed(double plus, double minus) =>
            hits.Select(hit => hit.Shifted > 0 ? plus : hit.Shifted < 0 ? minus : 0).ToList();
        if (hits.Count == 0)
        {
            return (0, []);
        }

        switch (options.Measure)
        {
            case "Sum":
                var sum = hits.Sum(hit => hit.Shifted);
                return (sum, hits.Select(hit => hit.Shifted).ToList());
            case "Polarity":
                var both = (double)(positive + negative);
                return (both == 0 ? 0 : (positive - negative) / both, Signed(1 / both, -1 / both));
            case "Tone":
                return ((positive - negative) / (double)size, Signed(1.0 / size, -1.0 / size));
            case "Logit":
                var logit = Math.Log((positive + 0.5) / (negative + 0.5));
                var logitRoot = Math.Sqrt(logit * logit + options.Squash);
                return (logit / logitRoot, Signed(
                    Math.Log(2 * positive + 1) / positive / logitRoot,
                    -Math.Log(2 * negative + 1) / negative / logitRoot));
            case "Root":
                var ratio = (positive - negative) / Math.Sqrt(size);
                var ratioRoot = Math.Sqrt(ratio * ratio + options.Squash);
                return (ratio / ratioRoot, Signed(1 / Math.Sqrt(size) / ratioRoot, -1 / Math.Sqrt(size) / ratioRoot));
            default:
                throw new ArgumentException($"The page knows no measure '{options.Measure}'.");
        }
    }

    sealed record Sentence(int Start, int End, int Tokens, bool Leads);

    /// <summary>A shifter and a hit. IsAfter: the hit stands after the shifter.</summary>
    sealed record Reach(ReferenceMatch Shifter, ReferenceMatch Hit, bool SameClause)
    {
        public bool IsAfter => Hit.First >= Shifter.Next;

        public int Distance => IsAfter ? Hit.First - Shifter.Next : Shifter.First - Hit.Next;
    }

    sealed record Hit(
        ReferenceEntry Entry, int Sentence, int Start, int End, int Tokens,
        double Base, IReadOnlyList<ReferenceShift> Frame, IReadOnlyList<ReferenceShift> Shifters, double Shifted);
}
