using ResearchKit.Tests.Reference;
using Xunit;

namespace ResearchKit.Tests.Scoring;

/// <summary>The scorer against the naive reference, on texts made to break one of them.</summary>
public class ReferenceAgreementTests
{
    const int Articles = 600;

    static readonly string[] Lines = File.ReadAllLines(Repository.File("src", "ResearchKit.Text", "sentences.txt"));

    static readonly ReferenceEventWords EventWords = new(
        File.ReadAllLines(Repository.File("src", "ResearchKit", "Scoring", "frames.txt")), File.ReadAllLines(Repository.File("src", "ResearchKit.Text", "amounts.txt")));

    static readonly List<ReferenceEntry> Entries = [.. Sample().Select(e => new ReferenceEntry(e.Term, Known(e.Role), e.Role is Role.Comparison or Role.Relief ? 0 : e.Valence))];

    /// <summary>Without events a turn is a term; a comparison and a relief hide their words.</summary>
    static string Known(Role role) => role is Role.Turn or Role.Comparison or Role.Relief ? "polarity" : role.ToString().ToLowerInvariant();

    public static TheoryData<Measure, Weighting> Combinations()
    {
        var data = new TheoryData<Measure, Weighting>();
        foreach (var measure in Enum.GetValues<Measure>().Where(measure => measure <= Measure.Root))
            foreach (var weighting in Enum.GetValues<Weighting>().Where(weighting => weighting <= Weighting.Document)) data.Add(measure, weighting);
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_scorer_equals_the_naive_reference_on_generated_texts(Measure measure, Weighting weighting)
    {
        var lexicon = Lexicon.Of("sample", Sample());
        var scorer = lexicon.Scorer(o => o with { Measure = measure, Weighting = weighting, Squash = 0.7, Frames = false });
        var o = scorer.Options;
        var reference = new ReferenceScorer(Entries, new(measure.ToString(), weighting.ToString(), o.Squash, o.NegationWindow, o.AmplifierWindow,
            o.IntensifierWindow, o.HedgeWindow, o.LeadWeight, o.Shifters), Lines);
        var generator = new TextGenerator((ulong)((int)measure * 10 + (int)weighting + 1), Entries);
        for (var i = 0; i < Articles; i++)
        {
            var text = generator.Next();
            // A language tag keeps the language guess out of it.
            var article = new Article { Id = $"g{i}", Title = text.Title, Paragraphs = [.. text.Paragraphs], Language = "en" };
            var expected = reference.Score(text.Title, text.Paragraphs);
            var actual = scorer.Explain(article);

            Assert.Equal(expected.Sentences, actual.Sentences.Select(s => new ReferenceSpan(s.Start, s.Start + s.Length)));
            Assert.Equal(expected.Hits.Select(h => (h.Term, h.Sentence, h.Start, h.Length, h.Valence)),
                actual.Contributions.Select(c => (c.Term, c.Sentence, c.Start, c.Length, c.Valence)));
            Assert.Equal(expected.Hits.SelectMany(h => h.Shifters), actual.Contributions.SelectMany(c => c.Shifts.Select(s => new ReferenceShift(s.Term, s.Factor))));
            foreach (var (hit, contribution) in expected.Hits.Zip(actual.Contributions)) Assert.Equal(hit.Contribution, contribution.Value, 1e-12);
            Assert.Equal(expected.Value, actual.Score.Value, 1e-12);
            Assert.Equal(expected.Positive, actual.Score.Positive, 1e-12);
            Assert.Equal(expected.Negative, actual.Score.Negative, 1e-12);
            Assert.Equal(expected.Coverage, actual.Score.Coverage, 1e-12);
            Assert.Equal(actual.Score, scorer.Score(article));
        }
    }

    /// <summary>The whole lexicon; and a sample of it, so dense with directions and quantities that they stand in each other's way.</summary>
    [Theory]
    [InlineData(1, 2500)]
    [InlineData(3, 2500)]
    public void The_scorer_equals_the_naive_reference_with_events(int every, int articles)
    {
        List<Entry> entries = [.. Repository.Finance.Entries.Where((e, i) => e.Role != Role.Polarity || i % (IsOfEvents(e) ? every : every * 4 - 3) == 0)];
        List<ReferenceEntry> known = [.. entries.Select(e => new ReferenceEntry(e.Term, e.Role.ToString().ToLowerInvariant(), e.Valence, e.Direction, e.Quantity))];
        var scorer = Lexicon.Of("sample", entries).Scorer();
        var reference = new ReferenceScorer(known, new(Squash: scorer.Options.Squash, Frames: true), Lines, EventWords);
        var generator = new TextGenerator((ulong)every, known, eventShare: 70);
        for (var i = 0; i < articles; i++)
        {
            var text = generator.Next();
            var article = new Article { Id = $"g{i}", Title = text.Title, Paragraphs = [.. text.Paragraphs], Language = "en" };
            var expected = reference.Score(text.Title, text.Paragraphs);
            var actual = scorer.Explain(article);

            Assert.Equal(expected.Hits.Select(h => (h.Term, h.Sentence, h.Start, h.Length)), actual.Contributions.Select(c => (c.Term, c.Sentence, c.Start, c.Length)));
            foreach (var (hit, contribution) in expected.Hits.Zip(actual.Contributions))
            {
                Assert.Equal(hit.Valence, contribution.Valence, 1e-12);
                Assert.Equal(hit.Shifters, contribution.Shifts.Where(s => !IsOfFrame(s)).Select(s => new ReferenceShift(s.Term, s.Factor)));
                Assert.Equal(hit.Contribution, contribution.Value, 1e-12);
                // The factors of a quantity that is no news come to nothing, whatever they are.
                if (hit.Valence != 0)
                {
                    var factors = contribution.Shifts.Where(IsOfFrame).Select(s => s.Factor).Order().ToArray();
                    Assert.Equal(hit.Frame.Count, factors.Length);
                    foreach (var (own, factor) in hit.Frame.Select(s => s.Factor).Order().Zip(factors)) Assert.Equal(own, factor, 1e-12);
                }
            }

            Assert.Equal(expected.Value, actual.Score.Value, 1e-12);
            Assert.Equal(expected.Positive, actual.Score.Positive, 1e-12);
            Assert.Equal(expected.Negative, actual.Score.Negative, 1e-12);
            Assert.Equal(expected.Coverage, actual.Score.Coverage, 1e-12);
            Assert.Equal(actual.Score, scorer.Score(article));
        }
    }

    static bool IsOfEvents(Entry entry) => entry.Direction is not null || entry.Quantity is not null;

    static bool IsOfFrame(Shift shift) => shift.Role is Role.Quantity or Role.Amount or Role.Comparison;

    /// <summary>All shifters and every eighth polarity entry: small enough that generated texts are dense with hits.</summary>
    static IEnumerable<Entry> Sample() => Repository.Finance.Entries.Where((e, i) => e.Role != Role.Polarity || i % 8 == 0);
}
