using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Phrases in a trie over their words, so that a text is read once however many there are.</summary>
sealed class PhraseIndex
{
    const int Root = -1;

    readonly Dictionary<string, int> words = [];
    /// <summary>By node above and word below.</summary>
    readonly Dictionary<long, int> edges = [];
    readonly List<List<int>> ends = [];
    readonly ImmutableArray<(Phrase Phrase, int Owner)> phrases;
    readonly string[][] written;
    readonly (int[] Needs, int[] Unless)[] guards;
    readonly bool apart;

    /// <param name="phrases">With their owners.</param>
    /// <param name="apart">Whether one token may count for several owners.</param>
    public PhraseIndex(ImmutableArray<(Phrase Phrase, int Owner)> phrases, bool apart)
    {
        (this.phrases, this.apart) = (phrases, apart);
        written = new string[phrases.Length][];
        guards = new (int[], int[])[phrases.Length];
        var guardNumbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < phrases.Length; number++)
        {
            var phrase = phrases[number].Phrase;
            written[number] = Written(phrase.Text);
            Add(CompiledLexicon.Canonical(phrase.Text), number);
            guards[number] = ([.. phrase.Needs.Select(Guard)], [.. phrase.Unless.Select(Guard)]);
        }

        int Guard(string text)
        {
            var canonical = CompiledLexicon.Canonical(text);
            if (guardNumbers.TryGetValue(canonical, out var number)) return number;
            number = phrases.Length + guardNumbers.Count;
            Add(canonical, number);
            return guardNumbers[canonical] = number;
        }
    }

    /// <summary>Where phrases stand, in the order of the text: of those that begin at a place the longest whose guards hold; a token counts once, or once for each owner.</summary>
    public ImmutableArray<Found> Find(Article article)
    {
        var candidates = new List<(int Number, int Sentence, int Token, int Count, int Start, int Length)>();
        var inArticle = new HashSet<int>();
        var inSentence = new HashSet<(int Sentence, int Guard)>();
        int sentence = 0, offset = 0;
        var tokens = new List<Token>();
        foreach (var block in article.Blocks)
        {
            tokens.Clear();
            for (var next = new Tokenizer(block); next.Next();)
            {
                if (tokens.Count >= SentenceRules.MaxTokens || tokens.Count > 0 && SentenceRules.Ends(block, tokens[^1], next.Token)) Flush(block, offset);
                var break_ = tokens.Count > 0 && SentenceRules.Breaks(block, tokens[^1].End, next.Start);
                tokens.Add(new(next.Start, next.End, Word(next.Text, next.Kind), next.Kind, break_ ? TokenMarks.Break : TokenMarks.None, 0));
            }
            Flush(block, offset);
            offset += block.Length + Article.BlockSeparator.Length;
        }
        return Choose(candidates, inArticle, inSentence);

        void Flush(ReadOnlySpan<char> block, int at)
        {
            for (var first = 0; first < tokens.Count; first++)
            {
                var node = Root;
                for (var last = first; last < tokens.Count && (last == first || !tokens[last].Break) && tokens[last].Key >= 0 && edges.TryGetValue(Edge(node, tokens[last].Key), out node); last++)
                    foreach (var number in ends[node])
                        if (number >= phrases.Length)
                        {
                            inArticle.Add(number);
                            inSentence.Add((sentence, number));
                        }
                        else if (!phrases[number].Phrase.AsWritten || IsWritten(block, number, first))
                            candidates.Add((number, sentence, first, last - first + 1, at + tokens[first].Start, tokens[last].End - tokens[first].Start));
            }
            tokens.Clear();
            sentence++;
        }

        bool IsWritten(ReadOnlySpan<char> block, int number, int first)
        {
            for (var i = 0; i < written[number].Length; i++)
                if (tokens[first + i] is var token && Written(block[token.Start..token.End], token.Kind) is var text && text != written[number][i]
                    && (text.Length < 2 || text.Any(char.IsLower) || !text.Equals(written[number][i], StringComparison.OrdinalIgnoreCase))) return false;
            return true;
        }
    }

    ImmutableArray<Found> Choose(List<(int Number, int Sentence, int Token, int Count, int Start, int Length)> candidates, HashSet<int> inArticle, HashSet<(int, int)> inSentence)
    {
        var found = ImmutableArray.CreateBuilder<Found>();
        var free = new Dictionary<int, (int Sentence, int Token)>();
        foreach (var c in candidates.OrderBy(c => c.Start).ThenByDescending(c => c.Count).ThenBy(c => c.Number))
        {
            var (needs, unless) = guards[c.Number];
            if (needs.Length > 0 && !needs.Any(inArticle.Contains) || unless.Any(guard => inSentence.Contains((c.Sentence, guard)))) continue;
            var owner = phrases[c.Number].Owner;
            var space = apart ? owner : 0;
            if (free.TryGetValue(space, out var until) && until.Sentence == c.Sentence && c.Token < until.Token) continue;
            free[space] = (c.Sentence, c.Token + c.Count);
            found.Add(new(owner, c.Number, c.Start, c.Length));
        }
        return found.ToImmutable();
    }

    void Add(string canonical, int number)
    {
        var node = Root;
        foreach (var word in canonical.Split(' '))
        {
            if (!words.TryGetValue(word, out var key)) words[word] = key = words.Count;
            if (!edges.TryGetValue(Edge(node, key), out var next))
            {
                edges[Edge(node, key)] = next = ends.Count;
                ends.Add([]);
            }
            node = next;
        }
        ends[node].Add(number);
    }

    static long Edge(int node, int word) => (long)node << 32 | (uint)word;

    int Word(ReadOnlySpan<char> token, TokenKind kind)
    {
        Span<char> word = token.Length <= 64 ? stackalloc char[64] : new char[token.Length];
        return words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word[..Tokenizer.Fold(token, kind, word)], out var number) ? number : -1;
    }

    static string[] Written(string text)
    {
        var parts = new List<string>();
        for (var tokens = new Tokenizer(text); tokens.Next();) parts.Add(Written(tokens.Text, tokens.Kind));
        return [.. parts];
    }

    /// <summary>The word of a token with its capitals.</summary>
    static string Written(ReadOnlySpan<char> token, TokenKind kind)
    {
        var word = new char[token.Length];
        return new(word, 0, Tokenizer.Fold(token, kind, word, asWritten: true));
    }
}
