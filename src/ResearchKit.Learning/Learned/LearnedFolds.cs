using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Labelled texts dealt into folds: what is told twice in nearly the same words stands in one.</summary>
sealed class LearnedFolds
{
    readonly int[] story;

    /// <param name="labels">The labels.</param>
    public LearnedFolds(Labels labels)
    {
        var groups = labels.Select(item => item.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        var numbers = groups.Select((group, i) => (group, i)).ToDictionary(each => each.group, each => each.i, StringComparer.Ordinal);
        // In an order of the texts alone, so that the order of the labels moves nothing.
        var first = NearDuplicates.Groups(groups);
        story = [.. labels.Select(item => first[numbers[item.Group]])];
        Texts = groups.Length;
        Retold = first.Where((one, i) => one != i).Count();
    }

    /// <summary>Different texts.</summary>
    public int Texts { get; }

    /// <summary>How many of them tell what another one tells: a split at random would have let them leak.</summary>
    public int Retold { get; }

    /// <summary>The story of a row: the same number for what is told again.</summary>
    public int Story(int row) => story[row];

    /// <summary>The fold of each of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="seed">Of the shuffling.</param>
    /// <exception cref="InputException">There are fewer stories than folds.</exception>
    public int[] Of(IReadOnlyList<int> rows, int folds, ulong seed)
    {
        int[] stories = [.. rows.Select(row => story[row]).Distinct().Order()];
        if (stories.Length < folds) throw new InputException($"{stories.Length} different stories cannot make {folds} folds. Expected as many at least: give more texts, or fewer folds.");
        var random = new SplitMix(seed);
        for (var i = stories.Length - 1; i > 0; i--)
            if (random.Below(i + 1) is var other) (stories[i], stories[other]) = (stories[other], stories[i]);
        var dealt = stories.Select((each, i) => (each, i)).ToDictionary(pair => pair.each, pair => pair.i % folds);
        return [.. rows.Select(row => dealt[story[row]])];
    }
}
