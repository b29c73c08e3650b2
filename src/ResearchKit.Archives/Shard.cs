using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>One of several parts into which an archive falls: by the ids of its articles, whatever the order of the files, or by files.</summary>
/// <remarks>By ids every part reads the whole archive, and passes over most of it. By files a part reads its own alone: neighbouring files, about as many bytes as another part has, which serves an archive of many files.</remarks>
public sealed record Shard
{
    const int Most = 1_000_000;

    const string FilesMark = "files:";

    /// <param name="number">Which, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="byFiles">Whether the parts are of whole files.</param>
    /// <exception cref="InputException">There is no such part.</exception>
    public Shard(int number, int count, bool byFiles = false)
    {
        if (count is < 1 or > Most || number < 1 || number > count) throw Fault(string.Create(CultureInfo.InvariantCulture, $"{number}/{count}"));
        (Number, Count, ByFiles) = (number, count, byFiles && count > 1);
    }

    /// <summary>All articles: the only part of one.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Which part, from 1.</summary>
    public int Number { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>Whether the parts are of whole files.</summary>
    public bool ByFiles { get; }

    /// <summary>A part as it is written: <c>2/16</c>, or, by files, <c>files:2/16</c>.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Shard Parse(string text) => (text.StartsWith(FilesMark, StringComparison.Ordinal) ? text[FilesMark.Length..] : text).Split('/') is [var number, var count] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        ? new(i, n, text.StartsWith(FilesMark, StringComparison.Ordinal)) : throw Fault(Untrusted.Show(text));

    /// <summary>Whether every article of the files that the part reads is in it.</summary>
    internal bool HoldsAll => Count == 1 || ByFiles;

    /// <summary>Whether an article with this id is in the part, if one of its files has it.</summary>
    public bool Holds(string id) => HoldsAll || Holds(Encoding.UTF8.GetBytes(id));

    /// <summary>By the id in UTF-8.</summary>
    internal bool Holds(ReadOnlySpan<byte> id) => HoldsAll || Hash(id) % (ulong)Count == (ulong)Number - 1;

    /// <summary>A row without an id goes by its place.</summary>
    internal bool Holds(long row) => HoldsAll || Holds(Encoding.UTF8.GetBytes(row.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The files that the part reads, from the first to before the last: those whose middle byte lies in its share of all bytes.</summary>
    internal (int From, int To) Files(IReadOnlyList<ArchivePart> parts) => Files([.. parts.Select(part => part.Bytes)]);

    /// <param name="sizes">The sizes of all files, and nothing else, decide it.</param>
    internal (int From, int To) Files(ImmutableArray<long> sizes)
    {
        if (!ByFiles) return (0, sizes.Length);
        var (total, before) = (sizes.Sum(size => size + 1), 0L);
        var of = sizes.Select(size =>
        {
            var middle = before + (size + 1) / 2;
            before += size + 1;
            return (int)((Int128)middle * Count / total) + 1;
        }).ToList();
        return (of.Count(number => number < Number), of.Count(number => number <= Number));
    }

    /// <summary><c>2/16</c>, or <c>files:2/16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(ByFiles ? FilesMark : "")}{Number}/{Count}");

    /// <summary>FNV-1a with 64 bits, and the finisher of MurmurHash3, without which neighbouring ids would fall together.</summary>
    static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes) hash = (hash ^ b) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    static InputException Fault(string found) => new(string.Create(CultureInfo.InvariantCulture, $"Shard '{found}' does not exist. Expected i/n with i from 1 to n, and n at most {Most}, as in 2/16, or files:2/16 for parts of whole files."));
}
