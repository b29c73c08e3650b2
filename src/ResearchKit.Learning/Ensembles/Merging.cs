using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Explanations of several scorers brought into one: each member's contributions times what its value is worth, those at one place that agree in sign as one. Where members disagree both stand: nothing is netted out of sight.</summary>
static class Merging
{
    /// <param name="score">The ensemble's score.</param>
    /// <param name="whys">The members' explanations.</param>
    /// <param name="names">Their names.</param>
    /// <param name="shares">What one unit of each member's value is worth.</param>
    /// <param name="own">What the ensemble adds by itself.</param>
    /// <param name="note">What that is; null where it is nothing.</param>
    public static Explanation Explain(in Score score, IReadOnlyList<Explanation> whys, IReadOnlyList<string> names, IReadOnlyList<double> shares, double own, string? note)
    {
        // Who reads most sentences says where they are; members by rules all read the same.
        var read = whys.MaxBy(why => why.Sentences.Length)!.Sentences;
        if (score.Outcome != Outcome.Scored) return new(whys[0].Article, score, score.Method, [.. read.Select(part => part with { Weight = 1, Value = 0 })], []);
        var parts = new List<(int Member, Contribution Part)>();
        for (var m = 0; m < whys.Count; m++)
        {
            var same = whys[m].Sentences.Select(part => part.Start).SequenceEqual(read.Select(part => part.Start));
            foreach (var part in whys[m].Contributions)
                parts.Add((m, part with { Sentence = same ? part.Sentence : Sentence(read, part.Start), Weight = part.Weight * shares[m], Value = part.Value * shares[m] + 0.0 }));
        }
        var merged = parts.GroupBy(each => (each.Part.Start, each.Part.Length, each.Part.Sentence, Sign: Math.Sign(each.Part.Value)))
            .OrderBy(group => group.Key.Start).ThenBy(group => group.Key.Length).ThenBy(group => group.Key.Sentence).ThenByDescending(group => group.Key.Sign)
            .Select(group => Merge([.. group], names)).ToImmutableArray();
        var sums = new double[read.Length];
        foreach (var part in merged)
            if (part.Sentence < sums.Length) sums[part.Sentence] += part.Value;
        var left = Enumerable.Range(0, whys.Count).Where(m => shares[m] * whys[m].Remainder != 0).ToList();
        return new(whys[0].Article, score, score.Method, [.. read.Select((part, i) => part with { Weight = 1, Value = sums[i] })], merged)
        {
            NoteHeading = "members",
            Remainder = own + left.Sum(m => shares[m] * whys[m].Remainder),
            RemainderNote = note is null && left.Count == 0 ? null : string.Join("; ", left.Select(m => string.Create(CultureInfo.InvariantCulture, $"{names[m]} {shares[m] * whys[m].Remainder:+0.0000;-0.0000;0.0000}{(whys[m].RemainderNote is { } why ? $": {why}" : "")}"))
                .Prepend(note ?? "").Where(each => each.Length > 0)),
        };
    }

    /// <summary>One is kept as it is, with its member's name; of several one unit is counted: what stands there.</summary>
    static Contribution Merge(IReadOnlyList<(int Member, Contribution Part)> found, IReadOnlyList<string> names)
    {
        var (member, first) = found[0];
        if (found.Count == 1) return first with { Note = first.Note.Length == 0 ? names[member] : $"{names[member]}: {first.Note}" };
        var sum = found.Sum(each => each.Part.Value);
        var notes = found.Select(each => string.Create(CultureInfo.InvariantCulture, $"{names[each.Member]} {each.Part.Value:+0.0000;-0.0000;0.0000}{(each.Part.Note.Length == 0 ? "" : $": {each.Part.Note}")}"));
        return first with
        {
            Note = string.Join("; ", notes),
            Valence = found.Select(each => each.Part.Valence).FirstOrDefault(valence => valence != 0),
            Shifts = found.Select(each => each.Part.Shifts).FirstOrDefault(shifts => !shifts.IsDefaultOrEmpty, []),
            Counted = 1,
            Weight = sum,
            Value = sum,
        };
    }

    /// <summary>The last sentence that begins at or before a place.</summary>
    static int Sentence(ImmutableArray<SentencePart> sentences, int start)
    {
        var number = 0;
        for (var i = 1; i < sentences.Length && sentences[i].Start <= start; i++) number = i;
        return number;
    }
}
