using Xunit;

namespace ResearchKit.Tests;

/// <summary>VADER's rules, worked by hand in its own units: valences of −4 to 4.</summary>
public class VaderTests
{
    static readonly Lexicon Words = Lexicon.Of("words", Of("good", 2), Of("bad", -2.4), Of("progress", 1.6), Of("useful", 0.8), Of("no", -1.2), Of("kind", 2.4), Of("bomb", -2.2), Of("stop", -1.2),
        Of("self made", 1.2), new("not", Role.Negator, -0.5), new("profit", Role.Polarity, 0));

    static Entry Of(string term, double valence) => new(term, Role.Polarity, valence / 4);

    static Explanation Explain(string text, string method = "vader:corrected") => Words.Scorer(method).Explain(Article.Of(text) with { Language = "en" });

    static double Compound(double sum) => sum / Math.Sqrt(sum * sum + 15);

    [Theory]
    [InlineData("a good day", 2)]
    [InlineData("a good, bad day", 2 - 2.4)]
    [InlineData("a day", 0)]
    [InlineData("a profit", 0)]
    [InlineData("a self-made day", 1.2)]
    // Boosters, nearest first: what stands further off adds less.
    [InlineData("very good", 2 + 0.293)]
    [InlineData("very a good", 2 + 0.293 * 0.95)]
    [InlineData("very a a good", 2 + 0.293 * 0.9)]
    [InlineData("very a a a good", 2)]
    [InlineData("very bad", -2.4 - 0.293)]
    [InlineData("slightly good", 2 - 0.293)]
    [InlineData("very, very good", 2 + 0.293 + 0.293 * 0.95)]
    [InlineData("good very", 2)]
    // A word of the lexicon shifts nothing.
    [InlineData("kind of good", 2)]
    [InlineData("it is kind of good", 2 - 0.293)]
    [InlineData("they are sort of bad", -2.4 - 0.293)]
    [InlineData("they are kind", 2.4)]
    // Capitals, where not all is in capitals.
    [InlineData("a GOOD day", 2 + 0.733)]
    [InlineData("a BAD day", -2.4 - 0.733)]
    [InlineData("A GOOD DAY", 2)]
    [InlineData("VERY good", 2 + 0.293 + 0.733)]
    [InlineData("VERY bad", -2.4 - 0.293 - 0.733)]
    // Negation.
    [InlineData("not good", 2 * -0.74)]
    [InlineData("not a good", 2 * -0.74)]
    [InlineData("not a a good", 2 * -0.74)]
    [InlineData("not a a a good", 2)]
    [InlineData("not never good", 2 * -0.74 * -0.74)]
    [InlineData("hasn't good", 2 * -0.74)]
    [InlineData("mayn't good", 2 * -0.74)]
    [InlineData("not very good", (2 + 0.293) * -0.74)]
    [InlineData("never so good", (2 + 0.293) * 1.25)]
    [InlineData("never this good", 2 * 1.25)]
    // Two words before and again three words before, as in Python.
    [InlineData("a never this good", 2 * 1.25 * 1.25)]
    [InlineData("never this a good", 2 * 1.25)]
    [InlineData("a a this good", 2 * 1.25)]
    [InlineData("a this good", 2)]
    [InlineData("without doubt good", 2)]
    [InlineData("without a doubt good", 2)]
    [InlineData("without a good", 2 * -0.74)]
    [InlineData("least good", 2 * -0.74)]
    [InlineData("the least good", 2 * -0.74)]
    [InlineData("at least good", 2)]
    [InlineData("very least good", 2 + 0.293 * 0.95)]
    // "no" is a word of the lexicon and turns what follows.
    [InlineData("no", -1.2)]
    [InlineData("no day", -1.2)]
    [InlineData("no good", 2 * -0.74)]
    [InlineData("no a good", -1.2 + 2 * -0.74)]
    [InlineData("no a a good", -1.2 + 2)]
    [InlineData("no bad or good", -2.4 * -0.74 + 2 * -0.74)]
    // Idioms, from the fourth word on; they replace what was there.
    [InlineData("it is the bomb", 3)]
    [InlineData("not is the bomb", 3)]
    [InlineData("is the bomb", -2.2)]
    [InlineData("at a bus stop", 0)]
    // "but".
    [InlineData("good but bad", 2 * 0.5 - 2.4 * 1.5)]
    [InlineData("good but bad but good", 2 * 0.5 - 2.4 * 1.5 + 2 * 1.5)]
    [InlineData("but good", 2 * 1.5)]
    public void What_the_rules_make_of_a_text(string text, double sum)
    {
        var why = Explain(text);
        Assert.Equal(sum, why.Contributions.Sum(part => part.Counted) * 4, 1e-12);
        Assert.Equal(Compound(sum), why.Score.Value, 1e-12);
    }

    [Theory]
    [InlineData("good!", 2 + 0.292)]
    [InlineData("good!!! and !!", 2 + 4 * 0.292)]
    [InlineData("bad!", -2.4 - 0.292)]
    [InlineData("good?", 2)]
    [InlineData("good??", 2 + 2 * 0.18)]
    [InlineData("good???", 2 + 3 * 0.18)]
    [InlineData("good??????", 2 + 0.96)]
    [InlineData("good?!?", 2 + 0.292 + 2 * 0.18)]
    [InlineData("day!", 0)]
    public void Marks_add_in_the_direction_of_the_sum(string text, double sum) => Assert.Equal(Compound(sum), Explain(text).Score.Value, 1e-12);

    [Fact]
    public void Marks_are_a_contribution_where_the_first_of_them_stand()
    {
        var why = Explain("So bad?? A bad day!! Bad!");
        Assert.Equal([("bad", 3), ("??", 6), ("bad", 11), ("!!", 18), ("bad", 21)], why.Contributions.Select(part => (part.Term, part.Start)));
        Assert.Equal(-3 * 0.292, why.Contributions[3].Counted * 4, 1e-12);
        Assert.Equal(-2 * 0.18, why.Contributions[1].Counted * 4, 1e-12);
        Assert.Equal([0, 0, 1, 1, 2], why.Contributions.Select(part => part.Sentence));
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value), 1e-12);
    }

    [Fact]
    public void But_is_as_in_python_or_as_it_was_meant()
    {
        // Meant: 1.6/2 + 0.8·1.5 = 2. Python looks for 0.8 and finds what was 1.6 a moment ago: 1.6/4 + 0.8.
        Assert.Equal(Compound(2), Explain("progress but useful").Score.Value, 1e-12);
        Assert.Equal(Compound(0.4 + 0.8), Explain("progress but useful", "vader:python").Score.Value, 1e-12);
        Assert.Equal(("0.4588", "0.2960"), (FormattableString.Invariant($"{Compound(2):F4}"), FormattableString.Invariant($"{Compound(1.2):F4}")));
        Assert.Equal([0.25, 1], Explain("progress but useful", "vader:python").Contributions.Select(part => part.Shifts.Aggregate(1.0, (all, shift) => all * shift.Factor)));
    }

    [Fact]
    public void Components_are_the_shares_of_the_signs()
    {
        // good 2 + 1, bad 2.4 + 1, three words of 1; the negative side is the greater and takes the mark.
        var found = Explain("a good and bad day!").Components!.Value;
        var total = 3 + (3.4 + 0.292) + 3;
        Assert.Equal((3.4 + 0.292) / total, found.Negative, 1e-12);
        Assert.Equal(3 / total, found.Neutral, 1e-12);
        Assert.Equal(3 / total, found.Positive, 1e-12);
        Assert.Equal(Compound(-0.4 - 0.292), found.Compound, 1e-12);
        Assert.Equal(new VaderComponents(), Explain("").Components);
        Assert.Null(Words.Scorer().Explain("good").Components);
        Assert.Null(Words.Scorer("vader:python").Explain("Der Gewinn der Bank ist im zweiten Quartal gestiegen, und die Aktie legte zu.").Components);
    }

    [Fact]
    public void Sentence_by_sentence_it_is_their_mean_their_median_or_their_mean_by_length()
    {
        // Sentences of 2, 3, 1 and 4 words; "not" does not reach across their ends.
        const string Text = "Good not. Useful a day!\n\nBad. A very good day.";
        double[] values = [Compound(2), Compound(0.8 + 0.292), Compound(-2.4), Compound(2.293)];
        Assert.Equal(values.Sum() / 4, Explain(Text, "vader:corrected:mean").Score.Value, 1e-12);
        Assert.Equal((values[0] * 2 + values[1] * 3 + values[2] + values[3] * 4) / 10, Explain(Text, "vader:python:length").Score.Value, 1e-12);
        var median = Explain(Text, "vader:python:median");
        Assert.Equal((values[1] + values[0]) / 2, median.Score.Value, 1e-12);
        Assert.Equal([0.5, 0.5, 0, 0], median.Sentences.Select(sentence => sentence.Weight));
        foreach (var (expected, sentence) in new[] { values[0] / 2, values[1] / 2, 0, 0 }.Zip(median.Sentences)) Assert.Equal(expected, sentence.Value, 1e-12);
        Assert.Equal(values[1], Explain("Good not. Useful a day! Bad.", "vader:python:median").Score.Value, 1e-12);
        Assert.Equal(median.Score.Value, median.Components!.Value.Compound);
    }

    [Fact]
    public void Each_rule_that_acted_is_shown_where_it_stands()
    {
        var part = Assert.Single(Explain("He is not VERY good but dull").Contributions);
        Assert.Equal([("not", Role.Negator, 6), ("VERY", Role.Amplifier, 10), ("but", Role.Adversative, 20)], part.Shifts.Select(shift => (shift.Term, shift.Role, shift.Start)));
        foreach (var (expected, shift) in new[] { -0.74, (2 + 0.293 + 0.733) / 2, 0.5 }.Zip(part.Shifts)) Assert.Equal(expected, shift.Factor, 1e-12);
        Assert.Equal(part.Counted, part.Shifts.Aggregate(part.Valence, (valence, shift) => valence * shift.Factor), 1e-12);
        var capitals = Assert.Single(Assert.Single(Explain("a GOOD day").Contributions).Shifts);
        Assert.Equal(("GOOD", 2), (capitals.Term, capitals.Start));
        Assert.Equal((2 + 0.733) / 2, capitals.Factor, 1e-12);
    }

    [Fact]
    public void An_idiom_is_named_and_so_is_what_no_factor_leads_to()
    {
        var idiom = Assert.Single(Explain("It is not the bomb").Contributions);
        Assert.Equal(("bomb", "as in 'the bomb'", 0.75, 0), (idiom.Term, idiom.Note, idiom.Valence, idiom.Shifts.Length));
        var no = Explain("NO good").Contributions[0];
        Assert.Equal(("no", "by 'NO'", -0.733 / 4), (no.Term, no.Note, no.Valence));
    }

    [Fact]
    public void Without_shifters_the_valences_alone_count() =>
        Assert.Equal(Compound(2 - 2.4), Words.Scorer("vader:python", o => o with { Shifters = false }).Score("Not very GOOD but bad!!!").Value, 1e-12);

    [Fact]
    public void Methods_are_found_by_their_endings()
    {
        Assert.Equal(Weighting.Median, Method.Find("vader:python:median").Options.Weighting);
        Assert.Equal("vader:corrected:length@1", Words.Scorer("vader:corrected:length").Identity);
        foreach (var name in new[] { "vader", "vader:mean", "finance:mean", "vader:python:mean:mean", "vader:python:bigram" }) Assert.Throws<InputException>(() => Method.Find(name));
        Assert.Equal("Option Weighting is Median. Expected one of Equal, Length, Lead, Document with the measure Sum.",
            Assert.Throws<InputException>(() => Words.Scorer(o => o with { Weighting = Weighting.Median })).Message);
        Assert.Equal((-0.05, 0.05), (Method.Find("vader:python").Options.NegativeCut, Method.Find("vader:python").Options.PositiveCut));
    }

    [Theory]
    // Only the straight apostrophe negates; a letter of another script, or a character of no width, makes another word.
    [InlineData("mayn’t good", 2)]
    [InlineData("MAYN'T good", 2 * -0.74)]
    [InlineData("unforeseeablyn't good", 2 * -0.74)]
    [InlineData("unforeseeablyxn't good", 2 * -0.74)]
    [InlineData("good\0 day", 0)]
    [InlineData("goo\u0501 day", 0)]
    [InlineData("\u200Bgood day", 0)]
    // Python's white space.
    [InlineData("very\u00A0good\u001Fday", 2 + 0.293)]
    [InlineData("very\u2028good\u3000bad", 2 + 0.293 - 2.4 - 0.293 * 0.95)]
    // Punctuation is what ASCII has of it, and a short word keeps it.
    [InlineData("--\"good\"-- (bad).", 2 - 2.4)]
    [InlineData("“good”", 0)]
    [InlineData("it is no.", 0)]
    [InlineData("it is .bad!", -2.4 - 0.292)]
    // Words longer than what is looked up at once, and of letters beyond ASCII.
    [InlineData("a counter-productivity day", -1)]
    [InlineData("a COUNTER-PRODUCTIVITY day", -1 - 0.733)]
    [InlineData("so naïve!", -2 - 0.293 - 0.292)]
    [InlineData("so NAÏVE", -2 - 0.293 - 0.733)]
    public void What_counts_as_a_word(string text, double sum)
    {
        var lexicon = Lexicon.Of("words", Words.Entries.Concat([Of("counter productivity", -1), Of("naïve", -2)]));
        Assert.Equal(Compound(sum), lexicon.Scorer("vader:python").Score(new Article { Id = "a", Language = "en", Paragraphs = [text] }).Value, 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    public void But_is_as_in_python_however_many_words_it_changes(int times)
    {
        var text = string.Concat(Enumerable.Repeat("progress useful bad ", times)) + "but " + string.Concat(Enumerable.Repeat("useful progress good progress ", times));
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // As the package writes it: for each sentiment, the first that has its value.
        var sentiments = words.Select(word => word switch { "progress" => 0.4, "useful" => 0.2, "bad" => -0.6, "good" => 0.5, _ => 0 }).ToArray();
        for (var i = 0; i < sentiments.Length; i++)
        {
            var first = Array.IndexOf(sentiments, sentiments[i]);
            sentiments[first] *= first < Array.IndexOf(words, "but") ? 0.5 : first > Array.IndexOf(words, "but") ? 1.5 : 1;
        }
        Assert.Equal(sentiments.Where(sentiment => sentiment != 0), Explain(text, "vader:python").Contributions.Select(part => part.Counted));
    }

    [Fact]
    public void A_score_without_its_explanation_allocates_nothing()
    {
        var scorer = Words.Scorer("vader:python:median");
        var articles = Examples.Generated(seed: 7, count: 50).Select(article => article with { Paragraphs = [.. article.Paragraphs, "The naïve say “good” but it’s bad, progress is not useful!"] }).ToArray();
        // Code that is not optimised yet puts vectors on the heap, for some seconds.
        var allocated = long.MaxValue;
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); allocated > 0 && clock.Elapsed < TimeSpan.FromSeconds(30);)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var article in articles) scorer.Score(article);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Time_is_linear_in_the_length_of_a_text()
    {
        var scorer = Words.Scorer("vader:python");
        var article = new Article { Id = "a", Language = "en", Paragraphs = [string.Concat(Enumerable.Repeat("Progress was good but very bad, and useful! ", 200_000))] };
        // A tenth of a second when linear, hours when quadratic: no busy machine comes between.
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(200_000, scorer.Score(article).Sentences);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }
}
