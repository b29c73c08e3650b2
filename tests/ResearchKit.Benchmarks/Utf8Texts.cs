using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>The texts of a corpus in UTF-8, one behind another, as a reader of files would hand them over.</summary>
sealed class Utf8Texts
{
    /// <summary>So many bytes behind the last text may be read, and belong to none.</summary>
    public const int Padding = 64;

    readonly byte[] bytes;
    readonly int[] ends;

    Utf8Texts(byte[] bytes, int[] ends) => (this.bytes, this.ends) = (bytes, ends);

    public int Count => ends.Length;

    /// <summary>Bytes of all texts.</summary>
    public int Length => bytes.Length - Padding;

    /// <summary>The longest text's.</summary>
    public int Longest { get; private init; }

    public ReadOnlySpan<byte> this[int text] => bytes.AsSpan(Start(text)..ends[text]);

    /// <summary>Bytes of some of the texts.</summary>
    public int Bytes(int first, int end) => end == 0 ? 0 : ends[end - 1] - Start(first);

    /// <exception cref="InputException">The texts have more than 2 GB, which one array cannot hold.</exception>
    public static Utf8Texts Of(IReadOnlyList<string> texts)
    {
        var total = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text));
        if (total > Array.MaxLength - Padding) throw new InputException(FormattableString.Invariant($"The texts have {total} bytes. Expected {Array.MaxLength - Padding} or fewer: ask for fewer --articles."));
        var (bytes, ends) = (new byte[total + Padding], new int[texts.Count]);
        int at = 0, longest = 0;
        for (var text = 0; text < texts.Count; text++)
        {
            var length = Encoding.UTF8.GetBytes(texts[text], bytes.AsSpan(at));
            ends[text] = at += length;
            longest = Math.Max(longest, length);
        }
        return new(bytes, ends) { Longest = longest };
    }

    int Start(int text) => text == 0 ? 0 : ends[text - 1];
}
