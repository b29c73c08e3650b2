using System.Globalization;

namespace ResearchKit;

/// <summary>What scoring an archive, or merging its parts, came to.</summary>
/// <param name="Out">The file of scores.</param>
/// <param name="Rejections">The file of rejected rows, one JSON object a line with row, part, line, field and reason; null when there are none.</param>
/// <param name="Articles">Rows of scores in the file.</param>
/// <param name="Rejected">Rows that could not be read.</param>
/// <param name="Kept">Of <paramref name="Articles"/> and <paramref name="Rejected"/>, those that an earlier run had done.</param>
/// <param name="Bytes">Bytes of files that were read now.</param>
public sealed record ArchiveRun(string Out, string? Rejections, long Articles, long Rejected, long Kept, long Bytes)
{
    /// <summary><c>scores.parquet: 12 articles (1 rejected)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Out}: {Articles} {(Articles == 1 ? "article" : "articles")}{(Rejected == 0 ? "" : $" ({Rejected} rejected, see {Rejections})")}"));
}

/// <summary>How far a run is.</summary>
/// <param name="Articles">Articles scored now.</param>
/// <param name="Rejected">Rows rejected now.</param>
/// <param name="Bytes">Bytes of files that are done, those of an earlier run among them.</param>
/// <param name="Kept">Bytes that an earlier run had done.</param>
/// <param name="Total">Bytes of all files.</param>
public readonly record struct ArchiveProgress(long Articles, long Rejected, long Bytes, long Kept, long Total)
{
    /// <summary><c>12345 articles, 12%, 2 rejected</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Articles} articles, {Share:0%}{Losses}");

    /// <summary>With rates and the time left, after so much time: <c>12345 articles, 8000/s, 32 MB/s, 12%, 00:01:40 left</c>.</summary>
    internal string After(TimeSpan elapsed)
    {
        var (seconds, read) = (elapsed.TotalSeconds, Bytes - Kept);
        var left = TimeSpan.FromSeconds(read == 0 ? 0 : seconds / read * (Total - Bytes));
        return string.Create(CultureInfo.InvariantCulture, $"{Articles} articles, {Articles / seconds:0}/s, {read / seconds / 1e6:0} MB/s, {Share:0%}{(read == 0 ? "" : $", {(long)left.TotalHours:00}:{left.Minutes:00}:{left.Seconds:00} left")}{Losses}");
    }

    double Share => Total == 0 ? 1 : (double)Bytes / Total;

    string Losses => Rejected == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Rejected} rejected");
}
