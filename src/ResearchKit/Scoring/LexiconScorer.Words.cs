using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The measures of sentometrics and sentimentr: <c>Scoring/rivals.md</c>.</summary>
public sealed partial class LexiconScorer
{
    readonly DocumentFrequencies? frequencies;

    /// <summary>A hit: what of it is counted, and what one counted unit is worth before the squash.</summary>
    readonly record struct Word(int Sentence, Match Match, ImmutableArray<Shift> Shifts, double Counted, double Worth);

    Score SumWords(Article article, Reading reading, ExplanationBuilder? explanation)
    {
        var sentences = reading.Sentences;
        var total = TotalWeight(sentences, reading.Tokens.Length);
        var words = new List<Word>();
        if (Options.Weighting == Weighting.Document) AddUnit(0, sentences.Length, 1);
        else
            for (var i = 0; i < sentences.Length; i++) AddUnit(i, i + 1, Weight(sentences[i]) / total);

        double raw = 0, positive = 0, negative = 0;
        foreach (var word in words) raw += word.Counted * word.Worth;
        var slope = IsBounded ? 1 : 1 / Math.Sqrt(raw * raw + Options.Squash);
        int next = 0, covered = 0;
        for (var i = 0; i < sentences.Length; i++)
        {
            for (; next < words.Count && words[next].Sentence == i; next++)
            {
                var (_, match, shifts, counted, worth) = words[next];
                var contribution = counted * (worth * slope);
                if (contribution > 0) positive += contribution;
                else negative -= contribution;
                covered += match.Count;
                explanation?.Add(i, match, shifts, counted, worth * slope);
            }
            explanation?.Close(sentences[i], Weight(sentences[i]) / total);
        }
        var coverage = reading.Tokens.Length == 0 ? 0 : (double)covered / reading.Tokens.Length;
        return new(article.Id, Identity, Math.Clamp(raw * slope, -1, 1), positive, negative, coverage, words.Count, sentences.Length, reading.Tokens.Length,
            words.Count == 0 ? Outcome.Silent : Outcome.Scored);

        // The hits of the sentences from one up to another, which are weighed as one text.
        void AddUnit(int from, int to, double weight)
        {
            if (from == to) return;
            var (start, end) = (reading.Sentences[from], reading.Sentences[to - 1]);
            var (firstMatch, endMatch) = (start.FirstMatch, end.FirstMatch + end.Matches);
            var tokens = end.FirstToken + end.Tokens - start.FirstToken;
            var hits = 0;
            for (var i = firstMatch; i < endMatch; i++)
                if (IsHit(reading.Matches[i])) hits++;
            var share = weight / WordWeights.Norm(Options.Measure, tokens, hits);
            var shifters = Options.Shifters ? new WordShifters(Lexicon, Options.ShifterMode, reading) : null;
            for (var (i, number) = (firstMatch, from); i < endMatch; i++)
            {
                while (i >= reading.Sentences[number].FirstMatch + reading.Sentences[number].Matches) number++;
                var match = reading.Matches[i];
                if (!IsHit(match)) continue;
                var acting = shifters is null ? default : shifters.On(i, reading.Sentences[number].FirstMatch, reading.Sentences[number].FirstMatch + reading.Sentences[number].Matches);
                var counted = Lexicon.Entries[match.Entry].Valence;
                foreach (var shifter in acting) counted *= shifter.Factor;
                var weighed = frequencies?.Weight(match.Entry, article, Options.LeaksFuture) ?? WordWeights.At(Options.Measure, match.First - start.FirstToken + 1, tokens);
                words.Add(new(number, match, Shifts(number, acting), counted, weighed * share));
            }
        }

        ImmutableArray<Shift> Shifts(int number, ReadOnlySpan<Acting> acting)
        {
            var shifts = ImmutableArray.CreateBuilder<Shift>(explanation is null ? 0 : acting.Length);
            if (explanation is not null)
                foreach (var shifter in acting) shifts.Add(explanation.Shift(number, reading.Matches[shifter.Match], shifter.Factor));
            return shifts.ToImmutable();
        }
    }

    /// <summary>The a of a squash that follows the mean of the units; null where each unit has its own, or none.</summary>
    internal double? SquashOfMean => Options.Measure == Measure.Sum || WordWeights.Are(Options.Measure) && !IsBounded ? Options.Squash : null;

    bool IsHit(in Match match) => Lexicon.Entries[match.Entry] is { Role: Role.Polarity or Role.Turn, Valence: not 0 };

    /// <summary>Whether the raw value lies within [−1, 1] whatever the text: a mean of valences that no shifter has grown.</summary>
    bool IsBounded => !Options.Shifters && WordWeights.AreMean(Options.Measure);
}
