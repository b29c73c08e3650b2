using Xunit;

namespace ResearchKit.Tests;

/// <summary>A model in ONNX as a way of scoring, against a second computation of a tiny random one.</summary>
public sealed class OnnxScorerTests : IDisposable
{
    const string First = "The profit rose sharply.", Second = "Its losses widened and the margin fell.";

    readonly BertFolder folder = new();

    public void Dispose() => folder.Dispose();

    double FirstValue => folder.Value("the", "profit", "rose", "sharply", ".");

    double SecondValue => folder.Value("its", "losses", "widened", "and", "the", "margin", "fell", ".");

    static void Near(double expected, double found) => Assert.InRange(found, expected - 2e-5, expected + 2e-5);

    [Fact]
    public void Logits_are_those_of_an_independent_computation_alone_and_in_company()
    {
        using var model = new OnnxModel(new(folder.Path, new()), new());
        var draws = new Draws(7);
        int[][] texts = [.. Enumerable.Range(1, 40).Select(length => Enumerable.Range(0, length).Select(_ => draws.Below(BertFolder.Vocabulary.Length)).ToArray())];
        texts = draws.Shuffled(texts);
        var together = model.Logits(texts, _ => "");
        Assert.All(texts.Zip(together), pair =>
        {
            var expected = folder.Bert.Logits([Array.IndexOf(BertFolder.Vocabulary, "[CLS]"), .. pair.First, Array.IndexOf(BertFolder.Vocabulary, "[SEP]")]);
            Assert.All(expected.Zip(pair.Second), logits => Near(logits.First, logits.Second));
            Assert.All(expected.Zip(Assert.Single(model.Logits([pair.First], _ => ""))), logits => Near(logits.First, logits.Second));
        });
        Assert.True(together.Max(row => row.Max()) - together.Min(row => row.Min()) > 1, "The logits tell nothing apart.");
    }

    [Fact]
    public void A_sentence_is_worth_its_positive_share_less_its_negative_one()
    {
        using var scorer = folder.Open();
        Near(FirstValue, scorer.Score(First).Value);
        Near(SecondValue, scorer.Score(Second).Value);
        Assert.True(Math.Abs(FirstValue - SecondValue) > 0.05, "The sentences are worth the same.");
    }

    [Fact]
    public void An_article_is_the_mean_of_its_sentences()
    {
        using var scorer = folder.Open();
        Near((FirstValue + SecondValue) / 2, scorer.Score($"{First} {Second}").Value);
    }

    [Fact]
    public void Sentences_may_weigh_by_their_words()
    {
        using var scorer = folder.Open(o => o with { Weighting = Weighting.Length });
        Near((4 * FirstValue + 7 * SecondValue) / 11, scorer.Score($"{First} {Second}").Value);
    }

    [Fact]
    public void The_lead_may_weigh_more()
    {
        using var scorer = folder.Open(o => o with { Weighting = Weighting.Lead, LeadWeight = 3 });
        Near((3 * FirstValue + SecondValue) / 4, scorer.Score($"{First}\n\n{Second}").Value);
    }

    [Fact]
    public void A_title_is_a_sentence()
    {
        using var scorer = folder.Open();
        var score = scorer.Score(new Article { Id = "a", Title = "The profit rose sharply", Paragraphs = [Second] });
        Near((folder.Value("the", "profit", "rose", "sharply") + SecondValue) / 2, score.Value);
        Assert.Equal((2, 11), (score.Sentences, score.Tokens));
    }

    [Fact]
    public void A_long_sentence_is_read_in_parts_of_about_the_same_size()
    {
        // 8 pieces at a time are 6 words of one piece: 8 of them come in two parts of 4.
        using var scorer = folder.Open(o => o with { MaxPieces = 8 });
        Near((4 * folder.Value("its", "losses", "widened", "and") + 4 * folder.Value("the", "margin", "fell", ".")) / 8, scorer.Score(Second).Value);
    }

    [Fact]
    public void A_word_stays_whole_between_parts()
    {
        // Of 7 pieces 4 would go into each part, and the 4th would part "rosette" of 4 pieces from its beginning.
        using var scorer = folder.Open(o => o with { MaxPieces = 6 });
        Near((2 * folder.Value("the", "margin") + 4 * folder.Value("rose", "##t", "##t", "##e") + 1 * folder.Value(".")) / 7, scorer.Score("The margin rosette.").Value);
    }

    [Fact]
    public void A_model_for_fewer_pieces_reads_fewer_at_a_time()
    {
        folder.Configure(null, ("max_position_embeddings", 8));
        using var scorer = folder.Open();
        Near((4 * folder.Value("its", "losses", "widened", "and") + 4 * folder.Value("the", "margin", "fell", ".")) / 8, scorer.Score(Second).Value);
    }

    [Fact]
    public void The_order_of_the_labels_decides_about_the_sign()
    {
        using var before = folder.Open();
        folder.Configure(["NEGATIVE", "Positive", "neutral"]);
        using var after = folder.Open();
        Assert.Equal(-before.Score(First).Value, after.Score(First).Value);
        Assert.NotEqual(before.Identity, after.Identity);
    }

    [Fact]
    public void Labels_without_a_meaning_are_named_by_the_user()
    {
        folder.Configure(["LABEL_0", "LABEL_1", "LABEL_2"]);
        using var scorer = folder.Open(o => o with { Labels = "negative, positive, neutral" });
        Near(-FirstValue, scorer.Score(First).Value);
        Assert.Equal(["negative", "positive", "neutral"], scorer.Labels);
    }

    [Fact]
    public void The_same_bits_on_any_number_of_threads_in_any_order_and_culture()
    {
        using var scorer = folder.Open(o => o with { BatchPieces = 64 });
        var draws = new Draws(3);
        Article[] articles = [.. Enumerable.Range(0, 60).Select(i => Article.Of(string.Join(' ', draws.Shuffled([First, Second, "Shares fell.", "So it was, they said: 5% of the shares rose $3.50."]).Take(1 + i % 4)), $"{i}"))];
        var alone = articles.ToDictionary(article => article.Id, article => scorer.Score(article));
        Assert.All(scorer.Score(draws.Shuffled(articles)), score => Assert.Equal(alone[score.ArticleId], score));
        ArticleFolder.UnderCulture("tr-TR", () => Assert.All(articles, article => Assert.Equal(alone[article.Id], scorer.Score(article))));
        using var again = folder.Open(o => o with { BatchPieces = 64 });
        Assert.All(articles, article => Assert.Equal(alone[article.Id], again.Score(article)));
    }

    [Fact]
    public void Articles_that_share_runs_have_the_values_that_they_have_alone()
    {
        using var scorer = folder.Open();
        using var sharing = folder.Open(o => o with { ShareRuns = true, BatchPieces = 100 });
        Article[] articles = [.. Enumerable.Range(0, 700).Select(i => Article.Of((i % 5) switch { 0 => First, 1 => Second, 2 => $"{Second} Shares fell. {First}", 3 => "…", _ => "Der Gewinn ist mit der Marge gestiegen." }, $"{i}"))];
        var scores = sharing.Score(articles);
        Assert.Equal(articles.Select(article => article.Id), scores.Select(score => score.ArticleId));
        Assert.All(scorer.Score(articles).Zip(scores), pair =>
        {
            Near(pair.First.Value, pair.Second.Value);
            Assert.Equal(pair.First with { Value = 0, Positive = 0, Negative = 0, Method = "" }, pair.Second with { Value = 0, Positive = 0, Negative = 0, Method = "" });
        });
        Assert.Equal(scores, sharing.Score(articles));
        Assert.EndsWith("/batchPieces=100,shareRuns=True", sharing.Identity);
    }

    [Fact]
    public void More_threads_within_a_run_stand_in_the_identity()
    {
        using var scorer = folder.Open(o => o with { Threads = 2, Weighting = Weighting.Length });
        Assert.Matches("^onnx:tiny@[0-9a-f]{8}/weighting=Length,threads=2$", scorer.Identity);
        Near(FirstValue, scorer.Score(First).Value);
    }

    [Fact]
    public void Other_weights_are_another_method()
    {
        using var scorer = folder.Open();
        using var second = new BertFolder(bert => new TinyBert(bert.Pieces, Seed: 2));
        using var other = second.Open();
        Assert.Matches("^onnx:tiny@[0-9a-f]{8}$", scorer.Identity);
        Assert.NotEqual(scorer.Identity, other.Identity);
        Assert.NotEqual(scorer.Hash, other.Hash);
    }

    [Fact]
    public void What_has_no_word_that_the_model_knows_is_silent()
    {
        using var scorer = folder.Open();
        Assert.All(["", "…", "Ωμέγα"], text =>
        {
            var score = scorer.Score(new Article { Id = "a", Language = "en", Paragraphs = [text] });
            Assert.Equal((Outcome.Silent, 0.0), (score.Outcome, score.Value));
        });
    }

    [Fact]
    public void Coverage_is_the_share_of_words_that_the_model_knows()
    {
        using var scorer = folder.Open();
        Assert.Equal(4 / 5.0, scorer.Score("The profit Ωμέγα rose.").Coverage);
    }

    [Fact]
    public void Another_language_is_not_scored_unless_the_model_is_for_it()
    {
        const string German = "Der Gewinn ist mit der Marge und den Preisen gestiegen.";
        using var scorer = folder.Open();
        Assert.Equal(Outcome.UnsupportedLanguage, scorer.Score(German).Outcome);
        Assert.Empty(scorer.Explain(German).Contributions);
        using var any = folder.Open(o => o with { AnyLanguage = true });
        Assert.Equal(Outcome.Scored, any.Score(German).Outcome);
    }

    [Fact]
    public void A_model_of_two_labels_is_never_neutral()
    {
        using var two = new BertFolder(bert => new TinyBert(bert.Pieces, Labels: 2));
        two.Configure(["positive", "negative"]);
        using var scorer = two.Open();
        var score = scorer.Score(First);
        Near(two.Value("the", "profit", "rose", "sharply", "."), score.Value);
        Assert.Equal(score.Value > 0 ? "positive" : "negative", scorer.Classes.Label(score));
        using var three = folder.Open();
        Assert.Equal(["negative", "neutral", "neutral", "positive"], new[] { -0.5, -0.49, 0.49, 0.5 }.Select(value => three.Classes.Label(score with { Value = value })));
    }

    [Fact]
    public void A_model_may_take_texts_of_one_width_one_at_a_time_in_32_bits_and_without_types()
    {
        using var narrow = new BertFolder(bert => bert with { Width = 12, Batch = 1, Kind = OnnxGraph.Int, HasTypes = false });
        using var scorer = narrow.Open();
        Near((narrow.Value("the", "profit", "rose", "sharply", ".") + narrow.Value("its", "losses", "widened", "and", "the", "margin", "fell", ".")) / 2, scorer.Score($"{First} {Second}").Value);
    }

    [Fact]
    public void The_vocabulary_may_stand_in_tokenizer_json()
    {
        using var listed = folder.Open();
        folder.Remove("vocab.txt");
        var pieces = string.Join(",", BertFolder.Vocabulary.Index().Select(piece => $"\"{piece.Item}\":{piece.Index}"));
        folder.Put("tokenizer.json", """{"normalizer":{"type":"BertNormalizer","lowercase":true,"strip_accents":null},"model":{"type":"WordPiece","continuing_subword_prefix":"##","vocab":{PIECES}}}""".Replace("PIECES", pieces));
        using var whole = folder.Open();
        Assert.Equal(listed.Score(First), whole.Score(First));
    }

    [Fact]
    public void A_scorer_that_was_given_back_cannot_be_used()
    {
        var scorer = folder.Open();
        scorer.Dispose();
        scorer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scorer.Score(First));
    }

    [Fact]
    public async Task Who_gives_a_scorer_back_waits_for_what_is_being_scored()
    {
        var scorer = folder.Open();
        var expected = scorer.Score(First).Value;
        var count = 0;
        var scoring = Task.Run(() =>
        {
            while (true)
            {
                Assert.Equal(expected, scorer.Score(First).Value);
                Interlocked.Increment(ref count);
            }
        });
        while (Volatile.Read(ref count) < 3 && !scoring.IsCompleted) await Task.Yield();
        scorer.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scoring);
    }
}
