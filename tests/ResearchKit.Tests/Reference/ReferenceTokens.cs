using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Reference;

/// <summary>A token of a block; positions are UTF-16 offsets in the block.</summary>
sealed record ReferenceToken(string Text, string Word, int Start, int End, bool IsInitialism, bool IsWord);

/// <summary>
/// The token rules of section 1. Each code point becomes one letter that names its class, and the four rules are
/// four patterns over the string of those letters.
/// </summary>
static class ReferenceTokens
{
    // A: one of A-Z. L: any other letter. M: mark. N: letter-number. D: decimal digit. F: format character. ': apostrophe. _: the rest.
    static readonly Regex Ticker = new(@"\G\$A{1,6}(\.A)?(?![ALD])", RegexOptions.CultureInvariant);
    static readonly Regex Initialism = new(@"\G(?<![ALMND])([AL]\.){2,8}(?![ALMND])", RegexOptions.CultureInvariant);
    static readonly Regex Number = new(@"\GD([ALMD]|(?<=D)[.,](?=D))*%?", RegexOptions.CultureInvariant);
    static readonly Regex Word = new(@"\G[ALN](F*[ALMND]|(?<=[ALM])['&](?=[ALM]))*", RegexOptions.CultureInvariant);

    public static List<ReferenceToken> Of(string block)
    {
        var points = CodePoints(block);
        var classes = string.Concat(points.Select(ClassOf));
        var starts = new List<int>();
        var offset = 0;
        foreach (var point in points)
        {
            starts.Add(offset);
            offset += point.Length;
        }

        starts.Add(offset);
        var tokens = new List<ReferenceToken>();
        var place = 0;
        while (place < points.Count)
        {
            if (AddressAt(block, starts[place], classes[place]) is { } address)
            {
                tokens.Add(new ReferenceToken(address, "", starts[place], starts[place] + address.Length, false, false));
                place = starts.IndexOf(starts[place] + address.Length);
                continue;
            }

            var match = new[] { Ticker, Initialism, Number, Word }
                .Select(rule => rule.Match(classes, place))
                .FirstOrDefault(candidate => candidate.Success);
            if (match is null)
            {
                place++;
                continue;
            }

            var isInitialism = Initialism.Match(classes, place).Success;
            var own = points.Skip(place).Take(match.Length).ToList();
            var word = Fold(isInitialism ? own.Where(point => point != ".") : own);
            tokens.Add(new ReferenceToken(string.Concat(own), word, starts[place], starts[place + match.Length], isInitialism,
                isInitialism || classes[place] is 'A' or 'L' or 'N'));
            place += match.Length;
        }

        return tokens;
    }

    static string? AddressAt(string block, int start, char first)
    {
        if (first is not ('A' or 'L' or 'D') || (start > 0 && !char.IsWhiteSpace(block[start - 1]) && !"([{<\"“‘'".Contains(block[start - 1])))
        {
            return null;
        }

        var chunk = string.Concat(block.Skip(start).TakeWhile(c => !char.IsWhiteSpace(c) && !")]}>\"”".Contains(c)));
        var isAddress = chunk.Contains("://", StringComparison.Ordinal)
            || chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || Regex.IsMatch(string.Concat(CodePoints(chunk).Select(ClassOf)), "[ALMND]@[ALMND]");
        return isAddress ? chunk.TrimEnd('.', ',', ';', ':', '!', '?', '\'', '’') : null;
    }

    /// <summary>One string a code point; a surrogate without its partner stands alone.</summary>
    public static List<string> CodePoints(string text)
    {
        var points = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            points.Add(text.Substring(i, length));
            i += length;
        }

        return points;
    }

    public static UnicodeCategory CategoryOf(string point) =>
        CharUnicodeInfo.GetUnicodeCategory(point.Length == 2 ? char.ConvertToUtf32(point, 0) : point[0]);

    static char ClassOf(string point)
    {
        if (point.Length == 1 && "$.,%&@".Contains(point[0]))
        {
            return point[0];
        }

        if (point is "'" or "\u2019" or "\u02BC" or "\uFF07")
        {
            return '\'';
        }

        return CategoryOf(point) switch
        {
            UnicodeCategory.UppercaseLetter when point[0] is >= 'A' and <= 'Z' => 'A',
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => 'L',
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => 'M',
            UnicodeCategory.LetterNumber => 'N',
            UnicodeCategory.DecimalDigitNumber => 'D',
            UnicodeCategory.Format => 'F',
            _ => '_',
        };
    }

    static string Fold(IEnumerable<string> points)
    {
        var folded = points
            .Where(point => CategoryOf(point) != UnicodeCategory.Format)
            .Select(point => point is "'" or "\u2019" or "\u02BC" or "\uFF07"
                ? "'"
                : Rune.ToLowerInvariant(Rune.GetRuneAt(point, 0)).ToString());
        var word = string.Concat(folded);
        return word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
    }
}
