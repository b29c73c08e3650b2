namespace ResearchKit;

/// <summary>Suggestions for a lexicon that are fitted: to judged texts, or to what the market did after a text. None is ever applied by itself.</summary>
public static partial class Learn
{
    /// <summary>Below this a fit says more about its few texts than about words.</summary>
    const int Fewest = 20;

    const int Examples = 3;

    /// <exception cref="InputException">The lexicon is of VADER's form.</exception>
    static void Check(Lexicon lexicon)
    {
        if (lexicon.IsVader) throw new InputException($"Lexicon '{lexicon.Name}' is of VADER's form, whose terms are no words. Expected a lexicon of the kit's form: convert it with ./kit lexicon import.");
    }
}
