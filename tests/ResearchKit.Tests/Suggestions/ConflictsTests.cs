using Xunit;

namespace ResearchKit.Tests;

public sealed class ConflictsTests
{
    static readonly Lexicon Other = Lexicon.Of("other", new Entry("calm", Role.Polarity, -0.1), new Entry("storm", Role.Polarity, -1), new Entry("storm glass", Role.Polarity, 0.3), new Entry("not", Role.Polarity, 0.5));

    static readonly Lexicon Third = Lexicon.Of("third", new Entry("Calm", Role.Polarity, -0.3), new Entry("storm", Role.Polarity, 0.2));

    [Fact]
    public void Opposite_signs_are_ranked_by_how_far_they_differ()
    {
        var found = Suggest.Conflicts(MadeTexts.Small, Other, Third);
        Assert.Equal(["calm", "storm"], found.Select(one => one.Term));
        Assert.Equal([0.4 - -0.3, -0.4 - 0.2], found.Select(one => one.Statistic));
        Assert.Equal("+0.40 in small, -0.30 in third, -0.10 in other", found[0].Why);
        Assert.All(found, one => Assert.Equal((null, 0, true), (one.Kind, one.Evidence, one.Examples.IsEmpty)));
        Assert.Empty(Suggest.Conflicts(MadeTexts.Small, MadeTexts.Small));
    }

    [Fact]
    public void A_corpus_gives_texts_and_examples()
    {
        var found = Suggest.Conflicts(MadeTexts.Corpus("calm tide", "the calm", "not calm", "storm glass"), MadeTexts.Small, Other);
        Assert.Equal(2, Assert.Single(found).Evidence);
        Assert.Equal(["t0: ‹calm› tide", "t1: the ‹calm›"], found[0].Examples.Select(example => example.ToString()));
        Assert.Equal(4, found[0].LearnedOn.Texts.Length);
    }

    [Fact]
    public void One_lexicon_alone_has_no_conflicts() => Assert.Equal("small is compared with no other lexicon. Expected at least one.", Assert.Throws<InputException>(() => Suggest.Conflicts(MadeTexts.Small)).Message);
}
