using Xunit;

namespace ResearchKit.Tests;

/// <summary>Weighted means of scorers, worked by hand.</summary>
public sealed class WeightedScorerTests
{
    const double Exact = 1e-12;

    static readonly LexiconScorer Gains = Lexicon.Of("gains", new Entry("gain", Role.Polarity, 0.5, "up"), new Entry("storm", Role.Polarity, 0.4, "bold")).Scorer();

    static readonly LexiconScorer Losses = Lexicon.Of("losses", new Entry("loss", Role.Polarity, -0.8, "down"), new Entry("storm", Role.Polarity, -0.6, "weather"), new Entry("gain", Role.Polarity, 0.2, "rise")).Scorer();

    static readonly string[] Said = ["A gain.", "The storm.", "Loss!", "A day."];

    static WeightedScorer Mean(double first, double second, Func<WeightedOptions, WeightedOptions>? options = null) => WeightedScorer.Of([new("gains", Gains, first), new("losses", Losses, second)], options);

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0.75, 0.25)]
    public void The_value_is_the_weighted_mean_whatever_the_weights_sum_to(double first, double second)
    {
        var article = Article.Of("A gain. A loss of the storm.");
        var score = Mean(first, second).Score(article);
        Assert.Equal((3 * Gains.Score(article).Value + Losses.Score(article).Value) / 4, score.Value, Exact);
        Assert.Equal((3 * Gains.Score(article).Positive + Losses.Score(article).Positive) / 4, score.Positive, Exact);
        Assert.Equal((3 * Gains.Score(article).Negative + Losses.Score(article).Negative) / 4, score.Negative, Exact);
    }

    [Fact]
    public void What_members_find_at_one_place_is_one_where_they_agree_and_two_where_they_do_not()
    {
        var article = Article.Of("A gain in the storm. Loss.");
        var (one, other) = (Gains.Explain(article), Losses.Explain(article));
        var why = Mean(1, 1).Explain(article);
        double Of(Explanation from, string term) => from.Contributions.Single(part => part.Term == term).Value / 2;
        Assert.Equal(["gain", "storm", "storm", "loss"], why.Contributions.Select(part => part.Term.ToLowerInvariant()));
        Assert.Equal(Of(one, "gain") + Of(other, "gain"), why.Contributions[0].Value, Exact);
        Assert.Equal(Of(one, "storm"), why.Contributions[1].Value, Exact);
        Assert.Equal(Of(other, "storm"), why.Contributions[2].Value, Exact);
        Assert.Equal(Of(other, "loss"), why.Contributions[3].Value, Exact);
        Assert.Matches(@"^gains \+0\.\d{4}: up; losses \+0\.\d{4}: rise$", why.Contributions[0].Note);
        Assert.Equal(["gains: bold", "losses: weather", "losses: down"], why.Contributions.Skip(1).Select(part => part.Note));
        Assert.All(why.Contributions, part => Assert.Equal(part.Counted * part.Weight, part.Value, Exact));
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value), Exact);
        Assert.Equal([why.Contributions.Take(3).Sum(part => part.Value), why.Contributions[3].Value], why.Sentences.Select(part => part.Value));
        Assert.Equal((0, null), (why.Remainder, why.RemainderNote));
        Assert.Equal(why.Contributions.Where(part => part.Value > 0).Sum(part => part.Value), why.Score.Positive, Exact);
        Assert.Contains("gains +0.", why.ToHtml(), StringComparison.Ordinal);
        Assert.Matches(@"members\n.*\ngain .* gains \+0\.\d{4}: up; losses \+0\.\d{4}: rise", why.ToString());
    }

    [Fact]
    public void A_silent_member_abstains_unless_it_shall_count_as_0()
    {
        var article = Article.Of("A loss.");
        Assert.Equal(Outcome.Silent, Gains.Score(article).Outcome);
        Assert.Equal(Losses.Score(article).Value, Mean(3, 1).Score(article).Value, Exact);
        Assert.Equal(Losses.Score(article).Value / 4, Mean(3, 1, o => o with { Silent = SilentMembers.Zero }).Score(article).Value, Exact);
    }

    [Fact]
    public void Where_no_member_speaks_it_is_silent_and_where_none_reads_unsupported()
    {
        var silent = Mean(1, 1).Explain(Article.Of("A day."));
        Assert.Equal((Outcome.Silent, 0, 0), (silent.Score.Outcome, silent.Score.Value, silent.Contributions.Length));
        Assert.Equal(Outcome.Silent, Mean(1, 1, o => o with { Silent = SilentMembers.Zero }).Score("A day.").Outcome);
        Assert.Equal(Outcome.UnsupportedLanguage, Mean(1, 1).Score(Article.Of("A gain.") with { Language = "da" }).Outcome);
    }

    [Fact]
    public void What_members_leave_is_the_remainder_by_its_member()
    {
        var mean = WeightedScorer.Of([new("plain", new Stated(), 1), new("odd", new Stated(remainder: 0.04), 3)]);
        var why = mean.Explain(Stated.Text(0.6, -0.2));
        Assert.Equal(0.2 + 0.75 * 0.04, why.Score.Value, Exact);
        Assert.Equal(0.75 * 0.04, why.Remainder, Exact);
        Assert.Equal("odd +0.0300", why.RemainderNote);
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, Exact);
    }

    [Fact]
    public void A_corpus_an_article_and_an_explanation_have_the_same_bits()
    {
        Article[] corpus = [.. Enumerable.Range(0, 300).Select(i => Article.Of(string.Join(' ', Enumerable.Range(0, 1 + i % 7).Select(j => Said[(i * 7 + j * 3) % 4])), $"a{i}"))];
        var mean = WeightedScorer.Of([new("gains", Gains, 0.7), new("ratio", Gains.Lexicon.Scorer("ratio:polarity"), 0.1), new("losses", Losses, 0.2)]);
        var together = mean.Score(corpus);
        for (var i = 0; i < corpus.Length; i++)
        {
            Assert.Equal(mean.Score(corpus[i]), together[i]);
            var why = mean.Explain(corpus[i]);
            Assert.Equal(together[i], why.Score);
            Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, Exact);
        }
    }

    [Fact]
    public void A_formula_is_read_as_it_is_written()
    {
        var mean = WeightedScorer.Parse(" 0.6 * gains + losses ;silent=zero", name => name == "gains" ? Gains : Losses);
        Assert.Equal([("gains", 0.6), ("losses", 1)], mean.Members.Select(member => (member.Name, member.Weight)));
        Assert.Equal(SilentMembers.Zero, mean.Options.Silent);
        Assert.Equal($"weighted(0.6*finance@2 on gains ({Gains.Lexicon.Hash[..8]}) + 1*finance@2 on losses ({Losses.Lexicon.Hash[..8]}))/silent=zero", mean.Identity);
    }

    [Theory]
    [InlineData("0.6*gains+", "a member is empty")]
    [InlineData("x*gains", "'x' is no weight of 'gains'")]
    [InlineData("0*gains", "'0' is no weight of 'gains'")]
    [InlineData("-1*gains", "'-1' is no weight of 'gains'")]
    [InlineData("0,5*gains", "'0,5' is no weight of 'gains'")]
    [InlineData("0.5*", "'0.5*' names no method")]
    [InlineData("gains;silent=maybe", "'silent=maybe' is no option")]
    [InlineData("gains+gains", "2 members are called 'gains'")]
    public void A_formula_that_cannot_be_read_is_refused_with_its_part(string formula, string expected) => Assert.Contains(expected, Refusal(() => WeightedScorer.Parse(formula, _ => Gains)), StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_weighed_is_refused()
    {
        Assert.Contains("no members", Refusal(() => WeightedScorer.Of([])), StringComparison.Ordinal);
        Assert.Contains("is NaN", Refusal(() => WeightedScorer.Of([new("a", Gains, double.NaN)])), StringComparison.Ordinal);
        Assert.Contains("to be fitted in folds", Refusal(() => WeightedScorer.Of([new("a", Gains, InFolds: true)])), StringComparison.Ordinal);
        Assert.Contains("Option PositiveCut is 2", Refusal(() => Mean(1, 1, o => o with { PositiveCut = 2 })), StringComparison.Ordinal);
    }
}
