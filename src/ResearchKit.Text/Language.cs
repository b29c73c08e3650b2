using System.Collections.Frozen;

namespace ResearchKit;

/// <summary>Tells English from what the kit cannot score, so that a foreign text is reported and not taken for a silent one.</summary>
static class Language
{
    /// <summary>So many function words of another language, and more than twice as many as English ones, make a text foreign.</summary>
    public const int Evidence = 2;

    const int English = 0;

    static readonly FrozenDictionary<string, int[]> FunctionWords = Read();

    static readonly int Languages = FunctionWords.Values.Max(languages => languages.Max()) + 1;

    /// <summary>Whether a text is in English: what its source says, or, where it says nothing or that it does not know, what its letters and
    /// function words say. A text too short to tell counts as English.</summary>
    /// <param name="tag">What its source says.</param>
    /// <param name="blocks">Its title and paragraphs.</param>
    public static bool IsEnglish(string? tag, IEnumerable<string> blocks) => Says(tag) ?? LooksEnglish([.. blocks.Select(block => block.AsMemory())]);

    /// <summary>The same for a text that was scanned, without reading it again where nothing speaks for another language.</summary>
    /// <param name="tag">What its source says.</param>
    /// <param name="scanned">The text.</param>
    /// <param name="foreign">At least as many as there are function words of another language.</param>
    /// <param name="english">Function words of English, where there are enough of others to ask.</param>
    public static bool IsEnglish(string? tag, ScannedText scanned, int foreign, int english) =>
        Says(tag) ?? (scanned.Scripts is var (latin, other) && other <= latin && (foreign < Evidence || foreign <= 2 * english) || LooksEnglish(scanned.Blocks));

    /// <summary>The function words of English and of other languages; none is longer than <see cref="ScannedText.KeyLength"/>.</summary>
    public static IEnumerable<string> AllFunctionWords => FunctionWords.Keys;

    /// <summary>Whether another language is full of a word, and English does not use it.</summary>
    public static bool IsForeign(ReadOnlySpan<char> word) => FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var languages) && !languages.Contains(English);

    /// <summary>As how many words a token of a script other than Latin counts.</summary>
    public static int Words(ReadOnlySpan<char> token) => IsUnspaced(token[0]) ? (token.Length + 1) / 2 : 1;

    /// <summary>What the source says; null when it says nothing or that it does not know.</summary>
    static bool? Says(ReadOnlySpan<char> tag)
    {
        if (tag.IndexOfAny('-', '_') is >= 0 and var end) tag = tag[..end];
        foreach (var english in (ReadOnlySpan<string>)["en", "eng", "english"])
            if (tag.Equals(english, StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var unknown in (ReadOnlySpan<string>)["", "und", "mul", "unknown"])
            if (tag.Equals(unknown, StringComparison.OrdinalIgnoreCase)) return null;
        return false;
    }

    /// <summary>Whether an English text is full of a word: the, of, is.</summary>
    public static bool IsFunctionWord(ReadOnlySpan<char> word) => FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var languages) && languages.Contains(English);

    static bool LooksEnglish(ReadOnlySpan<ReadOnlyMemory<char>> blocks)
    {
        int latin = 0, other = 0;
        Span<char> word = stackalloc char[16];
        var lookup = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<int> hits = stackalloc int[Languages];
        hits.Clear();
        foreach (var block in blocks)
        {
            var first = true;
            for (var tokens = new Tokenizer(block.Span); tokens.Next();)
            {
                if (tokens.Kind != TokenKind.Word) continue;
                // One letter speaks for its token's script.
                var letter = Characters.At(tokens.Text, 0, out _);
                if (tokens.Text[0] < 0x250 || tokens.Text[0] is >= '\u1E00' and <= '\u1EFF') latin++;
                else other += Words(tokens.Text);
                // Inside a block a capital makes it a name: Los Angeles, La Poste and Van Eck speak no foreign language.
                var name = !first && letter.Has(Character.Upper);
                first = false;
                if (tokens.Text.Length > word.Length || !lookup.TryGetValue(word[..Tokenizer.Fold(tokens.Text, tokens.Kind, word)], out var languages)) continue;
                foreach (var language in languages)
                    if (language == English || !name) hits[language]++;
            }
        }
        var foreign = 0;
        foreach (var count in hits[(English + 1)..]) foreign = Math.Max(foreign, count);
        return other <= latin && !(foreign >= Evidence && foreign > 2 * hits[English]);
    }

    /// <summary>Scripts that put no space between words: there a token is a run of many, of about two letters each.</summary>
    static bool IsUnspaced(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\u0E00' and <= '\u0EFF';

    /// <summary>Word to the numbers of the languages that use it; the first line of the file is English. A word that English uses is English.</summary>
    static FrozenDictionary<string, int[]> Read() =>
        Resource.Lines("languages.txt")
            .SelectMany((line, language) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(word => (word, language)))
            .GroupBy(w => w.word, w => w.language)
            .ToFrozenDictionary(g => g.Key, g => g.Contains(English) ? [English] : g.Distinct().ToArray());
}
