using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

public sealed class SummaryTests
{
    static string[] Sentences(Summary summary) => [.. summary.Sentences.Select(sentence => summary.Article.Text.Substring(sentence.Start, sentence.Length))];

    const string Mine = "The mine was shut after a flood. Copper output at the mine fell by a third. The company will pump water from the mine until spring. Analysts expect copper prices to rise. A dog show was held in town.";

    /// <summary>The formulas of the paper, with dictionaries and a thousand steps.</summary>
    static double[] Naive(string[] sentences)
    {
        var bags = sentences.Select(sentence => sentence.ToLowerInvariant().TrimEnd('.').Split(' ').GroupBy(word => word).ToDictionary(word => word.Key, word => word.Count())).ToList();
        var vectors = bags.Select(bag => bag.ToDictionary(word => word.Key, word => word.Value * Math.Log((double)bags.Count / bags.Count(other => other.ContainsKey(word.Key))))).ToList();
        double Dot(int i, int j) => vectors[i].Sum(word => word.Value * vectors[j].GetValueOrDefault(word.Key));
        double Cosine(int i, int j) => i == j ? 1 : Dot(i, i) * Dot(j, j) is > 0 and var squares ? Dot(i, j) / Math.Sqrt(squares) : 0;
        var n = sentences.Length;
        var shares = Enumerable.Repeat(1.0 / n, n).ToArray();
        for (var step = 0; step < 1000; step++)
            shares = [.. Enumerable.Range(0, n).Select(i => 0.15 / n + 0.85 * Enumerable.Range(0, n).Sum(j => shares[j] * Cosine(i, j) / Enumerable.Range(0, n).Sum(k => Cosine(j, k))))];
        return [.. shares.Select((share, place) => 0.7 * share / shares.Max() + 0.3 / Math.Sqrt(1 + place))];
    }

    [Fact]
    public void Salience_is_that_of_a_naive_LexRank_with_the_lead_favoured()
    {
        var summary = Article.Of(Mine).Summary(5);
        var expected = Naive(Sentences(summary));
        Assert.Equal(5, expected.Length);
        foreach (var (sentence, salience) in summary.Sentences.Zip(expected)) Assert.Equal(salience, sentence.Salience, 1e-7);
    }

    [Fact]
    public void The_most_salient_comes_first_and_the_text_keeps_its_order()
    {
        var summary = Article.Of(Mine).Summary(sentences: 3);
        Assert.Equal(3, summary.Sentences.Length);
        Assert.Equal(summary.Sentences.OrderBy(sentence => sentence.Start), summary.Sentences);
        Assert.Equal([1, 2, 3], summary.Sentences.Select(sentence => sentence.Rank).Order());
        Assert.Equal(Naive(Mine.Split(". ")).Max(), summary.Sentences.Single(sentence => sentence.Rank == 1).Salience, 1e-7);
        Assert.DoesNotContain("dog", summary.Text);
        Assert.Equal(string.Join(' ', Sentences(summary)), summary.Text);
    }

    [Fact]
    public void Sentences_that_share_no_word_are_taken_from_the_lead()
    {
        var summary = Article.Of("Sales rose. Costs fell. Nobody left. Rain came.").Summary(2);
        Assert.Equal(["Sales rose.", "Costs fell."], Sentences(summary));
        Assert.Equal(0.7 + 0.3, summary.Sentences[0].Salience, 1e-12);
        Assert.Equal(0.7 + 0.3 / Math.Sqrt(2), summary.Sentences[1].Salience, 1e-12);
    }

    [Fact]
    public void What_was_said_already_is_not_said_twice()
    {
        var text = "Copper output at the mine fell by a third. Copper output at the mine fell by a third. Copper output at the mine fell by a third! A strike shut the smelter in May. Nobody was hurt.";
        Assert.Single(Sentences(Article.Of(text).Summary(3)), sentence => sentence.StartsWith("Copper", StringComparison.Ordinal));
        Assert.Equal(5, Article.Of(text).Summary(9).Sentences.Length);
    }

    [Fact]
    public void A_text_with_no_more_sentences_than_asked_for_is_its_own_summary()
    {
        Assert.Equal("Sales rose. Costs fell.", Article.Of("Sales rose.\n\nCosts fell.").Summary(3).Text);
        Assert.Empty(Article.Of("—").Summary().Sentences);
        Assert.Empty(Article.Of("").Summary().ToArticle().Paragraphs);
        Assert.Equal(("title", "title"), ((Article.Of("") with { Title = "title" }).Summary().Text, (Article.Of("—") with { Title = "title" }).Summary().Text));
        Assert.Equal("A summary of 0 sentences was asked for. Expected 1 or more.", Assert.Throws<InputException>(() => Article.Of("a").Summary(0)).Message);
    }

    [Fact]
    public void Offsets_count_from_the_title_which_is_no_candidate()
    {
        var summary = (Article.Of(Mine) with { Title = "Mine shut" }).Summary(1);
        var plain = Article.Of(Mine).Summary(1);
        Assert.Equal(plain.Text, summary.Text);
        Assert.Equal(plain.Sentences[0].Start + "Mine shut".Length + Article.BlockSeparator.Length, summary.Sentences[0].Start);
    }

    [Fact]
    public void A_summary_of_every_sentence_scores_as_the_whole()
    {
        var scorer = Examples.Sample.Scorer();
        foreach (var article in Examples.Generated(32, 200).Select(article => article with { Title = "" }))
        {
            var (part, whole) = (scorer.Score(article.Summary(1000).ToArticle()), scorer.Score(article));
            Assert.Equal(($"{article.Id}#summary", whole.Sentences), (part.ArticleId, part.Sentences));
            Assert.Equal(whole.Value, part.Value, 1e-12);
        }
    }

    [Fact]
    public void A_summary_knows_when_and_where_its_article_was_published_and_none_of_its_opinions()
    {
        var article = Article.Of(Mine) with { Id = "m", Source = "Wire", Language = "en", PublishedAt = Examples.Day(1), AvailableAt = Examples.Day(2), SourceScore = 0.3m, SourceLabel = "mildly positive" };
        var summary = article.Summary(2).ToArticle();
        Assert.Equal(("m#summary", "Wire", "en", article.PublishedAt, article.AvailableAt, null, null), (summary.Id, summary.Source, summary.Language, summary.PublishedAt, summary.AvailableAt, summary.SourceScore, summary.SourceLabel));
        Assert.Equal(2, summary.Paragraphs.Length);
    }

    [Fact]
    public void Hostile_texts_are_cut_where_their_characters_end_and_in_little_time()
    {
        foreach (var article in Examples.Generated(33, 200))
            Assert.All(article.Summary().Sentences.SelectMany(sentence => new[] { sentence.Start, sentence.Start + sentence.Length }), border =>
                Assert.False(border > 0 && border < article.Text.Length && char.IsSurrogatePair(article.Text[border - 1], article.Text[border])));
        var many = Article.Of(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"Word{i % 977} fell. ")));
        var clock = Stopwatch.StartNew();
        Assert.Equal(7, many.Summary(7).Sentences.Length);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
        Assert.Equal("text\nSales\\u001B[2J rose.", Article.Of("Sales\u001b[2J rose.").Summary().ToString());
    }

    [Fact]
    public void Culture_changes_nothing()
    {
        var expected = Article.Of(Mine).Summary().ToString();
        ArticleFolder.UnderCulture("tr-TR", () => Assert.Equal(expected, Article.Of(Mine).Summary().ToString()));
        Assert.Equal(Article.Of(Mine).Summary(), Article.Of(Mine).Summary());
    }
}
