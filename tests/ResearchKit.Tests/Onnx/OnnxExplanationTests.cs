using Xunit;

namespace ResearchKit.Tests;

/// <summary>A model's score taken apart: by sentences exactly, by words with what remains.</summary>
public sealed class OnnxExplanationTests : IDisposable
{
    static readonly Article News = new() { Id = "news", Title = "Profit rose", Paragraphs = ["The shares rose sharply, and its margin widened. Losses fell (a 5% loss).", "So it was: “the rosette fell”."] };

    readonly BertFolder folder = new();
    readonly OnnxScorer scorer;

    public OnnxExplanationTests() => scorer = folder.Open();

    public void Dispose()
    {
        scorer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Sentences_sum_to_the_value_and_nothing_remains()
    {
        var why = scorer.Explain(News);
        Assert.Equal(scorer.Score(News), why.Score);
        Assert.Equal(0, why.Remainder);
        Assert.InRange(why.Contributions.Sum(part => part.Value) - why.Score.Value, -1e-12, 1e-12);
        Assert.InRange(why.Score.Positive - why.Score.Negative - why.Score.Value, -1e-12, 1e-12);
        Assert.Equal(["Profit rose", "The shares rose sharply, and its margin widened.", "Losses fell (a 5% loss).", "So it was: “the rosette fell”."], why.Contributions.Select(part => News.Text.Substring(part.Start, part.Length)));
        Assert.Equal(why.Contributions.Select(part => (part.Start, part.Length, part.Value)), why.Sentences.Select(part => (part.Start, part.Length, part.Value)));
        Assert.All(why.Contributions, part => Assert.Equal(0.25 * part.Valence, part.Value));
    }

    [Fact]
    public void A_sentence_says_how_likely_each_label_is()
    {
        var shares = TinyBert.Softmax(folder.Bert.Logits([.. new[] { "[CLS]", "profit", "rose", "[SEP]" }.Select(piece => Array.IndexOf(BertFolder.Vocabulary, piece))]));
        Assert.Equal(FormattableString.Invariant($"positive {shares[0]:0.00}, negative {shares[1]:0.00}, neutral {shares[2]:0.00}"), scorer.Explain("Profit rose").Contributions[0].Note);
    }

    [Fact]
    public void A_long_sentence_is_shown_by_its_opening_words() =>
        Assert.Equal(["Profit rose", "The shares rose sharply,…", "Losses fell (a 5% loss).", "So it was: “the rosette…"], scorer.Explain(News).Contributions.Select(part => part.Term));

    [Fact]
    public void A_word_adds_by_how_much_the_value_falls_when_it_is_hidden()
    {
        var why = scorer.ExplainWords("The rosette fell.");
        string[] pieces = ["the", "rose", "##t", "##t", "##e", "fell", "."];
        var whole = folder.Value(pieces);
        (string Word, double Falls)[] expected =
        [
            ("The", whole - folder.Value("[MASK]", "rose", "##t", "##t", "##e", "fell", ".")),
            ("rosette", whole - folder.Value("the", "[MASK]", "[MASK]", "[MASK]", "[MASK]", "fell", ".")),
            ("fell", whole - folder.Value("the", "rose", "##t", "##t", "##e", "[MASK]", ".")),
            (".", whole - folder.Value("the", "rose", "##t", "##t", "##e", "fell", "[MASK]")),
        ];
        Assert.Equal(expected.Select(word => word.Word), why.Contributions.Select(part => part.Term));
        Assert.All(expected.Zip(why.Contributions), pair => Assert.InRange(pair.Second.Value - pair.First.Falls, -2e-5, 2e-5));
        Assert.InRange(why.Remainder - (whole - expected.Sum(word => word.Falls)), -1e-4, 1e-4);
    }

    [Fact]
    public void Words_and_what_remains_sum_to_the_same_value()
    {
        var why = scorer.ExplainWords(News);
        Assert.Equal(scorer.Score(News).Value, why.Score.Value);
        Assert.InRange(why.Contributions.Sum(part => part.Value) + why.Remainder - why.Score.Value, -1e-12, 1e-12);
        Assert.InRange(why.Score.Positive - why.Score.Negative + why.Remainder - why.Score.Value, -1e-12, 1e-12);
        Assert.NotEqual(0, why.Remainder);
        Assert.NotNull(why.RemainderNote);
        Assert.All(why.Contributions, part => Assert.Equal(part.Term, News.Text.Substring(part.Start, part.Length)));
        Assert.Equal("Profit rose The shares rose sharply , and its margin widened . Losses fell ( a 5 % loss ) . So it was : “ the rosette fell ” .", string.Join(' ', why.Contributions.Select(part => part.Term)));
    }

    [Fact]
    public void Words_of_a_sentence_in_parts_are_hidden_in_their_part()
    {
        using var parted = folder.Open(o => o with { MaxPieces = 6 });
        var why = parted.ExplainWords("Its losses widened and the margin fell.");
        // Of the 8 pieces 4 stand in each part, which has half the weight.
        var falls = folder.Value("the", "margin", "fell", ".") - folder.Value("the", "[MASK]", "fell", ".");
        Assert.InRange(why.Contributions.Single(part => part.Term == "margin").Value - falls / 2, -2e-5, 2e-5);
        Assert.InRange(why.Contributions.Sum(part => part.Value) + why.Remainder - why.Score.Value, -1e-12, 1e-12);
    }

    [Fact]
    public void Explanations_are_written_as_those_of_other_methods()
    {
        Assert.All([scorer.Explain(News), scorer.ExplainWords(News)], why =>
        {
            Assert.Equal(why.Contributions.Length, why.ToHtml().Split("<mark").Length - 1);
            Assert.Contains("remainder", why.ToString());
            Assert.Contains("\"contributions\"", why.ToJson());
        });
        Assert.Contains("what words do together", scorer.ExplainWords(News).ToString());
    }
}
