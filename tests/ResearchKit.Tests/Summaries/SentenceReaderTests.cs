using Xunit;

namespace ResearchKit.Tests;

public sealed class SentenceReaderTests
{
    static string[] Read(string text)
    {
        var article = Article.Of(text);
        return [.. SentenceReader.Read(article).Select(sentence => article.Text.Substring(sentence.Start, sentence.Length))];
    }

    [Fact]
    public void A_sentence_has_its_stops_quotes_and_brackets() => Assert.Equal(
        ["He said: \"We grew.\"", "\"Margins fell!\" she said (in Paris).", "Then Mr. Lee left...", "And now?", "No."],
        Read("He said: \"We grew.\" \"Margins fell!\" she said (in Paris). Then Mr. Lee left... And now?  No. "));

    [Fact]
    public void Lines_of_a_list_and_blocks_are_sentences() =>
        Assert.Equal(["Results:", "• Sales rose", "• Costs fell", "U.S. demand held.", "Next block"], Read("Results:\n• Sales rose\n• Costs fell\n\nU.S. demand held.\n\nNext block"));

    [Fact]
    public void Sentences_are_those_of_the_scorer_without_white_space_around_them()
    {
        var scorer = Examples.Sample.Scorer();
        foreach (var article in Examples.Generated(31, 400))
        {
            var text = article.Text;
            var (read, scored) = (SentenceReader.Read(article), scorer.Explain(article).Sentences);
            Assert.Equal(scored.Length, read.Count);
            foreach (var (place, part) in read.Zip(scored))
            {
                Assert.True(place.Start <= part.Start && part.Start + part.Length <= place.Start + place.Length);
                Assert.Equal(text.Substring(place.Start, place.Length).Trim(), text.Substring(place.Start, place.Length));
            }
            foreach (var (before, after) in read.Zip(read.Skip(1))) Assert.True(before.Start + before.Length <= after.Start);
        }
    }
}
