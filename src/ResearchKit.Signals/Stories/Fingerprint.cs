using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What of an article is compared with others, and the bands by which it is found.</summary>
sealed class Fingerprint
{
    /// <summary>In a text of fewer words, such as a headline, a name counts that stands there once.</summary>
    const int Short = 40;

    /// <summary>What a word is, beside its hash.</summary>
    const ulong Capital = 1, Number = 2, Kind = 3;

    readonly uint[] all;

    Fingerprint(uint[] all, SetSizes sizes, ulong[] keys) => (this.all, Sizes, Keys) = (all, sizes, keys);

    /// <summary>The bands of its MinHash signatures; empty when it has no word.</summary>
    public ulong[] Keys { get; }

    /// <summary>The sets that are compared, as <see cref="TextSets"/> has them.</summary>
    public ReadOnlySpan<uint> All => all;

    public SetSizes Sizes { get; }

    public static Fingerprint Of(Article article, StoriesOptions options, MinHash hash)
    {
        var sequence = new List<ulong>(512);
        // A word's hash above, what it is below: once sorted, the same words stand together.
        var (words, numbers) = (new List<ulong>(512), new List<uint>());
        Span<char> word = stackalloc char[64];
        var (title, body) = (article.Title.Length > 0, 0);
        foreach (var block in article.Blocks)
        {
            for (var token = new Tokenizer(block); token.Next();)
            {
                if (token.Kind == TokenKind.Address) continue;
                if (word.Length < token.Text.Length) word = new char[token.Text.Length * 2];
                ReadOnlySpan<char> folded = word[..Tokenizer.Fold(token.Text, token.Kind, word)].TrimEnd('%');
                var id = Hash(folded);
                sequence.Add(id);
                var isNumber = folded.ContainsAnyInRange('0', '9');
                if (isNumber) numbers.Add(Small(token.Kind == TokenKind.Number ? Hash(folded.TrimEnd("abcdefghijklmnopqrstuvwxyz")) : id));
                words.Add((ulong)Small(id) << 2 | (isNumber ? Number : token.Kind != TokenKind.Word || Characters.At(token.Text, 0, out _).Has(Character.Upper) ? Capital : 0));
            }
            if (title) (title, body) = (false, sequence.Count);
        }
        var ids = CollectionsMarshal.AsSpan(sequence);
        var opening = ids[body..][..Math.Min(options.FewestContained, ids.Length - body)];
        var (whole, first) = (Shingles(ids, options.Shingle), Shingles(opening, options.Shingle));
        return Of(whole, CollectionsMarshal.AsSpan(words), CollectionsMarshal.AsSpan(numbers), ids.Length >= options.FewestContained, hash.Keys(whole, first));
    }

    /// <summary>Whether this text repeats another.</summary>
    public bool Repeats(Fingerprint other, StoriesOptions options) => new TextSets(All, Sizes).Repeats(new(other.All, other.Sizes), options);

    static Fingerprint Of(ReadOnlySpan<ulong> whole, Span<ulong> words, Span<uint> numbers, bool containable, ulong[] keys)
    {
        var all = new uint[whole.Length + 2 * words.Length + numbers.Length];
        for (var i = 0; i < whole.Length; i++) all[i] = (uint)(whole[i] >> 32);
        var shingles = Set(all.AsSpan(0, whole.Length));
        words.Sort();
        var (end, runs) = (shingles, new List<(uint Word, int Count)>());
        for (var i = 0; i < words.Length;)
        {
            var (id, isPlain, capitals) = ((uint)(words[i] >> 2), false, 0);
            for (; i < words.Length && (uint)(words[i] >> 2) == id; i++)
            {
                isPlain |= (words[i] & Kind) == 0;
                if ((words[i] & Kind) == Capital) capitals++;
            }
            all[end++] = id;
            if (!isPlain && capitals > 0) runs.Add((id, capitals));
        }
        var distinct = end - shingles;
        // Words with a capital that never stand without one, at least half as often as the most frequent of them, and twice unless the text is short.
        var most = runs.Count == 0 ? 0 : runs.Max(run => run.Count);
        foreach (var (id, count) in runs)
            if (2 * count >= most && count >= (words.Length < Short ? 1 : 2)) all[end++] = id;
        var names = end - shingles - distinct;
        numbers.CopyTo(all.AsSpan(end));
        var figures = Set(all.AsSpan(end, numbers.Length));
        Array.Resize(ref all, end + figures);
        return new(all, new(shingles, distinct, names, figures, containable), keys);
    }

    /// <summary>A text with fewer words than a shingle is one shingle. As they come, the same ones again too.</summary>
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
        return shingles;
    }

    /// <summary>Sorts values and takes away what stands there twice; says how many are left, at the front.</summary>
    static int Set(Span<uint> values)
    {
        values.Sort();
        var kept = 0;
        for (var i = 0; i < values.Length; i++)
            if (kept == 0 || values[kept - 1] != values[i]) values[kept++] = values[i];
        return kept;
    }

    static uint Small(ulong hash) => (uint)(SplitMix.Mix(hash) >> 32);

    /// <summary>FNV-1a over UTF-16 units.</summary>
    static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in word) hash = (hash ^ unit) * 0x100000001B3;
        return hash;
    }
}
