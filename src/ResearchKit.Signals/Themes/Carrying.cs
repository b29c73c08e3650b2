using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>A place in a reading: its sentence, and the tokens that it spans.</summary>
readonly record struct Carried(Found Found, int Sentence, int First, int Last)
{
    /// <summary>How far a match is: 0 where they overlap, 1 where they touch.</summary>
    public int Distance(in Match match) => Math.Max(0, Math.Max(First - match.Last, match.First - Last));

    /// <summary>Places in the order of the text, with their tokens; one in a run of numbers that is no sentence is left out.</summary>
    public static List<Carried> Of(Reading reading, ImmutableArray<Found> found)
    {
        var carried = new List<Carried>(found.Length);
        var next = 0;
        for (var number = 0; number < reading.Sentences.Length; number++)
        {
            var sentence = reading.Sentences[number];
            var tokens = reading.Tokens.Slice(sentence.FirstToken, sentence.Tokens);
            while (next < found.Length && found[next].Start < sentence.Block + tokens[0].Start) next++;
            for (var token = 0; next < found.Length && found[next].Start < sentence.Block + tokens[^1].End; next++)
            {
                while (sentence.Block + tokens[token].End <= found[next].Start) token++;
                var last = token;
                while (sentence.Block + tokens[last].End < found[next].Start + found[next].Length) last++;
                carried.Add(new(found[next], number, sentence.FirstToken + token, sentence.FirstToken + last));
            }
        }
        return carried;
    }
}

/// <summary>What of a reading is about something: the sentences that carry it, and of their hits those that belong to a mention.</summary>
sealed class Carrying
{
    readonly Sentence[] sentences;
    readonly List<Hit> hits = [];
    readonly Dictionary<int, Reason> reasons = [];
    readonly int tokens, covered;

    /// <param name="reading">The reading.</param>
    /// <param name="places">Where it is mentioned, in the order of the text.</param>
    /// <param name="term">The term of a place.</param>
    public Carrying(Reading reading, ImmutableArray<Carried> places, Func<Found, string> term)
    {
        var carrying = places.GroupBy(place => place.Sentence).ToList();
        sentences = new Sentence[carrying.Count];
        foreach (var (i, group) in carrying.Index())
        {
            var sentence = reading.Sentences[group.Key];
            var first = hits.Count;
            foreach (var (hit, place) in Chosen(reading, sentence, [.. group]))
            {
                hits.Add(hit);
                covered += reading.MatchOf(hit).Count;
                reasons[hit.Index] = new(new(term(place.Found), Role.Bearing, place.Found.Start, place.Found.Length, 1));
            }
            tokens += sentence.Tokens;
            sentences[i] = sentence with { FirstHit = first, Hits = hits.Count - first };
        }
    }

    public Portion Portion => new(sentences, CollectionsMarshal.AsSpan(hits), tokens, covered);

    /// <summary>For each hit, by its index, the mention that it belongs to.</summary>
    public IReadOnlyDictionary<int, Reason> Reasons => reasons;

    /// <summary>The hits of the clauses that carry a mention and those whose event moves what is mentioned; where there is none, those of the nearest clause.</summary>
    static IEnumerable<(Hit Hit, Carried Place)> Chosen(Reading reading, in Sentence sentence, ImmutableArray<Carried> places)
    {
        var all = new List<(Hit Hit, Carried Place, int Distance, bool Belongs)>();
        var clauses = new HashSet<int>();
        foreach (var place in places)
            for (var clause = reading.Clause(sentence, place.First); clause <= reading.Clause(sentence, place.Last); clause++) clauses.Add(clause);
        foreach (var hit in reading.Hits.Slice(sentence.FirstHit, sentence.Hits))
        {
            var match = reading.MatchOf(hit);
            var partner = match.Frame != FrameKind.None && reading.FrameOf(hit.Index).Partner is >= 0 and var other ? reading.Matches[other] : match;
            var place = places.MinBy(place => Math.Min(place.Distance(match), place.Distance(partner)));
            all.Add((hit, place, places.Min(one => one.Distance(match)), clauses.Contains(match.Clause) || place.Distance(partner) == 0));
        }
        var nearest = all.Exists(one => one.Belongs) ? -1 : all.Count == 0 ? 0 : reading.MatchOf(all.MinBy(one => one.Distance).Hit).Clause;
        return all.Where(one => one.Belongs || reading.MatchOf(one.Hit).Clause == nearest).Select(one => (one.Hit, one.Place));
    }
}
