using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit;

/// <summary>A hash by which signals are known again: of what, when and by which value, whatever their order. By it a leak report is held against the panel that it is given with.</summary>
/// <remarks>All of them count. A part of what was checked is something else: who is left out may be a choice with hindsight.</remarks>
static class SignalPrint
{
    /// <summary>Of signals; those without a time are never traded, and are left out.</summary>
    public static string Of(IEnumerable<Observation> signals)
    {
        var sorted = signals.ToArray();
        Array.Sort(sorted, Compare);
        return OfSorted(sorted);
    }

    /// <summary>Of signals in the order of <see cref="Compare"/>.</summary>
    public static string OfSorted(IEnumerable<Observation> signals)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[16];
        foreach (var signal in signals)
        {
            if (signal.At is not { } at) continue;
            BinaryPrimitives.WriteInt64LittleEndian(number, at.UtcTicks);
            // 0 and −0 are one value.
            BinaryPrimitives.WriteDoubleLittleEndian(number[8..], signal.Value + 0.0);
            hash.AppendData(number);
            hash.AppendText(signal.Key);
            hash.AppendText(signal.ArticleId);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A text with its length, so that none runs into the next.</summary>
    public static void AppendText(this IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    /// <summary>By time, what it is of, article and value.</summary>
    public static int Compare(Observation a, Observation b) => Nullable.Compare(a.At, b.At) is not 0 and var time ? time : string.CompareOrdinal(a.Key, b.Key) is not 0 and var key ? key
        : string.CompareOrdinal(a.ArticleId, b.ArticleId) is not 0 and var id ? id : a.Value.CompareTo(b.Value);

    /// <summary>The points of an index that have a value, by key and time: each is known when its period is over, at midnight UTC, and called by its key and first day.</summary>
    public static IEnumerable<Observation> Signals(this SentimentIndex index) => index.Points.Where(point => point.Value is not null)
        .Select(point => new Observation(point.Name(), index.Known(point), point.Key, point.Value!.Value));

    /// <summary>What a point is called: its key and first day.</summary>
    public static string Name(this IndexPoint point) => FormattableString.Invariant($"{point.Key} {point.From:yyyy-MM-dd}");

    /// <summary>When a point is known: its period is over.</summary>
    public static DateTimeOffset Known(this SentimentIndex index, IndexPoint point) => new(Periods.Next(point.From, index.Period).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>What an article says of a company, under the company's symbol; null where it says nothing.</summary>
    public static Observation? Signal(this TickerScore row, Corpus corpus) => row.Outcome == Outcome.Scored ? new(row.ArticleId, corpus[row.ArticleId].AvailableAt, row.Company.Symbol, row.Value, row.Relevance) : null;
}
