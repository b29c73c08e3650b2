using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The measures of VADER: <c>Scoring/rivals.md</c>, section 5.</summary>
public sealed partial class LexiconScorer
{
    readonly ConcurrentBag<VaderText> vaderTexts = [];

    /// <summary>Whether a text is long for a method that takes it as one: VADER's sum grows with it, and the value goes to −1 or 1 whatever it says.</summary>
    internal bool Saturates(Score score) => VaderRules.Are(Options.Measure) && Options.Weighting == Weighting.Document && score.Sentences > VaderRules.LongText;

    Score SumVader(Article article, Reading reading, ExplanationBuilder? explanation)
    {
        var text = vaderTexts.TryTake(out var free) ? free : new(Lexicon);
        try
        {
            text.Read(article, reading);
            return SumVader(article, text, explanation);
        }
        finally
        {
            vaderTexts.Add(text);
        }
    }

    Score SumVader(Article article, VaderText text, ExplanationBuilder? explanation)
    {
        var tokens = text.Tokens;
        var sentences = text.Sentences;
        var whole = Options.Weighting == Weighting.Document;
        var sentiments = new double[tokens.Length];
        var spans = whole && sentences.Length > 0 ? [Whole(sentences)] : sentences;
        var units = new VaderUnit[spans.Length];
        for (var i = 0; i < spans.Length; i++)
            units[i] = VaderUnit.Of(tokens.Slice(spans[i].First, spans[i].Count), spans[i], Lexicon.Entries, Options, sentiments.AsSpan(spans[i].First, spans[i].Count));
        var weights = Weights(spans, units, tokens.Length);
        var components = new VaderComponents();
        for (var i = 0; i < units.Length; i++) components = Sum(components, units[i].Components, weights[i]);

        double positive = 0, negative = 0;
        var hits = 0;
        for (var i = 0; i < sentences.Length; i++)
        {
            var (sentence, unit, span, weight) = whole ? (sentences[i], units[0], spans[0], 1) : (sentences[i], units[i], spans[i], weights[i]);
            var worth = weight * unit.Slope;
            var words = tokens.Slice(span.First, span.Count);
            for (var at = sentence.First - span.First; at < sentence.First - span.First + sentence.Count; at++)
            {
                if (!VaderSentiment.IsHit(words, at)) continue;
                hits++;
                var counted = sentiments[span.First + at];
                Count(counted * worth);
                explanation?.Add(Contribution(i, words, at, span, text.Text, counted, worth));
            }
            Emphasize(unit.Exclaimed, span.ExclamationAt, "exclamation");
            Emphasize(unit.Asked, span.QuestionAt, "question");
            explanation?.Close(sentence.Start, sentence.End - sentence.Start, sentence.Count, weight);

            void Emphasize(double counted, int mark, string note)
            {
                if (counted == 0 || mark < sentence.Start || mark >= sentence.End) return;
                Count(counted * worth);
                explanation?.Add(Emphasis(i, mark, text.Text, note, counted, worth));
            }
        }
        if (explanation is not null) explanation.Components = components;
        return new(article.Id, Identity, Math.Clamp(components.Compound, -1, 1), positive, negative, tokens.Length == 0 ? 0 : (double)hits / tokens.Length, hits,
            sentences.Length, tokens.Length, hits == 0 ? Outcome.Silent : Outcome.Scored);

        void Count(double contribution)
        {
            if (contribution > 0) positive += contribution;
            else negative -= contribution;
        }
    }

    static VaderSpan Whole(ReadOnlySpan<VaderSpan> sentences)
    {
        var all = sentences[0];
        foreach (var sentence in sentences[1..]) all = all.With(sentence);
        return all;
    }

    static VaderComponents Sum(in VaderComponents sum, in VaderComponents part, double weight) => new(
        sum.Negative + weight * part.Negative, sum.Neutral + weight * part.Neutral, sum.Positive + weight * part.Positive, sum.Compound + weight * part.Compound);

    /// <summary>The units' weights, which sum to 1; a median is the middle unit, or half of each of the two.</summary>
    double[] Weights(ReadOnlySpan<VaderSpan> spans, VaderUnit[] units, int tokens)
    {
        var weights = new double[units.Length];
        if (Options.Weighting == Weighting.Median)
        {
            var order = Enumerable.Range(0, units.Length).OrderBy(i => units[i].Components.Compound).ToArray();
            if (order.Length > 0)
            {
                weights[order[(order.Length - 1) / 2]] += 0.5;
                weights[order[order.Length / 2]] += 0.5;
            }
            return weights;
        }
        double total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Options.Weighting switch { Weighting.Length => spans[i].Count, Weighting.Lead when spans[i].Lead => Options.LeadWeight, _ => 1 };
            total += weights[i];
        }
        for (var i = 0; i < weights.Length; i++) weights[i] /= total;
        return weights;
    }

    Contribution Contribution(int sentence, ReadOnlySpan<VaderToken> words, int at, in VaderSpan span, string text, double counted, double worth)
    {
        var steps = new VaderSteps(text);
        var before = new VaderSentiment(words, Lexicon.Entries, VaderUnit.IsMixed(span), Options.Shifters).Of(at, steps);
        if (counted != before)
        {
            var but = 0;
            while (!words[but].Is(VaderClass.But)) but++;
            steps.Step(before, counted, Role.Adversative, words.Slice(but, 1));
        }
        var (entry, word) = (Lexicon.Entries[words[at].Entry], words[at]);
        return new(entry.Term, steps.Note.Length > 0 ? steps.Note : entry.Note, sentence, word.Start, word.End - word.Start, steps.Valence, steps.Shifts, counted, worth, counted * worth);
    }

    /// <summary>Marks of one kind count together; they are shown where the first of them stand.</summary>
    static Contribution Emphasis(int sentence, int mark, string text, string note, double counted, double worth)
    {
        var end = mark + 1;
        while (end < text.Length && text[end] == text[mark]) end++;
        if (char.IsHighSurrogate(text[mark])) end = mark + 2;
        return new(text[mark..end], $"{note} marks", sentence, mark, end - mark, counted, ImmutableArray<Shift>.Empty, counted, worth, counted * worth);
    }
}
