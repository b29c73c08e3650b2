using System.Collections.Immutable;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>Texts that a scorer is slow on if it is slow on any: runs, near misses, and everything at once.</summary>
static class AdversarialTexts
{
    /// <summary>Names and pieces that are repeated until a text is long enough.</summary>
    public static ImmutableArray<(string Name, string Piece)> Pieces(Lexicon lexicon)
    {
        var words = lexicon.Words;
        var phrases = words.Where(term => term.Contains(' ')).ToList();
        var longest = phrases.OrderByDescending(term => term.Count(' ')).ThenByDescending(term => term.Length).ThenBy(term => term, StringComparer.Ordinal).Take(50).ToList();
        string Terms(Role role) => string.Join(' ', lexicon.Entries.Where(entry => entry.Role == role).Select(entry => entry.Term)) + " ";
        return
        [
            ("letters", "a"), ("capitals", "A"), ("words of one letter", "a "), ("digits", "7"), ("numbers", "1,234.5% "), ("digits and points", "1."), ("digits and commas", "1,"),
            ("apostrophes", "'"), ("letters and apostrophes", "a'"), ("curly apostrophes", "a’"), ("ampersands", "a&"), ("points", "."), ("initialisms", "a."), ("capital initialisms", "U.S. "), ("hyphens", "a-b-"),
            ("at signs", "@"), ("addresses", "a@"), ("addresses apart", "a@b "), ("schemes", "a://"), ("www", "www."), ("brackets", "["), ("opening brackets", "("), ("bracketed words", "(a"), ("bracketed initials", "(a."), ("bracketed accents", "(é"), ("bracketed w", "(w"), ("quotes", "\""), ("quoted words", "“a” "), ("dollars", "$"), ("tickers", "$A "), ("ticker letters", "$ABCDEF.A "),
            ("question marks", "?"), ("short sentences", "Loss. "), ("headings", "A\nB\n"), ("paragraphs", "Loss.\n\n"), ("spaces", " "), ("ideographic spaces", "　a"), ("line breaks", "loss\n"),
            ("Chinese", "损失增长"), ("Thai", "ขาดทุน"), ("Arabic", "خسارة "), ("Cyrillic", "Убыток "), ("Greek capitals", "ΚΕΡΔΟΣ "), ("accents", "é"), ("combining marks", "e\u0301"), ("marks alone", "\u0301"), ("zero width", "a\u200D"), ("zero width alone", "\u200B"), ("emoji", "😀"), ("joined emoji", "👩‍👩‍👧‍👦 "), ("halves of pairs", "\uD800a"), ("full width", "ＡＢ"),
            ("hits", "loss "), ("terms", string.Join(' ', words.Take(2000)) + " "), ("phrases", string.Join(' ', longest) + " "), ("phrases across lines", string.Join('\n', longest).Replace(' ', '\n') + "\n"), ("phrases but for their ends", string.Join(' ', longest.Select(term => term[..term.LastIndexOf(' ')])) + " "), ("one beginning", longest[0][..longest[0].LastIndexOf(' ')] + " "),
            ("negators", "not "), ("negated hits", "not good not bad "), ("amplified hits", "very very good "), ("hedges", "may "), ("contrasts", "but loss "), ("shifters of all kinds", Terms(Role.Negator) + Terms(Role.Amplifier) + Terms(Role.Deamplifier) + Terms(Role.Intensifier) + Terms(Role.Hedge)), ("boundaries", Terms(Role.Boundary) + Terms(Role.Adversative) + Terms(Role.Concessive)),
            ("directions", "losses fell profits rose "), ("reliefs", "averted strike avoided the loss "), ("comparisons", "compared with "), ("amounts", "EUR 5m compared to EUR 3m "), ("lists", "loss, loss, loss and loss, "), ("events in one sentence", "fall in the losses of the fall in the profit of "),
        ];
    }

    /// <summary>An article of one paragraph, or of as many as the piece has, between two words and before an address, so that each word may be one.</summary>
    /// <param name="name">Its id.</param>
    /// <param name="piece">Repeated.</param>
    /// <param name="characters">At least so many.</param>
    /// <remarks>English by its tag: otherwise most of them would be told to be no English and not be scored.</remarks>
    public static Article Make(string name, string piece, int characters)
    {
        var text = new StringBuilder("Loss ", characters + piece.Length + 16);
        while (text.Length < characters) text.Append(piece);
        text.Append(" loss x@y");
        return Article.Of(text.ToString(), name) with { Language = "en" };
    }
}
