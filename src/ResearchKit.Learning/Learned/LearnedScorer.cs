using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A scorer that was fitted to labels. A text in which it knows no feature is silent; the language is the rules' own.</summary>
/// <remarks>
/// <para>Of scores the value is what was fitted, held within −1 to 1; of classes it is σ(m⁺) − σ(m⁻), the chance of positive less that of negative. What was fitted is taken apart first: of a linear model a feature adds w·x to the intercept; of trees it adds its exact Shapley value (Lundberg et al. 2018, path-dependent) to
/// the trees' mean over the texts that were fitted on.</para>
/// <para>Of scores these parts are those of the value. Of classes they are those of the log-odds, and each counts s⁺·part⁺ − s⁻·part⁻, with s the mean slope of σ on the straight way from intercept or mean to the text: Aumann and Shapley's share, given to what a feature adds to the log-odds.</para>
/// <para>What is added stands at the words and hits that the feature comes from: of several places each has its part, by what it adds to the feature. What the intercept or the mean is worth by itself is the remainder, and with trees also what features are worth for standing nowhere in the text. All sum to the value.</para>
/// </remarks>
public sealed class LearnedScorer : Scorer
{
    /// <summary>So many features are named with a contribution.</summary>
    const int Named = 3;

    readonly Featuriser featuriser;

    internal LearnedScorer(LearnedModel model, Featuriser featuriser)
    {
        (Model, this.featuriser) = (model, featuriser);
        Classes = model.Fitted.Classes;
        Identity = $"learned@{Featuriser.Version}({Seen(model.Card.Settings.Learner, model.Card.Features)}, labels {FittedOn.Start(model.Card.LabelsHash)}, model {FittedOn.Start(model.Hash)}) on {featuriser.Rules.Identity}";
    }

    /// <summary>The model, with its card.</summary>
    public LearnedModel Model { get; }

    /// <summary>The rules whose hits are features.</summary>
    public LexiconScorer Rules => featuriser.Rules;

    /// <summary>Features, labels, model and rules: <c>learned@1(both, labels 3f2a9c12, model 5d6e7f80) on finance@2</c>; of trees <c>learned@1(trees, both, …</c>.</summary>
    public override string Identity { get; }

    /// <inheritdoc/>
    public override Scale Classes { get; }

    internal override string ModelHash => Model.Hash;

    internal override Lexicon? Words => Rules.Lexicon;

    internal override string? Seen(IEnumerable<Article> texts) => Model.Card.LearnedOn.Overlap([.. texts]);

    /// <inheritdoc/>
    public override Score Score(Article article) => Explain(article).Score;

    /// <inheritdoc/>
    public override Explanation Explain(Article article) => Explain(Model.Fitted, featuriser.Of(article), Identity);

    /// <summary>A text by what was fitted.</summary>
    /// <param name="fitted">What was fitted.</param>
    /// <param name="text">The text.</param>
    /// <param name="identity">Who says so.</param>
    internal static Explanation Explain(FittedModel fitted, TextFeatures text, string identity)
    {
        var article = text.Rules.Article;
        var (columns, values) = fitted.Index.Weigh(text);
        if (Array.TrueForAll(columns, column => column < 0)) return Nothing(text, identity);
        var (value, added, remainder, note) = LearnedShares.Of(fitted, columns, values);
        if (!double.IsFinite(value)) throw new InputException($"{identity} comes to {(double.IsNaN(value) ? "no number" : "a number without end")} for {Untrusted.Quote(article.Id)}. Expected a model whose values are finite: fit it again with ./kit train.");
        var contributions = Contributions(text, columns, added);
        double positive = 0, negative = 0;
        var sums = new double[text.Rules.Sentences.Length];
        foreach (var part in contributions)
        {
            positive += Math.Max(part.Value, 0);
            negative += Math.Max(-part.Value, 0);
            sums[part.Sentence] += part.Value;
        }
        var score = text.Rules.Score with { Method = identity, Value = value, Positive = positive, Negative = negative, Coverage = Coverage(text, contributions), Hits = contributions.Length, Outcome = Outcome.Scored };
        return new(article, score, identity, [.. text.Rules.Sentences.Select((part, i) => part with { Weight = 1, Value = sums[i] })], contributions)
        {
            NoteHeading = "features",
            Remainder = remainder,
            RemainderNote = note,
        };
    }

    /// <summary>Identity, and what it was fitted on.</summary>
    public override string ToString() => $"{Identity}, fitted on {Untrusted.Line(Model.Card.Labels)} ({Model.Card.Texts} texts)";

    /// <summary>Learner and features, as identities have them: the linear one is not named.</summary>
    internal static string Seen(Learner learner, FeatureKinds features) => $"{(learner == Learner.Linear ? "" : $"{learner}, ")}{features}".ToLowerInvariant();

    static Explanation Nothing(TextFeatures text, string identity)
    {
        var outcome = text.Rules.Score.Outcome == Outcome.UnsupportedLanguage ? Outcome.UnsupportedLanguage : Outcome.Silent;
        return text.Rules with { Score = text.Rules.Score with { Method = identity, Value = 0, Positive = 0, Negative = 0, Coverage = 0, Hits = 0, Outcome = outcome }, Components = null, Method = identity, Sentences = [.. text.Rules.Sentences.Select(part => part with { Weight = 1, Value = 0 })], Contributions = [] };
    }

    /// <summary>One for each place with a feature that the model knows, in the order of the text; at one place hits first, then the shorter run of words.</summary>
    static ImmutableArray<Contribution> Contributions(TextFeatures text, int[] columns, double[] added)
    {
        var places = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] >= 0)
                if (places.TryGetValue(text.Occurrences[i].Place, out var list)) list.Add(i);
                else places[text.Occurrences[i].Place] = [i];
        return [.. places.Select(each => (Place: text.Places[each.Key], Contribution: Contribution(text, text.Places[each.Key], each.Value, added)))
            .OrderBy(each => each.Contribution.Start).ThenBy(each => each.Place.Hit is null).ThenBy(each => each.Contribution.Length).Select(each => each.Contribution)];
    }

    /// <summary>What the features at a place add together. One is counted: what stands there.</summary>
    static Contribution Contribution(TextFeatures text, FeaturePlace place, List<int> found, double[] added)
    {
        double sum = 0;
        foreach (var i in found) sum += added[i];
        var strongest = found.OrderByDescending(i => Math.Abs(added[i])).ThenBy(i => text.Occurrences[i].Name, StringComparer.Ordinal).Take(Named).Select(i => string.Create(CultureInfo.InvariantCulture, $"{text.Occurrences[i].Name} {added[i]:+0.0000;-0.0000;0.0000}"));
        var note = string.Join("; ", strongest) + (found.Count > Named ? $"; and {found.Count - Named} more" : "");
        return new(place.Term, note, place.Sentence, place.Start, place.Length, place.Hit?.Valence ?? 0, place.Hit?.Shifts ?? [], 1, sum, sum);
    }

    /// <summary>The share of the tokens that stand inside contributions.</summary>
    static double Coverage(TextFeatures text, ImmutableArray<Contribution> contributions)
    {
        int covered = 0, next = 0, end = 0;
        foreach (var start in text.Tokens)
        {
            for (; next < contributions.Length && contributions[next].Start <= start; next++) end = Math.Max(end, contributions[next].Start + contributions[next].Length);
            if (start < end) covered++;
        }
        return text.Tokens.IsEmpty ? 0 : (double)covered / text.Tokens.Length;
    }
}
