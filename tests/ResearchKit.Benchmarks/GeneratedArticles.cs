namespace ResearchKit.Benchmarks;

/// <summary>Articles that read like financial news and say nothing: for timings and laws, where texts of a source's own are not to be had or not to be passed on.</summary>
/// <remarks>Lengths, shares and frequencies are those of news; grammar is not. Terms of the lexicon stand there as they are, phrases as phrases. The vocabulary is the repository's: a lexicon that changes, changes the articles.</remarks>
public static class GeneratedArticles
{
    /// <summary>Articles one after another, made when they are asked for.</summary>
    /// <param name="count">How many; 0 or more.</param>
    /// <param name="seed">The same seed gives the same articles, bit by bit, on every machine.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Terms = 0.07 }</c>.</param>
    /// <returns>With unique ids, in the order of their dates, in English without a tag that says so.</returns>
    /// <exception cref="InputException">The count is negative, or an option is out of its range.</exception>
    public static IEnumerable<Article> Make(int count, ulong seed, Func<GeneratedOptions, GeneratedOptions>? options = null)
    {
        if (count < 0) throw new InputException(FormattableString.Invariant($"Number of articles is {count}. Expected 0 or more."));
        var valid = (options is null ? new() : options(new())).Validated();
        return Enumerable.Range(0, count).Select(i => Article(i, count, seed, valid));
    }

    static Article Article(int i, int count, ulong seed, GeneratedOptions options)
    {
        // A generator of its own for each article: the text of the i-th hangs on neither count nor the ones before.
        var writer = new ArticleWriter(Vocabulary.Own, SplitMix.Of(seed, i), options);
        var seconds = options.Days * 86400L;
        return new()
        {
            Id = FormattableString.Invariant($"made-{seed}-{i:D7}"),
            Title = writer.Title(),
            Paragraphs = writer.Paragraphs(),
            PublishedAt = options.From.AddSeconds(seconds * i / count + writer.Below((int)Math.Max(1, seconds / count))),
            Source = writer.Source(),
        };
    }
}
