using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>One of several parts into which the articles of an archive fall by their ids, whatever the order of the files.</summary>
public sealed record Shard
{
    const int Most = 1_000_000;

    /// <param name="number">Which, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <exception cref="InputException">There is no such part.</exception>
    public Shard(int number, int count)
    {
        if (count is < 1 or > Most || number < 1 || number > count) throw Fault(string.Create(CultureInfo.InvariantCulture, $"{number}/{count}"));
        (Number, Count) = (number, count);
    }

    /// <summary>All articles: the only part of one.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Which part, from 1.</summary>
    public int Number { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>A part as it is written: <c>2/16</c>.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Shard Parse(string text) => text.Split('/') is [var number, var count] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        ? new(i, n) : throw Fault(Untrusted.Show(text));

    /// <summary>Whether an article with this id is in the part.</summary>
    public bool Holds(string id) => Count == 1 || Holds(Encoding.UTF8.GetBytes(id));

    /// <summary>By the id in UTF-8.</summary>
    internal bool Holds(ReadOnlySpan<byte> id) => Count == 1 || Hash(id) % (ulong)Count == (ulong)Number - 1;

    /// <summary>A row without an id goes by its place.</summary>
    internal bool Holds(long row) => Count == 1 || Holds(Encoding.UTF8.GetBytes(row.ToString(CultureInfo.InvariantCulture)));

    /// <summary><c>2/16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>FNV-1a with 64 bits, and the finisher of MurmurHash3, without which neighbouring ids would fall together.</summary>
    static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    static InputException Fault(string found) => new(string.Create(CultureInfo.InvariantCulture, $"Shard '{found}' does not exist. Expected i/n with i from 1 to n, and n at most {Most}, as in 2/16."));
}
