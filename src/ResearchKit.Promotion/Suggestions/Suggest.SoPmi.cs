using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

public static partial class Suggest
{
    /// <summary>New terms that stand in the same sentences as positive words, or as negative ones: semantic orientation from pointwise mutual information (Turney and Littman 2003).</summary>
    /// <remarks>
    /// <para>SO = Σ over positive seeds s of [log(c(w,s) + 0.01) − log c(s)], less the same over the negative ones. c(s) is the number of sentences that hold the seed, c(w,s) of those that hold term and seed. A seed is its words, wherever they
    /// stand; a negated seed counts like another, as published. There are as many seeds of one sign as of the other, so that the frequency of the term cancels.</para>
    /// <para>By default the seeds are the lexicon's own: polarity entries of one word and of valence ±<see cref="SoPmiOptions.SeedValence"/> or more; of each sign the <see cref="SoPmiOptions.Seeds"/> that stand in most sentences, equal ones by
    /// term. They are counted where they say what their valence says: not negated, not turned by what moves beside them, not hidden by a longer entry.</para>
    /// <para>Terms of which a word stands inside a match of an entry there are not counted, nor terms that hold a seed. The proposed valence is SO over the largest |SO| times <see cref="SoPmiOptions.Strongest"/>, to steps of 0.05; none
    /// is proposed where that is 0. No p and no q: the measure has no null distribution. Company of words is weak evidence: read the examples.</para>
    /// </remarks>
    /// <param name="corpus">The articles.</param>
    /// <param name="lexicon">Of the kit's form.</param>
    /// <param name="positive">Seeds, of one word or more; null, with <paramref name="negative"/>, for the lexicon's own.</param>
    /// <param name="negative">As many seeds.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Seeds = 14 }</c>.</param>
    /// <returns>Ranked by |SO|, equal ones by term. Empty when no term qualifies.</returns>
    /// <exception cref="InputException">An option is out of its range, the lexicon is of VADER's form, there is no English text, or the seeds cannot be used.</exception>
    public static ImmutableArray<EntrySuggestion> SoPmi(IReadOnlyList<Article> corpus, Lexicon lexicon, IEnumerable<string>? positive = null, IEnumerable<string>? negative = null, Func<SoPmiOptions, SoPmiOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        if (positive is null != negative is null) throw new InputException("Seeds of one sign alone. Expected positive and negative ones, as many of one as of the other, or none for the lexicon's own.");
        var articles = DistinctTexts.Of(chosen.Name, corpus);
        var texts = new TermTexts(articles, Usable(lexicon));
        var seeds = positive is null ? SeedWords.Of(texts, chosen) : SeedWords.Of(texts, positive, negative!);
        var table = TermTable.Of(texts, new(chosen.MaxWords, chosen.MinTexts, Partly: false, Except: seeds.Touch));
        var inSentence = new List<int>?[table.Texts.Sentences.Length];
        for (var seed = 0; seed < seeds.Terms.Length; seed++)
            foreach (var sentence in seeds.Sentences[seed]) (inSentence[sentence] ??= []).Add(seed);
        var found = table.Terms.Where(term => term.IsNew)
            .Select(term => (Term: term, Together: Together(term))).Where(each => each.Together.Sum() >= chosen.MinTogether)
            .Select(each => (each.Term, each.Together, Orientation: Orientation(each.Together)))
            .Ranked(each => Math.Abs(each.Orientation), each => each.Term.Text).ToList();
        var learned = LearnedOn.Of(chosen.Name, articles);
        return [.. found.Select(each => (each.Term, each.Together, each.Orientation, Valence: Grid(each.Orientation / Math.Abs(found[0].Orientation) * chosen.Strongest)))
            .Where(each => Math.Abs(each.Valence) > 0).Take(chosen.Most).Select(each => new EntrySuggestion(EditKind.Add, each.Term.Text, Role.Polarity, each.Valence, "so-pmi", each.Orientation, "SO", null, null,
                each.Term.Texts.Length, table.Examples(each.Term, Shown, Meeting(each.Term, each.Orientation > 0).Contains), learned, Why(each.Together, each.Orientation > 0)))];

        int[] Together(Term term)
        {
            var counts = new int[seeds.Terms.Length];
            foreach (var place in term.Places)
                foreach (var seed in inSentence[table.Texts.SentenceOf(place)] ?? []) counts[seed]++;
            return counts;
        }

        double Orientation(int[] together)
        {
            double sum = 0;
            for (var seed = 0; seed < together.Length; seed++)
                sum += (seed < seeds.Each ? 1 : -1) * (Math.Log(together[seed] + 0.01) - Math.Log(seeds.Sentences[seed].Length));
            return sum;
        }

        HashSet<int> Meeting(Term term, bool good) => [.. term.Places.Select(table.Texts.SentenceOf).Where(sentence => inSentence[sentence]?.Any(seed => seed < seeds.Each == good) == true).Select(sentence => table.Texts.Sentences[sentence].Text)];

        string Why(int[] together, bool good)
        {
            int with = together[..seeds.Each].Sum(), against = together[seeds.Each..].Sum();
            var most = Enumerable.Range(good ? 0 : seeds.Each, seeds.Each).MaxBy(seed => together[seed]);
            return string.Create(CultureInfo.InvariantCulture, $"meets positive seeds {with} times and negative ones {against} times in a sentence, most of the {(good ? "positive" : "negative")} {Untrusted.Quote(seeds.Terms[most])} ({together[most]})");
        }
    }
}
