using System.Collections.Frozen;

namespace ResearchKit;

/// <summary>Tells English from what the kit cannot score, so that a foreign text is reported and not taken for a silent one.</summary>
static class Language
{
    /// <summary>So many different function words of another language, and twice as many occurrences as English ones, make a text foreign.</summary>
    const int Evidence = 3;

    static readonly FrozenDictionary<string, FunctionWord> FunctionWords = Read();

    /// <summary>Whether an article is in English: what its source says, or, where it says nothing or that it does not know, what its letters and
    /// function words say. A text too short to tell counts as English.</summary>
    public static bool IsEnglish(Article article)
    {
        var tag = (article.Language ?? "").Split('-', '_')[0].ToLowerInvariant();
        return tag switch
        {
            "en" or "eng" or "english" => true,
            "" or "und" or "mul" or "unknown" => LooksEnglish(article.Blocks),
            _ => false,
        };
    }

    static bool LooksEnglish(IEnumerable<string> blocks)
    {
        int latin = 0, other = 0;
        Span<char> word = stackalloc char[16];
        var lookup = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        var occurrences = new int[FunctionWords.Values.Max(w => w.Languages.Max()) + 1];
        var seen = new Dictionary<int, HashSet<int>>();
        foreach (var block in blocks)
        {
            var first = true;
            for (var tokens = new Tokenizer(block); tokens.Next();)
            {
                if (tokens.Kind != TokenKind.Word) continue;
                // One letter speaks for its token's script.
                var letter = Characters.At(tokens.Text, 0, out _);
                if (tokens.Text[0] < 0x250 || tokens.Text[0] is >= '\u1E00' and <= '\u1EFF') latin++;
                else other += IsUnspaced(tokens.Text[0]) ? (tokens.Text.Length + 1) / 2 : 1;
                // Inside a block a capital makes it a name: Los Angeles, La Poste and Van Eck speak no foreign language.
                var name = !first && letter.Has(Character.Upper);
                first = false;
                if (tokens.Text.Length > word.Length || !lookup.TryGetValue(word[..Tokenizer.Fold(tokens.Text, tokens.Kind, word)], out var found)) continue;
                foreach (var language in found.Languages)
                {
                    if (language > 0 && name) continue;
                    occurrences[language]++;
                    if (language == 0) continue;
                    if (!seen.TryGetValue(language, out var words)) seen[language] = words = [];
                    words.Add(found.Number);
                }
            }
        }
        return other <= latin && !seen.Any(language => language.Value.Count >= Evidence && occurrences[language.Key] > 2 * occurrences[0]);
    }

    /// <summary>Scripts that put no space between words: there a token is a run of many, of about two letters each.</summary>
    static bool IsUnspaced(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\u0E00' and <= '\u0EFF';

    /// <param name="Number">Of the word.</param>
    /// <param name="Languages">Numbers of the languages that use it; English is 0, being the first line of the file. A word that English uses is English.</param>
    readonly record struct FunctionWord(int Number, int[] Languages);

    static FrozenDictionary<string, FunctionWord> Read() =>
        Resource.Lines("languages.txt")
            .SelectMany((line, language) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(word => (word, language)))
            .GroupBy(w => w.word, w => w.language)
            .Select((g, number) => KeyValuePair.Create(g.Key, new FunctionWord(number, g.Contains(0) ? [0] : [.. g.Distinct()])))
            .ToFrozenDictionary();
}
