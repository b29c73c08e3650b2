using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A sentence of a summary.</summary>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Rank">1 for the sentence that was taken first.</param>
/// <param name="Salience">How much it says of the text, 0 to 1.</param>
public readonly record struct SummarySentence(int Start, int Length, int Rank, double Salience)
{
    /// <summary>Place, rank and salience.</summary>
    public override string ToString() => FormattableString.Invariant($"sentence at {Start}, taken as {Rank}, salience {Salience:0.000}");
}

/// <summary>Sentences of an article that say most of it, as they stand there, in the order of the text. Immutable.</summary>
/// <remarks>
/// <para>LexRank (Erkan, Radev 2004). Sentences are vectors of tf·log(n/df) over the n sentences of the body; a walk goes on from a sentence to another in proportion to their cosine with probability 0.85, and to any with the rest; at most 100 steps,
/// or until the shares move by less than 1e-9 in sum. Salience = 0.7·share/greatest share + 0.3/√(1 + place), place 0 for the first sentence of the body.</para>
/// <para>Each next sentence is the one with the greatest salience × (1 − its greatest cosine with one that is taken), equals by their place (after Carbonell, Goldstein 1998). The title is no candidate where there is a body. Of a longer body the first 500 sentences are.</para>
/// <para>The logarithm makes the choice the same on one runtime and processor family.</para>
/// </remarks>
/// <param name="Article">The article.</param>
/// <param name="Sentences">In the order of the text.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Summary(Article Article, ImmutableArray<SummarySentence> Sentences)
{
    /// <summary>The sentences with a space between them.</summary>
    public string Text => string.Join(' ', Parts());

    /// <summary>The summary as an article to be scored beside the whole: its id with <c>#summary</c>, times, source and language of the whole, no title, each sentence a paragraph.</summary>
    public Article ToArticle() => new()
    {
        Id = $"{Article.Id}#summary",
        Paragraphs = [.. Parts()],
        PublishedAt = Article.PublishedAt,
        AvailableAt = Article.AvailableAt,
        Source = Article.Source,
        Language = Article.Language,
    };

    internal static Summary Of(Article article, int sentences)
    {
        if (sentences < 1) throw new InputException($"A summary of {sentences} sentences was asked for. Expected 1 or more.");
        var body = SentenceReader.Read(article);
        if (article.Title.Length > 0 && body.Any(sentence => sentence.Block > 0)) body = [.. body.Where(sentence => sentence.Block > 0)];
        var ranking = new SentenceRanking(body);
        return new(article, [.. ranking.Take(sentences).Select((sentence, rank) => new SummarySentence(body[sentence].Start, body[sentence].Length, rank + 1, ranking.Salience[sentence])).OrderBy(sentence => sentence.Start)]);
    }

    /// <summary>Whether the same sentences of equal articles were taken.</summary>
    public bool Equals(Summary? other) => other is not null && Article.Equals(other.Article) && Sentences.AsSpan().SequenceEqual(other.Sentences.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Article, Sentences.Length);

    /// <summary>Id and sentences, one a line.</summary>
    public override string ToString() => string.Join('\n', Parts().Prepend(Article.Id).Select(Untrusted.Line));

    IEnumerable<string> Parts()
    {
        var text = Article.Text;
        return Sentences.Select(sentence => text.Substring(sentence.Start, sentence.Length));
    }
}

/// <summary>Summaries of articles.</summary>
public static class Summarizing
{
    /// <summary>The sentences that say most of it, as they stand: all, where there are no more than asked for.</summary>
    /// <param name="article">The article.</param>
    /// <param name="sentences">1 or more.</param>
    /// <exception cref="InputException">Fewer than 1.</exception>
    public static Summary Summary(this Article article, int sentences = 3) => ResearchKit.Summary.Of(article, sentences);
}
