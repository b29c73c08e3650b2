using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What holds for every article of a corpus, read or made in memory.</summary>
static class ArticleRules
{
    public static FrozenSet<string> KnownFields { get; } = FrozenSet.ToFrozenSet(
        ["id", "title", "text", "paragraphs", "publishedAt", "availableAt", "source", "language", "label", "score", "tickers"],
        StringComparer.Ordinal);

    /// <exception cref="RowFault">The article breaks a rule.</exception>
    public static Article Check(Article article, int maxCharacters = int.MaxValue)
    {
        if (string.IsNullOrWhiteSpace(article.Id)) throw new RowFault("id", "is empty. Every article needs an id.");

        if (article.SourceScore is < -1 or > 1)
            throw new RowFault("score", string.Create(CultureInfo.InvariantCulture, $"{article.SourceScore} is out of range. Expected -1 to 1."));

        if (article is { AvailableAt: { } available, PublishedAt: { } published } && available < published)
            throw new RowFault("availableAt", $"'{Iso(available)}' is earlier than publishedAt '{Iso(published)}'.");

        foreach (var (name, value) in article.Fields)
        {
            if (KnownFields.Contains(name)) throw new RowFault(name, "is in Fields, which is for the fields that the kit does not know.");
            if (value.ValueKind == JsonValueKind.Undefined) throw new RowFault(Untrusted.Show(name), "has no JSON value.");
        }

        var length = article.Blocks.Sum(block => (long)block.Length + Article.BlockSeparator.Length);
        if (length - Article.BlockSeparator.Length > maxCharacters)
            throw new RowFault("text", string.Create(CultureInfo.InvariantCulture,
                $"is {length - Article.BlockSeparator.Length} characters long. At most {maxCharacters} are read (MaxCharacters)."));
        return article;
    }

    static string Iso(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
