namespace ResearchKit;

/// <summary>A number of a sentence with what it counts.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Last">Its last token, with unit and scale.</param>
/// <param name="Value">In units: <c>EUR 13.1 mn</c> is 13,100,000; <c>5 %</c> is 5.</param>
/// <param name="Unit">Which unit: equal numbers, equal units; 0 when none is named.</param>
/// <param name="Bracketed">Whether it stands behind an opening bracket.</param>
/// <param name="Signed">Whether a sign stands before it.</param>
readonly record struct Amount(int First, int Last, double Value, int Unit, bool Bracketed, bool Signed)
{
    public const int Percent = 1;

    public const int Points = 2;

    public bool IsShare => Unit is Percent or Points;
}

/// <summary>Finds the amounts of a sentence: section 3 of <c>ResearchKit/Scoring/README.md</c>.</summary>
ref struct AmountReader(ReadOnlySpan<char> block, ReadOnlySpan<Token> tokens, int first)
{
    /// <summary>Of a currency before a number.</summary>
    const int MostLetters = 4;

    static readonly Dictionary<string, double> Scales = Read("scale").ToDictionary(w => w[0], w => double.Parse(w[1], System.Globalization.CultureInfo.InvariantCulture));

    static readonly Dictionary<string, int> Units = Read("unit").SelectMany((line, i) => line.Select(word => (word, i))).ToDictionary(w => w.word, w => w.i + Amount.Percent);

    static readonly HashSet<string> Months = [.. Read("month").SelectMany(line => line)];

    /// <summary>For each letter of the alphabet a bit for each length of a scale or unit that begins with it: most words behind a number are neither.</summary>
    static readonly uint[] Lengths = [.. Enumerable.Range('a', 26).Select(letter => Scales.Keys.Concat(Units.Keys).Where(word => word[0] == letter).Aggregate(0u, (all, word) => all | 1u << word.Length))];

    readonly ReadOnlySpan<char> block = block;
    readonly ReadOnlySpan<Token> tokens = tokens;
    int at;
    int end;

    /// <summary>The amount that begins at a token or behind it, if it begins there.</summary>
    /// <param name="token">In the sentence; set to the next one to look at.</param>
    /// <param name="amount">What was found.</param>
    public bool Next(ref int token, out Amount amount)
    {
        amount = default;
        var begins = token;
        var text = block[tokens[token].Start..tokens[token].End];
        at = tokens[token].Start;
        // A percent sign may stand behind the last token.
        end = Math.Min(block.Length, tokens[^1].End + 3);
        var unit = 0;
        token++;
        if (!char.IsAsciiDigit(text[0]))
        {
            // A currency in front: EUR 13.1, EUR13.1, US$5.
            var letters = 0;
            while (letters < text.Length && letters <= MostLetters && char.IsAsciiLetter(text[letters])) letters++;
            if (letters == 0 || letters > MostLetters || !UnitOf(text[..letters], out unit) || unit <= Amount.Points) return false;
            at += letters;
        }
        var start = at;
        Skip();
        var before = start == tokens[begins].Start ? Before(start) : default;
        var sign = Sign();
        if (at < end && Symbol(block[at]) is > 0 and var symbol)
        {
            unit = symbol;
            at++;
            Skip();
        }
        if (unit == 0) unit = before.Unit;
        if (sign == 0) sign = before.Sign;
        if (at >= end || !char.IsAsciiDigit(block[at]) || !Digits(out var value)) return false;
        var digits = at;
        if (at < end && char.IsAsciiLetter(block[at]) && Word() is var glued && glued.Length > 0)
        {
            // 13.1m is an amount; 3g and 2nd are names.
            if (!ScaleOf(glued, out var factor)) return false;
            value *= factor;
            at += glued.Length;
        }
        Suffix(ref value, ref unit);
        if (unit == 0 && at == digits && sign == 0 && IsDate(value, begins)) return false;
        var last = begins;
        while (last + 1 < tokens.Length && tokens[last + 1].Start < at) last++;
        token = last + 1;
        amount = new(first + begins, first + last, sign < 0 ? -value : value, unit, before.Bracket || Bracket(tokens[begins].Start), sign != 0);
        return true;
    }

    /// <summary>Scale and unit behind the digits: <c>mn</c>, <c>million euros</c>, <c>%</c>, <c>percentage points</c>.</summary>
    void Suffix(ref double value, ref int unit)
    {
        for (var words = 0; words < 3; words++)
        {
            var back = at;
            Skip();
            if (at < end && block[at] == '%')
            {
                unit = Amount.Percent;
                at++;
                return;
            }
            var word = Word();
            if (words == 0 && ScaleOf(word, out var factor))
            {
                value *= factor;
                at += word.Length;
            }
            else if (UnitOf(word, out var named) && (unit == 0 || named == unit || unit == Amount.Percent))
            {
                // Percent, percentage points: the longer name decides.
                unit = Math.Max(unit == Amount.Percent ? unit : 0, named);
                at += word.Length;
                if (unit > Amount.Points) return;
            }
            else
            {
                at = back;
                return;
            }
        }
    }

    /// <summary>Digits with thousands (<c>849,000</c>) and decimals (<c>13.1</c>, <c>7,8</c>); a tokenised text may part them (<c>EUR0 .03</c>).</summary>
    bool Digits(out double value)
    {
        value = 0;
        var whole = 0;
        for (; at < end; at++)
        {
            if (char.IsAsciiDigit(block[at]))
            {
                value = value * 10 + (block[at] - '0');
                if (++whole > 15) return false;
            }
            else if (!(block[at] is ',' && Group(at + 1) && whole is > 0))
            {
                if (block[at] == ' ' && at + 4 < end && block[at + 1] == ',' && Group(at + 2)) at++;
                else break;
            }
        }
        var point = at < end && block[at] is '.' or ',' ? at : at + 1 < end && block[at] == ' ' && block[at + 1] == '.' ? at + 1 : -1;
        if (point < 0 || point + 1 >= end || !char.IsAsciiDigit(block[point + 1])) return true;
        at = point + 1;
        double scale = 1, fraction = 0;
        for (var places = 0; at < end && char.IsAsciiDigit(block[at]); at++)
        {
            if (++places > 15) continue;
            fraction = fraction * 10 + (block[at] - '0');
            scale *= 10;
        }
        value += fraction / scale;
        return true;
    }

    readonly bool Group(int from) => from + 2 < end && char.IsAsciiDigit(block[from]) && char.IsAsciiDigit(block[from + 1]) && char.IsAsciiDigit(block[from + 2])
        && (from + 3 >= end || !char.IsAsciiDigit(block[from + 3]));

    /// <summary>A year, or a day beside its month, counts nothing.</summary>
    readonly bool IsDate(double value, int token)
    {
        if (value is >= 1900 and <= 2100 && value == Math.Floor(value)) return true;
        return value is >= 1 and <= 31 && (token > 0 && IsMonth(token - 1) || token + 1 < tokens.Length && IsMonth(token + 1));
    }

    readonly bool IsMonth(int token) => Months.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Lower(block[tokens[token].Start..tokens[token].End], stackalloc char[12]));

    /// <summary>Sign, symbol and bracket at once before a token.</summary>
    readonly (int Sign, int Unit, bool Bracket) Before(int start)
    {
        var i = start - 1;
        var unit = 0;
        while (i >= 0 && block[i] == ' ' && start - i < 3) i--;
        if (i >= 0 && Symbol(block[i]) is > 0 and var symbol)
        {
            unit = symbol;
            i--;
            while (i >= 0 && block[i] == ' ') i--;
        }
        var sign = i >= 0 && block[i] is '-' or '−' or '+' && (i == 0 || block[i - 1] is ' ' or '(') && !(i + 1 < start && block[i + 1] == ' ' && block[i] == '-') ? block[i] == '+' ? 1 : -1 : 0;
        return (sign, unit, Bracket(sign == 0 ? i + 1 : i));
    }

    readonly bool Bracket(int start)
    {
        var i = start - 1;
        while (i >= 0 && block[i] == ' ') i--;
        return i >= 0 && block[i] == '(';
    }

    int Sign()
    {
        if (at >= end || block[at] is not ('-' or '−' or '+') || at + 1 >= end || !char.IsAsciiDigit(block[at + 1])) return 0;
        return block[at++] == '+' ? 1 : -1;
    }

    void Skip()
    {
        while (at < end && block[at] == ' ') at++;
    }

    readonly ReadOnlySpan<char> Word()
    {
        var i = at;
        while (i < end && char.IsAsciiLetter(block[i])) i++;
        return block[at..i];
    }

    static int Symbol(char c) => c is '$' or '€' or '£' or '¥' or '₹' && Units.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue([c], out var unit) ? unit : 0;

    static bool UnitOf(ReadOnlySpan<char> word, out int unit)
    {
        unit = 0;
        return MayBe(word) && Units.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Lower(word, stackalloc char[12]), out unit);
    }

    static bool ScaleOf(ReadOnlySpan<char> word, out double factor)
    {
        factor = 1;
        return MayBe(word) && Scales.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Lower(word, stackalloc char[12]), out factor);
    }

    /// <summary>Whether letters may be a scale or unit.</summary>
    static bool MayBe(ReadOnlySpan<char> word) => word.Length is > 0 and <= 12 && (Lengths[(word[0] | 0x20) - 'a'] >> word.Length & 1) != 0;

    static ReadOnlySpan<char> Lower(ReadOnlySpan<char> word, Span<char> lower) => word.Length > lower.Length ? default : lower[..word.ToLowerInvariant(lower)];

    static IEnumerable<string[]> Read(string kind) => Resource.Lines("amounts.txt").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words[0] == kind).Select(words => words[1..]);
}
