using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Collects what the scorer's sum passes by.</summary>
sealed class ExplanationBuilder(Article article, LexiconScorer scorer, Reading reading)
{
    readonly ImmutableArray<Contribution>.Builder contributions = ImmutableArray.CreateBuilder<Contribution>(reading.Hits.Length);
    readonly ImmutableArray<SentencePart>.Builder sentences = ImmutableArray.CreateBuilder<SentencePart>(reading.Sentences.Length);
    readonly List<Shift> shifts = [];
    string? text;
    double value;

    /// <summary>For the measures of VADER.</summary>
    public VaderComponents? Components { get; set; }

    /// <summary>For a part of an article: why a hit belongs to it.</summary>
    public IReadOnlyDictionary<int, Reason>? Reasons { get; init; }

    public void Add(int number, in Sentence sentence, in Hit hit, double worth, double contribution)
    {
        shifts.Clear();
        ref readonly var own = ref reading.MatchOf(hit);
        Reason? reason = Reasons?.TryGetValue(hit.Index, out var found) == true ? found : null;
        if (own.Frame != FrameKind.None && reason?.IsEvent != true) AddFrame(own.Frame, reading.FrameOf(hit.Index), sentence);
        foreach (var acting in reading.Shifters(sentence, hit.Index))
        {
            var match = reading.Matches[acting.Match];
            var shifter = scorer.Lexicon.Entries[match.Entry];
            if (reason?.Alone == true && shifter.Role.IsContrast()) continue;
            var (at, size) = Place(sentence, match.First, match.Count);
            shifts.Add(new(shifter.Term, shifter.Role, at, size, acting.Factor));
        }
        if (reason is { Shift: var shift }) shifts.Add(shift);
        var entry = scorer.Lexicon.Entries[own.Entry];
        var (start, length) = Place(sentence, own.First, own.Count);
        contributions.Add(new(entry.Term, entry.Note, number, start, length, hit.Valence, shifts.Count == 0 ? [] : [.. shifts],
            Arithmetic.Counted(scorer.Options.Measure, hit.Shifted), worth, contribution));
        value += contribution;
    }

    /// <summary>What moves or what compares, and the numbers, as factors.</summary>
    void AddFrame(FrameKind kind, in Frame frame, in Sentence sentence)
    {
        if (frame.Partner >= 0)
        {
            var partner = reading.Matches[frame.Partner];
            var entry = scorer.Lexicon.Entries[partner.Entry];
            var (at, size) = Place(sentence, partner.First, partner.Count);
            shifts.Add(new(entry.Term, kind == FrameKind.Moved ? Role.Quantity : Role.Comparison, at, size, frame.PartnerFactor));
        }
        if (frame.Amount < 0) return;
        var first = reading.Amounts[frame.Amount];
        var last = frame.Other >= 0 ? reading.Amounts[frame.Other] : first;
        var (start, length) = Place(sentence, first.First, last.Last - first.First + 1);
        shifts.Add(new((text ??= article.Text).Substring(start, length), Role.Amount, start, length, frame.AmountFactor));
    }

    /// <summary>A hit of a method with its own shifters.</summary>
    public void Add(int number, in Match hit, ImmutableArray<Shift> shifts, double counted, double worth)
    {
        var entry = scorer.Lexicon.Entries[hit.Entry];
        var (start, length) = Place(reading.Sentences[number], hit.First, hit.Count);
        contributions.Add(new(entry.Term, entry.Note, number, start, length, entry.Valence, shifts, counted, worth, counted * worth));
        value += counted * worth;
    }

    /// <summary>A shifter of such a method.</summary>
    public Shift Shift(int number, in Match match, double factor)
    {
        var (start, length) = Place(reading.Sentences[number], match.First, match.Count);
        var entry = scorer.Lexicon.Entries[match.Entry];
        return new(entry.Term, entry.Role, start, length, factor);
    }

    /// <summary>A contribution of a method that finds its own words; within a sentence in any order.</summary>
    public void Add(Contribution contribution)
    {
        contributions.Add(contribution);
        value += contribution.Value;
    }

    public void Close(in Sentence sentence, double weight)
    {
        var (start, length) = Place(sentence, sentence.FirstToken, sentence.Tokens);
        Close(start, length, sentence.Tokens, weight);
    }

    /// <summary>A sentence of such a method.</summary>
    public void Close(int start, int length, int tokens, double weight)
    {
        sentences.Add(new(start, length, tokens, weight, value));
        value = 0;
    }

    public Explanation Build(Score score, string? identity = null) => new(article, score, identity ?? scorer.Identity, sentences.DrainToImmutable(),
        Components is null ? contributions.DrainToImmutable() : [.. contributions.OrderBy(contribution => contribution.Start)])
    { Components = Components };

    (int Start, int Length) Place(in Sentence sentence, int first, int count)
    {
        var start = reading.Tokens[first].Start;
        return (sentence.Block + start, reading.Tokens[first + count - 1].End - start);
    }
}
