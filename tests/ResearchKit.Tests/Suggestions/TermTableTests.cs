using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public sealed class TermTableTests
{
    static TermTable Table(Article[] texts, TermOptions? options = null, Lexicon? lexicon = null) => TermTable.Of(texts, lexicon ?? MadeTexts.Small, options ?? new(3, 1));

    static string[] Terms(params string[] texts) => [.. Table(MadeTexts.Corpus(texts), new(1, 1)).Terms.Select(term => term.Text)];

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(3, 1, true)]
    [InlineData(3, 4, true)]
    [InlineData(2, 3, false)]
    public void Terms_and_texts_are_those_of_a_naive_count(int maxWords, int minTexts, bool partly)
    {
        var drawn = MadeTexts.Drawn(40, seed: 7).Select(text => text.Clauses).ToList();
        var expected = MadeTexts.Count(drawn, maxWords, words => words[0] is not ("of" or "the") && words[^1] is not ("of" or "the") && (partly ? words.Any(word => word != "calm") : words.All(word => word != "calm")));
        var calm = MadeTexts.Count(drawn, 1, words => words is ["calm"])["calm"];
        foreach (var rare in expected.Where(term => term.Value.Count < minTexts).ToList()) expected.Remove(rare.Key);
        foreach (var term in expected.Keys.Where(term => $" {term} ".Contains(" calm ") && expected[term].Count(calm.Contains) >= 0.8 * calm.Count).ToList()) expected.Remove(term);
        var nested = expected.Keys.Where(part => expected.Any(term => term.Key != part && $" {term.Key} ".Contains($" {part} ") && expected[part].Count(term.Value.Contains) >= 0.8 * expected[part].Count)).ToList();
        foreach (var part in nested) expected.Remove(part);
        expected["calm"] = calm;

        var table = Table(MadeTexts.Corpus([.. drawn.Select(MadeTexts.Written)]), new(maxWords, minTexts, partly));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), table.Terms.Select(term => term.Text));
        Assert.All(table.Terms, term => Assert.Equal(expected[term.Text].Order(), term.Texts));
        Assert.Equal("calm", Assert.Single(table.Terms, term => !term.IsNew).Text);
    }

    [Fact]
    public void Numbers_tickers_and_addresses_stand_in_no_term() =>
        Assert.Equal(["crane", "ferry", "keel"], Terms("crane 15 ferry $QUAY keel http://mast.example/sail"));

    [Fact]
    public void Function_words_units_and_words_of_time_begin_and_end_none() =>
        Assert.Equal(["crane"], Terms("the crane of this year with three million eur in march, not x"));

    [Fact]
    public void A_name_is_a_word_that_never_stands_without_its_capital()
    {
        Assert.Equal(["crane", "ferry", "keel"], Terms("crane keel ferry of Halvane ferry", "crane and Halvane keel"));
        // Once without, and it is a word.
        Assert.Contains("halvane", Terms("crane keel ferry of Halvane ferry", "the halvane"));
        // The opening of a sentence, that of a quotation and a headline in title case say nothing.
        Assert.Contains("mooring", Terms("Mooring the crane keel ferry", "crane keel ferry “Mooring the ferry”", "Crane And Mooring Keel"));
    }

    [Fact]
    public void A_shorter_term_goes_when_a_longer_one_has_four_texts_in_five()
    {
        // Ferry and quay both stand in five texts, of which four have 'ferry quay'; 'mast' stands in two of its own.
        string[] texts = ["ferry quay", "of ferry quay", "ferry quay of", "the ferry quay", "ferry, quay", "mast", "mast sail"];
        Assert.Equal(["ferry quay", "mast", "mast sail"], Table(MadeTexts.Corpus(texts)).Terms.Select(term => term.Text));
    }

    [Fact]
    public void A_longer_term_goes_when_the_entry_in_it_does_its_work() =>
        Assert.Equal(["calm", "sea"], Table(MadeTexts.Corpus("calm sea", "the calm sea", "sea", "sea wide")).Terms.Where(term => term.Text is "calm" or "sea" or "calm sea").Select(term => term.Text));

    [Fact]
    public void An_entry_counts_where_it_says_what_its_valence_says()
    {
        var table = Table(MadeTexts.Corpus("calm tide", "not calm tide", "storm glass", "storm tide"));
        Assert.Equal([0], table.Terms.Single(term => term.Text == "calm").Texts);
        Assert.Equal([3], table.Terms.Single(term => term.Text == "storm").Texts);
        Assert.DoesNotContain(table.Terms, term => term.Text is "storm glass" or "not" or "not calm" or "glass");
    }

    [Fact]
    public void Examples_show_the_line_around_a_term_in_whole_words()
    {
        var before = string.Join(' ', Enumerable.Repeat("keel", 30));
        var text = $"{before} ferry\u2011quay {before}\nmast";
        var table = Table([MadeTexts.Text(text, "x")], new(2, 1));
        var example = Assert.Single(table.Examples(table.Terms.Single(term => term.Text == "ferry quay"), 3));
        Assert.Equal(("x", "ferry\u2011quay"), (example.Article, example.Match));
        Assert.Equal(string.Concat(Enumerable.Repeat("keel ", 11)), example.Before);
        Assert.Equal(string.Concat(Enumerable.Repeat(" keel", 11)), example.After);
        var mast = Context.Of(MadeTexts.Text(text), text.Length - 4, text.Length);
        Assert.Equal(("", "mast", ""), (mast.Before, mast.Match, mast.After));
    }

    [Fact]
    public void Examples_never_part_a_surrogate_pair()
    {
        var wide = string.Concat(Enumerable.Repeat("\U0001F6A2", 40));
        foreach (var pad in new[] { "", "x" })
        {
            var example = Context.Of(MadeTexts.Text($"{wide}{pad}quay{pad}{wide}"), 80 + pad.Length, 84 + pad.Length);
            Assert.Equal("quay", example.Match);
            Assert.DoesNotContain('\uFFFD', string.Concat((example.Before + example.After).EnumerateRunes()));
            Assert.InRange(example.Before.Length, 58, 60);
            Assert.InRange(example.After.Length, 58, 60);
        }
    }

    [Fact]
    public void A_long_text_of_words_that_all_differ_takes_linear_time()
    {
        static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"q{i}z")));
        // Quadratic time would be minutes.
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var table = Table([MadeTexts.Text(Words(20_000))], new(2, 1));
        Assert.InRange(table.Terms.Length, 19_500, 20_500);
        Assert.Empty(Table([MadeTexts.Text(new string('a', 200_000))], new(3, 1)).Terms);
        Assert.InRange(Table([MadeTexts.Text(string.Concat(Enumerable.Repeat("calm quay ", 20_000)))], new(3, 1)).Terms.Length, 1, 5);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }
}
