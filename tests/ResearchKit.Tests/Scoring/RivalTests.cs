using Xunit;

namespace ResearchKit.Tests;

/// <summary>sentometrics and sentimentr, worked by hand.</summary>
public class RivalTests
{
    // The factors of the shifters are the methods' own: the valences of theirs here must not matter.
    static readonly Lexicon Words = Lexicon.Of("words", new("good", Role.Polarity, 0.5), new("bad", Role.Polarity, -0.4),
        new("not", Role.Negator, -0.7), new("never", Role.Negator, -0.9), new("very", Role.Amplifier, 0.3), new("really", Role.Amplifier, 0.2),
        new("slightly", Role.Deamplifier, -0.2), new("somewhat", Role.Deamplifier, -0.1), new("but", Role.Adversative, 0.1), new("however", Role.Adversative, 0.1), new("may", Role.Hedge, -0.5));

    // The places 4 and 7 of 8 tokens.
    const string Text = "Not a very good but slightly bad firm.";

    static readonly Dictionary<string, (double AtFour, double AtSeven, double Norm)> Weights = new()
    {
        ["counts"] = (1, 1, 1),
        ["proportional"] = (1, 1, 8),
        ["proportionalPol"] = (1, 1, 2),
        ["proportionalSquareRoot"] = (1, 1, Math.Sqrt(8)),
        ["UShaped"] = (0.5 * 0.5, 2.5 * 2.5, 2 * (0.5 * 0.5 + 1.5 * 1.5 + 2.5 * 2.5 + 3.5 * 3.5)),
        ["inverseUShaped"] = (0.25 - 0.5 * 0.5 / 64, 0.25 - 2.5 * 2.5 / 64, 8 * 0.25 - 2 * (0.5 * 0.5 + 1.5 * 1.5 + 2.5 * 2.5 + 3.5 * 3.5) / 64),
        ["exponential"] = (Math.Exp(-2.5), Math.Exp(-0.625), Enumerable.Range(1, 8).Sum(i => Math.Exp(5 * (i / 8.0 - 1)))),
        ["inverseExponential"] = (Math.Exp(2.5), Math.Exp(0.625), Enumerable.Range(1, 8).Sum(i => Math.Exp(5 * (1 - i / 8.0)))),
        // Of the ten articles three hold good, none holds bad.
        ["TFIDF:leaking"] = (Math.Log10(10 / (1 + 3.0)), Math.Log10(10 / (1 + 0.0)), 1),
    };

    static readonly Corpus Ten = Corpus.Of(Enumerable.Range(0, 10).Select(i => Article.Of(i < 3 ? "A good, good day." : "A day.", $"{i}") with { PublishedAt = Examples.Day(i) }));

    static double Squashed(double raw) => raw / Math.Sqrt(raw * raw + 1);

    static double Counted(string text, ShifterMode mode) =>
        Words.Scorer("sentometrics:counts", o => o with { Shifters = true, ShifterMode = mode }).Explain(text).Contributions.Sum(part => part.Counted);

    public static TheoryData<string> Names() => [.. Weights.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_shifters_the_valences_are_weighed(string name)
    {
        var (four, seven, norm) = Weights[name];
        var raw = (0.5 * four - 0.4 * seven) / norm;
        var bounded = name is not ("counts" or "proportionalSquareRoot" or "TFIDF:leaking");
        Assert.Equal(bounded ? raw : Squashed(raw), Words.Scorer($"sentometrics:{name}", reference: Ten).Score(Text).Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bigrams_take_the_shifter_at_once_before(string name)
    {
        var (four, seven, norm) = Weights[name];
        Assert.Equal(Squashed((0.5 * 1.8 * four - 0.4 * 0.2 * seven) / norm), Words.Scorer($"sentometrics:{name}:bigram", reference: Ten).Score(Text).Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Clusters_take_four_before_and_two_behind_and_do_not_overlap(string name)
    {
        // good: not, so that very and slightly both weaken: 1 − min(1.6, 1) = 0. Its cluster holds slightly, so bad stands alone.
        var (_, seven, norm) = Weights[name];
        Assert.Equal(Squashed(-0.4 * seven / norm), Words.Scorer($"sentometrics:{name}:cluster", reference: Ten).Score(Text).Value, 1e-12);
    }

    [Fact]
    public void Sentimentr_is_the_mean_of_its_sentences()
    {
        // good: as in the cluster, 0. bad: very and slightly cancel, but before it adds a quarter. The second sentence is good alone.
        var why = Words.Scorer("sentimentr").Explain(Text + " A good day. Nothing else.");
        Assert.Equal(Squashed((-0.4 * 1.25 / Math.Sqrt(8) + 0.5 / Math.Sqrt(3) + 0) / 3), why.Score.Value, 1e-12);
        Assert.Equal([0, -0.4 * 1.25, 0.5], why.Contributions.Select(part => Math.Round(part.Counted, 12) + 0.0));
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, 1e-12);
    }

    [Theory]
    [InlineData("A good day.", 0.5)]
    [InlineData("A not good day.", 0.5 * -1)]
    [InlineData("A not really good day.", 0.5 * 1.8)]
    [InlineData("A good day, not, bad.", 0.5 + 0.4)]
    [InlineData("It was not. Good day.", 0.5)]
    public void A_bigram_sees_one_word_and_no_commas(string text, double counted) => Assert.Equal(counted, Counted(text, ShifterMode.Bigram), 1e-12);

    [Theory]
    [InlineData("Not one two three good", -0.5)]
    [InlineData("Not one two three four good", 0.5)]
    [InlineData("Good one not", -0.5)]
    [InlineData("Good one two not", 0.5)]
    [InlineData("Never not good", 0.5)]
    [InlineData("Very really good", 0.5 * (1 + 0.8 * 2))]
    [InlineData("Very slightly good", 0.5)]
    [InlineData("Somewhat slightly good", 0)]
    [InlineData("Very somewhat slightly good", 0.5 * (1 - 0.8))]
    [InlineData("Not very good", -0.5 * (1 - 0.8))]
    [InlineData("Not never very good", 0.5 * (1 + 0.8))]
    [InlineData("Good one bad not", 0.5 - 0.4)]
    [InlineData("Good not bad", -0.5 - 0.4)]
    [InlineData("Good one two not bad", 0.5 + 0.4)]
    [InlineData("It was not. A good day.", 0.5)]
    [InlineData("It was good. Not bad.", 0.5 + 0.4)]
    [InlineData("May but good", 0.5)]
    public void What_a_cluster_makes_of_its_shifters(string text, double counted) => Assert.Equal(counted, Counted(text, ShifterMode.Cluster), 1e-12);

    [Theory]
    [InlineData("Not one two three four good", -0.5)]
    [InlineData("Not one two three four five good", 0.5)]
    [InlineData("Not so, one good", 0.5)]
    [InlineData("Good, not", 0.5)]
    [InlineData("It was not. Good day.", 0.5)]
    [InlineData("Very somewhat slightly good", 0.5 * (1 + 0.8 - 1))]
    [InlineData("Not good bad", -0.5 + 0.4)]
    [InlineData("But good", 0.5 * 1.25)]
    [InlineData("However but good", 0.5 * 1.5)]
    [InlineData("Good but", 0.5 * 0.75)]
    [InlineData("Good but however", 0.5 * 0.5)]
    [InlineData("But good however", 0.5)]
    [InlineData("But very good", 0.5 * 1.25 * 1.8)]
    public void What_a_context_makes_of_its_shifters(string text, double counted) => Assert.Equal(counted, Counted(text, ShifterMode.Context), 1e-12);

    [Fact]
    public void A_shifter_shows_what_is_left_to_it_beside_the_others()
    {
        var shifts = Words.Scorer("sentometrics:counts:cluster").Explain("Not very really good").Contributions[0].Shifts;
        Assert.Equal([("not", -1), ("very", 0.2), ("really", 0)], shifts.Select(shift => (shift.Term, Math.Round(shift.Factor, 12))));
        Assert.Equal([("very", 1.8), ("really", Math.Round(2.6 / 1.8, 12))],
            Words.Scorer("sentimentr").Explain("Very really good").Contributions[0].Shifts.Select(shift => (shift.Term, Math.Round(shift.Factor, 12))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_of_one_word_is_worth_that_word(string name) =>
        Assert.Equal(name is "counts" or "proportionalSquareRoot" ? Squashed(0.5) : name == "TFIDF:leaking" ? Squashed(0.5 * Math.Log10(10 / 4.0)) : 0.5,
            Words.Scorer($"sentometrics:{name}", reference: Ten).Score("Good").Value, 1e-12);

    [Fact]
    public void As_of_an_article_only_those_before_it_are_known()
    {
        var scorer = Words.Scorer("sentometrics:TFIDF", reference: Ten);
        double Value(DateTimeOffset? at) => scorer.Score(Article.Of("Good") with { PublishedAt = at }).Value;
        Assert.Equal(0, Value(null));
        Assert.Equal(0, Value(Examples.Day(0)));
        Assert.Equal(Squashed(0.5 * Math.Log10(2 / (1 + 2.0))), Value(Examples.Day(2)), 1e-12);
        Assert.Equal(Squashed(0.5 * Math.Log10(8 / (1 + 3.0))), Value(Examples.Day(8)), 1e-12);
        Assert.Equal(Squashed(0.5 * Math.Log10(10 / (1 + 3.0))), Value(Examples.Day(80)), 1e-12);
    }

    [Fact]
    public void What_comes_later_changes_no_score_as_of_then_but_changes_the_leaking_one()
    {
        var later = Corpus.Of(Ten.Concat(Enumerable.Range(20, 5).Select(i => Article.Of("A bad day.", $"{i}") with { PublishedAt = Examples.Day(i) })));
        var article = Article.Of(Text) with { PublishedAt = Examples.Day(12) };
        double Value(string method, Corpus reference) => Words.Scorer(method, reference: reference).Score(article).Value;
        Assert.Equal(Value("sentometrics:TFIDF", Ten), Value("sentometrics:TFIDF", later));
        Assert.NotEqual(Value("sentometrics:TFIDF:leaking", Ten), Value("sentometrics:TFIDF:leaking", later));
    }

    [Fact]
    public void A_reference_is_asked_for_and_is_part_of_the_identity()
    {
        Assert.Equal("Method sentometrics:TFIDF has no reference corpus, whose articles say how rare a word is. Give one: lexicon.Scorer(\"sentometrics:TFIDF\", reference: corpus).",
            Assert.Throws<InputException>(() => Words.Scorer("sentometrics:TFIDF")).Message);
        var scorer = Words.Scorer("sentometrics:TFIDF", reference: Ten);
        Assert.Equal($"sentometrics:TFIDF@1/reference={scorer.Options.Reference}", scorer.Identity);
        Assert.Equal(scorer.Identity, Words.Scorer("sentometrics:TFIDF", reference: Corpus.Of(Ten.Reverse())).Identity);
        Assert.NotEqual(scorer.Identity, Words.Scorer("sentometrics:TFIDF", reference: Corpus.Of(Ten.Skip(1))).Identity);
    }

    [Fact]
    public void A_receipt_holds_with_the_reference_and_names_it_where_it_does_not()
    {
        var article = Article.Of(Text) with { PublishedAt = Examples.Day(5) };
        foreach (var name in Method.All.Where(m => WordWeights.Are(m.Options.Measure)).Select(m => m.Name).Append("sentometrics:UShaped:bigram").Append("sentometrics:TFIDF:leaking:cluster"))
        {
            var scorer = Words.Scorer(name, reference: Ten);
            Assert.Equal("same", scorer.Receipt(article).Verify(article, Words, Ten).ToString());
            if (scorer.Method.NeedsReference)
            {
                Assert.Equal("reference", scorer.Receipt(article).Verify(article, Words, Corpus.Of(Ten.Take(3))).Part);
                Assert.Equal("reference", scorer.Receipt(article).Verify(article, Words).Part);
            }
            else Assert.Equal("same", scorer.Receipt(article).Verify(article, Words).ToString());
        }
    }

    [Fact]
    public void Shifters_come_with_a_name_or_with_an_option()
    {
        Assert.Equal("sentometrics:counts:cluster@1", Words.Scorer("sentometrics:counts:cluster").Identity);
        Assert.Equal("sentometrics:counts@1/shifters=true,shifterMode=Cluster", Words.Scorer("sentometrics:counts", o => o with { Shifters = true, ShifterMode = ShifterMode.Cluster }).Identity);
        Assert.Throws<InputException>(() => Method.Find("finance:cluster"));
        Assert.Throws<InputException>(() => Method.Find("sentimentr:bigram"));
        Assert.Throws<InputException>(() => Method.Find("sentometrics:counts:cluster:bigram"));
    }
}
