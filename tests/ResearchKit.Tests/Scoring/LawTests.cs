using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What holds for every method on every text; held on generated articles, ordinary and hostile.</summary>
public partial class LawTests
{
    const double Exact = 1e-12;

    static readonly ImmutableArray<Article> Texts = Examples.Generated(seed: 20261123, count: 100);

    static readonly Lexicon Negated =
        Lexicon.Of("negated", Examples.Sample.Entries.Select(e => e.Role is Role.Polarity or Role.Turn ? e with { Valence = -e.Valence } : e));

    static readonly ILookup<string, LexiconScorer> All =
        Examples.Scorers(Examples.Sample).Concat(Examples.Scorers(Negated)).ToLookup(scorer => scorer.Identity);

    public static TheoryData<string> Scorers() => [.. All.Select(s => s.Key)];

    static LexiconScorer Scorer(string identity) => All[identity].First(s => s.Lexicon == Examples.Sample);

    static void Always(string identity, Action<Explanation> law)
    {
        var scorer = Scorer(identity);
        foreach (var article in Texts) law(scorer.Explain(article));
    }

    [Fact]
    public void Scoring_allocates_nothing_per_token()
    {
        var scorer = Repository.Finance.Scorer();
        Article Long(int sentences) => new() { Id = "a", Language = "en", Paragraphs = [string.Concat(Enumerable.Repeat("Profit did not fall sharply, but margins could widen. ", sentences))] };
        long Allocated(Article article)
        {
            for (var i = 0; i < 3; i++) scorer.Score(article);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++) scorer.Score(article);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        var (few, many) = (Long(10), Long(1000));
        Allocated(many);
        // A list that grows, or a buffer that is found anew, would show; the small constant of an article does not depend on its length.
        Assert.InRange(Allocated(many) - Allocated(few), -2000, 2000);
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void Contributions_and_remainder_sum_to_the_value(string scorer) => Always(scorer, e =>
    {
        Assert.Equal(e.Score.Value, e.Contributions.Sum(c => c.Value) + e.Remainder, Exact);
        Assert.Equal(0, e.Remainder);
    });

    [Theory]
    [MemberData(nameof(Scorers))]
    public void The_value_is_the_positive_mass_less_the_negative(string scorer) => Always(scorer, e =>
    {
        Assert.Equal(e.Score.Value, e.Score.Positive - e.Score.Negative, Exact);
        Assert.Equal(e.Score.Positive, e.Contributions.Where(c => c.Value > 0).Sum(c => c.Value), Exact);
        Assert.Equal(e.Score.Negative, -e.Contributions.Where(c => c.Value < 0).Sum(c => c.Value), Exact);
    });

    [Theory]
    [MemberData(nameof(Scorers))]
    public void The_value_lies_from_minus_one_to_one_and_coverage_from_zero_to_one(string scorer) => Always(scorer, e =>
    {
        Assert.InRange(e.Score.Value, -1, 1);
        Assert.InRange(e.Score.Coverage, 0, 1);
        Assert.True(e.Score.Positive >= 0 && e.Score.Negative >= 0);
        Assert.Equal(0, e.Score.Outcome == Outcome.Silent ? e.Score.Positive + e.Score.Negative + e.Score.Coverage + e.Score.Hits : 0);
    });

    [Theory]
    [MemberData(nameof(Scorers))]
    public void A_contribution_is_what_is_counted_times_its_weight(string scorer) => Always(scorer, e =>
    {
        foreach (var part in e.Contributions) Assert.Equal(part.Counted * part.Weight, part.Value);
    });

    [Theory]
    [MemberData(nameof(Scorers))]
    public void What_is_counted_is_the_valence_times_the_factors_or_their_sign(string scorer)
    {
        var options = Scorer(scorer).Options;
        Always(scorer, e =>
        {
            foreach (var part in e.Contributions)
            {
                var shifted = part.Shifts.Aggregate(part.Valence, (valence, shift) => valence * shift.Factor);
                Assert.Equal(options.Measure == Measure.Sum || WordWeights.Are(options.Measure) ? shifted : Math.Sign(shifted), part.Counted);
                if (!options.Shifters) Assert.DoesNotContain(part.Shifts, shift => shift.Role is not (Role.Quantity or Role.Amount or Role.Comparison));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void The_sentences_weights_sum_to_one_and_their_values_to_the_value(string scorer)
    {
        var document = Scorer(scorer).Options.Weighting == Weighting.Document;
        Always(scorer, e =>
        {
            if (e.Sentences.IsEmpty) return;
            if (document) Assert.All(e.Sentences, s => Assert.Equal(1, s.Weight));
            else Assert.Equal(1, e.Sentences.Sum(s => s.Weight), Exact);
            Assert.Equal(e.Score.Value, e.Sentences.Sum(s => s.Value), Exact);
            Assert.Equal(e.Score.Tokens, e.Sentences.Sum(s => s.Tokens));
        });
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void A_negated_lexicon_negates_the_score_where_nothing_moves(string identity)
    {
        // With events a direction and a quantity multiply, so that negating both would change nothing.
        var (plain, turned) = (Plain(Examples.Sample), Plain(Negated));
        LexiconScorer Plain(Lexicon lexicon) => lexicon.Scorer(Scorer(identity).Method, _ => Scorer(identity).Options with { Frames = false }, Scorer(identity).Method.NeedsReference ? Examples.Reference : null);
        foreach (var article in Texts)
        {
            var (score, opposite) = (plain.Score(article), turned.Score(article));
            Assert.Equal(-score.Value, opposite.Value, Exact);
            Assert.Equal(score.Positive, opposite.Negative, Exact);
            Assert.Equal(score.Negative, opposite.Positive, Exact);
            Assert.Equal((score.Coverage, score.Hits, score.Outcome), (opposite.Coverage, opposite.Hits, opposite.Outcome));
        }
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void An_added_sentence_of_unknown_words_changes_nothing_that_is_counted(string identity)
    {
        const string Unknown = "Zqorv plenkt ymbrux.";
        var scorer = Scorer(identity);
        foreach (var article in Texts)
        {
            var before = Counted(scorer.Explain(article));
            Assert.Equal(before, Counted(scorer.Explain(article with { Paragraphs = [.. article.Paragraphs, Unknown] })));
            Assert.Equal(before, Counted(scorer.Explain(article with { Paragraphs = [Unknown, .. article.Paragraphs] })));
        }

        static IEnumerable<string> Counted(Explanation e) =>
            e.Contributions.Select(c => FormattableString.Invariant($"{c.Term} {c.Valence:R} {string.Join(',', c.Shifts.Select(s => s.Term))} {c.Counted:R}"));
    }

    [Theory]
    [MemberData(nameof(Scorers))]
    public void A_contribution_and_its_shifters_stand_where_they_say(string scorer) => Always(scorer, e =>
    {
        var text = e.Article.Text;
        foreach (var part in e.Contributions)
        {
            Assert.Equal(Tickers().Replace(CompiledLexicon.Canonical(part.Term), "$ticker"), Tickers().Replace(CompiledLexicon.Canonical(text.Substring(part.Start, part.Length)), "$ticker"));
            Assert.InRange(part.Start, e.Sentences[part.Sentence].Start, e.Sentences[part.Sentence].Start + e.Sentences[part.Sentence].Length - part.Length);
            foreach (var shift in part.Shifts)
                Assert.Equal(CompiledLexicon.Canonical(shift.Term), CompiledLexicon.Canonical(text.Substring(shift.Start, shift.Length)));
        }
        Assert.Equal(e.Contributions.OrderBy(c => c.Start), e.Contributions);
    });

    [Theory]
    [MemberData(nameof(Scorers))]
    public void Scoring_and_explaining_give_the_same_bits(string identity)
    {
        var scorer = Scorer(identity);
        foreach (var article in Texts) Assert.Equal(Examples.Bits(scorer.Score(article)), Examples.Bits(scorer.Explain(article).Score));
    }

    [Fact]
    public void The_sample_texts_are_worth_the_name()
    {
        var explained = Texts.Select(Examples.Sample.Scorer().Explain).ToList();
        Assert.True(explained.Sum(e => e.Contributions.Length) > 500);
        Assert.Equal(Enum.GetValues<Role>().Except([Role.Polarity, Role.Boundary, Role.Turn, Role.Comparison, Role.Relief, Role.Bearing]),
            explained.SelectMany(e => e.Contributions).SelectMany(c => c.Shifts).Select(s => s.Role).Distinct().Order());
    }

    /// <summary>A term may say $TICKER where the text names one.</summary>
    [System.Text.RegularExpressions.GeneratedRegex(@"\$[a-z]+(\.[a-z])?")]
    private static partial System.Text.RegularExpressions.Regex Tickers();
}
