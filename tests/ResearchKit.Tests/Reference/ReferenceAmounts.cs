using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Reference;

/// <summary>A number with a unit; it takes up the tokens First, …, Next - 1. Unit -1 is none.</summary>
sealed record ReferenceAmount(double Value, int Unit, int First, int Next, bool Signed, bool Bracketed)
{
    public bool IsShare => Unit is 0 or 1;
}

/// <summary>The amounts of section 3, found from the left at each token.</summary>
static class ReferenceAmounts
{
    static readonly Regex Glued = new(@"\G[A-Za-z]{1,4}(?=[0-9])", RegexOptions.CultureInvariant);
    static readonly Regex Digits = new(@"\G(?<whole>[0-9]+(?:[ ]?,[0-9]{3}(?![0-9]))+|[0-9]+)(?:[ ]?\.(?<part>[0-9]+)|,(?<part>[0-9]+))?", RegexOptions.CultureInvariant);
    static readonly Regex Word = new(@"\G[^\S\r\n]*(?<word>[A-Za-z]+(?!\p{L})|%|[€$£¥₹](?![\p{L}0-9]))", RegexOptions.CultureInvariant);
    // What stands before a number is read from it to the left.
    static readonly Regex Before = new(@"((?<=[ (]|\A)(?<sign>[+\-−]))?(?<symbol>[€$£¥₹])?\G", RegexOptions.CultureInvariant | RegexOptions.RightToLeft);
    static readonly Regex SpacedPlus = new(@"(?<=[ (]|\A)\+[ ]+\G", RegexOptions.CultureInvariant | RegexOptions.RightToLeft);

    public static List<ReferenceAmount> Of(ReferenceEventWords words, string block, List<ReferenceToken> tokens)
    {
        var amounts = new List<ReferenceAmount>();
        for (var place = 0; place < tokens.Count;)
        {
            if (At(words, block, tokens, place) is { } amount)
            {
                amounts.Add(amount);
                place = amount.Next;
            }
            else
            {
                place++;
            }
        }

        return amounts;
    }

    static ReferenceAmount? At(ReferenceEventWords words, string block, List<ReferenceToken> tokens, int place)
    {
        var unit = -1;
        var first = place;
        var begin = tokens[place].Start;
        if (Glued.Match(block, begin) is { Success: true } glued)
        {
            // EUR13.1: the letters are a currency, or it is a name.
            unit = words.UnitOf(glued.Value.ToLowerInvariant());
            if (unit < 0)
            {
                return null;
            }

            begin += glued.Length;
        }
        else if (char.IsAsciiLetter(block[begin]) && place + 1 < tokens.Count && !tokens[place].IsInitialism && tokens[place].Word.Length <= 4
            && words.UnitOf(tokens[place].Word) >= 2 && Regex.IsMatch(block[tokens[place].End..tokens[place + 1].Start], "^ [+−-]?[€$£¥₹]?$") && char.IsAsciiDigit(block[tokens[place + 1].Start]))
        {
            // EUR 13.1
            unit = words.UnitOf(tokens[place].Word);
            begin = tokens[place + 1].Start;
            place++;
        }

        var digits = Digits.Match(block, begin);
        if (!digits.Success)
        {
            return null;
        }

        var whole = digits.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var part = digits.Groups["part"].Value;
        if (whole.Length + part.Length > 15)
        {
            return null;
        }

        var value = double.Parse(whole + "." + part + "0", CultureInfo.InvariantCulture);
        var before = Before.Match(block, begin);
        if (before.Groups["symbol"].Success)
        {
            unit = words.UnitOf(before.Groups["symbol"].Value);
        }

        var end = begin + digits.Length;
        var scaled = false;
        if (end < block.Length && char.IsAsciiLetter(block[end]))
        {
            // 13.1m, 5bn: letters glued that are no scale make a name of it.
            var letters = Word.Match(block, end);
            var name = letters.Groups["word"].Value.ToLowerInvariant();
            if (words.Scales.TryGetValue(name, out var scale))
            {
                value *= scale;
                scaled = true;
            }
            else
            {
                return null;
            }

            end = letters.Index + letters.Length;
        }

        var behind = Word.Match(block, end);
        if (behind.Success && words.Scales.TryGetValue(behind.Groups["word"].Value.ToLowerInvariant(), out var parted))
        {
            value *= parted;
            scaled = true;
            end = behind.Index + behind.Length;
            behind = Word.Match(block, end);
        }

        // A % settles it. Else a currency before the number does so, and behind "per" another word may follow (per share).
        var isSettled = false;
        for (var looked = 0; !isSettled && behind.Success && words.UnitOf(behind.Groups["word"].Value.ToLowerInvariant()) is var named and >= 0; looked++)
        {
            isSettled = behind.Groups["word"].Value == "%" && (looked == 0 || unit <= 1);
            if (!isSettled && unit > 0 && (named != unit || (looked > 0 && unit > 1)))
            {
                break;
            }

            unit = named;
            end = behind.Index + behind.Length;
            behind = Word.Match(block, end);
        }

        var next = place;
        while (next < tokens.Count && tokens[next].Start < end)
        {
            next++;
        }

        var open = block[..Math.Min(tokens[first].Start, begin - before.Length)].TrimEnd(' ', '\t', '\n', '\r', '+');
        var signed = before.Groups["sign"].Success || SpacedPlus.IsMatch(block, begin - before.Length);
        var negative = before.Groups["sign"].Value is "-" or "−";
        var bare = !signed && unit < 0 && !scaled;
        if (bare && value == Math.Floor(value) && value is >= 1900 and <= 2100)
        {
            return null;
        }

        if (bare && value is >= 1 and <= 31
            && ((first > 0 && words.Months.Contains(tokens[first - 1].Word)) || (next < tokens.Count && words.Months.Contains(tokens[next].Word))))
        {
            return null;
        }

        return new ReferenceAmount(negative ? -value : value, unit, first, next, signed, open.EndsWith('('));
    }
}
