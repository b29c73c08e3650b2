using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Reference;

/// <summary>The sentence and break rules of section 1, over the gap between two neighbouring tokens of a block.</summary>
sealed class ReferenceSentences
{
    const int LongestSentence = 512;

    static readonly Regex Bullet = new(@"[\r\n][ \t]*[•‣▪◦·*\-–—]\s", RegexOptions.CultureInvariant);
    static readonly Regex LineBreak = new(@"[\r\n][ \t]*\z", RegexOptions.CultureInvariant);
    static readonly Regex NumberedLine = new(@"^[0-9]{1,2}[.)]\s", RegexOptions.CultureInvariant);
    static readonly Regex Stop = new(
        @"^[ '’""”»)\]}®™†‡*]*(?<stop>[.!?…。])(?<rest>.*\s.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    static readonly Regex AlwaysBreak = new(@"[,;()\[\]{}—―]|\s-+\s|--", RegexOptions.CultureInvariant);

    readonly Dictionary<string, HashSet<string>> classes;

    public ReferenceSentences(IEnumerable<string> lines) =>
        classes = lines
            .Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => words.Skip(1).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public List<List<ReferenceToken>> Split(string block)
    {
        var sentences = new List<List<ReferenceToken>>();
        ReferenceToken? before = null;
        foreach (var token in ReferenceTokens.Of(block))
        {
            if (before is null || sentences[^1].Count == LongestSentence || EndsBetween(block, before, token))
            {
                sentences.Add([]);
            }

            sentences[^1].Add(token);
            before = token;
        }

        return sentences.Where(sentence => sentence.Any(token => token.IsWord)).ToList();
    }

    /// <summary>Whether a clause break stands before a token; the two are neighbours in one sentence.</summary>
    public static bool BreaksBetween(string block, ReferenceToken before, ReferenceToken after)
    {
        if (AlwaysBreak.IsMatch(block[before.End..after.Start]))
        {
            return true;
        }

        for (var i = before.End; i < after.Start; i++)
        {
            if (block[i] is '–' or ':' && !(EndsInDigit(block[..i]) && BeginsWith(block[(i + 1)..], UnicodeCategory.DecimalDigitNumber)))
            {
                return true;
            }
        }

        return false;
    }

    bool EndsBetween(string block, ReferenceToken before, ReferenceToken after)
    {
        var gap = block[before.End..after.Start];
        if (Bullet.IsMatch(gap) || (LineBreak.IsMatch(gap) && NumberedLine.IsMatch(block[after.Start..])))
        {
            return true;
        }

        // The dot that an initialism ends with counts as the stop of the gap that follows it.
        var match = Stop.Match(before.IsInitialism ? "." + gap : gap);
        if (!match.Success || (BeginsWith(after.Text, UnicodeCategory.LowercaseLetter) && !IsCamel(after.Text)))
        {
            return false;
        }

        if (match.Groups["stop"].Value == "." && !Regex.IsMatch(match.Groups["rest"].Value, "^[.!?…。]"))
        {
            var written = before.IsInitialism ? before.Text.Replace(".", "", StringComparison.Ordinal) : before.Text;
            if (Is("never", written) || IsOneCapital(before)
                || (Is("numbered", written) && BeginsWith(after.Text, UnicodeCategory.DecimalDigitNumber)))
            {
                return false;
            }

            if (Is("maybe", written) || before.IsInitialism)
            {
                return Is("starter", after.Word);
            }
        }

        return true;
    }

    bool Is(string name, string word) => classes[name].Contains(word);

    static bool IsCamel(string text) =>
        ReferenceTokens.CodePoints(text) is [_, var second, ..] && ReferenceTokens.CategoryOf(second) == UnicodeCategory.UppercaseLetter;

    static bool IsOneCapital(ReferenceToken token) =>
        ReferenceTokens.CodePoints(token.Text).Count == 1 && BeginsWith(token.Text, UnicodeCategory.UppercaseLetter) && token.Text != "I";

    static bool BeginsWith(string text, UnicodeCategory category) =>
        text.Length > 0 && ReferenceTokens.CategoryOf(ReferenceTokens.CodePoints(text[..Math.Min(2, text.Length)])[0]) == category;

    static bool EndsInDigit(string text) =>
        text.Length > 0
        && ReferenceTokens.CategoryOf(ReferenceTokens.CodePoints(text[Math.Max(0, text.Length - 2)..])[^1]) == UnicodeCategory.DecimalDigitNumber;
}
