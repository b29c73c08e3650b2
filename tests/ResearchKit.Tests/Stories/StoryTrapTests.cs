using Xunit;

namespace ResearchKit.Tests;

/// <summary>What looks like one story and is not, and the other way round.</summary>
public sealed class StoryTrapTests
{
    static int Count(params (string Title, string Text)[] told) => Stories.Of(Corpus.Of(told.Select((one, i) => ToldTexts.Article($"a{i}", [one.Text], i, one.Title)))).Count;

    static int Count(params string[] told) => Count([.. told.Select(text => ("", text))]);

    [Theory]
    [InlineData("Acme shares rise 5% after third-quarter results beat estimates", "Bolt shares rise 7% after third-quarter results beat estimates")]
    [InlineData("Acme Shares Rise 5% After Third-Quarter Results Beat Estimates", "Bolt Shares Rise 7% After Third-Quarter Results Beat Estimates")]
    [InlineData("Acme Shares Rise After Third-Quarter Results Beat Estimates", "Bolt Shares Rise After Third-Quarter Results Beat Estimates")]
    [InlineData("Acme shares rise after strong results", "Bolt shares rise after strong results")]
    [InlineData("Acme shares rise 5% after third-quarter results beat estimates", "Acme shares rise 7% after third-quarter results beat estimates")]
    [InlineData("Acme says Q2 revenue rises on higher demand for its machine tools", "Acme says Q3 revenue rises on higher demand for its machine tools")]
    [InlineData("$ACME crosses above its moving average of the last two hundred days", "$BOLT crosses above its moving average of the last two hundred days")]
    public void Headlines_of_one_template_are_two_stories(string one, string other)
    {
        Assert.Equal(2, Count(one, other));
        Assert.Equal(2, Count((one, ""), (other, "")));
        Assert.Equal(1, Count(one, one));
    }

    static string Report(string name, string ticker, string chief, string[] n) => $"""
        {name} (NYSE:{ticker}) released its quarterly earnings data on Tuesday. The company reported earnings of ${n[0]} per share for the quarter, beating analysts' consensus estimates of ${n[1]} by ${n[2]}.
        {name} had a net margin of {n[3]}% and a return on equity of {n[4]}%. The business had revenue of ${n[5]} million during the quarter, compared to analyst estimates of ${n[6]} million.
        Shares of {ticker} traded up on the news, and the stock has a market capitalization of ${n[7]} billion. {name} has a 50-day moving average of ${n[8]} and a 200-day moving average of ${n[9]}.
        Analysts at Goldman Sachs and JPMorgan have commented on the stock, according to Bloomberg. {chief}, the chief executive, said that demand in the United States and Europe had held up.
        """;

    [Fact]
    public void Reports_of_one_template_are_two_stories() => Assert.Equal(3, Count(
        Report("Acme Robotics", "ACME", "Ann Lee", ["1.20", "1.12", "0.08", "8.4", "12.1", "640", "622", "4.2", "61.30", "58.12"]),
        Report("Bolt Foods", "BLT", "Tom Ray", ["0.42", "0.40", "0.02", "3.1", "7.7", "115", "112", "1.9", "21.45", "22.90"]),
        Report("Acme Robotics", "ACME", "Ann Lee", ["1.31", "1.29", "0.03", "8.9", "12.8", "671", "655", "4.7", "66.02", "60.77"])));

    static string Notice(string name, string ticker) => $"""
        The law firm Pommel Ward is investigating claims on behalf of investors of {name} ({ticker}). Such investors are advised to contact the firm at 212-555-0100, extension 7980. The investigation concerns whether {name} and
        certain of its officers or directors have engaged in securities fraud or other unlawful business practices. Pommel Ward, with offices in New York, Chicago and Los Angeles, is acknowledged as one of the premier firms in
        the areas of corporate, securities and antitrust class litigation. Founded in 1936, Pommel Ward continues in the tradition that its founder established, fighting for the rights of the victims of securities fraud.
        """;

    [Fact]
    public void Notices_of_one_template_are_two_stories()
    {
        Assert.Equal(2, Count(Notice("Acme Robotics", "ACME"), Notice("Bolt Foods", "BLT")));
        Assert.Equal(1, Count(Notice("Acme Robotics", "ACME"), $"NEW YORK (Newswire) – {Notice("Acme Robotics", "ACME").Replace("advised", "urged")}"));
    }

    const string Approved = "Regulators cleared the merger of Acme and Bolt on Monday, ending a review of nine months. The two toolmakers expect to close within weeks, and analysts see savings of $40 million a year. Shares of both rose.";

    [Fact]
    public void A_follow_up_that_says_the_opposite_in_its_own_words_is_another_story() => Assert.Equal(2, Count(Approved,
        "A court stopped the merger of Acme and Bolt on Thursday, three days after regulators had cleared it. A rival had sued, saying that buyers of tools would pay more. Shares of both fell, and the savings of $40 million are in doubt."));

    [Fact]
    public void Facts_retold_in_other_words_are_another_story() => Assert.All(Corpus.Read(Repository.File("data", "paraphrases", "pairs.csv")), pair =>
        Assert.Equal(2, Count(pair.Paragraphs[0], pair.Paragraphs[1])));

    [Fact]
    public void A_wire_copy_with_another_title_dateline_agency_and_a_few_edits_is_the_same_story()
    {
        var tail = " Holders are to vote on the deal next month. The offer is worth 12.50 a share in cash, and the board has recommended it. Both firms make hand tools for builders, and sell most of them in the north of the country.";
        var edited = $"LONDON, March 3 (Newswire) – {Approved.Replace("a review of nine months", "a nine-month review")}{tail} (Reporting by Newswire)";
        Assert.Equal(1, Count(("Acme and Bolt may merge", Approved + tail), ("Regulators clear toolmakers' deal: what to know", edited)));
    }

    [Fact]
    public void A_number_is_the_same_however_its_unit_is_written() => Assert.Equal(1, Count(
        "Acme to buy Bolt for $1.2bn in cash, up 20%, the firms said on Monday", "Acme to buy Bolt for $1.2 billion in cash, up 20 percent, the firms said on Monday"));

    [Fact]
    public void A_copy_cut_after_its_opening_is_the_same_story_and_a_teaser_is_not()
    {
        var words = new ToldTexts(3).Words(400);
        Article Cut(int count) => ToldTexts.Article($"cut{count}", words[..count], 5, "another title than before");
        var whole = ToldTexts.Article("whole", words, 1);
        Assert.All(Enumerable.Range(30, 40), count => Assert.Equal(1, Stories.Of(Corpus.Of(whole, Cut(count))).Count));
        Assert.Equal(2, Stories.Of(Corpus.Of(whole, Cut(20))).Count);
        // The other way round: what is longer came later.
        Assert.Equal("cut60", Stories.Of(Corpus.Of(Cut(60) with { PublishedAt = ToldTexts.Hour(0) }, whole))["whole"].Id);
    }

    [Fact]
    public void A_passage_that_two_long_texts_share_makes_no_story()
    {
        var told = new ToldTexts(4);
        var shared = told.Words(60);
        Assert.Equal(2, Stories.Of(Corpus.Of(ToldTexts.Article("a", shared.Concat(told.Words(100)), 1), ToldTexts.Article("b", shared.Concat(told.Words(100)), 2))).Count);
    }
}
