using System.Globalization;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>What a corpus is like, as measured.</summary>
/// <param name="Articles">How many.</param>
/// <param name="Tokens">Tokens of an article in the mean.</param>
/// <param name="Sentences">Sentences likewise.</param>
/// <param name="BytesPerToken">UTF-8 bytes of the texts by their tokens.</param>
/// <param name="Coverage">The share of tokens that stand inside hits of the method finance.</param>
/// <param name="NonAscii">The share of articles with a character beyond ASCII.</param>
public sealed record CorpusProperties(int Articles, double Tokens, double Sentences, double BytesPerToken, double Coverage, double NonAscii)
{
    /// <exception cref="InputException">There are no articles.</exception>
    public static CorpusProperties Of(IReadOnlyList<Article> articles, LexiconScorer finance)
    {
        if (articles.Count == 0) throw new InputException("The corpus holds no article. Expected one or more.");
        var scores = finance.Score(articles);
        double tokens = scores.Sum(score => (long)score.Tokens);
        return new(articles.Count, tokens / articles.Count, scores.Average(score => score.Sentences), articles.Sum(article => (long)Encoding.UTF8.GetByteCount(article.Text)) / tokens,
            scores.Sum(score => score.Coverage * score.Tokens) / tokens, articles.Count(article => !Ascii.IsValid(article.Text)) / (double)articles.Count);
    }

    /// <summary>In a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Articles} articles of {Tokens:0.0} tokens in {Sentences:0.0} sentences, {BytesPerToken:0.00} bytes a token, {Coverage:0.0%} of tokens in hits, {NonAscii:0.0%} of articles not ASCII");
}
