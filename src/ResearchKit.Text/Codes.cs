using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit;

/// <summary>A text with one byte for each UTF-16 unit, so that many of them are looked at at once: ASCII as it is, other characters by what they are for the rules of tokens, breaks and sentences.</summary>
static class Codes
{
    /// <summary>Beyond ASCII and perhaps part of a word: a letter, mark, digit or format character, or half of a pair.</summary>
    public const byte Hard = 0x80;

    /// <summary>Codes are looked at so many at a time.</summary>
    public const int Chunk = 64;

    /// <summary>Beyond ASCII, and nothing to the rules.</summary>
    public const byte Other = 0x81;

    /// <summary>A dash that always parts.</summary>
    public const byte Dash = 0x82;

    /// <summary>A dash that parts unless it stands between digits.</summary>
    public const byte Range = 0x83;

    const byte Stop = 0x84;

    /// <summary>Codes of characters that were met; 0 for others. Two threads that fill it write the same.</summary>
    static readonly byte[] Met = new byte[0x10000];

    static readonly Gap[] Gaps = [.. Enumerable.Range(0, 256).Select(code => GapOf((byte)code))];

    /// <summary>Writes the codes of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="codes">At least as long.</param>
    public static void Write(ReadOnlySpan<char> text, Span<byte> codes)
    {
        const int Step = 32;
        codes = codes[..text.Length];
        var from = new Unchecked<char>(text).As<ushort>();
        var to = new Unchecked<byte>(codes);
        // The last step goes over again what does not fill one.
        for (nint at = 0; text.Length >= Step && at < text.Length; at += Step)
        {
            at = Math.Min(at, text.Length - Step);
            var (one, other) = (from.Load256(at), from.Load256(at + Step / 2));
            to.Store(Vector256.Narrow(one, other), at);
            var most = Vector256.Create((ushort)127);
            var beyond = Vector256.Narrow(Vector256.GreaterThan(one, most), Vector256.GreaterThan(other, most)).ExtractMostSignificantBits();
            for (; beyond != 0; beyond &= beyond - 1) to[at + BitOperations.TrailingZeroCount(beyond)] = Of((char)from[at + BitOperations.TrailingZeroCount(beyond)]);
        }
        if (text.Length >= Step) return;
        for (var i = 0; i < text.Length; i++) codes[i] = Of(text[i]);
    }

    /// <summary>Where runs of what words and numbers are made of begin and end, and what each of them is.</summary>
    /// <param name="codes">As <see cref="Write"/> has written them, with two chunks of zeros behind.</param>
    /// <param name="edges">As long; receives a beginning and an end for each run, by turns.</param>
    /// <param name="runs">Half as long; receives what the runs are.</param>
    /// <param name="odd">Whether an <c>@</c> or a <c>/</c> is among the codes.</param>
    /// <returns>How many runs there are.</returns>
    public static int FindRuns(ReadOnlySpan<byte> codes, Span<int> edges, Span<Run> runs, out bool odd)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edges.Length, codes.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Length, codes.Length / 2 - 1);
        var from = new Unchecked<byte>(codes);
        var to = new Unchecked<int>(edges);
        var run = new Unchecked<Run>(runs).As<byte>();
        int count = 0, begun = 0, ended = 0;
        var odds = Vector512<byte>.Zero;
        Masks one = default, two = default, three = default;
        ref var before = ref one;
        ref var now = ref two;
        ref var next = ref three;
        // The last chunk of all is zeros: no run goes on there, and there is room for edges and runs that are written and do not count.
        for (var at = 0; at <= codes.Length - Chunk; at += Chunk)
        {
            var chunk = from.Load512(at);
            odds |= Vector512.Equals(chunk, Vector512.Create((byte)'@')) | Vector512.Equals(chunk, Vector512.Create((byte)'/'));
            next.Set(chunk);
            if (at > 0)
            {
                var (starts, ends) = now.Edges(before);
                WriteEdges(to.From(count), starts | ends, at - Chunk);
                count += BitOperations.PopCount(starts | ends);
                now.Weigh(before, next, starts, ends, run.From(begun), run.From(ended));
                begun += BitOperations.PopCount(starts);
                ended += BitOperations.PopCount(ends);
            }
            ref var last = ref before;
            before = ref now;
            now = ref next;
            next = ref last;
        }
        odd = odds != Vector512<byte>.Zero;
        return begun;
    }

    /// <summary>As many as there mostly are, whether they are there or not: a branch that cannot be foreseen costs more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WriteEdges(Unchecked<int> to, ulong bits, int at)
    {
        if (Avx512Vbmi2.IsSupported)
        {
            // Of the numbers 0 to 63 those whose bit is set, sixteen at a time.
            var eighths = Vector512.ShuffleNative(Vector512.Create(bits).AsByte(), Vector512.ShiftRightLogical(Vector512<byte>.Indices, 3));
            var own = Vector512.Create(0x8040201008040201).AsByte();
            var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, Vector512.Equals(eighths & own, own), Vector512<byte>.Indices);
            to.Store(Avx512F.ConvertToVector512Int32(places.GetLower().GetLower()) + Vector512.Create(at), 0);
            to.Store(Avx512F.ConvertToVector512Int32(places.GetLower().GetUpper()) + Vector512.Create(at), 16);
            if (BitOperations.PopCount(bits) <= 32) return;
            to.Store(Avx512F.ConvertToVector512Int32(places.GetUpper().GetLower()) + Vector512.Create(at), 32);
            to.Store(Avx512F.ConvertToVector512Int32(places.GetUpper().GetUpper()) + Vector512.Create(at), 48);
            return;
        }
        for (nint written = 0; written < 24 || bits != 0; written += 8)
        {
            // Not a loop: the compiler would leave it one.
            to[written] = Next(ref bits, at);
            to[written + 1] = Next(ref bits, at);
            to[written + 2] = Next(ref bits, at);
            to[written + 3] = Next(ref bits, at);
            to[written + 4] = Next(ref bits, at);
            to[written + 5] = Next(ref bits, at);
            to[written + 6] = Next(ref bits, at);
            to[written + 7] = Next(ref bits, at);
        }
    }

    /// <summary>What the characters between two tokens may be.</summary>
    public static Gap Between(ReadOnlySpan<byte> gap)
    {
        var all = Gap.Nothing;
        foreach (var code in gap) all |= Gaps[code];
        return all;
    }

    static int Next(ref ulong bits, int at)
    {
        var place = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return place;
    }

    static byte Of(char c) => c < 128 ? (byte)c : Met[c] is > 0 and var met ? met : Met[c] = Code(c);

    static byte Code(char c)
    {
        if (char.IsSurrogate(c)) return Hard;
        var character = Characters.At([c], 0, out _);
        if (character == Character.Apostrophe) return (byte)'\'';
        if (character.Has(Character.Continues | Character.Format)) return Hard;
        return c switch { '—' or '―' => Dash, '–' => Range, '…' or '。' => Stop, _ => Other };
    }

    static Gap GapOf(byte code) => code switch
    {
        (byte)',' or (byte)';' or (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or Dash => Gap.Break,
        (byte)':' or (byte)'-' or Range => Gap.MayBreak,
        (byte)'.' or (byte)'!' or (byte)'?' or Stop or (byte)'\r' or (byte)'\n' => Gap.MayEnd,
        _ => Gap.Nothing,
    };
}

/// <summary>What stands between two neighbouring tokens.</summary>
[Flags]
enum Gap : byte
{
    Nothing = 0,

    /// <summary>Something that separates clauses wherever it stands.</summary>
    Break = 1,

    /// <summary>Something that separates clauses in some places.</summary>
    MayBreak = 2,

    /// <summary>A stop or a line break, with which alone a sentence can end.</summary>
    MayEnd = 4,
}
