using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A fitted method, judged when it is fitted on so many texts.</summary>
/// <param name="Texts">The most that each fold's model was fitted on; stories are taken whole, so a little fewer may have been.</param>
/// <param name="Evaluation">On all texts, or where time splits on all but the earliest, each by a model that has seen neither it nor its story.</param>
public sealed record LearningPoint(int Texts, Evaluation Evaluation)
{
    /// <summary><c>400: accuracy 0.721 [0.702, 0.740]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Texts}: accuracy {Evaluation.Accuracy}{(Evaluation.R2.Value is null ? "" : $", R² {Evaluation.R2}")}");
}

/// <summary>What more labels are worth: a fitted method judged on the same texts by how many it is fitted on, beside the rules as they are, which are fitted to none of them.</summary>
/// <remarks>Of each fold's texts those of the first stories in one shuffled order are taken, so that a smaller part stands within each larger one. Settings and cut points are chosen within the part.</remarks>
/// <param name="Features">What the method sees.</param>
/// <param name="Points">By rising number of texts.</param>
/// <param name="Rules">The rules on the same texts.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record LearningCurve(FeatureKinds Features, ImmutableArray<LearningPoint> Points, Evaluation Rules)
{
    /// <summary>A line a point, and the rules.</summary>
    public override string ToString() => $"{Features.ToString().ToLowerInvariant()} on {Rules.Labels}\n{string.Join('\n', Points)}\n{Rules.Method}: accuracy {Rules.Accuracy}";
}

public static partial class Learn
{
    /// <summary>Judges a fitted method by how many texts it is fitted on.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features; it is judged beside.</param>
    /// <param name="texts">How many texts each fold's model is fitted on at most: rising, the last no more than a fold leaves.</param>
    /// <param name="options">Changes how, as for <see cref="Evaluate"/>.</param>
    /// <exception cref="InputException">The numbers do not rise from 1, or go beyond what a fold leaves; and as <see cref="Linear"/>.</exception>
    public static LearningCurve Curve(Labels labels, LexiconScorer rules, IEnumerable<int> texts, Func<LearnedOptions, LearnedOptions>? options = null)
    {
        var chosen = Asked(options);
        ImmutableArray<int> sizes = [.. texts];
        if (sizes.IsEmpty || sizes[0] < 1 || sizes.Zip(sizes.Skip(1)).Any(pair => pair.First >= pair.Second)) throw new InputException($"Numbers of texts are {(sizes.IsEmpty ? "none" : string.Join(", ", sizes))}. Expected one or more from 1, rising.");
        var task = new LearnedTask(labels, rules, chosen);
        ImmutableArray<LearningPoint> points = [.. sizes.Select(size => new LearningPoint(size, task.Judge(size)))];
        // Where time splits, the earliest texts are judged by nothing.
        return new(chosen.Features, points, rules.Evaluate(points[0].Evaluation.Labels, o => o with { Folds = chosen.Folds, Seed = chosen.Seed, Resamples = chosen.Resamples }));
    }
}
