using Xunit;

namespace ResearchKit.Tests;

/// <summary>Silent, neutral, mixed and unsupported language are four different things.</summary>
public class SilenceTests
{
    static Score Score(string text, string? language = null) => Examples.Small.Scorer().Score(Article.Of(text) with { Language = language });

    static string Label(string text, string? language = null) => Scale.TenWords.Label(Score(text, language));

    [Fact]
    public void A_text_without_a_hit_is_silent()
    {
        Assert.Equal("silent", Label("The board met on Tuesday."));
        var score = Score("The board met on Tuesday.");
        Assert.Equal((Outcome.Silent, 0.0, 0.0, 0.0, 0.0, 0, 1, 5), (score.Outcome, score.Value, score.Positive, score.Negative, score.Coverage, score.Hits, score.Sentences, score.Tokens));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n ")]
    [InlineData("… — !")]
    public void A_text_without_a_word_is_silent(string text)
    {
        Assert.Equal("silent", Label(text));
        Assert.Equal(0, Score(text).Tokens);
    }

    [Fact]
    public void A_phrase_of_valence_zero_and_shifters_alone_are_silent()
    {
        Assert.Equal("silent", Label("They are debt free."));
        Assert.Equal("silent", Label("It may not be very critical, but it is."));
    }

    [Fact]
    public void Hits_that_come_to_little_are_neutral()
    {
        // One faint hit among many quiet sentences: 0.65 / 9 is below 0.10.
        Assert.Equal("neutral", Label("A profit. " + string.Concat(Enumerable.Repeat("A quiet day. ", 8))));
        Assert.Equal(Outcome.Scored, Score("A profit. A quiet day. A quiet day. A quiet day. A quiet day.").Outcome);
    }

    [Fact]
    public void Strong_hits_that_cancel_are_mixed()
    {
        Assert.Equal("mixed", Label("A gain. A loss."));
        Assert.Equal("mixed", Label("A gain and a loss."));
    }

    [Fact]
    public void A_hit_that_a_shifter_takes_to_zero_is_scored_not_silent()
    {
        var lexicon = Lexicon.Of("zero", new("gain", Role.Polarity, 0.5), new("no", Role.Negator, 0));
        // The rivals take a shifter's role at most from the lexicon, and its factor from their own formulas.
        foreach (var method in Method.All.Where(method => method.Options.Measure <= Measure.Root))
        {
            var why = lexicon.Scorer(method.Name, o => o with { Shifters = true }).Explain("No gain.");
            Assert.Equal((Outcome.Scored, 0.0, "neutral"), (why.Score.Outcome, why.Score.Value, why.Label()));
            Assert.Equal((0.0, 0.0), (Assert.Single(why.Contributions).Counted, why.Contributions[0].Value));
        }
    }

    [Theory]
    [InlineData("Der Gewinn der Bank ist im zweiten Quartal gestiegen, und die Aktie legte zu.")]
    [InlineData("Le bénéfice de la banque a progressé au deuxième trimestre et les analystes sont surpris.")]
    [InlineData("Прибыль банка выросла во втором квартале.")]
    [InlineData("该公司第二季度利润下降，股价大跌。")]
    [InlineData("株価が大幅に下落した。")]
    [InlineData("Los beneficios del banco subieron en el segundo trimestre, pero la deuda crece.")]
    public void A_text_in_another_language_is_unsupported_and_nothing_is_counted(string text)
    {
        foreach (var scorer in Examples.Scorers(Examples.Small))
        {
            var why = scorer.Explain(text + " gain gain");
            Assert.Equal("unsupported language", why.Label());
            Assert.Equal((0.0, 0, 0, 0), (why.Score.Value, why.Score.Hits, why.Score.Tokens, why.Contributions.Length));
        }
    }

    [Theory]
    [InlineData("Nvidia gain beats estimates")]
    [InlineData("Halvorsen gain, Druvik loss")]
    [InlineData("GAIN")]
    [InlineData("Zürich Société Générale gain")]
    [InlineData("日 gain")]
    public void An_English_headline_without_function_words_is_scored(string text) => Assert.Equal(Outcome.Scored, Score(text).Outcome);

    [Theory]
    [InlineData("Los Angeles gain; Las Vegas Sands up")]
    [InlineData("Air France-KLM and La Redoute loss, Les Echos says")]
    [InlineData("Da Vinci to sell Do & Co stake as gain falls")]
    [InlineData("Van Eck and De Nora gain")]
    [InlineData("La Poste and El Al loss")]
    public void Foreign_names_in_a_headline_do_not_make_it_foreign(string text) => Assert.Equal(Outcome.Scored, Score(text).Outcome);

    [Theory]
    [InlineData("Der Gewinn der Firma steigt")]
    [InlineData("Le bénéfice de la banque recule et les actions aussi")]
    [InlineData("El beneficio sube en la bolsa")]
    [InlineData("De winst van het bedrijf")]
    public void A_short_headline_in_another_language_is_unsupported(string text) => Assert.Equal(Outcome.UnsupportedLanguage, Score(text).Outcome);

    [Fact]
    public void Every_labelled_sentence_is_English() =>
        Assert.DoesNotContain(Corpus.Read(Repository.File("data", "labels", "sentences.csv")), a => Examples.Small.Scorer().Score(a).Outcome == Outcome.UnsupportedLanguage);

    [Theory]
    [InlineData("de", Outcome.UnsupportedLanguage)]
    [InlineData("de-AT", Outcome.UnsupportedLanguage)]
    [InlineData("DE_at", Outcome.UnsupportedLanguage)]
    [InlineData("enm", Outcome.UnsupportedLanguage)]
    [InlineData("en", Outcome.Scored)]
    [InlineData("en-GB", Outcome.Scored)]
    [InlineData("EN_us", Outcome.Scored)]
    [InlineData("", Outcome.Scored)]
    [InlineData(null, Outcome.Scored)]
    public void What_the_source_says_of_the_language_decides(string? tag, Outcome outcome) => Assert.Equal(outcome, Score("A gain of the day.", tag).Outcome);

    [Fact]
    public void A_tag_of_English_outweighs_German_words() => Assert.Equal(Outcome.Scored, Score("Der gain und die Bank ist in der Stadt.", "en").Outcome);
}
