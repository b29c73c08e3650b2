namespace ResearchKit;

/// <summary>Folds one after the other in time: each is judged by what was fitted on all that was available before it. The earliest texts are fitted on alone, and a story that is told again in a fold is not fitted on for it.</summary>
sealed class TimeSplit : ILearnedSplit
{
    readonly Labels labels;
    readonly LearnedFolds stories;

    /// <exception cref="InputException">A text has no time.</exception>
    public TimeSplit(Labels labels, LearnedFolds stories)
    {
        (this.labels, this.stories) = (labels, stories);
        var timeless = labels.Where(item => item.Article.AvailableAt is null).ToList();
        if (timeless.Count > 0) throw new InputException($"{Untrusted.Line(labels.Name)}: {timeless.Count} of its {labels.Count} texts have no publishedAt, {Untrusted.Quote(timeless[0].Article.Id)} the first. Expected a time for each text to split by time; or leave that out to split by story.");
    }

    public string By => " by time";

    /// <summary>One block more than folds, as even as they can be where texts of one instant stay together.</summary>
    public IReadOnlyList<LearnedFold> Of(IReadOnlyList<int> rows, int folds, ulong seed)
    {
        var times = rows.GroupBy(row => labels[row].Article.AvailableAt!.Value.UtcTicks).OrderBy(time => time.Key).Select(time => time.ToArray()).ToList();
        if (times.Count <= folds) throw new InputException($"{rows.Count} texts of {times.Count} different times cannot make {folds} folds by time. Expected one time more at least, as the earliest texts are fitted on alone: give more texts, or fewer folds.");
        var blocks = Blocks(times, folds + 1);
        return [.. Enumerable.Range(1, folds).Select(f => new LearnedFold(Before(blocks, f), blocks[f]))];
    }

    int[] Before(List<int[]> blocks, int fold)
    {
        var told = blocks[fold].Select(stories.Story).ToHashSet();
        return blocks.Take(fold).SelectMany(block => block).Where(row => !told.Contains(stories.Story(row))).ToArray() is { Length: > 0 } fitted ? fitted
            : throw new InputException($"All texts before fold {fold} are told again in it: nothing is left to be fitted on. Expected more stories, or fewer folds.");
    }

    /// <summary>Each block ends at the time that comes nearest to its share of the texts, and leaves a time for each that follows.</summary>
    static List<int[]> Blocks(List<int[]> times, int count)
    {
        var (blocks, next, taken, all) = (new List<int[]>(), 0, 0, times.Sum(time => time.Length));
        for (var b = 1; b <= count; b++)
        {
            var (block, end) = (new List<int>(), (double)all * b / count);
            do
            {
                block.AddRange(times[next]);
                taken += times[next++].Length;
            }
            while (next < times.Count - (count - b) && (b == count || taken + times[next].Length / 2.0 <= end));
            blocks.Add([.. block]);
        }
        return blocks;
    }
}
