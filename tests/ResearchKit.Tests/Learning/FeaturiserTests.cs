using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a text becomes before anything is fitted to it.</summary>
public sealed class FeaturiserTests
{
    static readonly Lexicon Few = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "result: up"), new Entry("loss", Role.Polarity, -0.8, "result: down"), new Entry("not", Role.Negator, -0.5));

    static TextFeatures Of(string text, FeatureKinds kinds, int maxWords = 2) => new Featuriser(Few.Scorer(), kinds, maxWords).Of(Article.Of(text));

    static string[] Names(TextFeatures text, FeatureKind kind) => [.. text.Occurrences.Where(each => each.Kind == kind).Select(each => each.Name)];

    [Theory]
    [InlineData("Reported", false, "report")]
    [InlineData("reports", false, "report")]
    [InlineData("reporting", false, "report")]
    [InlineData("does", false, "does")]
    [InlineData("price", false, "pric")]
    [InlineData("prices", false, "pric")]
    [InlineData("Nokia", true, "@")]
    [InlineData("nokia", true, "nokia")]
    public void Endings_are_cut_where_a_word_stays_and_names_are_one_word(string word, bool names, string form) => Assert.Equal(form, WordFeatures.Form(word, names));

    [Fact]
    public void Runs_of_words_stay_within_their_sentence_and_numbers_are_one_word() => Assert.Equal(
        ["word shar", "word shar fell", "word fell", "word fell #", "word #", "word it", "word it is", "word is"],
        Names(Of("Shares fell 12%. It is.", FeatureKinds.Words), FeatureKind.Word));

    [Fact]
    public void A_capital_is_a_name_only_where_most_words_have_none()
    {
        Assert.Equal(["word when", "word @", "word fell", "word it", "word rose"], Names(Of("When Nokia fell it rose.", FeatureKinds.Words, 1), FeatureKind.Word));
        Assert.Equal(["word when", "word nokia", "word fell", "word it", "word rose"], Names(Of("When Nokia Fell It rose.", FeatureKinds.Words, 1), FeatureKind.Word));
    }

    [Fact]
    public void Words_alone_hold_nothing_that_the_lexicon_says() =>
        Assert.Equal(Of("A gain and not a loss.", FeatureKinds.Words).Lines, new Featuriser(Lexicon.Of("other", new Entry("window", Role.Polarity, 0.1)).Scorer(), FeatureKinds.Words, 2).Of(Article.Of("A gain and not a loss.")).Lines);

    [Fact]
    public void A_hit_counts_by_term_topic_note_and_shifters_with_its_sign_and_its_size()
    {
        var text = Of("It is not a loss.", FeatureKinds.Rules);
        Assert.Equal(["term loss +", "topic result +", "note result: down +", "topic sum result", "note sum result: down", "term sum loss", "by Negator +", "by not +"], Names(text, FeatureKind.Hit));
        Assert.Equal(-0.8 * -0.5, text.Occurrences.Single(each => each.Name == "term sum loss").Amount, 1e-15);
        Assert.Equal(("loss", 12, 4), (text.Places[0].Term, text.Places[0].Start, text.Places[0].Length));
    }

    [Fact]
    public void What_the_rules_say_of_the_whole_text_comes_from_its_hits_in_parts()
    {
        var text = Of("A gain, a gain and a loss.", FeatureKinds.Rules);
        var rules = text.Rules;
        double Sum(string name) => text.Occurrences.Where(each => each.Name == name).Sum(each => each.Amount);
        Assert.Equal(rules.Score.Value, Sum("value"), 1e-12);
        Assert.Equal(rules.Score.Positive, Sum("positive"), 1e-12);
        Assert.Equal(rules.Score.Negative, Sum("negative"), 1e-12);
        Assert.Equal(3 / 7.0, Sum("coverage"), 1e-12);
        Assert.Equal(0.5 + 0.5, Sum("positive sum"), 1e-12);
        Assert.Equal((0.5, 0.8, 1.0, -1.0), (Sum("strongest positive"), Sum("strongest negative"), Sum("first"), Sum("last")));
        Assert.Equal(1, Sum("hits 3"), 1e-12);
        Assert.Equal(1 / 3.0, text.Occurrences.First(each => each.Name == "hits 3").Amount, 1e-15);
    }

    [Fact]
    public void Where_nothing_is_hit_or_read_the_rules_have_no_features()
    {
        Assert.Empty(Of("The window is open.", FeatureKinds.Rules).Occurrences);
        Assert.Empty(new Featuriser(Few.Scorer(), FeatureKinds.Both, 2).Of(Article.Of("A gain.") with { Language = "de" }).Occurrences);
    }

    [Fact]
    public void With_both_a_word_also_counts_beside_the_class_that_the_rules_give()
    {
        Assert.Contains("word window where silent", Names(Of("The window is open.", FeatureKinds.Both), FeatureKind.Word));
        Assert.Contains("word window where positive", Names(Of("The window is a gain.", FeatureKinds.Both), FeatureKind.Word));
    }

    [Fact]
    public void The_hash_names_kinds_length_rules_and_lexicon()
    {
        string[] hashes =
        [
            new Featuriser(Few.Scorer(), FeatureKinds.Both, 2).Hash, new Featuriser(Few.Scorer(), FeatureKinds.Words, 2).Hash, new Featuriser(Few.Scorer(), FeatureKinds.Both, 3).Hash,
            new Featuriser(Few.Scorer(o => o with { NegationWindow = 1 }), FeatureKinds.Both, 2).Hash, new Featuriser(Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.4)).Scorer(), FeatureKinds.Both, 2).Hash,
        ];
        Assert.Equal(5, hashes.Distinct().Count());
        Assert.Equal(hashes[0], new Featuriser(Few.Scorer(), FeatureKinds.Both, 2).Hash);
    }

    [Fact]
    public void Words_of_a_text_weigh_by_their_count_and_rarity_and_have_the_length_one_together()
    {
        // Three texts; "a" stands in all of them, "b" in two: its weight is 1 + ln(4/3).
        var index = new FeatureIndex(["word a", "word b"], [3, 2], 3);
        var text = new TextFeatures(null!, [.. Enumerable.Repeat<FeaturePlace>(null!, 4)], [new("word a", FeatureKind.Word, 1, 0), new("word b", FeatureKind.Word, 1, 1), new("word b", FeatureKind.Word, 1, 2), new("word c", FeatureKind.Word, 1, 3)], []);
        var b = (1 + Math.Log(2)) * (1 + Math.Log(4 / 3.0));
        var length = Math.Sqrt(1 + b * b);
        var (columns, values) = index.Weigh(text);
        var row = FeatureIndex.Row(columns, values);
        Assert.Equal([0, 1], row.Columns);
        Assert.Equal(1 / length, row.Values[0], 1e-15);
        Assert.Equal(b / length, row.Values[1], 1e-15);
        Assert.Equal([0, 1, 1, -1], columns);
        Assert.Equal(b / length / 2, values[2], 1e-15);
    }

    [Fact]
    public void What_too_few_texts_hold_is_no_feature_but_what_the_rules_say_is()
    {
        TextFeatures[] texts = [Of("A gain here.", FeatureKinds.Both), Of("No change here.", FeatureKinds.Both)];
        var table = new FeatureTable(texts);
        var names = table.Of([0, 1], 2).Index.Names;
        Assert.Contains("word here", names);
        Assert.DoesNotContain("word gain", names);
        Assert.DoesNotContain("term gain +", names);
        Assert.Contains("strongest positive", names);
        Assert.Contains("term gain +", table.Of([0, 1], 1).Index.Names);
        Assert.DoesNotContain("term gain +", table.Of([1], 1).Index.Names);
    }

    [Fact]
    public void A_text_is_the_same_row_by_numbers_as_by_names()
    {
        TextFeatures[] texts = [Of("A gain here, and no gain there.", FeatureKinds.Both), Of("Shares fell. No gain.", FeatureKinds.Both), Of("Here it fell again.", FeatureKinds.Both)];
        var known = new FeatureTable(texts).Of([2, 0], 1);
        Assert.Equal(known.Index.Names.Order(StringComparer.Ordinal), known.Index.Names);
        for (var i = 0; i < texts.Length; i++)
        {
            var (columns, values) = known.Index.Weigh(texts[i]);
            var (byNumber, byName) = (known.Row(i), FeatureIndex.Row(columns, values));
            Assert.NotEmpty(byName.Columns);
            Assert.Equal(byName.Columns, byNumber.Columns);
            Assert.Equal(byName.Values, byNumber.Values);
        }
    }
}
