using Xunit;

namespace ResearchKit.Tests.Reference;

public sealed partial class ReferenceScorerTests
{
    [Theory]
    [InlineData("Don't Stop", "don't|stop")]
    [InlineData("the company’s AT&T don’t", "the|company|at&t|don't")]
    [InlineData("rock 'n' roll, traders' & co", "rock|n|roll|traders|co")]
    [InlineData("build-out", "build|out")]
    [InlineData("in\u00ADter\u00ADest \u00ADx\u00AD", "interest|x")]
    [InlineData("covid19vaccine Q3", "covid19vaccine|q3")]
    [InlineData("e\u0301A 𝒜B", "e\u0301a|𝒜b")]
    [InlineData("STRASSE Straße ẞ KISA ı", "strasse|straße|ß|kisa|ı")]
    [InlineData("a\uD800b \0 👍", "a|b")]
    [InlineData("Ⅳ's", "ⅳ|s")]
    [InlineData("İ\u212A\u2126\u017Fǅ", "İkωſǆ")]
    public void Words_are_folded_runs_of_letters(string text, string words) => Assert.Equal(words, Words(text));

    [Theory]
    [InlineData("1,250.5 3.2bn 5% 5g", "1,250.5|3.2bn|5%|5g")]
    [InlineData("5, 5. .5 7..8 1990's", "5|5|5|7|8|1990|s")]
    [InlineData("٣٤% 5 %", "٣٤%|5")]
    [InlineData("1.a 3g.5", "1|a|3g|5")]
    public void A_number_takes_points_between_digits_and_a_percent_sign_at_once(string text, string words) => Assert.Equal(words, Words(text));

    [Theory]
    [InlineData("$ABC $BRK.B", "$abc|$brk.b")]
    [InlineData("$BRK.Big", "$brk|big")]
    [InlineData("$ABCDEF $ABCDEFG", "$abcdef|abcdefg")]
    [InlineData("$abc $A1 $5", "abc|a1|5")]
    [InlineData("$AÉ $A_", "aé|$a")]
    [InlineData("US$ABC", "us|$abc")]
    public void A_ticker_is_a_dollar_sign_and_up_to_six_capitals_with_no_letter_or_digit_after(string text, string words) =>
        Assert.Equal(words, Words(text));

    [Theory]
    [InlineData("U.K. e.g. é.ü.", "uk|eg|éü")]
    [InlineData("U.K.-based U.K.'s", "uk|based|uk|s")]
    [InlineData("U.K a.b.c", "u|k|a|b|c")]
    [InlineData("J. x1U.K.", "j|x1u|k")]
    [InlineData("(U.N.)", "un")]
    public void An_initialism_is_two_or_more_letters_each_with_its_dot(string text, string words) => Assert.Equal(words, Words(text));

    [Theory]
    [InlineData("One x. Two x.", "One x|Two x")]
    [InlineData("One x! Two x? Three x… Four", "One x|Two x|Three x|Four")]
    [InlineData("One x.Two", "One x.Two")]
    [InlineData("One x. two", "One x. two")]
    [InlineData("One x.\nTwo", "One x|Two")]
    [InlineData("One x\nTwo", "One x\nTwo")]
    [InlineData("One x. 5 are", "One x|5 are")]
    [InlineData("One x. $ABC x", "One x|$ABC x")]
    [InlineData("One x. 利", "One x|利")]
    [InlineData("One x。Two。 Three", "One x。Two|Three")]
    [InlineData("No stop at all", "No stop at all")]
    public void A_stop_with_white_space_ends_a_sentence_unless_a_lower_case_letter_follows(string text, string sentences) =>
        Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("It rose 3.5 x", "It rose 3.5 x")]
    [InlineData("It rose 3.5%. The", "It rose 3.5%|The")]
    [InlineData("In 2020. Two", "In 2020|Two")]
    public void A_decimal_point_ends_no_sentence(string text, string sentences) => Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("He said “yes.” Then", "He said “yes|Then")]
    [InlineData("He said “yes”. Then", "He said “yes|Then")]
    [InlineData("He said “no.” Then", "He said “no|Then")]
    [InlineData("One (x.) Two", "One (x|Two")]
    [InlineData("One [x]). “Two", "One [x|Two")]
    [InlineData("One x “. Two", "One x “. Two")]
    [InlineData("One x . Two .", "One x|Two")]
    [InlineData("One x®. Two™ † . Three", "One x|Two|Three")]
    [InlineData("One x. iPhone sales. eBay", "One x|iPhone sales|eBay")]
    [InlineData("One x. iphone sales", "One x. iphone sales")]
    public void Closing_quotes_and_brackets_may_stand_before_the_stop_or_after_it(string text, string sentences) =>
        Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("One x... Two", "One x|Two")]
    [InlineData("One x… two", "One x… two")]
    [InlineData("So I. Then", "So I|Then")]
    [InlineData("Plan B. Then", "Plan B. Then")]
    [InlineData("Plan B... Then", "Plan B|Then")]
    [InlineData("Plan b. Then", "Plan b|Then")]
    [InlineData("Mr. Smith vs. The", "Mr. Smith vs. The")]
    [InlineData("Mr... The", "Mr|The")]
    [InlineData("Mr! Smith", "Mr|Smith")]
    [InlineData("For e.g. The", "For e.g. The")]
    public void Neither_one_capital_nor_an_abbreviation_of_the_class_never_ends_a_sentence_with_its_dot(string text, string sentences) =>
        Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("Acme Inc. The", "Acme Inc|The")]
    [InlineData("Acme Inc. Nobody", "Acme Inc. Nobody")]
    [InlineData("Acme Inc. the", "Acme Inc. the")]
    [InlineData("Acme Inc! Nobody", "Acme Inc|Nobody")]
    [InlineData("Acme (Inc). Nobody", "Acme (Inc). Nobody")]
    [InlineData("In the U.K. The", "In the U.K.|The")]
    [InlineData("In the U.K. Nobody", "In the U.K. Nobody")]
    [InlineData("In the U.K.” The", "In the U.K.|The")]
    [InlineData("By A.B.C. It’s", "By A.B.C.|It’s")]
    [InlineData("By A.B.C. Nobody", "By A.B.C. Nobody")]
    public void An_initialism_or_an_abbreviation_of_the_class_maybe_ends_a_sentence_before_a_starter_only(string text, string sentences) =>
        Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("x\n- y\n- z", "x|y|z")]
    [InlineData("x\n \t• y", "x|y")]
    [InlineData("x\n-y", "x\n-y")]
    [InlineData("x - y", "x - y")]
    [InlineData("x\r\n— 5 y", "x|5 y")]
    public void A_bullet_after_a_line_break_begins_a_sentence(string text, string sentences) => Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("1. Gain\n2. Loss", "Gain|Loss")]
    [InlineData("x\n 12) Gain", "x|12) Gain")]
    [InlineData("x\n123. Gain", "x\n123|Gain")]
    [InlineData("x rose to\n5.5 again", "x rose to\n5.5 again")]
    [InlineData("x\n7.", "x\n7")]
    public void A_numbered_line_begins_a_sentence_and_its_number_alone_is_none(string text, string sentences) => Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("x. 5% 7. $ABC. Y", "x|Y")]
    [InlineData("5 7", "")]
    [InlineData("x. U.K. The", "x|U.K.|The")]
    [InlineData("See x. WWW.a.b/gain. Then y", "See x|Then y")]
    public void A_sentence_without_a_word_is_none(string text, string sentences) => Assert.Equal(sentences, Sentences(text));

    [Theory]
    [InlineData("see https://a.b/gain?x=loss")]
    [InlineData("see (www.gain.com), x")]
    [InlineData("see WWW.gain.com.")]
    [InlineData("mail gain@loss.com")]
    public void An_address_is_one_token_that_matches_nothing(string text)
    {
        Assert.Equal("", Terms(text));
        Assert.Equal("gain", Terms(text + " gain"));
    }

    [Theory]
    [InlineData("x-gain.com", "gain")]
    [InlineData("@gain", "gain")]
    [InlineData("gain@ x", "gain")]
    [InlineData("xwww.gain", "gain")]
    public void What_only_looks_like_an_address_is_read(string text, string terms) => Assert.Equal(terms, Terms(text));

    [Fact]
    public void A_sentence_ends_after_512_tokens()
    {
        var result = Score(Repeat("x", 512 + 512 + 1));
        Assert.Equal([new(0, 1023), new(1024, 2047), new(2048, 2049)], result.Sentences);
    }

    [Fact]
    public void A_title_or_a_paragraph_without_a_stop_ends_its_sentence_and_nothing_crosses()
    {
        var result = Score("Not", ["gain profit", "warning"]);
        Assert.Equal([new(0, 3), new(5, 16), new(18, 25)], result.Sentences);
        Assert.Equal([("gain", 5, 4, 1, 0), ("profit", 10, 6, 1, 0)],
            result.Hits.Select(hit => (hit.Term, hit.Start, hit.Length, hit.Sentence, hit.Shifters.Count)));
    }

    [Fact]
    public void Blocks_without_a_token_count_in_the_offsets_and_hold_no_sentence() =>
        Assert.Equal([new(5, 6)], Score("***", ["x", "…"]).Sentences);

    [Theory]
    [InlineData("not x, gain")]
    [InlineData("not x,gain")]
    [InlineData("not x; gain")]
    [InlineData("not x: gain")]
    [InlineData("not (x) gain")]
    [InlineData("not [ gain")]
    [InlineData("not } gain")]
    [InlineData("not x—gain")]
    [InlineData("not x―gain")]
    [InlineData("not x – gain")]
    [InlineData("not 5–gain")]
    [InlineData("not x - gain")]
    [InlineData("not x --- gain")]
    [InlineData("not x--gain")]
    [InlineData("not 12: 30 gain")]
    [InlineData("not 5%–10% gain")]
    public void A_break_begins_a_clause(string text) => Assert.Equal("", Reaching(text));

    [Theory]
    [InlineData("not x-gain")]
    [InlineData("not x- gain")]
    [InlineData("not 5–10 gain")]
    [InlineData("not 12:30 gain")]
    [InlineData("not “x” gain")]
    [InlineData("not x\ngain")]
    [InlineData("not x. gain")]
    [InlineData("not x / gain")]
    [InlineData("not 1,000 gain")]
    public void What_is_no_break_begins_no_clause(string text) => Assert.Equal("not -0.7", Reaching(text));
}
