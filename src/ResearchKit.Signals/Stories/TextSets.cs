namespace ResearchKit;

/// <summary>What of a text is compared with another: shingles, words, names and numbers, as sets of 32-bit hashes, each ascending, one behind the other.</summary>
/// <remarks>With 32 bits two of a text's 300 shingles meet by chance once in 100,000 texts, and one of them more or less moves a share by a third of a per cent at most.</remarks>
/// <param name="all">The four sets.</param>
/// <param name="sizes">How many of them are which.</param>
readonly ref struct TextSets(ReadOnlySpan<uint> all, SetSizes sizes)
{
    ReadOnlySpan<uint> Shingles { get; } = all[..sizes.Shingles];

    ReadOnlySpan<uint> Words { get; } = all.Slice(sizes.Shingles, sizes.Words);

    ReadOnlySpan<uint> Names { get; } = all.Slice(sizes.Shingles + sizes.Words, sizes.Names);

    ReadOnlySpan<uint> Numbers { get; } = all.Slice(sizes.Shingles + sizes.Words + sizes.Names, sizes.Numbers);

    bool Containable { get; } = sizes.Containable;

    /// <summary>Whether this text repeats another: it has enough shingles in common, speaks of nobody else, and has more than half of the numbers.</summary>
    public bool Repeats(TextSets other, StoriesOptions options)
    {
        if (Numbers.Length > 0 && other.Numbers.Length > 0 && 2 * Common(Numbers, other.Numbers) <= Math.Min(Numbers.Length, other.Numbers.Length)) return false;
        if (Common(Names, other.Words) < Names.Length && Common(other.Names, Words) < other.Names.Length) return false;
        double common = Common(Shingles, other.Shingles), smaller = Math.Min(Shingles.Length, other.Shingles.Length);
        return common >= options.Similarity * (Shingles.Length + other.Shingles.Length - common)
            || Containable && other.Containable && common >= options.Containment * smaller;
    }

    static int Common(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        int common = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            var (x, y) = (a[i], b[j]);
            common += x == y ? 1 : 0;
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }
        return common;
    }
}

/// <summary>How large the sets of a text are.</summary>
/// <param name="Shingles">Runs of words.</param>
/// <param name="Words">Words.</param>
/// <param name="Names">Words that may be names.</param>
/// <param name="Numbers">Numbers.</param>
/// <param name="Containable">Whether it is long enough to hold a cut copy, or to be one.</param>
readonly record struct SetSizes(int Shingles, int Words, int Names, int Numbers, bool Containable)
{
    public int All => Shingles + Words + Names + Numbers;
}
