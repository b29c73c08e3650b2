using System.IO.Compression;
using System.Text;
using ResearchKit.Benchmarks;
using ZstdSharp;

namespace ResearchKit.Tests;

/// <summary>Articles to score by the many: generated ones, the same few texts under ids of their own.</summary>
static class ArchiveText
{
    static readonly Lazy<string[]> Bodies = new(() => [.. GeneratedArticles.Make(400, 5, o => o with { Words = 120 }).Select(Line)]);

    public static Lexicon Words { get; } = Repository.Finance;

    /// <summary>So many lines of JSON, of about 850 bytes each.</summary>
    public static string Lines(int count, int first = 0)
    {
        var text = new StringBuilder();
        for (var i = first; i < first + count; i++) text.Append($"{{\"id\":\"a{i}\"").Append(Bodies.Value[i * 7 % Bodies.Value.Length]);
        return text.ToString();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    static string Line(Article article)
    {
        using var line = new MemoryStream();
        JsonLines.Write(line, [article]);
        var text = Encoding.UTF8.GetString(line.ToArray());
        return text[(text.IndexOf("\",\"", StringComparison.Ordinal) + 1)..];
    }
}
