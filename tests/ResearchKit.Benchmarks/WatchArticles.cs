namespace ResearchKit.Benchmarks;

/// <summary>A stream of generated articles as lines of JSON: each at its time, one in five telling again what one of the last thousands told, with a word in twelve changed.</summary>
static class WatchArticles
{
    const int Remembered = 5_000, Changed = 12;

    public static IEnumerable<byte[]> Make(long count, WatchBenchOptions options)
    {
        var latest = new Article[Remembered];
        var random = SplitMix.Of(options.Seed, -2);
        using var line = new MemoryStream();
        var made = new GeneratedOptions { Words = options.Words };
        for (var i = 0L; i < count; i++)
        {
            var writer = new ArticleWriter(Vocabulary.Own, new SplitMix(SplitMix.Mix(options.Seed) + (ulong)i * 0xD1B54A32D192ED03), made);
            var again = i > Remembered && random.Below(5) == 0 ? latest[random.Below(Remembered)] : null;
            var article = new Article
            {
                Id = FormattableString.Invariant($"made-{options.Seed}-{i:D8}"),
                Title = again?.Title ?? writer.Title(),
                Paragraphs = again is null ? writer.Paragraphs() : [.. again.Paragraphs.Select(paragraph => Told(paragraph, ref random))],
                PublishedAt = options.From.AddSeconds((double)i / options.Rate),
                Source = writer.Source(),
                Language = "en",
            };
            latest[i % Remembered] = article;
            line.SetLength(0);
            JsonLines.Write(line, [article]);
            yield return line.ToArray();
        }
    }

    /// <summary>The words of a paragraph, some of them in another's place.</summary>
    static string Told(string paragraph, ref SplitMix random)
    {
        var words = paragraph.Split(' ');
        for (var i = 0; i < words.Length; i++)
            if (random.Below(Changed) == 0) words[i] = words[random.Below(words.Length)];
        return string.Join(' ', words);
    }
}
