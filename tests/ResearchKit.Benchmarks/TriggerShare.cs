namespace ResearchKit.Benchmarks;

/// <summary>The share of tokens that stand inside a term of a lexicon, of whatever role: how much a scorer has to do beyond looking up.</summary>
/// <remarks>The longest term first, from the left, as the scorer takes them; a clause break inside a phrase is overlooked. Naive, so that it hangs on nothing that is timed.</remarks>
static class TriggerShare
{
    /// <returns>0 to 1; 0 when there is no token.</returns>
    public static double Of(Lexicon lexicon, IEnumerable<Article> articles)
    {
        var terms = lexicon.Words.ToHashSet(StringComparer.Ordinal);
        var beginnings = lexicon.Words.SelectMany(term => Enumerable.Range(0, term.Length + 1).Where(i => i == term.Length || term[i] == ' ').Select(i => term[..i])).ToHashSet(StringComparer.Ordinal);
        long inside = 0, tokens = 0;
        foreach (var words in articles.SelectMany(article => article.Blocks).Select(Words))
        {
            tokens += words.Count;
            for (var i = 0; i < words.Count;)
            {
                var longest = Longest(words, i);
                inside += longest;
                i += Math.Max(longest, 1);
            }
        }
        return tokens == 0 ? 0 : (double)inside / tokens;

        int Longest(List<string> words, int from)
        {
            var (longest, run) = (0, words[from]);
            for (var count = 1; beginnings.Contains(run); run += ' ' + words[from + count++])
            {
                if (terms.Contains(run)) longest = count;
                if (from + count == words.Count) break;
            }
            return longest;
        }
    }

    static List<string> Words(string block)
    {
        var words = new List<string>();
        for (var tokens = new Tokenizer(block); tokens.Next();) words.Add(CompiledLexicon.Canonical(tokens.Text.ToString()));
        return words;
    }
}
