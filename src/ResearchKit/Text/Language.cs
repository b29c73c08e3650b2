using System.Collections.Frozen;

namespace ResearchKit;

/// <summary>Tells English from what the kit cannot score, so that a foreign text is reported and not taken for a silent one.</summary>
static class Language
{
    /// <summary>So many function words of another language, and more than of English, make a text foreign.</summary>
    const int Evidence = 2;

    static readonly FrozenDictionary<string, int[]> FunctionWords = Read();

    /// <summary>Whether an article is in English: what its source says, or else what its letters and function words say.
    /// A text too short to tell counts as English.</summary>
    public static bool IsEnglish(Article article) => article.Language is { Length: > 0 } tag
        ? tag.Split('-', '_')[0].Equals("en", StringComparison.OrdinalIgnoreCase)
        : LooksEnglish(article.Blocks);

    static bool LooksEnglish(IEnumerable<string> blocks)
    {
        int latin = 0, other = 0;
        Span<int> hits = stackalloc int[32];
        Span<char> word = stackalloc char[16];
        hits.Clear();
        var lookup = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var block in blocks)
        {
            var first = true;
            for (int at = 0; Tokenizer.Next(block, at, out var start, out at, out var initialism);)
            {
                var token = block.AsSpan(start, at - start);
                // One letter speaks for its token's script.
                var letter = Characters.At(token, 0, out _);
                if (letter.Has(Character.Letter))
                    if (token[0] < 0x250 || token[0] is >= '\u1E00' and <= '\u1EFF') latin++; else other += token.Length;
                // Inside a block a capital makes it a name: Los Angeles, La Poste and Van Eck speak no foreign language.
                var name = !first && letter.Has(Character.Upper);
                first = false;
                if (token.Length > word.Length) continue;
                if (lookup.TryGetValue(word[..Tokenizer.Fold(token, initialism, word)], out var languages))
                    foreach (var language in languages)
                        if (language == 0 || !name) hits[language]++;
            }
        }
        if (other > latin) return false;
        var best = 0;
        foreach (var count in hits[1..]) best = Math.Max(best, count);
        return best < Evidence || best <= hits[0];
    }

    /// <summary>Word to the numbers of the languages that use it; English is 0, being the first line of the file.</summary>
    static FrozenDictionary<string, int[]> Read()
    {
        var words = Resource.Lines("languages.txt")
            .SelectMany((line, language) => line.Split(' ')[1..].Select(word => (word, language)));
        return words.GroupBy(w => w.word, w => w.language).ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray());
    }
}
