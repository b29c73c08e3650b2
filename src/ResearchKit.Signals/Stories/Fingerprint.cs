using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What of an article is compared with others: sets of 64-bit hashes, each in ascending order.</summary>
sealed class Fingerprint
{
    /// <summary>In a text of fewer words, such as a headline, a name counts that stands there once.</summary>
    const int Short = 40;

    readonly ulong[] shingles, words, names, numbers;
    readonly bool containable;

    Fingerprint(ulong[] shingles, ulong[] words, ulong[] names, ulong[] numbers, bool containable, ulong[] keys)
    {
        (this.shingles, this.words, this.names, this.numbers, this.containable) = (shingles, words, names, numbers, containable);
        Keys = keys;
    }

    /// <summary>The bands of its MinHash signatures; empty when it has no word.</summary>
    public ulong[] Keys { get; }

    public static Fingerprint Of(Article article, StoriesOptions options, MinHash hash)
    {
        var sequence = new List<ulong>();
        HashSet<ulong> numbers = [], plain = [];
        var capitals = new Dictionary<ulong, int>();
        var word = new char[64];
        var (title, body) = (article.Title.Length > 0, 0);
        foreach (var block in article.Blocks)
        {
            for (var token = new Tokenizer(block); token.Next();)
            {
                if (token.Kind == TokenKind.Address) continue;
                if (word.Length < token.Text.Length) word = new char[token.Text.Length * 2];
                var folded = word.AsSpan(0, Tokenizer.Fold(token.Text, token.Kind, word)).TrimEnd('%');
                var id = Hash(folded);
                sequence.Add(id);
                if (folded.ContainsAnyInRange('0', '9')) numbers.Add(token.Kind == TokenKind.Number ? Hash(folded.TrimEnd("abcdefghijklmnopqrstuvwxyz")) : id);
                else if (token.Kind != TokenKind.Word || Characters.At(token.Text, 0, out _).Has(Character.Upper)) CollectionsMarshal.GetValueRefOrAddDefault(capitals, id, out _)++;
                else plain.Add(id);
            }
            if (title) (title, body) = (false, sequence.Count);
        }
        var all = CollectionsMarshal.AsSpan(sequence);
        var opening = all[body..][..Math.Min(options.FewestContained, all.Length - body)];
        var shingles = Shingles(all, options.Shingle);
        return new(shingles, Set(sequence), Names(capitals, plain, all.Length), Set(numbers), all.Length >= options.FewestContained, hash.Keys(shingles, Shingles(opening, options.Shingle)));
    }

    /// <summary>Whether this text repeats another: it has enough shingles in common, speaks of nobody else, and has more than half of the numbers.</summary>
    public bool Repeats(Fingerprint other, StoriesOptions options)
    {
        if (2 * Common(numbers, other.numbers) <= Math.Min(numbers.Length, other.numbers.Length) && numbers.Length > 0 && other.numbers.Length > 0) return false;
        if (Common(names, other.words) < names.Length && Common(other.names, words) < other.names.Length) return false;
        double common = Common(shingles, other.shingles), smaller = Math.Min(shingles.Length, other.shingles.Length);
        return common >= options.Similarity * (shingles.Length + other.shingles.Length - common)
            || containable && other.containable && common >= options.Containment * smaller;
    }

    /// <summary>Words with a capital that never stand without one, at least half as often as the most frequent of them, and twice unless the text is short.</summary>
    static ulong[] Names(Dictionary<ulong, int> capitals, HashSet<ulong> plain, int words)
    {
        var names = capitals.Where(name => !plain.Contains(name.Key)).ToList();
        var most = names.Select(name => name.Value).DefaultIfEmpty().Max();
        return Set(names.Where(name => 2 * name.Value >= most && name.Value >= (words < Short ? 1 : 2)).Select(name => name.Key));
    }

    /// <summary>A text with fewer words than a shingle is one shingle.</summary>
    static ulong[] Shingles(ReadOnlySpan<ulong> words, int length)
    {
        if (words.IsEmpty) return [];
        var shingles = new ulong[Math.Max(1, words.Length - length + 1)];
        for (var i = 0; i < shingles.Length; i++)
        {
            var hash = 0UL;
            foreach (var word in words[i..Math.Min(words.Length, i + length)]) hash = SplitMix.Mix(hash ^ word);
            shingles[i] = hash;
        }
        return Set(shingles);
    }

    static ulong[] Set(IEnumerable<ulong> values) => [.. values.Distinct().Order()];

    /// <summary>FNV-1a over UTF-16 units.</summary>
    static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in word) hash = (hash ^ unit) * 0x100000001B3;
        return hash;
    }

    static int Common(ulong[] a, ulong[] b)
    {
        int common = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) common++;
            var next = a[i] <= b[j];
            if (b[j] <= a[i]) j++;
            if (next) i++;
        }
        return common;
    }
}
