using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>The measures of VADER: <c>Scoring/rivals.md</c>, section 5.</summary>
public sealed partial class LexiconScorer
{
    readonly ConcurrentBag<VaderText> vaderTexts = [];

    /// <summary>Whether a text is long for a method that takes it as one: VADER's sum grows with it, and the value goes to −1 or 1 whatever it says.</summary>
    internal bool Saturates(Score score) => VaderRules.Are(Options.Measure) && Options.Weighting == Weighting.Document && score.Sentences > VaderRules.LongText;

    Score ScoreVader(Article article, ExplanationBuilder? explanation)
    {
        var text = vaderTexts.TryTake(out var free) ? free : new(Lexicon);
        try
        {
            return text.Scan(article) ? SumVader(article, text, explanation) : Unsupported(article.Id);
        }
        finally
        {
            vaderTexts.Add(text);
        }
    }

    Score SumVader(Article article, VaderText text, ExplanationBuilder? explanation)
    {
        text.Read(article);
        text.Hits.Clear();
        text.Sentiments.Clear();
        text.Units.Clear();
        var tokens = text.Tokens;
        var sentences = text.Sentences;
        var whole = Options.Weighting == Weighting.Document;
        var all = whole ? text.Whole : default;
        var spans = whole && sentences.Length > 0 ? new(in all) : sentences;
        foreach (ref readonly var span in spans) text.Units.Add(VaderUnit.Of(text, span, Options));
        var units = CollectionsMarshal.AsSpan(text.Units);
        var hits = CollectionsMarshal.AsSpan(text.Hits);
        var sentiments = CollectionsMarshal.AsSpan(text.Sentiments);
        var weights = Weights(spans, text);
        var components = new VaderComponents();
        for (var i = 0; i < units.Length; i++) components = Sum(components, units[i].Components, weights[i]);

        double positive = 0, negative = 0;
        var hit = 0;
        var shown = explanation is null ? "" : article.Text;
        for (var i = 0; i < sentences.Length; i++)
        {
            ref readonly var sentence = ref sentences[i];
            ref readonly var unit = ref units[whole ? 0 : i];
            ref readonly var span = ref spans[whole ? 0 : i];
            var weight = whole ? 1 : weights[i];
            var worth = weight * unit.Slope;
            for (; hit < hits.Length && hits[hit] < sentence.First + sentence.Count; hit++)
            {
                Count(sentiments[hit] * worth);
                explanation?.Add(Contribution(i, tokens, hits[hit], span, unit.But, shown, sentiments[hit], worth));
            }
            Emphasize(sentence, unit.Exclaimed, span.ExclamationAt, "exclamation", i, worth);
            Emphasize(sentence, unit.Asked, span.QuestionAt, "question", i, worth);
            explanation?.Close(sentence.Start, sentence.End - sentence.Start, sentence.Count, weight);
        }
        if (explanation is not null) explanation.Components = components;
        return new(article.Id, Identity, Math.Clamp(components.Compound, -1, 1), positive, negative, tokens.Length == 0 ? 0 : (double)hits.Length / tokens.Length, hits.Length,
            sentences.Length, tokens.Length, hits.IsEmpty ? Outcome.Silent : Outcome.Scored);

        void Emphasize(in VaderSpan sentence, double counted, int mark, string note, int number, double worth)
        {
            if (counted == 0 || mark < sentence.Start || mark >= sentence.End) return;
            Count(counted * worth);
            explanation?.Add(Emphasis(number, mark, shown, note, counted, worth));
        }

        void Count(double contribution)
        {
            if (contribution > 0) positive += contribution;
            else negative -= contribution;
        }
    }

    static VaderComponents Sum(in VaderComponents sum, in VaderComponents part, double weight) => new(
        sum.Negative + weight * part.Negative, sum.Neutral + weight * part.Neutral, sum.Positive + weight * part.Positive, sum.Compound + weight * part.Compound);

    /// <summary>The units' weights, which sum to 1; a median is the middle unit, or half of each of the two.</summary>
    Span<double> Weights(ReadOnlySpan<VaderSpan> spans, VaderText text)
    {
        CollectionsMarshal.SetCount(text.Weights, spans.Length);
        var weights = CollectionsMarshal.AsSpan(text.Weights);
        if (Options.Weighting == Weighting.Median)
        {
            weights.Clear();
            var order = text.Order;
            order.Clear();
            for (var i = 0; i < weights.Length; i++) order.Add((text.Units[i].Components.Compound, i));
            order.Sort();
            if (order.Count > 0)
            {
                weights[order[(order.Count - 1) / 2].Unit] += 0.5;
                weights[order[order.Count / 2].Unit] += 0.5;
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

    Contribution Contribution(int sentence, ReadOnlySpan<VaderToken> tokens, int at, in VaderSpan span, int but, string text, double counted, double worth)
    {
        var steps = new VaderSteps(text);
        var before = new VaderSentiment(tokens.Slice(span.First, span.Count), span.IsMixed, Options.Shifters).Of(at - span.First, steps);
        if (counted != before) steps.Step(before, counted, Role.Adversative, tokens.Slice(but, 1));
        var (entry, word) = (Lexicon.Entries[tokens[at].Entry], tokens[at]);
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
