namespace ResearchKit;

/// <summary>Phrases as paths of words. The nodes of first words have their words' numbers; the children of each node follow each other, in the order of their words.</summary>
sealed class Trie
{
    const int Upper = 24;

    readonly Node[] nodes;
    readonly ulong[] seconds;

    /// <summary>The word of a node, where its children begin (they end where the next node's begin), and 1 + the entry that ends at it with what it may do in the upper bits; 0 for none. A quarter of a cache line,
    /// so that the few children of a node are met together.</summary>
    readonly record struct Node(int Word, int Children, uint Entry, int Unused = 0);

    /// <param name="phrases">Numbers of words, in any order, each phrase once; an empty one is none.</param>
    /// <param name="words">How many words there are.</param>
    /// <param name="meanings">The entries of the phrases.</param>
    /// <exception cref="InputException">There are too many.</exception>
    public Trie(IReadOnlyList<int[]> phrases, int words, ReadOnlySpan<Meaning> meanings)
    {
        if (meanings.Length >= 1 << Upper) throw new InputException(FormattableString.Invariant($"The lexicon has {meanings.Length} entries. Expected fewer than {1 << Upper}."));
        seconds = new ulong[words];
        var order = new int[phrases.Count];
        var firsts = new int[phrases.Count];
        for (var i = 0; i < order.Length; i++) (order[i], firsts[i]) = (i, phrases[i].Length > 0 ? phrases[i][0] : int.MaxValue);
        // By first words, which numbers sort fast; then those that share one.
        Array.Sort(firsts, order);
        var comparer = Comparer<int>.Create((one, other) => phrases[one].AsSpan().SequenceCompareTo(phrases[other]));
        for (int from = 0, to = 0; from < order.Length; from = to)
        {
            while (to < order.Length && firsts[to] == firsts[from]) to++;
            if (to - from > 1) Array.Sort(order, from, to - from, comparer);
        }
        var made = new List<Node>(2 * phrases.Count + words);
        // Level by level: the phrases that share a node's words stand together in the order.
        var level = new Queue<(int Word, int From, int To, int Depth)>();
        for (int word = 0, at = 0; word < words; word++)
        {
            var from = at;
            while (at < order.Length && firsts[at] == word) at++;
            level.Enqueue((word, from, at, 1));
        }
        var queued = words;
        while (level.TryDequeue(out var node))
        {
            var (own, from, to, depth) = node;
            var ends = from < to && phrases[order[from]].Length == depth;
            made.Add(new(own, queued, ends ? (uint)order[from] + 1 | (uint)meanings[order[from++]].Does << Upper : 0));
            while (from < to)
            {
                var (start, word) = (from, phrases[order[from]][depth]);
                while (from < to && phrases[order[from]][depth] == word) from++;
                level.Enqueue((word, start, from, depth + 1));
                queued++;
                if (depth == 1) seconds[phrases[order[start]][0]] |= 1UL << 1 + word;
            }
        }
        made.Add(new(-1, queued, 0));
        nodes = [.. made];
    }

    /// <summary>The entry that ends at a node and what it may do; -1 and nothing when none does.</summary>
    public bool EntryAt(int node, out int entry, out Doing does)
    {
        var code = nodes[node].Entry;
        (entry, does) = ((int)(code & (1 << Upper) - 1) - 1, (Doing)(code >> Upper));
        return code != 0;
    }

    /// <summary>Whether any phrase begins with a word.</summary>
    public bool Leads(int word) => seconds[word] != 0 || nodes[word].Entry != 0;

    /// <summary>A bit for each word that may come second behind a first: of its number and one.</summary>
    public ulong Seconds(int word) => seconds[word];

    /// <summary>The node behind a word; -1 for none.</summary>
    public int Step(int node, int word)
    {
        var (low, high) = (nodes[node].Children, nodes[node + 1].Children);
        while (high - low > 8)
        {
            var middle = (low + high) >> 1;
            if (nodes[middle].Word <= word) low = middle;
            else high = middle;
        }
        for (; low < high; low++)
            if (nodes[low].Word == word) return low;
        return -1;
    }
}
