using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>An article as it is sent: what cannot be seen is left out, and what a server might take for a mark of its own is written otherwise. Each character knows its place in the article, so that a quote is found again.</summary>
sealed partial class SentText
{
    readonly string plain;
    readonly int[] places;

    SentText(string text, string plain, int[] places) => (Text, this.plain, this.places) = (text, plain, places);

    public string Text { get; }

    public static SentText Of(string article)
    {
        var (sent, kept) = (new StringBuilder(article.Length), new List<int>(article.Length));
        for (var at = 0; at < article.Length;)
        {
            var whole = Rune.TryGetRuneAt(article, at, out var rune);
            var size = whole ? rune.Utf16SequenceLength : 1;
            if (!whole) Put("\uFFFD", at);
            else if (Rune.IsWhiteSpace(rune)) Put(rune.Value == '\n' ? "\n" : " ", at);
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse)) Put(rune.Value switch { '<' => "‹", '>' => "›", _ => rune.ToString() }, at);
            at += size;
        }
        foreach (var tag in TemplateTags().EnumerateMatches(sent.ToString()))
        {
            sent[tag.Index] = '［';
            sent[tag.Index + tag.Length - 1] = '］';
        }
        var text = sent.ToString();
        var (plain, places) = Plain(text);
        return new(text, plain, [.. places.Select(place => kept[place])]);

        void Put(string shown, int at)
        {
            sent.Append(shown);
            for (var i = 0; i < shown.Length; i++) kept.Add(at + i);
        }
    }

    /// <summary>Where a quote stands in the article, whole words of one paragraph; null when it does not. White space, typographic quotes and dashes, and what is left out or written otherwise, need not be the same; every letter must.</summary>
    /// <param name="quote">As the model gave it.</param>
    /// <param name="taken">Places that were quoted already, passed over.</param>
    public (int Start, int Length)? Find(string quote, IReadOnlyCollection<(int Start, int Length)> taken)
    {
        var wanted = Plain(Of(quote)).Trim();
        if (!wanted.Any(char.IsLetterOrDigit) || wanted.Contains(Paragraph)) return null;
        for (var from = 0; from <= plain.Length - wanted.Length; from++)
        {
            from = plain.IndexOf(wanted, from, StringComparison.Ordinal);
            if (from < 0) return null;
            var end = from + wanted.Length;
            if (Joins(from) || Joins(end)) continue;
            var found = (places[from], places[end - 1] - places[from] + 1);
            if (!taken.Contains(found)) return found;
        }
        return null;

        // From Thai on, most scripts put no space between words.
        bool Joins(int at) => at > 0 && at < plain.Length && IsOfWord(plain[at - 1]) && (IsOfWord(plain[at]) || char.GetUnicodeCategory(plain[at]) == UnicodeCategory.NonSpacingMark);

        static bool IsOfWord(char c) => c < '\u0E00' && char.IsLetterOrDigit(c);
    }

    /// <summary>Stands for the gap between paragraphs.</summary>
    const char Paragraph = '\n';

    static string Plain(SentText text) => text.plain;

    static (string Text, List<int> Places) Plain(string sent)
    {
        var (plain, places) = (new StringBuilder(sent.Length), new List<int>(sent.Length));
        for (var at = 0; at < sent.Length;)
        {
            if (!char.IsWhiteSpace(sent[at]))
            {
                plain.Append(Same(sent[at]));
                places.Add(at++);
                continue;
            }
            var gap = at;
            while (at < sent.Length && char.IsWhiteSpace(sent[at])) at++;
            plain.Append(sent.AsSpan(gap, at - gap).Contains(Article.BlockSeparator, StringComparison.Ordinal) ? Paragraph : ' ');
            places.Add(gap);
        }
        return (plain.ToString(), places);
    }

    static char Same(char c) => c switch
    {
        '‘' or '’' or '‚' or 'ʼ' or '′' => '\'',
        '“' or '”' or '„' or '«' or '»' => '"',
        '‐' or '‑' or '–' or '—' or '−' => '-',
        '<' => '‹',
        '>' => '›',
        '［' => '[',
        '］' => ']',
        _ => c,
    };

    /// <summary>Marks by which some servers tell speakers apart: [INST], [/SYSTEM_PROMPT].</summary>
    [GeneratedRegex(@"\[/?[A-Z_]{2,}\]", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateTags();
}
