namespace ResearchKit;

/// <summary>Events: what rises or falls, and numbers compared. Section 3 of <c>Scoring/README.md</c>.</summary>
sealed partial class Reading
{
    /// <summary>Words that may stand between a direction and what it moves behind it.</summary>
    const int Behind = 4;

    /// <summary>What moves stands at once before a direction with at most so many words between.</summary>
    const int Near = 2;

    /// <summary>What moves is looked for so far before a direction, an amount so far before or behind.</summary>
    const int Far = 18;

    /// <summary>A direction that has an amount, but nothing that is known to move.</summary>
    const double Unnamed = 0.7;

    /// <summary>What a movement that can itself move does.</summary>
    const Doing Movement = Doing.Moves | Doing.Quantity;

    /// <summary>The first token of the sentence whose events are read.</summary>
    int start;

    /// <summary>Behind its last.</summary>
    int end;

    /// <summary>One for each match, where an event makes something of it.</summary>
    Frame[] frames = [];
    Amount[] amounts = new Amount[16];
    int amountCount;

    public ReadOnlySpan<Amount> Amounts => amounts.AsSpan(0, amountCount);

    /// <summary>A match's part in an event, which its <see cref="Match.Frame"/> says that it has.</summary>
    public ref readonly Frame FrameOf(int match) => ref frames[match];

    FrameKind Framed(int match) => matches[match].Frame;

    bool Does(int match, Doing what) => (matches[match].Does & what) != 0;

    double DirectionOf(int match) => compiled.MovementOf(matches[match].Entry).Direction;

    double QuantityOf(int match) => compiled.MovementOf(matches[match].Entry).Quantity;

    void Absorb(int match) => matches[match].Frame = FrameKind.Absorbed;

    void Put(int match, FrameKind kind, in Frame frame)
    {
        matches[match].Frame = kind;
        frames[match] = frame;
    }

    /// <summary>Whether there is something in a sentence that events are made of. Without a number, a quantity or a comparison comes to nothing by itself.</summary>
    bool MayHaveEvents(int first, int end, Doing does, ReadOnlySpan<int> numbers)
    {
        while (nextNumber < numbers.Length && numbers[nextNumber] < first) nextNumber++;
        return (does & (Doing.Moves | Doing.Turns)) != 0 || nextCompany < found.Companies.Count && found.Companies[nextCompany] < end
            || (does & (Doing.Quantity | Doing.Compares)) != 0 && nextNumber < numbers.Length && numbers[nextNumber] < end;
    }

    void ReadFrames(ScannedText text, in SentenceSpan sentence, int firstMatch, Doing does)
    {
        (start, end) = (sentence.First, sentence.First + sentence.Count);
        var numbers = text.Numbers;
        var counts = nextNumber < numbers.Length && numbers[nextNumber] < end;
        if (nextCompany < found.Companies.Count && found.Companies[nextCompany] < end) Names(text.Blocks[sentence.Number].Span, firstMatch);
        if ((does & (Doing.Moves | Doing.Turns | Doing.Quantity | Doing.Compares)) == 0) return;
        var firstAmount = amountCount;
        if (counts) ReadAmounts(text.Blocks[sentence.Number].Span, numbers);
        if (amountCount > firstAmount && (does & Doing.Quantity) != 0) Comparands(firstMatch, firstAmount);
        // What is itself a movement first, so that a decline can slow.
        if ((does & Movement) == Movement)
            for (var i = firstMatch; i < matchCount; i++)
                if ((matches[i].Does & Movement) == Movement && Framed(i) == FrameKind.None) Move(i, firstMatch, firstAmount);
        if ((does & (Doing.Moves | Doing.Turns)) != 0)
            for (var i = firstMatch; i < matchCount; i++)
            {
                if (!Does(i, Doing.Moves | Doing.Turns) || Framed(i) != FrameKind.None) continue;
                var role = matches[i].Role;
                if ((matches[i].Does & Movement) == Doing.Moves) Move(i, firstMatch, firstAmount);
                else if (role is Role.Relief or Role.Negator) Relieve(i, firstMatch);
                else if (role == Role.Turn && Moved(i, firstMatch, Near) is >= 0 and var turned && Framed(turned) == FrameKind.None) Absorb(turned);
            }
        if (amountCount == firstAmount) return;
        if ((does & Doing.Compares) != 0)
            for (var i = firstMatch; i < matchCount; i++)
                if (Does(i, Doing.Compares)) Compare(i, firstMatch, firstAmount);
        for (var a = firstAmount; a < amountCount; a++) Unspoken(a, firstMatch, firstAmount);
    }

    /// <summary>What stands inside a company's name (Loss Adjusters Ltd) is no news: capitalised words at once before a legal form, in a sentence that is not all capitals.</summary>
    void Names(ReadOnlySpan<char> block, int firstMatch)
    {
        for (; nextCompany < found.Companies.Count && found.Companies[nextCompany] < end; nextCompany++)
        {
            var at = found.Companies[nextCompany];
            if (at <= start || !Is(at, WordClass.Company) || !char.IsUpper(block[tokens[at].Start])) continue;
            var from = at;
            while (from > start && at - from < Behind && !tokens[from].Break && char.IsUpper(block[tokens[from - 1].Start]) && (Class(from - 1) & (WordClass.Stop | WordClass.Governs | WordClass.Aux)) == 0) from--;
            if (from == at || !HasLowerCase(block)) continue;
            for (var i = firstMatch; i < matchCount; i++)
                if (matches[i].First >= from && matches[i].Last <= at) Absorb(i);
        }
    }

    bool HasLowerCase(ReadOnlySpan<char> block)
    {
        var found = 0;
        foreach (var token in Tokens[start..end])
            if (token.Kind == TokenKind.Word && token.End - token.Start > 3 && char.IsLower(block[token.Start])) found++;
        return found > 1;
    }

    /// <summary>An amount begins in a token with a digit, or in the one before.</summary>
    void ReadAmounts(ReadOnlySpan<char> block, ReadOnlySpan<int> numbers)
    {
        var sentence = Tokens[start..end];
        var reader = new AmountReader(block, sentence, start);
        for (var next = 0; nextNumber < numbers.Length && numbers[nextNumber] < end; nextNumber++)
            for (var token = Math.Max(next, numbers[nextNumber] - start - 1); token <= numbers[nextNumber] - start; next = token)
                if (sentence[token].OfName) token++;
                else if (reader.Next(ref token, out var amount))
                {
                    if (amountCount == amounts.Length) Array.Resize(ref amounts, 2 * amountCount);
                    amounts[amountCount++] = amount;
                }
    }

    /// <summary>A quantity with its number behind a comparison or "from" is what was: it has no valence of its own.</summary>
    void Comparands(int firstMatch, int firstAmount)
    {
        for (var i = firstMatch; i < matchCount; i++)
        {
            if (!Does(i, Doing.Quantity) || AmountBehind(matches[i].Last, Behind, firstAmount) < 0) continue;
            for (var back = 1; back <= Near + 1 && matches[i].First - back >= matches[firstMatch].First; back++)
            {
                var at = matches[i].First - back;
                var within = i > firstMatch && matches[i - 1].Last >= at;
                if (Is(at, WordClass.From) || within && matches[i - 1].Role == Role.Comparison) Absorb(i);
                if (within) break;
            }
        }
    }

    /// <summary>A direction: with what moves, and by how much.</summary>
    void Move(int i, int firstMatch, int firstAmount)
    {
        var direction = DirectionOf(i);
        var quantity = Moved(i, firstMatch, Far);
        var amount = AmountOf(i, quantity, firstAmount, out var size);
        if (quantity < 0 && !MovesName(i) && (amount < 0 || !amounts[amount].IsShare && matches[i].Valence == 0)) return;
        double factor = 1;
        if (quantity >= 0)
        {
            var worth = Worth(quantity);
            // A decline that slows: what moves is itself a movement.
            factor = Framed(quantity) == FrameKind.Moved ? Math.Sign(frames[quantity].Valence) * Math.Abs(worth) : worth;
            Absorb(quantity);
            // A loss, down from a profit: what is now decides, not the way.
            if (Was(i) is { } was && was * worth < 0) direction = Math.Abs(direction);
        }
        Put(i, FrameKind.Moved, new(quantity >= 0 ? direction : direction * Unnamed, quantity, factor, amount, -1, size));
    }

    /// <summary>Whether the name before a direction is what moves: not where the verb has an object of its own (raises money).</summary>
    bool MovesName(int i) => IsNamed(matches[i].First) && ((Class(matches[i].First) & (WordClass.Moves | WordClass.Object)) == 0 || Passive(matches[i].First)
        || matches[i].Last + 1 == end || tokens[matches[i].Last + 1].Break);

    /// <summary>Whether a company's name stands at once before a token, or a word earlier.</summary>
    bool IsNamed(int token)
    {
        for (var at = token - 1; at >= start && at >= token - Near && !tokens[at + 1].Break; at--)
            if (tokens[at].OfName) return true;
        return false;
    }

    /// <summary>Whether a name ends at a token that no preposition governs: what stands before it is not its own.</summary>
    bool IsFreeName(int at)
    {
        if (!tokens[at].OfName) return false;
        while (at > start && tokens[at].OfName) at--;
        return tokens[at + 1].Break || (Class(at) & (WordClass.Governs | WordClass.Link)) == 0;
    }

    /// <summary>A strike averted: an event that ends is worth the other way round.</summary>
    void Relieve(int i, int firstMatch)
    {
        var ended = Event(i, firstMatch);
        if (ended < 0) return;
        Absorb(ended);
        Put(i, FrameKind.Moved, new(matches[i].Valence, ended, Worth(ended), -1, -1, 1));
    }

    /// <summary>What more of a match is worth: its quantity, or else its valence.</summary>
    double Worth(int match) => Does(match, Doing.Quantity) ? QuantityOf(match) : matches[match].Valence;

    /// <summary>The event behind a relief, or else before it: at most <see cref="Behind"/> words between, no break; -1 for none.</summary>
    int Event(int i, int firstMatch)
    {
        foreach (var step in (ReadOnlySpan<int>)[1, -1])
            for (var j = i + step; j >= firstMatch && j < matchCount; j += step)
            {
                var (last, first) = (matches[Math.Min(i, j)].Last, matches[Math.Max(i, j)].First);
                if (first - last - 1 > Behind || Broken(last, first)) break;
                if (Does(j, Doing.Event) && Framed(j) == FrameKind.None) return j;
                if (Does(j, Doing.Moves | Doing.Begins) || matches[j].Role == Role.Relief) break;
            }
        return -1;
    }

    /// <summary>Whether a break stands between two tokens.</summary>
    bool Broken(int token, int later) => tokens[token].Breaks != tokens[later].Breaks;

    /// <summary>What more of the thing is worth that a direction came from; null when none is named.</summary>
    double? Was(int i) => Is(matches[i].Last, WordClass.From) && i + 1 < matchCount && matches[i + 1].First - matches[i].Last <= Near + 1
        && Framed(i + 1) == FrameKind.Absorbed && Does(i + 1, Doing.Quantity) ? QuantityOf(i + 1) : null;

    /// <summary>The match of what moves; -1 for none.</summary>
    int Moved(int i, int firstMatch, int far)
    {
        var lessens = Does(i, Doing.Moves) && DirectionOf(i) < 0;
        var right = Right(i, matches[i].Last + 1, lessens);
        if (right >= 0) return right;
        var kind = Class(matches[i].First);
        if ((kind & WordClass.Before) != 0 || (kind & WordClass.Object) != 0 && !Passive(matches[i].First)) return -1;
        // Forecast cut by a third: nothing follows that a transitive verb could move.
        var active = (kind & WordClass.Moves) != 0 && !Passive(matches[i].First);
        var left = active && Followed(matches[i].Last + 1) ? -1 : Left(i, matches[i].First, firstMatch, Near);
        if (left >= 0) return left;
        var next = matches[i].Last + 1;
        if (next < end && !tokens[next].Break && Is(next, WordClass.Link))
        {
            right = Right(i, next + 1, lessens);
            if (right >= 0) return right;
        }
        return far > Near && !Does(i, Doing.Quantity) && !Takes(matches[i].Last + 1) && !active ? Left(i, matches[i].First, firstMatch, far) : -1;
    }

    /// <summary>Whether an object begins at a token: the verb moves that, not what stands before it.</summary>
    bool Takes(int token) => token < end && !tokens[token].Break && Is(token, WordClass.Takes);

    /// <summary>Whether a word that could be an object stands at a token.</summary>
    bool Followed(int token) => token < end && !tokens[token].Break && tokens[token].Kind != TokenKind.Number && (Class(token) & (WordClass.Stop | WordClass.Link | WordClass.Governs)) == 0;

    /// <summary>The classes of a token's word.</summary>
    public WordClass Class(int token) => compiled.Class(Word(token));

    /// <summary>The number of a token's word in the lexicon; -1 when no entry has it, or it belongs to a name.</summary>
    public int Word(int token) => CompiledLexicon.Word(tokens[token], found);

    bool Is(int token, WordClass kind) => (Class(token) & kind) != 0;

    bool Passive(int token) => Aux(token - 1) || Aux(token - 2);

    bool Aux(int token) => token >= start && Is(token, WordClass.Aux);

    int Right(int i, int from, bool lessens)
    {
        var next = i + 1;
        // Swung to a EUR 3m loss: the number stands before what it counts.
        var numbers = Is(from - 1, WordClass.Stop);
        for (var at = from; at < end && at <= from + (numbers ? 2 * Behind : Behind); at++)
        {
            if (tokens[at].Break || tokens[at].Kind == TokenKind.Number && !numbers || (Class(at) & (lessens && at > from ? WordClass.Stop : WordClass.Stop | WordClass.Link)) != 0) return -1;
            while (next < matchCount && matches[next].First < at) next++;
            if (next >= matchCount || matches[next].First != at) continue;
            if (Does(next, Doing.Quantity) && Framed(next) is FrameKind.None or FrameKind.Moved) return Compound(next);
            // Lowers the chance of an adverse outcome: what is bad and no quantity lessens too.
            if (lessens && IsBad(next)) return Together(next);
            if (Does(next, Doing.Moves | Doing.Begins | Doing.Compares)) return -1;
            at = matches[next].Last;
        }
        return -1;
    }

    /// <summary>The last of the quantities that follow each other at once (cash costs, profit forecast): what moves is that one.</summary>
    int Compound(int match)
    {
        while (match + 1 < matchCount && matches[match + 1].First == matches[match].Last + 1 && !tokens[matches[match + 1].First].Break
            && (matches[match + 1].Does & Movement) == Doing.Quantity && Framed(match + 1) == FrameKind.None)
        {
            Absorb(match);
            match++;
        }
        return match;
    }

    bool IsBad(int match) => matches[match] is { Role: Role.Polarity, Valence: < 0, Frame: FrameKind.None } && !Does(match, Doing.Moves);

    /// <summary>The last of the bad words that follow each other at once (harmful delays): what lessens is that one.</summary>
    int Together(int match)
    {
        while (match + 1 < matchCount && matches[match + 1].First == matches[match].Last + 1 && !tokens[matches[match + 1].First].Break
            && (IsBad(match + 1) || Does(match + 1, Doing.Quantity) && QuantityOf(match + 1) < 0 && Framed(match + 1) == FrameKind.None))
        {
            Absorb(match);
            match++;
        }
        return match;
    }

    /// <summary>From a place back: the head of the nearest phrase that can move.</summary>
    int Left(int i, int from, int firstMatch, int far)
    {
        int fallback = -1, breaks = 0, at = from;
        for (var j = i - 1; j >= firstMatch; j--)
        {
            ref readonly var match = ref matches[j];
            if (from - match.Last - 1 > far) break;
            for (; at > match.Last; at--)
            {
                if (tokens[at].Break) breaks++;
                if (at < from && (Joins(at) || IsFreeName(at))) return fallback;
            }
            if (breaks > (far > Near ? 2 : 0)) break;
            if ((match.Does & Doing.Begins) != 0 && from - match.Last > Near + 1) break;
            if ((match.Does & Doing.Compares) != 0) continue;
            if ((match.Does & Doing.Moves) != 0 && match.Frame != FrameKind.Absorbed && !((match.Does & Doing.Quantity) != 0 && !(match.Frame == FrameKind.Moved && frames[j].Partner < 0 && IsNamed(match.First)) && (from - match.Last - 1 <= Near || Slowing(i, j) && from - matches[frames[j].Partner].Last - 1 <= Near)))
                // A second verb on the same subject.
                return fallback >= 0 || far <= Near || breaks > 0 || match.Frame != FrameKind.Moved ? fallback : frames[j].Partner;
            if ((match.Does & Doing.Quantity) == 0 || match.Frame is FrameKind.Absorbed or FrameKind.Compared) continue;
            if (from - match.Last == 1 || !Governed(j, firstMatch)) return j;
            if (fallback < 0) fallback = j;
        }
        return fallback;
    }

    /// <summary>A decline in sales that slowed: what moves is a movement that has its own quantity behind it. A level (<c>down from</c>) is none.</summary>
    bool Slowing(int i, int j) => Framed(j) == FrameKind.Moved && frames[j].Partner > j && (i == matchCount || !Is(matches[i].Last, WordClass.From));

    /// <summary>Whether another clause begins at a token.</summary>
    bool Joins(int at) => Is(at, WordClass.Joins);

    /// <summary>Whether a phrase stands behind a preposition, and so belongs to something before it.</summary>
    bool Governed(int j, int firstMatch)
    {
        for (var back = 1; back <= Near + 1; back++)
        {
            var at = matches[j].First - back;
            if (at < matches[firstMatch].First || tokens[at + 1].Break) return false;
            if (Is(at, WordClass.Governs)) return true;
        }
        return false;
    }
}
