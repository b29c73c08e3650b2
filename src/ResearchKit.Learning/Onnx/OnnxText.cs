using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A word with the numbers of its pieces; its place is in the article's text.</summary>
readonly record struct PieceWord(int Start, int Length, ImmutableArray<int> Pieces);

/// <summary>What a model reads of an article at a time, besides what opens and closes it: a sentence, or a part of a long one.</summary>
/// <param name="Sentence">The sentence's number.</param>
/// <param name="Share">Its share of the sentence's pieces: 1, unless the sentence is read in parts.</param>
/// <param name="Words">Its words, in their order.</param>
readonly record struct SentenceSlice(int Sentence, double Share, ImmutableArray<PieceWord> Words)
{
    /// <summary>The numbers of all its pieces, in their order.</summary>
    public int[] Pieces() => [.. Words.SelectMany(word => word.Pieces)];
}

/// <summary>A sentence as a model reads it; its place is in the article's text, with its punctuation.</summary>
/// <param name="Start">UTF-16 offset.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Tokens">Its tokens, as the kit counts them.</param>
/// <param name="Lead">Whether it stands in the title or the first paragraph.</param>
/// <param name="Words">Its words in pieces.</param>
readonly record struct PieceSentence(int Start, int Length, int Tokens, bool Lead, ImmutableArray<PieceWord> Words);

/// <summary>An article as a model reads it: the sentences that the kit's methods read, in the model's pieces.</summary>
static class OnnxText
{
    /// <param name="article">The article.</param>
    /// <param name="folder">The model's.</param>
    /// <returns>The sentences of which the model sees anything. Together they hold every word of the text.</returns>
    public static List<PieceSentence> Read(Article article, OnnxFolder folder)
    {
        var scanned = new ScannedText();
        scanned.Read(article.Title, article.Paragraphs.AsSpan());
        var sentences = new List<PieceSentence>();
        var spans = scanned.Sentences;
        for (var i = 0; i < spans.Length; i++)
        {
            var span = spans[i];
            var block = scanned.Blocks[span.Number].Span;
            var start = i > 0 && spans[i - 1].Number == span.Number ? Border(block, scanned.Tokens[span.First - 1].End, scanned.Tokens[span.First].Start) : 0;
            var end = i + 1 < spans.Length && spans[i + 1].Number == span.Number ? Border(block, scanned.Tokens[spans[i + 1].First - 1].End, scanned.Tokens[spans[i + 1].First].Start) : block.Length;
            var (from, text) = (start + block[start..end].Length - block[start..end].TrimStart().Length, block[start..end].Trim().ToString());
            ImmutableArray<PieceWord> words = [.. folder.Words.Split(text).Select(word => new PieceWord(span.Block + from + word.Start, word.Length, [.. folder.Vocabulary.Of(word.Text)])).Where(word => word.Pieces.Length > 0)];
            if (words.Length > 0) sentences.Add(new(span.Block + from, text.Length, span.Count, span.Lead, words));
        }
        return sentences;
    }

    /// <summary>A sentence in parts of about the same size, none of more pieces than the model reads. A word stays whole if it can.</summary>
    /// <param name="number">The sentence's.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="most">The most pieces of a part.</param>
    public static IEnumerable<SentenceSlice> Slices(int number, PieceSentence sentence, int most)
    {
        var total = sentence.Words.Sum(word => word.Pieces.Length);
        if (total <= most) return [new(number, 1, sentence.Words)];
        var aim = Math.Ceiling(total / Math.Ceiling(total / (double)most));
        var slices = new List<List<PieceWord>>();
        var size = int.MaxValue;
        foreach (var word in sentence.Words.SelectMany(word => word.Pieces.Chunk(most).Select(pieces => word with { Pieces = [.. pieces] })))
        {
            if (size >= aim || size + word.Pieces.Length > most)
            {
                slices.Add([]);
                size = 0;
            }
            slices[^1].Add(word);
            size += word.Pieces.Length;
        }
        return slices.Select(words => new SentenceSlice(number, words.Sum(word => word.Pieces.Length) / (double)total, [.. words]));
    }

    /// <summary>Between two sentences: the white space behind the stop, or else any, or else where the next one begins.</summary>
    static int Border(ReadOnlySpan<char> block, int from, int to)
    {
        for (var i = from + Math.Max(0, block[from..to].IndexOfAny(".!?…。")); i < to; i++)
            if (char.IsWhiteSpace(block[i])) return i;
        return to;
    }
}
