using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Articles with unique ids in a fixed order, and the rows that could not be read. Immutable.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Corpus : IReadOnlyList<Article>
{
    const int ShownIds = 5;

    readonly ImmutableArray<Article> articles;
    readonly Dictionary<string, Article> byId;

    internal Corpus(ImmutableArray<Article> articles, ImmutableArray<Rejection> rejected, double loss)
    {
        this.articles = articles;
        byId = articles.ToDictionary(article => article.Id, StringComparer.Ordinal);
        Rejected = rejected;
        Loss = loss;
    }

    /// <summary>How many articles there are.</summary>
    public int Count => articles.Length;

    /// <summary>The rows that were not read, in the order of reading; empty for a corpus made in memory.</summary>
    public ImmutableArray<Rejection> Rejected { get; }

    /// <summary>The share of rows that were rejected, 0 to 1. A file that cannot be read counts as one row, and as every row that had
    /// been read from it before the fault, since none of them is used.</summary>
    public double Loss { get; }

    /// <summary>The article at a position.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Article this[int index] => (uint)index < (uint)articles.Length ? articles[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected 0 to {Count - 1}.");

    /// <summary>The article with an id, compared by ordinal.</summary>
    /// <exception cref="InputException">No article has the id; some that exist are listed.</exception>
    public Article this[string id] => byId.TryGetValue(id, out var article) ? article : throw InputException.Unknown(
        "Article", Untrusted.Show(id), articles.Take(ShownIds).Select(known => Untrusted.Show(known.Id)).Concat(Count > ShownIds ? ["…"] : []));

    /// <summary>Reads a file, or every article file of a folder and its subfolders, ordinal by file name and then row by row.</summary>
    /// <remarks>
    /// <para>A <c>.txt</c> file is one article, named after the file, and after its subfolders too when a folder is read. A <c>.jsonl</c> file has one JSON object a line, a <c>.csv</c> file a
    /// header: <c>id</c> and <c>text</c> (a blank line ends a paragraph) or <c>paragraphs</c> (a JSON array) are required; <c>title</c>,
    /// <c>publishedAt</c> and <c>availableAt</c> (ISO 8601 with offset), <c>source</c>, <c>language</c>, <c>label</c>, <c>score</c> (-1 to 1)
    /// and <c>tickers</c> (<c>[{"ticker":"MSFT","value":0.25}]</c>) are known; all others go to <see cref="Article.Fields"/>. A JSON
    /// <c>null</c> and an empty cell are absent.</para>
    /// <para>Files are UTF-8. In a folder other endings and hidden files are passed over.</para>
    /// </remarks>
    /// <param name="path">A folder, or a file ending in <c>.txt</c>, <c>.jsonl</c> or <c>.csv</c>.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { MaxLoss = 0.1 }</c>.</param>
    /// <exception cref="InputException">The path cannot be read, or more rows are rejected than <see cref="ReadOptions.MaxLoss"/> allows.</exception>
    public static Corpus Read(string path, Func<ReadOptions, ReadOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var defaults = new ReadOptions();
        return new CorpusReader(options is null ? defaults : options(defaults)).Read(path);
    }

    /// <summary>A corpus made in memory, in the order given.</summary>
    /// <param name="articles">Each with an id of its own, a score from -1 to 1 if any, and not available before it was published.</param>
    /// <exception cref="InputException">An article breaks one of these rules.</exception>
    public static Corpus Of(params IEnumerable<Article> articles)
    {
        ImmutableArray<Article> all = [.. articles];
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            var article = all[i] ?? throw new ArgumentNullException(nameof(articles), string.Create(CultureInfo.InvariantCulture, $"Article {i} is null."));
            try { ArticleRules.Check(article); }
            catch (RowFault fault)
            {
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Article {i} ({Untrusted.Show(article.Id ?? "")}): {fault.Field} {fault.Message}"));
            }
            if (!ids.Add(article.Id)) throw new InputException($"Two articles have the id {Untrusted.Quote(article.Id)}. Expected ids that differ.");
        }
        return new(all, [], 0);
    }

    /// <summary>Writes every article as JSON Lines that <see cref="Read"/> reads back as equal articles. A reader never meets half a
    /// file: it is written beside its place and then moved there. An empty corpus makes an empty file, which is not read back.</summary>
    /// <param name="path">A file ending in <c>.jsonl</c>; replaced when it exists. Its folder is made when missing.</param>
    /// <exception cref="InputException">The name has another ending, or the file cannot be written.</exception>
    public void Write(string path) => CorpusWriter.Write(path, articles);

    /// <inheritdoc/>
    public IEnumerator<Article> GetEnumerator() => ((IEnumerable<Article>)articles).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>12 articles (1 rejected)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Count} {(Count == 1 ? "article" : "articles")}{(Rejected.IsEmpty ? "" : $" ({Rejected.Length} rejected)")}");
}
