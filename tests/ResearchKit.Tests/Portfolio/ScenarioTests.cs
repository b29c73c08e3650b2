using Xunit;

namespace ResearchKit.Tests;

/// <summary>What if: read, and applied.</summary>
public sealed class ScenarioTests
{
    static readonly Exposure Exposure = Book.Exposure();

    static double Sentiment(string ticker) => Exposure.Positions.Single(position => position.Position.Ticker == ticker).Sentiment!.Value;

    static ScenarioOutcome Under(string text) => Exposure.Under(Scenario.Parse(text));

    static double After(ScenarioOutcome outcome, string ticker) => outcome.Positions.Single(position => position.Position.Ticker == ticker).After!.Value;

    [Theory]
    [InlineData("MSFT falls to -0.5", "MSFT", false, ScenarioAction.To, -0.5, -1)]
    [InlineData("Microsoft's sentiment falls to −0.5", "Microsoft", false, ScenarioAction.To, -0.5, -1)]
    [InlineData("Banner Health Group’s moves to +1", "Banner Health Group", false, ScenarioAction.To, 1, 0)]
    [InlineData("msft sentiment rises by 0.25", "msft", false, ScenarioAction.By, 0.25, 1)]
    [InlineData("MSFT falls by 0.25", "MSFT", false, ScenarioAction.By, -0.25, -1)]
    [InlineData("egress theme doubles", "egress", true, ScenarioAction.Times, 2, 0)]
    [InlineData("theme egress and portability times 1.5", "egress and portability", true, ScenarioAction.Times, 1.5, 0)]
    [InlineData("Theme scarcity vanishes", "scarcity", true, ScenarioAction.Times, 0, 0)]
    [InlineData("MSFT turns", "MSFT", false, ScenarioAction.Times, -1, 0)]
    [InlineData("MSFT halves", "MSFT", false, ScenarioAction.Times, 0.5, 0)]
    [InlineData("MSFT triples", "MSFT", false, ScenarioAction.Times, 3, 0)]
    public void A_change_is_read(string text, string subject, bool isTheme, ScenarioAction action, double number, int direction) =>
        Assert.Equal(new(text, subject, isTheme, action, number, direction), Assert.Single(Scenario.Parse(text).Changes));

    [Fact]
    public void A_sentiment_moves_the_exposure_by_the_weight()
    {
        var outcome = Under("TAR falls to -0.5");
        Assert.Equal(-0.3 * (-0.5 - Sentiment("TAR")), outcome.Change, 1e-12);
        Assert.Equal(Exposure.Value, outcome.Before);
        Assert.Equal(Exposure.Value + outcome.Change, outcome.After, 1e-15);
        Assert.Equal(outcome.Change, outcome.Positions.Sum(position => position.Change), 1e-15);
        // Both tickers of a company, under any of its names.
        Assert.Equal(0.6 * (-0.9 - Sentiment("ORV")), Under("orvane's sentiment falls to -0.9").Change, 1e-12);
        Assert.Equal(Under("Orvane falls to -0.9").Change, Under("ORVB falls to -0.9").Change);
        Assert.Equal(0.6 * 0.1 + -0.3 * -Sentiment("TAR"), Under("ORV rises by 0.1; TAR vanishes").Change, 1e-12);
        Assert.Equal(-0.3 * (0.5 - 1) * Sentiment("TAR"), Under("TAR halves").Change, 1e-12);
    }

    [Fact]
    public void A_position_without_news_can_be_given_a_sentiment()
    {
        Assert.Equal(0.1 * -0.5, Under("TAM falls to -0.5").Change, 1e-12);
        Assert.Equal(0.1 * 0.2, Under("ZZZ rises by 0.2").Change, 1e-12);
        Assert.Equal(["'TAM doubles' changes nothing: there is no sentiment to change, or it stands there already."], Under("TAM doubles").Notes);
    }

    [Fact]
    public void A_theme_multiplies_what_it_adds_to_each_sentiment()
    {
        // All that is said for Orvane is of its shares.
        Assert.Equal(0.6 * Sentiment("ORV"), Under("shares theme doubles").Change, 1e-12);
        Assert.Equal(-0.6 * Sentiment("ORV"), Under("theme share vanishes").Change, 1e-12);
        Assert.Equal(0, After(Under("theme shares vanishes"), "ORV"), 1e-12);
        Assert.Equal(-0.3 * Sentiment("TAR") * -2, Under("theme (no theme) turns").Change, 1e-12);
        Assert.Equal(["'tides theme doubles' changes nothing: what is said of the theme 'tides' adds nothing to any sentiment."], Under("tides theme doubles").Notes);
    }

    [Fact]
    public void A_value_beyond_1_is_held_there_and_said()
    {
        var outcome = Under("TAR rises by 2");
        Assert.Equal(1, After(outcome, "TAR"));
        Assert.Equal(-0.3 * (1 - Sentiment("TAR")), outcome.Change, 1e-12);
        Assert.StartsWith("TAR would be at +2.", Assert.Single(outcome.Notes));
        Assert.EndsWith(": it is held at +1.", outcome.Notes[0]);
    }

    [Fact]
    public void Changes_come_about_one_after_the_other()
    {
        Assert.Equal(0.6 * (0.2 - Sentiment("ORV")), Under("theme shares doubles; ORV moves to 0.2").Change, 1e-12);
        Assert.Equal(0.6 * (0.2 + Sentiment("ORV") - Sentiment("ORV")), Under("ORV moves to 0.2; theme shares doubles").Change, 1e-12);
    }

    [Theory]
    [InlineData("", "The scenario is empty. Expected SUBJECT ACTION: ")]
    [InlineData("MSFT explodes", "Scenario 'MSFT explodes': no change is found in it. Expected SUBJECT ACTION: a ticker or company that is held, ")]
    [InlineData("falls to 0.5", "Scenario 'falls to 0.5': no change is found in it.")]
    [InlineData("MSFT falls to low", "Scenario 'MSFT falls to low': 'low' is not a number. Expected one such as -0.5, with '.' as decimal point.")]
    [InlineData("MSFT falls to -0,5", "Scenario 'MSFT falls to -0,5': '-0,5' is not a number.")]
    [InlineData("MSFT falls to -5", "Scenario 'MSFT falls to -5': -5 is no sentiment. Expected a number from -1 to 1.")]
    [InlineData("MSFT moves by 0.5", "Scenario 'MSFT moves by 0.5': by how much it moves is not clear.")]
    [InlineData("MSFT falls by -0.5", "Scenario 'MSFT falls by -0.5': by how much it moves is not clear.")]
    [InlineData("egress theme falls to -0.5", "Scenario 'egress theme falls to -0.5': a theme has no sentiment of its own.")]
    public void What_cannot_be_read_is_refused(string text, string message) => Assert.StartsWith(message, Assert.Throws<InputException>(() => Scenario.Parse(text)).Message);

    [Theory]
    [InlineData("MSFT falls to -0.5", "Scenario 'MSFT falls to -0.5': 'MSFT' is not held. Held: ORV, ORVB, TAR, TAM, ZZZ.")]
    [InlineData("shares doubles", "Scenario 'shares doubles': 'shares' is not held; for the theme write 'theme shares'. Held: ")]
    [InlineData("CASH falls to 0", "Scenario 'CASH falls to 0': 'CASH' is not held.")]
    [InlineData("theme egress doubles", "Scenario 'theme egress doubles': theme 'egress' is not known. Available: shares, hosting, tides.")]
    [InlineData("theme s doubles", "Scenario 'theme s doubles': theme 's' may be several. Expected one of: shares, hosting, tides.")]
    [InlineData("TAR rises to -0.5", "Scenario 'TAR rises to -0.5': TAR stands at +0.")]
    [InlineData("ORV moves to 0; Orvane moves to 1", "Scenario 'Orvane moves to 1': 'Orvane' is changed twice. Expected each once.")]
    public void What_does_not_fit_the_book_is_refused(string text, string message) => Assert.StartsWith(message, Assert.Throws<InputException>(() => Under(text)).Message);

    [Fact]
    public void A_name_may_end_in_an_s_of_its_own()
    {
        Company[] companies = [Made("McOrvane's", "MCO"), Made("Tarvel", "MCX")];
        var exposure = Exposure.Of(Portfolio.Of("book", [("MCX", 0.5), ("MCO", 0.5)]), Book.Corpus, Book.Finance, Companies.Of(companies), Book.Themes, Book.AsOf);
        foreach (var text in new[] { "McOrvane's falls to -0.5", "mcorvane’s sentiment moves to -0.5", "McOrvane's's falls to -0.5" })
            Assert.Equal([null, -0.5], exposure.Under(Scenario.Parse(text)).Positions.Select(position => position.After));
        Assert.Equal([-0.5, null], exposure.Under(Scenario.Parse("Tarvel's falls to -0.5")).Positions.Select(position => position.After));

        static Company Made(string name, string ticker) => new(name) { Tickers = [ticker], Aliases = [new(new(name), AliasKind.Name)] };
    }

    [Fact]
    public void A_theme_goes_along_with_a_factor_and_not_with_a_value_that_was_set()
    {
        // All that is said for Orvane is of its shares: half of it, and that doubled, is what it was.
        Assert.Equal(Sentiment("ORV"), After(Under("ORV halves; shares theme doubles"), "ORV"), 1e-12);
        Assert.Equal(Sentiment("ORV"), After(Under("shares theme doubles; ORV halves"), "ORV"), 1e-12);
        var set = Under("ORV moves to 0; shares theme doubles");
        Assert.Equal(Sentiment("ORV"), After(set, "ORV"), 1e-12);
        Assert.Equal(2, set.Notes.Length);
        Assert.StartsWith("'shares theme doubles' moves ORV by what its news says of the theme now, ", set.Notes[0]);
        Assert.EndsWith(": the value that it was given before has no themes of its own.", set.Notes[0]);
        Assert.Empty(Under("shares theme doubles; ORV moves to 0").Notes);
    }
}
