using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Reference;

/// <summary>A generated article; an empty title is none.</summary>
sealed record GeneratedArticle(string Title, string[] Paragraphs);

/// <summary>
/// Ordinary and hostile articles from a seed. No paragraph is empty, begins or ends with white space, or holds a blank line, so that what
/// an article's own cleaning would do is not part of what is compared; single line breaks of every kind do occur.
/// </summary>
sealed partial class TextGenerator
{
    static readonly Regex BlankLine = new(@"(?>\r\n|[\n\r\v\f\u0085\u2028\u2029])\s*[\n\r\v\f\u0085\u2028\u2029]", RegexOptions.CultureInvariant);

    readonly List<string[]> termsByRole;
    readonly string[] polarTerms;
    readonly int eventShare;
    ulong state;

    /// <param name="seed">Of the draws.</param>
    /// <param name="entries">Whose terms stand in the texts.</param>
    /// <param name="eventShare">How many sentences in a hundred are made of events.</param>
    public TextGenerator(ulong seed, IEnumerable<ReferenceEntry> entries, int eventShare = 0)
    {
        state = seed;
        this.eventShare = eventShare;
        var terms = entries.Where(entry => entry.Term.Length > 0).ToList();
        eventTerms = EventTerms(terms);
        polarTerms = terms.Where(entry => entry.Role == "polarity").Select(entry => entry.Term).Order(StringComparer.Ordinal).ToArray();
        termsByRole = terms
            .GroupBy(entry => entry.Role, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Select(entry => entry.Term).Order(StringComparer.Ordinal).ToArray())
            .ToList();
    }

    public GeneratedArticle Next()
    {
        // How wild an article is, in per cent: most are prose with the odd strange word or none, some are little else than strange.
        var strangeness = Pick([0, 0, 0, 2, 2, 8, 25, 60]);
        var title = Chance(70) ? Tidy(Chance(strangeness / 3) ? Hostile() : Words(2 + Below(8), strangeness)) : "";
        var paragraphs = new string[1 + Below(6)];
        for (var i = 0; i < paragraphs.Length; i++)
        {
            var text = Tidy(Chance(3) ? LongSentence() : Paragraph(strangeness));
            paragraphs[i] = text.Length == 0 ? "Nothing." : text;
        }

        return new GeneratedArticle(title, paragraphs);
    }

    static string Tidy(string text) => BlankLine.Replace(text, "\n").Trim();

    string Paragraph(int strangeness)
    {
        var text = new StringBuilder();
        var sentences = 1 + Below(6);
        for (var i = 0; i < sentences; i++)
        {
            text.Append(Chance(strangeness / 3) ? Hostile() : Sentence(strangeness));
        }

        return text.ToString();
    }

    string Sentence(int strangeness)
    {
        var body = eventShare > 0 && Chance(eventShare) ? EventWords(2 + Below(12)) : Words(2 + Below(16), strangeness);
        if (Chance(80) && body.Length > 0 && char.IsAsciiLetterLower(body[0]))
        {
            body = char.ToUpperInvariant(body[0]) + body[1..];
        }

        var (open, close) = Chance(85) ? ("", "") : Pick(Brackets);
        var stop = Chance(75) ? "." : Pick(Stops);
        var after = strangeness == 0 || Chance(85) ? " " : Pick(AfterStop);
        return Chance(50) ? open + body + close + stop + after : open + body + stop + close + after;
    }

    /// <summary>Terms, fillers and strange pieces with separators between them.</summary>
    string Words(int count, int strangeness)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(Chance(90 - strangeness / 2) ? " " : Pick(strangeness > 0 ? Separators : PlainSeparators));
            }

            text.Append(Chance(strangeness) ? Pick(StrangePieces) : Chance(45) ? Term(strangeness) : Filler());
        }

        return text.ToString();
    }

    string Filler() => Chance(85) ? Pick(Fillers) : Chance(60) ? Pick(Numbers) : Pick(Abbreviations);

    string LongSentence() => Pick(["", "The "]) + string.Join(
        Pick([" ", " ", "\n", "\u00A0"]),
        Enumerable.Range(0, 490 + Below(700)).Select(_ => Chance(30) ? PlainTerm() : Pick(Fillers))) + Pick([".", "", "!"]);

    /// <summary>One time in two a polar term, else a role first and a term of it second, so that every role comes as often as another.</summary>
    string PlainTerm()
    {
        if (termsByRole.Count == 0)
        {
            return Pick(Fillers);
        }

        return Pick(polarTerms.Length > 0 && Chance(50) ? polarTerms : Pick(termsByRole));
    }

    string Term(int strangeness)
    {
        var term = PlainTerm();
        if (Chance(strangeness == 0 ? 95 : 75 - strangeness))
        {
            return term;
        }

        var words = term.Split(' ', '-');
        var middle = Below(term.Length);
        return Below(20) switch
        {
            0 => term.ToUpperInvariant(),
            1 => char.ToUpperInvariant(term[0]) + term[1..],
            2 => string.Join(' ', words.Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])),
            3 => term.Replace('\'', Pick(['\u2019', '\u02BC', '\uFF07'])),
            4 => string.Join(Pick(["-", "\u2010", "\u2011", " - ", "--", "–", "/"]), words),
            5 => string.Join(Pick(["\n", "\r\n", "\t", "\u00A0", "  ", "\u2028"]), words),
            6 => string.Join(Pick([", ", ",", "; ", ". ", " (", "… ", "! "]), words),
            7 => string.Join(' ', words.Take(1 + Below(words.Length))),
            8 => string.Join(' ', words.Take(1 + Below(words.Length))) + " " + PlainTerm(),
            9 => string.Join(' ', words.Append(words[^1])),
            10 => term.Insert(middle, Pick(FormatCharacters)),
            11 => term + Pick(FormatCharacters),
            12 => term.Insert(middle, Pick(Marks)),
            13 => term + Pick(["'s", "\u2019s", "'S", "\u02BCs", "s'", "'", "'s's", "'\u00ADs"]),
            14 => Pick(["'", "\"", "“", "«", "(", "[", "*", "_", "#"]) + term + Pick(["'", "\"", "”", "»", ")", "]", "*", "_", ""]),
            15 => term.Replace('i', Pick(['ı', 'İ', 'I', 'í'])).Replace("ss", "ß", StringComparison.Ordinal),
            16 => term + Below(30),
            17 => Pick(["non-", "re-", "5", "x", "$", "&", "."]) + term,
            18 => term + Pick(["%", "&co", "-", ".", ",", "\u200B", "\0"]),
            _ => string.Concat(term.Select((c, i) => i % 2 == 0 ? char.ToUpperInvariant(c) : c)),
        };
    }

    string Hostile()
    {
        var count = 2 + Below(60);
        return Below(10) switch
        {
            0 => string.Concat(Enumerable.Repeat(PlainTerm() + Pick([" ", ", ", ". ", "\n"]), count)),
            1 => string.Concat(Enumerable.Repeat(Pick(Repeated), count)) + Pick(["", " ", " " + PlainTerm() + " "]),
            2 => string.Concat(Enumerable.Repeat(Pick(StrangePieces), Below(12))),
            3 => string.Concat(Enumerable.Range(0, count).Select(_ => Pick(Soup))),
            4 => string.Concat(Enumerable.Range(0, count).Select(_ => Chance(60) ? Pick(Soup) : PlainTerm())),
            5 => string.Concat(Enumerable.Range(0, count).Select(_ => (char)Below(0x10000))),
            6 => string.Concat(Enumerable.Range(0, count).Select(_ => AnyScalar())),
            7 => string.Concat(Enumerable.Repeat(Pick(["a", "é", "e\u0301", "\u00AD", "9", "Ж", "𝒜"]), count * 40)) + " ",
            8 => string.Concat(Enumerable.Range(0, 1 + Below(6)).Select(_ => Pick(Bullets) + Words(1 + Below(6), 5))) + "\n",
            _ => string.Join(Pick(Separators), Enumerable.Range(0, count).Select(_ => PlainTerm())) + Pick(Stops) + " ",
        };
    }

    string AnyScalar()
    {
        var value = Below(0x110000 - 0x800);
        return char.ConvertFromUtf32(value < 0xD800 ? value : value + 0x800);
    }

    bool Chance(int percent) => Below(100) < percent;

    T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    int Below(int limit) => (int)(NextBits() % (ulong)limit);

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
