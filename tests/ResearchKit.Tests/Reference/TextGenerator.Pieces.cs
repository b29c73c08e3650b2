namespace ResearchKit.Tests.Reference;

sealed partial class TextGenerator
{
    static readonly string[] Fillers =
    [
        "the", "company", "of", "a", "in", "said", "quarter", "it", "Analysts", "for", "on", "its", "Tuesday", "market", "shares", "to",
        "Berlin", "year", "by", "was", "have", "chief", "AT&T", "R&D", "don't", "build-out", "I", "which", "report", "units", "iPhone",
        "co-chief", "Q3", "FY24", "G7's", "covid19", "O'Neill", "The", "They", "However",
    ];

    static readonly string[] Numbers =
    [
        "5", "5%", "1,250.5", "3.2bn", "5g", "1990s", "1990's", "12:30", "5–10", "5%–10%", "5 – 10", "$3.5", "-4", "1.2.3", "1,000,", ".5",
        "5.", "7..8", "٣٤", "१२%", "𝟝𝟞", "𝟝–𝟞", "½", "Ⅳ", "5Ⅳ", "²", "2e5", "1.a", "a.1", "10-K", "S&P500", "99.9%.",
    ];

    static readonly string[] Abbreviations =
    [
        "U.K.", "U.S.", "e.g.", "i.e.", "E.U.", "U.N", "p.m.", "U.K.-based", "U.K.'s", "U.K.)", "Mr.", "Dr.", "vs.", "St.", "No. 5", "Inc.",
        "Inc.,", "Corp.", "Ltd.", "etc.", "Jan.", "J. Smith", "J.P. Morgan", "A. The", "I. The", "Inc. The", "Inc. Shares", "Inc. Nothing",
        "etc.) The", "U.K. It", "U.K. Nobody", "a.b.c", "x1U.K.", "é.ü.", "$ABC", "$BRK.B", "$BRK.Big", "$ABCDEFG", "$abc", "US$ABC", "$A1", "$GO.",
        "www.gain.com/loss?x=1.", "(https://a.b/profit)", "growth@winner.com,", "@loss", "a@", "WWW.X", "x://", "\"http://gain\"", "a.b.c.d.e.f.g.h.i.j.", "a.b.c.d.e.f.g.h.",
        "Rs. 5", "vs. est. 5", "Wall St. The", "eBay",
    ];

    static readonly string[] Separators =
    [
        " ", "  ", "\t", "\n", "\r\n", "\r", "\u00A0", "\u2028", "\u0085", "\v", ", ", ",", "; ", ": ", ":", " (", ") ", " [", "] ", "{", "}",
        " - ", " -- ", "--", "-", " -", "- ", " --- ", "–", " – ", "—", " — ", "―", "\u2010", "\u2212", "/", " / ", " & ", "&", ". ", ".", "... ",
        "…", "… ", "! ", "? ", "?! ", ".\" ", ".” ", "' ", " '", "\u200B", "\u200D", "\u2060", "、", "，", "。", " | ", "\n- ", "\n\t• ", "\r\n* ", "\n-", "",
    ];

    static readonly string[] PlainSeparators = [", ", ", ", "; ", ": ", " - ", "-", " – ", "—", "\n", " (", ") ", ". ", " “", "” "];

    static readonly string[] Stops =
    [
        "", "", "!", "?", "...", "…", "?!", "..", "。", ".”", ".’", ".)", ".]", ".»", "!\"", "'.", ").", ").)", " .", "®.", "™ .", "†.", "\u00AD.", ".…", "！", ". . .",
    ];

    static readonly string[] AfterStop = ["", "\n", "  ", "\r\n", "\t", "\u00A0", "\u3000", " \"", " (", "\n- ", "\n • ", " – ", "\u200B", "\u2029", " 5 ", " a "];

    static readonly (string Open, string Close)[] Brackets =
    [
        ("\"", "\""), ("“", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("(", ")"), ("[", "]"), ("{", "}"), ("(", ""), ("", ")"), ("„", "“"), ("*", "*"),
    ];

    static readonly string[] Bullets = ["\n• ", "\n- ", "\n\t* ", "\n– ", "\n — ", "\r\n‣ ", "\r▪ ", "\n◦\u00A0", "\n·\t", "\n-", "\n1. ", "\n 12) ", "\r\n7)", "\n  •", "\u2028- ", "\u0085* ", " • "];

    static readonly string[] FormatCharacters = ["\u00AD", "\u200D", "\u200C", "\u2060", "\uFEFF", "\u200E", "\u061C", "\U000E0041", "\u00AD\u200D"];

    static readonly string[] Marks = ["\u0301", "\u0308", "\u20E3", "\uFE0F", "\u0903", "\u0301\u0308\u0323"];

    static readonly string[] Repeated =
    [
        ",", ".", "'", "-", "–", "!", "?", "…", "(", ")", "“", "\u00AD", "\u0301", "\n", "\n-", "\n- ", " ", ". ", "not ", "not, ", "a.", "A.", "A. ", "$", "$A",
        "1.", "1,", "%", "&", "a&", "a'", "'s", "\uD800", "\uDC00", "\0", "👍", "。", "a-", "5–", "Inc. ", "U.K. ",
    ];

    static readonly string[] StrangePieces =
    [
        "👍", "👩\u200D❤️\u200D👨", "👍🏽", "🇬🇧", "5️⃣", "\uD83D", "\uDC4D", "\uD83D\uD83D\uDC4D", "a\uD800b", "\uDFFF.", "\0", "\u0001", "\u001B[0m", "\u007F",
        "e\u0301", "cafe\u0301's", "\u0301", "\u0301a", "in\u00ADter\u00ADest", "a\u00AD", "\u00ADa", "a\u00AD1", "1\u00AD0", "don\u00AD't", "don'\u00ADt",
        "שלום", "مرحبا", "\u202Eabc\u202C", "利润下降。", "利潤 下降。 The", "株価が", "𐐀𐐨", "𝒜.𝒷.", "𠀀", "İstanbul", "ıssız", "KISA", "Straße", "STRASSE", "ẞ",
        "ǅ", "ﬁt", "Σας", "ʼtis", "tradersʼ", "ʼs", "5ʼs", "'", "''", "rock''n", "a'b'c", "a&b&c", "&", "Ⅳ's", "Ⅻ9", "_x_", "#tag", "@name", "http://a.b/c?d=e",
        "a.b@c.de", "C++", "3½", "10^6", "~", "†", "™.", "®", "\u2126", "\u212A", "ſ", "ŉ", "ʹ", "ª", "A\u0301. The", "É. The", "ǅ. The", "Ж. The", "a1\u0301", "U\u00AD.K.", "U.K\u00AD.",
    ];

    static readonly string[] Soup =
    [
        "a", "A", "B", "z", "I", "i", "s", "1", "9", ".", ".", ".", ",", "'", "’", "ʼ", "＇", "&", "$", "%", "-", "–", "—", "!", "?", "…", "。", " ", " ", " ", "\n",
        "\r", "\t", "(", ")", "[", "]", "\"", "”", "“", "»", "}", ";", ":", "•", "*", "·", "\u00AD", "\u200D", "\u0301", "\uFE0F", "Ⅳ", "٣", "𝟝", "𝒜", "é", "İ", "ß",
        "利", "א", "\uD800", "\uDC00", "\0", "👍", "U.K.", "Mr", "Inc", "The", "$ABC", "\u2028", "\u0085", "\u00A0",
    ];
}
