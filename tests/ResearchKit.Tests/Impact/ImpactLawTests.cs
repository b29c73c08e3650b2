using System.Collections.Immutable;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Whatever was edited: the impact's scores are those of a lexicon that was made anew, bit by bit, and every move is the sum of its terms.</summary>
public sealed class ImpactLawTests
{
    static readonly Lexicon Dense = Lexicon.Of("dense", [.. Examples.Small.Entries, new("long $TICKER", Role.Polarity, 0.6), new("$TICKER gain", Role.Polarity, 0.4), new("$TICKER puts loss", Role.Polarity, -0.4), new("$ABC loss", Role.Polarity, -0.7), new("rose", Role.Polarity, 0.3) { Direction = 0.5 }, new("costs", Role.Polarity, 0) { Quantity = -0.4 }]);

    static readonly ImmutableArray<Article> Hostile =
    [
        .. Examples.Generated(seed: 5, count: 30, Dense),
        .. Enumerable.Range(0, 20).Select(i => Article.Of($"Long ${"ABCXYZ"[(i % 4)..(i % 4 + 3)]} gain, ${"ABCXYZ"[(i % 3)..(i % 3 + 3)]} puts loss; long $ABC loss. Debt free profit warning, but costs rose {i}%.", $"t{i}") with { Language = i == 7 ? "fr" : "en" }),
    ];

    static readonly ImmutableArray<Article> News = [.. Corpus.Read(Repository.File("data", "articles")).Where((_, i) => i % 6 == 0), .. GeneratedArticles.Make(30, seed: 9, o => o with { Words = 150 })];

    static readonly Lazy<LexiconDraft> OnFinance = new(() => Repository.Finance.Draft("ada", new(2026, 11, 26)));

    public static TheoryData<string> Methods() => ["finance", "finance:lead", "finance:length", "ratio:polarity", "ratio:root", "sentimentr", "sentometrics:UShaped:cluster", "vader:python"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Scores_are_those_of_the_edited_lexicon_on_hostile_texts(string method) => Holds(Dense.Draft("ada", new(2026, 11, 26)), Hostile, o => o with { Method = method }, seed: 1, edits: method == "vader:python" ? 6 : 18);

    [Theory]
    [InlineData(4, Weighting.Equal)]
    [InlineData(0, Weighting.Document)]
    public void Scores_are_those_of_the_edited_lexicon_on_news(int window, Weighting weighting) =>
        Holds(OnFinance.Value, News, o => o with { Scoring = s => s with { NegationWindow = window, Weighting = weighting } }, seed: (ulong)window + 2, edits: 6);

    static void Holds(LexiconDraft root, ImmutableArray<Article> texts, Func<ImpactOptions, ImpactOptions> options, ulong seed, int edits)
    {
        var random = new SplitMix(seed);
        var pool = Pool(root.Parent, texts);
        var drafts = new List<LexiconDraft> { root };
        var before = Scorer(root.Parent, options).Score(texts).Select(Examples.Bits).ToList();
        int moved = 0, read = 0;
        for (var i = 0; i < edits; i++)
        {
            // Mostly the next edit; now and then back to an earlier draft, or several at once.
            var draft = random.Below(4) > 0 ? drafts[^1] : drafts[random.Below(drafts.Count)];
            for (var more = random.Below(3); more >= 0; more--) draft = Edited(draft, pool, ref random);
            drafts.Add(draft);
            var impact = draft.Impact(texts, options);
            var anew = Scorer(Lexicon.Of("anew", draft.Lexicon.Entries), options);
            Assert.Equal(anew.Score(texts).Select(Examples.Bits), impact.ScoresAfter.Select(Examples.Bits));
            Assert.Equal(before, impact.ScoresBefore.Select(Examples.Bits));
            Assert.Equal(Enumerable.Range(0, texts.Length).Count(at => impact.ScoresBefore[at].Value != impact.ScoresAfter[at].Value), impact.Moves.Count(move => move.Change != 0));
            foreach (var move in impact.Moves.Take(10)) Assert.Equal(move.Change, move.Through.Sum(term => term.Difference) + move.Remainder, 1e-12);
            (moved, read) = (moved + impact.Changed, read + impact.ReadAgain);
        }
        Assert.True(moved > edits / 2, "The edits must move something, or the law says nothing.");
        Assert.True(options(new()).Method == "vader:python" || read < edits * texts.Length / 2, "Most edits must leave most articles unread, or nothing is gained.");
    }

    static LexiconScorer Scorer(Lexicon lexicon, Func<ImpactOptions, ImpactOptions> options)
    {
        var (method, scoring) = options(new()).Validated();
        return lexicon.Scorer(method, _ => scoring);
    }

    /// <summary>Terms of the lexicon that the texts hold, and one to three words of them one after another, some with a ticker among them.</summary>
    static ImmutableArray<string> Pool(Lexicon lexicon, ImmutableArray<Article> texts)
    {
        var pool = new SortedSet<string>(StringComparer.Ordinal);
        var random = new SplitMix(3);
        var entries = lexicon.Entries.ToDictionary(entry => CompiledLexicon.Canonical(entry.Term), entry => entry.Term, StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var words = CompiledLexicon.Canonical(text.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var take = 0; take < 12 && words.Length > 3; take++)
            {
                var (at, length) = (random.Below(words.Length - 3), 1 + random.Below(3));
                // As a lexicon would write it: a ticker in capitals.
                var term = string.Join(' ', words[at..(at + length)].Select(word => word[0] != '$' ? word : random.Below(2) == 0 ? "$TICKER" : word.ToUpperInvariant()));
                if (CompiledLexicon.Canonical(term).Length > 0) pool.Add(entries.GetValueOrDefault(CompiledLexicon.Canonical(term), term));
            }
            foreach (var word in words)
                if (entries.TryGetValue(word, out var term)) pool.Add(term);
        }
        return [.. pool];
    }

    static LexiconDraft Edited(LexiconDraft draft, ImmutableArray<string> pool, ref SplitMix random)
    {
        var term = pool[random.Below(pool.Length)];
        var key = CompiledLexicon.Canonical(term);
        var stands = draft.Changed.TryGetValue(key, out var entry) ? entry : draft.Basis.Find(key);
        // Never one that stands there already.
        var valence = (1 + random.Below(999_983)) / 1e6;
        if (stands is null) return random.Below(3) == 0 && key.Contains(' ') ? draft.Guard(term, "law") : random.Below(4) == 0 ? draft.Add(term, -valence, "law", Role.Negator) : draft.Add(term, random.Below(2) == 0 ? valence : -valence, "law");
        return random.Below(3) switch
        {
            0 => draft.Remove(term, "law"),
            1 when Entry.Range(stands.Role).Lowest < 0 => draft.Reweigh(term, -valence, "law"),
            1 when Entry.Range(stands.Role).Highest > 0 => draft.Reweigh(term, valence, "law"),
            _ => stands.Role == Role.Amplifier ? draft.Move(term, Role.Adversative, valence, "law") : draft.Move(term, Role.Amplifier, valence, "law"),
        };
    }
}
