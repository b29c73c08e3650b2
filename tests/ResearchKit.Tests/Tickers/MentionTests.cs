using Xunit;

namespace ResearchKit.Tests;

/// <summary>Where companies are named and how that is meant, with the table of the kit.</summary>
public sealed class MentionTests
{
    static readonly Companies Table = Companies.Read(Repository.File("data", "tickers"));

    static readonly TickerScorer Scorer = Invented.Finance.Tickers(Table);

    static string Found(string text) => string.Join(", ", Scorer.Score(Article.Of(text)).Select(row => row.Company.Symbol));

    [Theory]
    [InlineData("Azure grew 30%.", "MSFT")]
    [InlineData("GitHub added an AI feature, and Copilot gained users.", "MSFT")]
    [InlineData("GCP grew 30%.", "GOOGL, GOOG")]
    [InlineData("Gemini, an AI model, won praise.", "GOOGL, GOOG")]
    [InlineData("OCI won a contract.", "ORCL")]
    [InlineData("An AWS outage hit customers.", "AMZN")]
    [InlineData("CoreWeave raised debt.", "CRWV")]
    [InlineData("OpenAI and Anthropic raised funds.", "OpenAI, Anthropic")]
    [InlineData("OPENAI raised funds from Nadella's firm.", "OpenAI, MSFT")]
    [InlineData("$MSFT gains.", "MSFT")]
    [InlineData("A maker of software (NASDAQ: MSFT) rose.", "MSFT")]
    [InlineData("A maker of software (Nasdaq:MSFT) rose.", "MSFT")]
    [InlineData("A maker of software (MSFT) rose.", "MSFT")]
    [InlineData("Microsoft rose. MSFT closed at a record.", "MSFT")]
    [InlineData("MSFT closed at a record.", "")]
    [InlineData("$msft and msft and (msft) closed at a record.", "")]
    public void A_company_is_found_by_its_names_products_computing_people_and_marked_tickers(string text, string symbols) => Assert.Equal(symbols, Found(text));

    [Theory]
    [InlineData("The oracle of Delphi foresaw a loss. An oracle won.")]
    [InlineData("Fires in the Amazon rainforest caused losses. The Amazon river rose.")]
    [InlineData("The arm's length deal was a success; an arm of the bank gained.")]
    [InlineData("Arm's length pricing improved at the chip firm.")]
    [InlineData("A shell company was charged with fraud. Shell companies face a fine.")]
    [InlineData("An apple pie won a prize. Apple pie sales rose.")]
    [InlineData("Windows of opportunity: the Office for National Statistics gained.")]
    [InlineData("(D) demand rose. (SO) what, (BE) gone, (ON) time.")]
    public void Ambiguous_words_in_another_meaning_are_no_company(string text) => Assert.Equal("", Found(text));

    [Fact]
    public void A_bare_ticker_is_a_mention_where_its_company_is_named_otherwise() =>
        Assert.Equal(["Microsoft", "MSFT", "$MSFT"], Assert.Single(Scorer.Score(Article.Of("Microsoft rose. MSFT closed at a record, and $MSFT holders cheered."))).Mentions.Select(mention => mention.Term));

    [Theory]
    [InlineData("Google and potentially Oracle won a contract.", "Google, Oracle hedged")]
    [InlineData("The lab is in talks with Oracle.", "Oracle hedged")]
    [InlineData("The lab is considering Oracle and Google.", "Oracle hedged, Google hedged")]
    [InlineData("Oracle's reported plans grew.", "Oracle's hedged")]
    [InlineData("Oracle talks collapsed.", "Oracle hedged")]
    [InlineData("Oracle reported a wider loss.", "Oracle")]
    [InlineData("Oracle may cut prices.", "Oracle")]
    [InlineData("A profit was reported by Oracle.", "Oracle")]
    [InlineData("The lab is not using Oracle or AWS.", "Oracle negated, AWS negated")]
    [InlineData("The lab left no doubt, and Oracle won.", "Oracle")]
    [InlineData("The lab uses Google, Oracle and Microsoft.", "Google, Oracle, Microsoft")]
    public void A_mention_is_affirmed_hedged_or_negated(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Scorer.Score(Article.Of(text)).SelectMany(row => row.Mentions).OrderBy(mention => mention.Start).Select(mention => mention.Term + (mention.Stance == Stance.Affirmed ? "" : $" {mention.Stance.ToString().ToLowerInvariant()}"))));

    [Fact]
    public void What_is_hedged_counts_half_for_relevance_and_in_the_value()
    {
        var rows = Scorer.Score(Article.Of("The lab signed contracts with Google and potentially Oracle."));
        Assert.Equal(["Alphabet", "Oracle"], rows.Select(row => row.Company.Name));
        // One sentence of one: 1 − (1 − 1)(1 − ½), hedged 1 − (1 − ½)(1 − ¼).
        Assert.Equal([1, 1 - 0.5 * 0.75], rows.Select(row => row.Relevance));
        Assert.Equal([1, 0.5], rows.Select(row => row.Explanation.Contributions[^1].Shifts[^1].Factor));
        Assert.True(rows[0].Value > rows[1].Value && rows[1].Value > 0);
    }

    [Fact]
    public void Relevance_is_the_share_of_sentences_with_the_first_counting_more()
    {
        var rows = Invented.Rows("Orvane rose. Belcora fell. Belcora is a rival. Nothing else came.");
        Assert.Equal(1 - (1 - 1 / 4.0) * (1 - 1 / 2.0), rows["Orvane"].Relevance, 1e-15);
        Assert.Equal(2 / 4.0, rows["Belcora"].Relevance, 1e-15);
        Assert.StartsWith("Orvane: +0.", rows["Orvane"].ToString(), StringComparison.Ordinal);
        Assert.EndsWith("positive, relevance 0.63, 1 mention", rows["Orvane"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_any_list_is_found_in_any_case_with_its_plural()
    {
        var rows = Invented.Rows("Gold rises as dollars weaken.", Invented.Finance.Tickers(Companies.Of("gold", "dollar")));
        Assert.True(rows["gold"].Value > 0);
        Assert.True(rows["dollar"].Value < 0);
        Assert.Equal("gold, dollar", string.Join(", ", Companies.Of("gold", "dollar", "GOLD").Select(company => company.Name)));
    }
}
