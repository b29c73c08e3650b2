using System.Numerics;

namespace ResearchKit;

/// <summary>Phrases as paths of words. Steps from the root are an array by word; the others share a table of open addresses.</summary>
sealed class Trie(int[] first, ulong[] followers, (long Edge, int Node)[] edges, int[] entryAt, bool[] leaf)
{
    /// <summary>The entry that ends at a node; -1 for none.</summary>
    public int EntryAt(int node) => entryAt[node];

    /// <summary>1 where an entry may begin with a word, 0 where none does.</summary>
    /// <param name="word">The number of the word and 1; 0 when it is unknown.</param>
    /// <param name="next">Of the one behind it.</param>
    public int MayStart(int word, int next) => (int)(followers[word] >> next & 1);

    /// <summary>Whether no phrase goes on from a node.</summary>
    public bool IsLeaf(int node) => leaf[node];

    /// <summary>Goes along a word, if a phrase does.</summary>
    public bool Step(ref int node, int word)
    {
        if (node == TrieBuilder.Root)
        {
            if (first[word] < 0) return false;
            node = first[word];
            return true;
        }
        var edge = Edge(node, word);
        for (var at = Place(edge, edges.Length); ; at = at + 1 & edges.Length - 1)
        {
            if (edges[at].Edge == edge)
            {
                node = edges[at].Node;
                return true;
            }
            if (edges[at].Edge < 0) return false;
        }
    }

    public static long Edge(int node, int word) => (long)node << 32 | (uint)word;

    public static int Place(long edge, int size) => (int)((ulong)edge * 0x9E3779B97F4A7C15 >> 64 - BitOperations.Log2((uint)size));
}

/// <summary>Makes a <see cref="Trie"/>.</summary>
sealed class TrieBuilder(int capacity)
{
    public const int Root = -1;

    readonly Dictionary<(int Node, int Word), int> edges = new(capacity);
    readonly List<int> entryAt = [];

    /// <summary>The node along a word, made where there is none.</summary>
    public int Step(int node, int word)
    {
        if (edges.TryGetValue((node, word), out var next)) return next;
        edges[(node, word)] = next = entryAt.Count;
        entryAt.Add(-1);
        return next;
    }

    public void End(int node, int entry) => entryAt[node] = entry;

    /// <param name="words">How many words there are.</param>
    public Trie Build(int words)
    {
        var first = new int[words];
        Array.Fill(first, -1);
        // A bit for each word that may come second, all where none need come.
        var followers = new ulong[1 + words];
        var begins = edges.Where(edge => edge.Key.Node == Root).ToDictionary(edge => edge.Value, edge => edge.Key.Word);
        var leaf = new bool[entryAt.Count];
        Array.Fill(leaf, true);
        var table = new (long Edge, int Node)[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2 * edges.Count))];
        Array.Fill(table, (-1, -1));
        foreach (var ((node, word), next) in edges)
        {
            if (node == Root)
            {
                first[word] = next;
                if (entryAt[next] >= 0) followers[1 + word] = ulong.MaxValue;
                continue;
            }
            leaf[node] = false;
            var edge = Trie.Edge(node, word);
            var at = Trie.Place(edge, table.Length);
            while (table[at].Edge >= 0) at = at + 1 & table.Length - 1;
            table[at] = (edge, next);
        }
        foreach (var ((node, word), _) in edges)
            if (node != Root && begins.TryGetValue(node, out var start)) followers[1 + start] |= 1UL << 1 + word;
        return new(first, followers, table, [.. entryAt], leaf);
    }
}
