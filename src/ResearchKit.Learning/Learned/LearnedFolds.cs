using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Labelled texts dealt into folds: what is told twice in nearly the same words stands in one.</summary>
sealed class LearnedFolds : ILearnedSplit
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

    public string By => "";

    /// <summary>The story of a row: the first text that it tells again, or its own.</summary>
    public int Story(int row) => story[row];

    IReadOnlyList<LearnedFold> ILearnedSplit.Of(IReadOnlyList<int> rows, int folds, ulong seed)
    {
        var fold = Of(rows, folds, seed);
        return [.. Enumerable.Range(0, folds).Select(f => new LearnedFold([.. rows.Where((_, i) => fold[i] != f)], [.. rows.Where((_, i) => fold[i] == f)]))];
    }

    /// <summary>The fold of each of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="seed">Of the shuffling.</param>
    /// <exception cref="InputException">There are fewer stories than folds.</exception>
    public int[] Of(IReadOnlyList<int> rows, int folds, ulong seed)
    {
        var stories = Shuffled(rows, seed);
        if (stories.Length < folds) throw new InputException($"{stories.Length} different stories cannot make {folds} folds. Expected as many at least: give more texts, or fewer folds.");
        var dealt = stories.Select((each, i) => (each, i)).ToDictionary(pair => pair.each, pair => pair.i % folds);
        return [.. rows.Select(row => dealt[story[row]])];
    }

    /// <summary>The rows, in their order, of the first stories of a shuffled order that together are no more than so many.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="most">How many rows at most.</param>
    /// <param name="seed">Of the shuffling.</param>
    public IEnumerable<int> First(IReadOnlyList<int> rows, int most, ulong seed)
    {
        var count = rows.CountBy(row => story[row]).ToDictionary();
        var left = most;
        var taken = Shuffled(rows, seed).TakeWhile(each => (left -= count[each]) >= 0).ToHashSet();
        return rows.Where(row => taken.Contains(story[row]));
    }

    /// <summary>The stories of some rows in a random order.</summary>
    int[] Shuffled(IReadOnlyList<int> rows, ulong seed)
    {
        int[] stories = [.. rows.Select(row => story[row]).Distinct().Order()];
        var random = new SplitMix(seed);
        for (var i = stories.Length - 1; i > 0; i--)
            if (random.Below(i + 1) is var other) (stories[i], stories[other]) = (stories[other], stories[i]);
        return stories;
    }
}
