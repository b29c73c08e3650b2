using System.Collections.Frozen;

namespace ResearchKit;

/// <summary>Words at which no term begins or ends: function words, numerals, units, months and other words of time. <c>function.txt</c>, and what the core knows as such.</summary>
static class FunctionWords
{
    const WordClass Closed = WordClass.Stop | WordClass.Link | WordClass.Governs | WordClass.From | WordClass.Aux | WordClass.Joins | WordClass.Takes | WordClass.Lists;

    static readonly FrozenSet<string> Listed = Resource.Lines("function.txt", typeof(FunctionWords)).SelectMany(line => line.Split(' '))
        .Concat(Resource.Lines("amounts.txt").Select(line => line.Split(' ')).SelectMany(words => words[0] switch { "scale" => words[1..2], "month" => words[1..], _ => [] }))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether no term begins or ends with a word; so too a single letter and a shifter of the lexicon, which acts by itself.</summary>
    /// <param name="word">As the tokenizer folds it.</param>
    /// <param name="lexicon">Whose shifters count.</param>
    /// <param name="shifters">Its shifters of one word.</param>
    public static bool Has(string word, Lexicon lexicon, HashSet<string> shifters) => word.Length < 2 || Listed.Contains(word) || Language.IsFunctionWord(word)
        || (lexicon.Compiled.Class(lexicon.Compiled.Word(word)) & Closed) != 0 || shifters.Contains(word);

    /// <summary>A lexicon's shifters of one word.</summary>
    public static HashSet<string> Shifters(Lexicon lexicon) => lexicon.Words.Where((word, i) => lexicon.Entries[i].Role is not (Role.Polarity or Role.Turn) && !word.Contains(' ')).ToHashSet(StringComparer.Ordinal);
}
