namespace ResearchKit;

/// <summary>The words of a text as features: runs of up to so many within a sentence. Endings are cut, numbers are one word, and so are names.</summary>
static class WordFeatures
{
    const string Number = "#", Name = "@";

    /// <summary>An ending is cut where at least so many letters stay.</summary>
    const int Stem = 4;

    static readonly string[] Endings = ["ings", "ing", "edly", "ed", "ies", "es", "s", "ly"];

    /// <summary>A word of a sentence: as a feature has it, and where it stands.</summary>
    public readonly record struct Word(string Form, int Start, int End);

    /// <summary>The words of a sentence.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="sentence">A sentence of it.</param>
    public static List<Word> Of(string text, in SentencePart sentence)
    {
        var words = new List<Word>();
        var tokens = new Tokenizer(text.AsSpan(sentence.Start, sentence.Length));
        int capitals = 0, letters = 0;
        while (tokens.Next())
        {
            var token = tokens.Text;
            if (char.IsLetter(token[0])) letters++;
            if (char.IsUpper(token[0])) capitals++;
            words.Add(new(HasDigit(token) ? Number : token.ToString(), sentence.Start + tokens.Start, sentence.Start + tokens.End));
        }
        // In a headline where most words have capitals they tell no names.
        var names = 2 * capitals < letters;
        for (var i = 0; i < words.Count; i++) words[i] = words[i] with { Form = Form(words[i].Form, names && i > 0) };
        return words;
    }

    /// <summary>A word as a feature has it.</summary>
    /// <param name="word">As it stands there.</param>
    /// <param name="capitalsAreNames">Whether a capital makes it a name.</param>
    public static string Form(string word, bool capitalsAreNames)
    {
        if (word == Number || capitalsAreNames && char.IsUpper(word[0])) return word == Number ? Number : Name;
        var small = word.ToLowerInvariant();
        foreach (var ending in Endings)
            if (small.Length >= ending.Length + Stem && small.EndsWith(ending, StringComparison.Ordinal)) return small[..^ending.Length];
        return small.Length > Stem && small.EndsWith('e') ? small[..^1] : small;
    }

    static bool HasDigit(ReadOnlySpan<char> token)
    {
        foreach (var character in token)
            if (char.IsDigit(character)) return true;
        return false;
    }
}
