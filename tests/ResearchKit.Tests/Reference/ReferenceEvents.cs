namespace ResearchKit.Tests.Reference;

/// <summary>What the events of a sentence make of a match: nothing at all, or a valence of base times factors.</summary>
sealed record ReferenceFrame(bool Absorbed, double Base, IReadOnlyList<ReferenceShift> Factors, ReferenceMatch? Moved = null, bool Compared = false)
{
    public static readonly ReferenceFrame Nothing = new(true, 0, []);

    public double Valence => Factors.Aggregate(Base, (product, factor) => product * factor.Factor);
}

/// <summary>Section 3 of the page: reads the matches of one sentence as events.</summary>
sealed partial class ReferenceEvents(
    ReferenceEventWords words, string block, List<ReferenceToken> tokens, List<bool> breaks, List<ReferenceMatch> matches)
{
    readonly Dictionary<ReferenceMatch, ReferenceFrame> frames = [];
    readonly List<ReferenceAmount> amounts = ReferenceAmounts.Of(words, block, tokens);

    public Dictionary<ReferenceMatch, ReferenceFrame> Read()
    {
        AbsorbNames();
        foreach (var match in matches.Where(match => match.IsQuantity && IsWhatWas(match)).ToList())
        {
            frames.TryAdd(match, ReferenceFrame.Nothing);
        }

        foreach (var match in matches.Where(match => match.IsDirection && match.IsQuantity))
        {
            Move(match);
        }

        foreach (var match in matches)
        {
            if (match.Is("relief") || (match.Is("negator") && Is("undoes", match)))
            {
                Relieve(match);
            }
            else if (match.Is("turn"))
            {
                Turn(match);
            }
            else if (match.IsDirection && !match.IsQuantity)
            {
                Move(match);
            }
        }

        foreach (var match in matches.Where(match => match.Is("comparison")))
        {
            Compare(match);
        }

        foreach (var (amount, i) in amounts.Select((amount, i) => (amount, i)))
        {
            if (i == 0 || !CompareBracketed(amounts[i - 1], amount))
            {
                CompareSigned(amount);
            }
        }

        return frames;
    }

    // ---- Names ----

    void AbsorbNames()
    {
        if (tokens.Count(token => token.IsWord && char.IsLower(token.Text[0]) && token.Text.Count(char.IsLetter) > 3) < 2)
        {
            return;
        }

        for (var last = 0; last < tokens.Count; last++)
        {
            if (!IsCapitalised(tokens[last]) || !words.Is("company", tokens[last].Word))
            {
                continue;
            }

            var first = last;
            while (last - first < 4 && first > 0 && !breaks[first] && IsCapitalised(tokens[first - 1])
                && !words.Is("stop", tokens[first - 1].Word) && !words.Is("governs", tokens[first - 1].Word) && !words.Is("aux", tokens[first - 1].Word))
            {
                first--;
            }

            foreach (var match in matches.Where(match => first < last && match.First >= first && match.Next <= last + 1))
            {
                frames.TryAdd(match, ReferenceFrame.Nothing);
            }
        }
    }

    static bool IsCapitalised(ReferenceToken token) => char.IsUpper(token.Text[0]);

    // ---- What was ----

    bool IsWhatWas(ReferenceMatch match)
    {
        // The nearest word "from" or match within three tokens; no other match stands between, and nothing before the sentence's first match is looked at.
        var place = Enumerable.Range(1, 3).Select(back => match.First - back)
            .FirstOrDefault(i => i >= matches[0].First && (words.Is("from", tokens[i].Word) || matches.Exists(other => other.Next == i + 1)), -1);
        var isBehind = place >= 0 && (words.Is("from", tokens[place].Word) || matches.Exists(other => other.Next == place + 1 && other.Is("comparison")));
        var amount = amounts.Find(amount => amount.First >= match.Next);
        return isBehind && amount is not null && amount.First - match.Next < 4
            && (amount.Bracketed || !IsBrokenBetween(match.Next, amount.First));
    }

    // ---- Reliefs and turns ----

    void Relieve(ReferenceMatch relief)
    {
        if (frames.ContainsKey(relief))
        {
            return;
        }

        var found = matches.Where(match => match.First >= relief.Next).TakeWhile(match => match.First - relief.Next <= 4 && !IsBrokenBetween(relief.Next, match.First))
            .TakeWhile(match => !EndsRelief(match)).FirstOrDefault(IsFreeEvent)
            ?? matches.Where(match => match.Next <= relief.First).Reverse().TakeWhile(match => relief.First - match.Next <= 4 && !IsBrokenBetween(match.Next, relief.First))
            .TakeWhile(match => !EndsRelief(match)).FirstOrDefault(IsFreeEvent);
        if (found is not null)
        {
            frames[found] = ReferenceFrame.Nothing;
            frames[relief] = new ReferenceFrame(false, relief.Entry.Valence, [new ReferenceShift(found.Entry.Term, found.Entry.Quantity!.Value)]);
        }
    }

    static bool EndsRelief(ReferenceMatch match) => match.IsDirection || match.Is("relief", "boundary", "adversative", "concessive");

    bool IsFreeEvent(ReferenceMatch match) =>
        match.Is("polarity") && match.Entry.Quantity > -0.95 && Math.Abs(match.Entry.Valence) >= 0.1 && !frames.ContainsKey(match);

    void Turn(ReferenceMatch turn)
    {
        if (frames.ContainsKey(turn))
        {
            return;
        }

        var (moved, others) = Behind(turn, turn.Next);
        moved ??= Before(turn.First, 3, 0, turn);
        if (moved is null)
        {
            (moved, others) = BehindLink(turn);
        }

        if (moved is not null && !frames.ContainsKey(moved))
        {
            frames[moved] = ReferenceFrame.Nothing;
            others.ForEach(other => frames[other] = ReferenceFrame.Nothing);
            frames[turn] = new ReferenceFrame(false, turn.Entry.Valence, []);
        }
    }

    // ---- What all of it looks at ----

    bool Is(string name, ReferenceMatch match) => words.Is(name, tokens[match.First].Word);

    bool LastIs(string name, ReferenceMatch match) => words.Is(name, tokens[match.Next - 1].Word);

    /// <summary>Whether a break stands between the token before <paramref name="from"/> and the token <paramref name="to"/>.</summary>
    bool IsBrokenBetween(int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1)).Any(i => breaks[i]);

    bool IsAbsorbed(ReferenceMatch match) => frames.TryGetValue(match, out var frame) && frame.Absorbed;

    bool HasMoved(ReferenceMatch match) => frames.TryGetValue(match, out var frame) && frame is { Absorbed: false, Compared: false };

    /// <summary>A quantity that can still move: without a frame, or one that has moved something itself.</summary>
    bool CanMove(ReferenceMatch match) => match.IsQuantity && (!frames.ContainsKey(match) || HasMoved(match));
}
