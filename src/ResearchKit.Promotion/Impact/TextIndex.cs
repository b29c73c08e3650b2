using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The words of articles as numbers, and which articles hold each word: says which of them could meet a term. Words are those that the scorer looks up.</summary>
sealed class TextIndex
{
    const string AnyTicker = "$ticker";

    readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The words of each article in the order of the text, block after block.</summary>
    readonly int[][] texts;

    /// <summary>The articles of each word, ascending.</summary>
    readonly int[][] holders;

    readonly int[] withTicker;

    readonly bool[] isTicker;

    public TextIndex(ImmutableArray<Article> articles)
    {
        texts = new int[articles.Length][];
        var given = -1;
        Parallel.For(0, articles.Length, () => new Folding(), (i, _, folding) =>
        {
            texts[i] = folding.Words(articles[i], this, ref given);
            return folding;
        }, _ => { });
        isTicker = new bool[given + 1];
        foreach (var (word, number) in numbers) isTicker[number] = word.StartsWith('$');
        (holders, withTicker) = Holders(given + 1);
    }

    /// <summary>The articles in which a changed entry could be met: all others are read as before.</summary>
    /// <remarks>An entry acts only where all its words stand one after another. With one exception: a ticker that some entry names at its place, <c>$AAPL beats</c>, no longer goes the way of
    /// <c>$TICKER</c> there, even where the rest of that entry does not follow. So words behind such a ticker are not asked for.</remarks>
    /// <param name="term">As <see cref="CompiledLexicon.Canonical"/> gives it.</param>
    public IEnumerable<int> Holding(string term)
    {
        var words = term.Split(' ');
        var named = Array.FindIndex(words, word => word[0] == '$' && word != AnyTicker);
        if (named >= 0) words = words[..(named + 1)];
        var wanted = new int[words.Length];
        var fewest = withTicker;
        var least = int.MaxValue;
        for (var i = 0; i < words.Length; i++)
        {
            wanted[i] = words[i] == AnyTicker ? -1 : numbers.GetValueOrDefault(words[i], int.MinValue);
            if (wanted[i] == int.MinValue) return [];
            var own = wanted[i] < 0 ? withTicker : holders[wanted[i]];
            if (own.Length < least) (fewest, least) = (own, own.Length);
        }
        return wanted.Length == 1 ? fewest : fewest.Where(article => Stands(texts[article], wanted));
    }

    bool Stands(int[] text, int[] wanted)
    {
        for (var start = 0; start + wanted.Length <= text.Length; start++)
        {
            var length = 0;
            while (length < wanted.Length && (wanted[length] < 0 ? isTicker[text[start + length]] : text[start + length] == wanted[length])) length++;
            if (length == wanted.Length) return true;
        }
        return false;
    }

    (int[][] ByWord, int[] WithTicker) Holders(int words)
    {
        var counts = new int[words];
        var last = new int[words];
        Array.Fill(last, -1);
        foreach (var (word, _) in Firsts(last)) counts[word]++;
        var byWord = Array.ConvertAll(counts, count => new int[count]);
        var tickers = new List<int>();
        Array.Fill(last, -1);
        foreach (var (word, article) in Firsts(last))
        {
            byWord[word][^counts[word]--] = article;
            if (isTicker[word] && (tickers.Count == 0 || tickers[^1] != article)) tickers.Add(article);
        }
        return (byWord, [.. tickers]);
    }

    /// <summary>Each word of each article once.</summary>
    IEnumerable<(int Word, int Article)> Firsts(int[] last)
    {
        for (var article = 0; article < texts.Length; article++)
            foreach (var word in texts[article])
                if (last[word] != article)
                {
                    last[word] = article;
                    yield return (word, article);
                }
    }

    /// <summary>What a thread needs to fold words.</summary>
    sealed class Folding
    {
        readonly List<int> words = [];
        char[] word = new char[64];

        public int[] Words(Article article, TextIndex index, ref int given)
        {
            words.Clear();
            var known = index.numbers.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var block in article.Blocks)
                for (var tokens = new Tokenizer(block); tokens.Next();)
                {
                    if (word.Length < tokens.Text.Length) word = new char[tokens.Text.Length * 2];
                    var folded = word.AsSpan(0, Tokenizer.Fold(tokens.Text, tokens.Kind, word));
                    // A number that another thread has just used up for the same word is never given again, and no word has it.
                    if (!known.TryGetValue(folded, out var number)) number = index.numbers.GetOrAdd(folded.ToString(), Interlocked.Increment(ref given));
                    words.Add(number);
                }
            return [.. words];
        }
    }
}
