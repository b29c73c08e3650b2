using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What holds for VADER on every text. Less than for the others: capitals anywhere in a text, and phrases that add whatever the sign, make a
/// negated lexicon give another score than the negated one.</summary>
public sealed class VaderLawTests
{
    static readonly ImmutableArray<Article> Texts = [.. Examples.Generated(seed: 20261126, count: 60).Select((article, i) => i % 3 == 0
        ? article with { Paragraphs = [.. article.Paragraphs, "It is NOT so good, but NEVER this bad?! :) The LEAST good idea, kind of!", "!!", "No gain or loss??"] } : article)];

    static readonly Lexicon Words = Lexicon.Of("words", Examples.Sample.Entries.Concat(
        new Entry[] { new("good", Role.Polarity, 0.475), new("bad", Role.Polarity, -0.625), new("no", Role.Polarity, -0.3) }.Where(e => Examples.Sample.Entries.All(s => s.Term != e.Term))));

    public static TheoryData<string> Methods() => [.. from name in new[] { "vader:python", "vader:corrected" } from ending in new[] { "", ":mean", ":median", ":length" } select name + ending];

    [Theory]
    [MemberData(nameof(Methods))]
    public void It_is_taken_apart_without_a_remainder(string method)
    {
        var scorer = Words.Scorer(method);
        var parts = 0;
        foreach (var article in Texts)
        {
            var e = scorer.Explain(article);
            Assert.Equal(Examples.Bits(scorer.Score(article)), Examples.Bits(e.Score));
            Assert.Equal(0, e.Remainder);
            Assert.Equal(e.Score.Value, e.Contributions.Sum(part => part.Value), 1e-12);
            Assert.Equal(e.Score.Value, e.Score.Positive - e.Score.Negative, 1e-12);
            Assert.Equal(e.Score.Value, e.Sentences.Sum(sentence => sentence.Value), 1e-12);
            Assert.Equal(e.Score.Value, e.Components!.Value.Compound);
            Assert.Equal(e.Score.Tokens, e.Sentences.Sum(sentence => sentence.Tokens));
            Assert.Equal(e.Contributions.OrderBy(part => part.Start), e.Contributions);
            if (!e.Sentences.IsEmpty && scorer.Options.Weighting != Weighting.Document) Assert.Equal(1, e.Sentences.Sum(sentence => sentence.Weight), 1e-12);
            if (e.Score.Tokens > 0) Assert.Equal(1, e.Components.Value.Negative + e.Components.Value.Neutral + e.Components.Value.Positive, 1e-12);
            foreach (var part in e.Contributions)
            {
                parts++;
                Assert.Equal(part.Counted * part.Weight, part.Value);
                Assert.Equal(part.Counted, part.Shifts.Aggregate(part.Valence, (valence, shift) => valence * shift.Factor), 1e-12);
                Assert.InRange(part.Start, e.Sentences[part.Sentence].Start, e.Sentences[part.Sentence].Start + e.Sentences[part.Sentence].Length - part.Length);
                foreach (var shift in part.Shifts) Assert.Equal(shift.Term, article.Text.Substring(shift.Start, shift.Length));
            }
            Assert.Contains("</div>", e.ToHtml());
            Assert.Equal("same", scorer.Receipt(article).Verify(article, Words).ToString());
        }
        Assert.True(parts > 200);
    }
}
