namespace ResearchKit;

/// <summary>A sentence's place in a text, without the white space around it, and its folded words.</summary>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">In UTF-16 units, with its punctuation.</param>
/// <param name="Block">0 for the first block.</param>
/// <param name="Words">In their order, numbers among them.</param>
readonly record struct SentencePlace(int Start, int Length, int Block, IReadOnlyList<string> Words);

/// <summary>The sentences that the scorer reads, with their places: section 1 of <c>Scoring/README.md</c>.</summary>
static class SentenceReader
{
    public static IReadOnlyList<SentencePlace> Read(Article article)
    {
        var sentences = new List<SentencePlace>();
        int offset = 0, number = 0;
        foreach (var block in article.Blocks)
        {
            Read(block, offset, number++, sentences);
            offset += block.Length + Article.BlockSeparator.Length;
        }
        return sentences;
    }

    static void Read(ReadOnlySpan<char> block, int offset, int number, List<SentencePlace> sentences)
    {
        var words = new List<string>();
        var (start, speaks) = (0, false);
        Token last = default;
        for (var next = new Tokenizer(block); next.Next();)
        {
            if (words.Count > 0 && (words.Count >= SentenceRules.MaxTokens || SentenceRules.Ends(block, last, next.Token)))
            {
                var end = Border(block, last.End, next.Start);
                Take(block, start, end);
                (start, words, speaks) = (end, [], false);
            }
            var word = new char[next.Text.Length * 2];
            words.Add(new(word, 0, Tokenizer.Fold(next.Text, next.Kind, word)));
            speaks |= next.Kind is TokenKind.Word or TokenKind.Initialism;
            last = next.Token;
        }
        Take(block, start, block.Length);

        void Take(ReadOnlySpan<char> block, int start, int end)
        {
            if (!speaks) return;
            var text = block[start..end];
            var before = text.Length - text.TrimStart().Length;
            sentences.Add(new(offset + start + before, text.Trim().Length, number, words));
        }
    }

    /// <summary>Between two sentences: the white space behind the stop, or else any, or else where the next one begins.</summary>
    static int Border(ReadOnlySpan<char> block, int from, int to)
    {
        var gap = block[from..to];
        var stop = Math.Max(0, gap.IndexOfAny(".!?…。"));
        for (var i = stop; i < gap.Length; i++)
            if (char.IsWhiteSpace(gap[i])) return from + i;
        return to;
    }
}
