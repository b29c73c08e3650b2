using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A scorer that was fitted to labels. A text in which it knows no feature is silent; the language is the rules' own.</summary>
/// <remarks>Of scores the value is b + Σ wᵢxᵢ, held within −1 to 1, and a feature adds wᵢxᵢ. Of classes it is σ(b⁺ + Σ w⁺ᵢxᵢ) − σ(b⁻ + Σ w⁻ᵢxᵢ), the chance of positive less that of negative, and a feature adds (s⁺w⁺ᵢ − s⁻w⁻ᵢ)xᵢ, with s the mean
/// slope of σ on the straight way from the intercept to the text: Aumann and Shapley's share. Both sum to the value with the intercept's own, which is the remainder. What is added stands at the words and hits that the feature comes from: of several places each has its part.</remarks>
public sealed class LearnedScorer : Scorer
{
    /// <summary>So many features are named with a contribution.</summary>
    const int Named = 3;

    readonly Featuriser featuriser;

    internal LearnedScorer(LearnedModel model, Featuriser featuriser)
    {
        (Model, this.featuriser) = (model, featuriser);
        Classes = model.Linear.Classes;
        Identity = $"learned@{Featuriser.Version}({model.Card.Features.ToString().ToLowerInvariant()}, labels {FittedOn.Start(model.Card.LabelsHash)}, model {FittedOn.Start(model.Hash)}) on {featuriser.Rules.Identity}";
    }

    /// <summary>The model, with its card.</summary>
    public LearnedModel Model { get; }

    /// <summary>The rules whose hits are features.</summary>
    public LexiconScorer Rules => featuriser.Rules;

    /// <summary>Features, labels, model and rules: <c>learned@1(both, labels 3f2a9c12, model 5d6e7f80) on finance@2</c>.</summary>
    public override string Identity { get; }

    /// <inheritdoc/>
    public override Scale Classes { get; }

    /// <inheritdoc/>
    public override Score Score(Article article) => Explain(article).Score;

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        var text = featuriser.Of(article);
        var (columns, values) = Model.Linear.Index.Weigh(text);
        if (Array.TrueForAll(columns, column => column < 0)) return Nothing(text);
        var added = new double[text.Occurrences.Length];
        var (value, remainder) = Share(columns, values, added);
        var contributions = Contributions(text, columns, added);
        double positive = 0, negative = 0;
        var sums = new double[text.Rules.Sentences.Length];
        foreach (var part in contributions)
        {
            positive += Math.Max(part.Value, 0);
            negative += Math.Max(-part.Value, 0);
            sums[part.Sentence] += part.Value;
        }
        var score = text.Rules.Score with { Method = Identity, Value = value, Positive = positive, Negative = negative, Coverage = Coverage(text, contributions), Hits = contributions.Length, Outcome = Outcome.Scored };
        return new(article, score, Identity, [.. text.Rules.Sentences.Select((part, i) => part with { Weight = 1, Value = sums[i] })], contributions)
        {
            Remainder = remainder,
            RemainderNote = Model.Linear.Down is null && Math.Abs(value) == 1 ? "the intercept, and what goes beyond ±1" : "the intercept: what a text without features is worth",
        };
    }

    /// <summary>Identity, and what it was fitted on.</summary>
    public override string ToString() => $"{Identity}, fitted on {Untrusted.Line(Model.Card.Labels)} ({Model.Card.Texts} texts)";

    Explanation Nothing(TextFeatures text)
    {
        var outcome = text.Rules.Score.Outcome == Outcome.UnsupportedLanguage ? Outcome.UnsupportedLanguage : Outcome.Silent;
        return text.Rules with { Score = text.Rules.Score with { Method = Identity, Value = 0, Positive = 0, Negative = 0, Coverage = 0, Hits = 0, Outcome = outcome }, Method = Identity, Sentences = [.. text.Rules.Sentences.Select(part => part with { Weight = 1, Value = 0 })], Contributions = [] };
    }

    /// <summary>The value, and what each occurrence adds to it.</summary>
    /// <returns>The value and what is left of it: the intercept's own.</returns>
    (double Value, double Remainder) Share(int[] columns, double[] values, double[] added)
    {
        var (linear, up, down) = (Model.Linear, 0.0, 0.0);
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] >= 0)
            {
                up += linear.Up.Weights[columns[i]] * values[i];
                down += (linear.Down?.Weights[columns[i]] ?? 0) * values[i];
            }
        var value = linear.Value(linear.Up.Intercept + up, (linear.Down?.Intercept ?? 0) + down);
        var (rises, falls) = linear.Down is { } other ? (Slope(linear.Up.Intercept, up), Slope(other.Intercept, down)) : (1, 0);
        double sum = 0;
        for (var i = 0; i < columns.Length; i++)
            if (columns[i] >= 0)
            {
                added[i] = (rises * linear.Up.Weights[columns[i]] - falls * (linear.Down?.Weights[columns[i]] ?? 0)) * values[i] + 0.0;
                sum += added[i];
            }
        return (value, linear.Down is { } negative ? LinearModel.Sigmoid(linear.Up.Intercept) - LinearModel.Sigmoid(negative.Intercept) : value - sum);
    }

    /// <summary>The mean slope of σ from a to a + by: where the way is short, the slope in its middle, which differs by less than 1e-17.</summary>
    internal static double Slope(double from, double by)
    {
        if (Math.Abs(by) > 1e-5) return (LinearModel.Sigmoid(from + by) - LinearModel.Sigmoid(from)) / by;
        var middle = LinearModel.Sigmoid(from + by / 2);
        return middle * (1 - middle);
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
