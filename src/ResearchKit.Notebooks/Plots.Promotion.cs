namespace ResearchKit;

/// <summary>Charts of drafts.</summary>
public static partial class Plots
{
    /// <summary>What a draft gains on all texts and in each guarded part that has enough of them, with 95% intervals as if it were the only trial.</summary>
    /// <param name="judged">The evaluation.</param>
    /// <param name="fewest">The fewest texts of a part that is drawn, 1 or more.</param>
    public static Plot Plot(this DraftEvaluation judged, int fewest = 50)
    {
        var evidence = judged.Evidence;
        (string, double, double?, double?, int?)[] rows = [($"all of {evidence.Labels.Name}", evidence.Gain.Value, evidence.Gain.Low, evidence.Gain.High, evidence.Labels.Texts),
            .. evidence.Groups.Where(group => group.Texts >= fewest).Select(group => ($"{group.Kind}: {group.Name}", group.Gain.Value, (double?)group.Gain.Low, (double?)group.Gain.High, (int?)group.Texts))];
        return Bars(rows, $"gain in {evidence.Metric}, draft less champion", evidence.Verdict, $"95% intervals by {evidence.Block}, each as if it were the only one looked at.");
    }

    /// <summary>How far a draft moves articles, a bar an article; of more than forty the twenty at either end.</summary>
    /// <param name="impact">The impact.</param>
    /// <exception cref="InputException">Nothing moves.</exception>
    public static Plot Plot(this Impact impact) => impact.Changed == 0
        ? throw new InputException($"No article of {impact.Articles} moves: there is nothing to draw. Expected a corpus that holds an edited term.")
        : Bars(impact.Moves.Select(move => (move.Article.Id, move.Change, (double?)null, (double?)null, (int?)null)), "change of the value, −2 to 2",
            Invariant($"{impact.Changed} of {impact.Articles} articles move, {impact.ClassChanges} into another class"));
}
