using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Makes features of texts. What it makes is declared by its version, its kinds and the rules that it uses, and is hashed: a model runs behind the one that it was fitted behind, and no other.</summary>
sealed class Featuriser
{
    /// <summary>Raised with every change to what a text becomes.</summary>
    public const int Version = 1;

    /// <summary>Texts whose features go into the hash, so that a change that nobody declared is found too.</summary>
    static readonly ImmutableArray<string> Probes =
    [
        "Operating profit rose to EUR 13.1 mn from EUR 8.7 mn in the corresponding period in 2007. Sales did not grow.",
        "Shares of Acme Corp plunged 12% after the regulator opened an inquiry, but analysts still expect the merger to close.",
        "ACME TO OPEN OFFICE IN OSLO",
    ];

    public Featuriser(LexiconScorer rules, FeatureKinds kinds, int maxWords)
    {
        (Rules, Kinds, MaxWords) = (rules, kinds, maxWords);
        Hash = Hashing.Sha256(string.Join('\u001E', Probes.SelectMany(text => Of(Article.Of(text)).Lines).Prepend(FormattableString.Invariant($"{Version}\u001F{kinds}\u001F{maxWords}\u001F{rules.Identity}\u001F{rules.Lexicon.Hash}"))));
    }

    /// <summary>Whose sentences are read, and whose hits are features.</summary>
    public LexiconScorer Rules { get; }

    public FeatureKinds Kinds { get; }

    public int MaxWords { get; }

    /// <summary>SHA-256 of version, kinds, rules, lexicon, and of what three texts become.</summary>
    public string Hash { get; }

    /// <summary>A text as features; none where the rules do not read its language.</summary>
    public TextFeatures Of(Article article)
    {
        var rules = Rules.Explain(article);
        if (rules.Score.Outcome == Outcome.UnsupportedLanguage) return new(rules, [], [], []);
        var places = ImmutableArray.CreateBuilder<FeaturePlace>();
        var found = ImmutableArray.CreateBuilder<Occurrence>();
        var tokens = ImmutableArray.CreateBuilder<int>();
        if (Kinds != FeatureKinds.Words)
        {
            List<Contribution> hits = [.. rules.Contributions.Where(hit => hit.Counted != 0)];
            places.AddRange(hits.Select(hit => new FeaturePlace(hit.Term, hit.Sentence, hit.Start, hit.Length, hit)));
            new RuleFeatures(rules, Rules.Classes, (name, kind, amount, hit) => found.Add(new(name, kind, amount, hit))).Add(hits);
        }
        var said = Kinds == FeatureKinds.Both ? RuleFeatures.ClassOf(rules, Rules.Classes) : null;
        var text = article.Text;
        for (var number = 0; number < rules.Sentences.Length; number++)
        {
            var words = WordFeatures.Of(text, rules.Sentences[number]);
            foreach (var word in words) tokens.Add(word.Start);
            if (Kinds != FeatureKinds.Rules) AddWords(number, words);
        }
        return new(rules, places.DrainToImmutable(), found.DrainToImmutable(), tokens.DrainToImmutable());

        void AddWords(int number, List<WordFeatures.Word> words)
        {
            for (var first = 0; first < words.Count; first++)
            {
                var name = "";
                for (var last = first; last < Math.Min(words.Count, first + MaxWords); last++)
                {
                    name = last == first ? words[last].Form : $"{name} {words[last].Form}";
                    var (start, length) = (words[first].Start, words[last].End - words[first].Start);
                    places.Add(new(text.Substring(start, length), number, start, length, null));
                    found.Add(new($"word {name}", FeatureKind.Word, 1, places.Count - 1));
                    if (said is not null && last == first) found.Add(new($"word {name} where {said}", FeatureKind.Word, 1, places.Count - 1));
                }
            }
        }
    }
}
