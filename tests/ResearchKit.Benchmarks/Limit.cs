using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit.Benchmarks;

/// <summary>What a pass of the limit counted.</summary>
/// <param name="Tokens">Runs of ASCII letters and digits.</param>
/// <param name="Found">Those that are words of the lexicon.</param>
readonly record struct LimitCounts(long Tokens, long Found);

/// <summary>What the machine allows a scorer that looks every token up: runs of ASCII letters and digits, folded, one look-up each in a table of the lexicon's words. No rule, no Unicode, no sentence.</summary>
/// <remarks>Bars are ratios to it, so it is as fast as its author could make it: first where tokens stand, then keys, and no branch that hangs on the text. Not safe for two threads at once.</remarks>
sealed class Limit
{
    const int Block = 64;

    readonly LimitTable table;
    readonly bool compressed;
    int[] edges = [];

    /// <param name="lexicon">Whose words stand in the table, those of phrases too.</param>
    /// <param name="compressed">Whether positions are compressed out of bit masks by one instruction of AVX-512, and not counted out bit by bit.</param>
    public Limit(Lexicon lexicon, bool compressed = false)
    {
        table = new([.. lexicon.Words.SelectMany(term => term.Split(' ')).Distinct(StringComparer.Ordinal)]);
        this.compressed = compressed;
    }

    /// <summary>Whether the machine has that instruction.</summary>
    public static bool CanCompress => Avx512Vbmi2.IsSupported;

    /// <summary>Reads some of the texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The one behind the last.</param>
    public LimitCounts Read(Utf8Texts texts, int first, int end)
    {
        // A text has at most an edge at each byte and one behind it; a block writes as many as it has bytes at most, wanted or not.
        if (edges.Length < texts.Longest + 1 + Block) edges = new int[texts.Longest + 1 + Block];
        long tokens = 0, found = 0;
        for (var text = first; text < end; text++)
        {
            var count = FindEdges(texts[text]);
            tokens += count / 2;
            found += Look(texts[text], count);
        }
        return new(tokens, found);
    }

    /// <summary>Where tokens begin and end, by turns.</summary>
    /// <returns>How many there are, an even number.</returns>
    int FindEdges(ReadOnlySpan<byte> text)
    {
        ref var from = ref MemoryMarshal.GetReference(text);
        ref var to = ref MemoryMarshal.GetArrayDataReference(edges);
        var count = 0;
        ulong before = 0;
        for (var at = 0; at < text.Length; at += Block)
        {
            var inside = Inside(ref Unsafe.Add(ref from, at));
            if (text.Length - at < Block) inside &= (1UL << (text.Length - at)) - 1;
            var bits = inside ^ (inside << 1 | before);
            before = inside >> 63;
            if (compressed) Compress(ref Unsafe.Add(ref to, count), bits, at);
            else Count(ref Unsafe.Add(ref to, count), bits, at);
            count += BitOperations.PopCount(bits);
        }
        if ((count & 1) != 0) edges[count++] = text.Length;
        return count;
    }

    long Look(ReadOnlySpan<byte> text, int count)
    {
        ref var from = ref MemoryMarshal.GetReference(text);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        var words = new LimitTable.Probe(table);
        nint found = 0, longer = 0;
        for (nint i = 0; i < count; i += 2)
        {
            nint start = Unsafe.Add(ref edge, i);
            var length = Unsafe.Add(ref edge, i + 1) - (int)start;
            // Letters become lower case, and digits have that bit.
            var key = (Vector128.LoadUnsafe(ref Unsafe.Add(ref from, start)) | Vector128.Create((byte)0x20)) & Vector128.GreaterThan(Vector128.Create((sbyte)length), Vector128<sbyte>.Indices).AsByte();
            // The few tokens that are too long for a key are kept for later, in the place of edges that were read.
            Unsafe.Add(ref edge, longer) = (int)start;
            Unsafe.Add(ref edge, longer + 1) = length;
            var isLonger = length > LimitTable.KeyLength ? 1 : 0;
            longer += isLonger * 2;
            found += (words.Holds(key) ? 1 : 0) & ~isLonger;
        }
        return found + LookLonger(text, (int)longer);
    }

    long LookLonger(ReadOnlySpan<byte> text, int count)
    {
        var found = 0;
        for (var i = 0; i < count; i += 2)
            if (table.HoldsLonger(text.Slice(edges[i], edges[i + 1]))) found++;
        return found;
    }

    /// <summary>A bit for each of 64 bytes: whether it is a letter or a digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Inside(ref byte at) => Half(ref at) | (ulong)Half(ref Unsafe.Add(ref at, Block / 2)) << 32;

    /// <summary>By halves and by signed comparison, even where vectors are wider: a mask register is a detour to the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Half(ref byte at)
    {
        // Moved up so that the last letter, or digit, is the greatest of all bytes.
        var bytes = Vector256.LoadUnsafe(ref at);
        var letters = (bytes | Vector256.Create((byte)0x20)) + Vector256.Create((byte)(sbyte.MaxValue - 'z'));
        var digits = bytes + Vector256.Create((byte)(sbyte.MaxValue - '9'));
        return (Vector256.GreaterThan(letters.AsSByte(), Vector256.Create((sbyte)(sbyte.MaxValue - 26))) | Vector256.GreaterThan(digits.AsSByte(), Vector256.Create((sbyte)(sbyte.MaxValue - 10)))).ExtractMostSignificantBits();
    }

    /// <summary>Writes the places of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Count(ref int to, ulong bits, int at)
    {
        // As many as there mostly are, whether they are there or not: a branch that cannot be foreseen costs more.
        Eight(ref to, ref bits, at);
        Eight(ref Unsafe.Add(ref to, 8), ref bits, at);
        Eight(ref Unsafe.Add(ref to, 16), ref bits, at);
        for (var done = 24; bits != 0; done += 8) Eight(ref Unsafe.Add(ref to, done), ref bits, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(ref int to, ref ulong bits, int at)
    {
        // Not a loop: the compiler would leave it one.
        Unsafe.Add(ref to, 0) = Next(ref bits, at);
        Unsafe.Add(ref to, 1) = Next(ref bits, at);
        Unsafe.Add(ref to, 2) = Next(ref bits, at);
        Unsafe.Add(ref to, 3) = Next(ref bits, at);
        Unsafe.Add(ref to, 4) = Next(ref bits, at);
        Unsafe.Add(ref to, 5) = Next(ref bits, at);
        Unsafe.Add(ref to, 6) = Next(ref bits, at);
        Unsafe.Add(ref to, 7) = Next(ref bits, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Next(ref ulong bits, int at)
    {
        var place = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return place;
    }

    /// <summary>The same: the numbers 0 to 63, of which those stay whose bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Compress(ref int to, ulong bits, int at)
    {
        var eighths = Vector512.ShuffleNative(Vector512.Create(bits).AsByte(), Vector512.ShiftRightLogical(Vector512<byte>.Indices, 3));
        var ofEach = Vector512.Create(0x8040201008040201).AsByte();
        var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Vector512.Equals(eighths & ofEach, ofEach), Vector512<byte>.Indices);
        Sixteen(ref to, places.GetLower().GetLower(), at);
        Sixteen(ref Unsafe.Add(ref to, 16), places.GetLower().GetUpper(), at);
        if (BitOperations.PopCount(bits) <= 32) return;
        Sixteen(ref Unsafe.Add(ref to, 32), places.GetUpper().GetLower(), at);
        Sixteen(ref Unsafe.Add(ref to, 48), places.GetUpper().GetUpper(), at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Sixteen(ref int to, Vector128<byte> places, int at) => (Avx512F.ConvertToVector512Int32(places) + Vector512.Create(at)).StoreUnsafe(ref to);
}
