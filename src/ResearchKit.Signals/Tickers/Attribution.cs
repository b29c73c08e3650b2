using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Which hits of a text bear on which company: roles in events first, then clauses, lists, and the nearest clause. <c>Tickers/README.md</c> states the rules.</summary>
sealed partial class Attribution
{
    /// <summary>A mention in the reading: its tokens, and the group of names that it stands in.</summary>
    public readonly record struct Named(int Owner, int First, int Last, Mention Mention, bool Hedged);

    /// <summary>Names that stand together (A, B and C), in a segment of their sentence.</summary>
    sealed class Group(int first, int last, int from, int to)
    {
        public int First => first;

        public int Last => last;

        /// <summary>Its first mention, and the one behind its last.</summary>
        public int From => from;

        public int To => to;

        public bool Governed { get; init; }

        /// <summary>Whether it only speaks.</summary>
        public bool Speaks { get; set; }
    }

    /// <summary>A longer list of names is no topic: what follows is of none of them in particular.</summary>
    const int MostTopics = 8;

    readonly Reading reading;
    readonly Roles roles;
    readonly Companies companies;
    readonly ImmutableArray<Found> found;
    readonly string text;
    readonly List<Named> mentions = [];
    readonly Dictionary<(int Sentence, int Company), List<(Hit, Reason)>> bearing = [];
    readonly HashSet<(int Sentence, int Company)> named = [];

    public Attribution(Article article, Reading reading, Roles roles, Companies companies, ImmutableArray<Found> found) =>
        (text, this.reading, this.roles, this.companies, this.found) = (article.Text, reading, roles, companies, found);

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Named> Mentions => mentions;

    /// <summary>Whether a sentence names a company.</summary>
    public bool Names(int sentence, int company) => named.Contains((sentence, company));

    /// <summary>The hits of a sentence that bear on a company, as they count for it.</summary>
    public IReadOnlyList<(Hit Hit, Reason Reason)> Bearing(int sentence, int company) => bearing.TryGetValue((sentence, company), out var hits) ? hits : [];

    public void Read()
    {
        Group? topic = null, main = null;
        var next = 0;
        for (var number = 0; number < reading.Sentences.Length; number++)
        {
            if (number > 0 && reading.Sentences[number].Block != reading.Sentences[number - 1].Block) topic = main;
            var from = mentions.Count;
            Locate(number, ref next);
            var clauses = new Clauses(this, number, from);
            if (clauses.Groups.Count == 0)
            {
                if (topic is not null)
                    foreach (var hit in Hits(number)) Bear(number, topic, hit);
                continue;
            }
            Assign(number, clauses);
            if (clauses.Subject is { } subject && subject.To - subject.From <= MostTopics) topic = subject;
            main ??= topic;
        }
    }

    /// <summary>The mentions of a sentence, on its tokens.</summary>
    void Locate(int number, ref int next)
    {
        var sentence = reading.Sentences[number];
        for (var token = sentence.FirstToken; token < sentence.FirstToken + sentence.Tokens;)
        {
            var at = sentence.Block + reading.Tokens[token].Start;
            while (next < found.Length && found[next].Start + found[next].Length <= at) next++;
            if (next == found.Length) return;
            if (found[next].Start > at)
            {
                token++;
                continue;
            }
            var first = token;
            while (token < sentence.FirstToken + sentence.Tokens && sentence.Block + reading.Tokens[token].Start < found[next].Start + found[next].Length) token++;
            var place = found[next++];
            named.Add((number, place.Owner));
            var (stance, before) = StanceOf(sentence, first, token - 1);
            mentions.Add(new(place.Owner, first, token - 1,
                new(text.Substring(place.Start, place.Length), place.Start, place.Length, number, stance, companies.AliasOf(place).Kind), before && stance == Stance.Hedged));
        }
    }

    /// <summary>Hedged or negated by a word near it; in a list also by what hedges the name before.</summary>
    (Stance Stance, bool Before) StanceOf(in Sentence sentence, int first, int last)
    {
        var own = reading.StanceOf(text, sentence, first, last);
        return own.Stance == Stance.Affirmed && mentions.Count > 0 && mentions[^1] is var before && before.Last >= sentence.FirstToken && Joined(sentence, before.Last, first) ? (before.Mention.Stance, before.Hedged) : own;
    }

    /// <summary>Whether nothing but commas, numbers, an "and", a "potentially" or the like stands between two names.</summary>
    bool Joined(in Sentence sentence, int last, int first)
    {
        if (first - last > 3) return false;
        for (var at = last + 1; at < first; at++)
            if ((reading.Class(at) & (WordClass.Lists | WordClass.Prospect)) == 0 && reading.Tokens[at].Kind != TokenKind.Number) return false;
        for (var at = last + 1; at <= first; at++)
            if (Between(sentence, at).ContainsAny(':', ';')) return false;
        return first - last > 1 || Between(sentence, first).ContainsAny(',', '/') || Between(sentence, first).Contains('&');
    }

    /// <summary>What stands between a token and the one before it.</summary>
    ReadOnlySpan<char> Between(in Sentence sentence, int token) =>
        text.AsSpan(sentence.Block + reading.Tokens[token - 1].End, reading.Tokens[token].Start - reading.Tokens[token - 1].End);

    ReadOnlySpan<char> Text(in Sentence sentence, int token) => text.AsSpan(sentence.Block + reading.Tokens[token].Start, reading.Tokens[token].End - reading.Tokens[token].Start);

    ReadOnlySpan<Hit> Hits(int number) => reading.Hits.Slice(reading.Sentences[number].FirstHit, reading.Sentences[number].Hits);

    void Bear(int number, Group group, Hit hit, bool alone = false, bool isEvent = false, Func<Company, bool>? only = null)
    {
        if (hit.Valence == 0) return;
        var owners = new HashSet<int>();
        for (var i = group.From; i < group.To; i++)
        {
            var mention = mentions[i];
            if (!owners.Add(mention.Owner) || only?.Invoke(companies[mention.Owner]) == false) continue;
            var weight = mention.Hedged ? 0.5 : 1;
            if (!bearing.TryGetValue((number, mention.Owner), out var hits)) bearing[(number, mention.Owner)] = hits = [];
            if (hits.Any(other => other.Item1.Index == hit.Index)) continue;
            hits.Add((hit with { Shifted = hit.Shifted * weight }, new(new(mention.Mention.Term, Role.Bearing, mention.Mention.Start, mention.Mention.Length, weight), alone, isEvent)));
        }
    }
}
