namespace ResearchKit.Benchmarks;

/// <summary>A bar of the project, and whether it is met.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">As measured.</param>
/// <param name="Must">What it must be.</param>
/// <param name="Goal">What it should be; null when there is but one bar.</param>
/// <param name="AtMost">Whether less is better.</param>
sealed record BenchBar(string Name, double Value, double Must, double? Goal = null, bool AtMost = false)
{
    public bool IsMet => Reaches(Must);

    public bool? IsGoalMet => Goal is { } goal ? Reaches(goal) : null;

    /// <summary>Those that were measured.</summary>
    public static IEnumerable<BenchBar> Of(BenchResult result)
    {
        BenchRow? Row(string name) => result.Rows.FirstOrDefault(row => row.Name == name);
        (string Name, double? Value, double Must, double? Goal, bool AtMost)[] bars =
        [
            ("scorerToLimit", result.ScorerToLimit, 0.21, 0.40, false),
            ("shiftersToLimit", result.ShiftersToLimit, 0.40, 0.50, false),
            ("explanationsToLimit", result.ExplanationsToLimit, 0.08, null, false),
            ("vaderToLimit", result.VaderToLimit, 0.12, null, false),
            ("twoThreads", result.TwoThreads, 1.8, null, false),
            ("worstToMedian", result.WorstToMedian, 5, null, true),
            // Linear, but for caches that are too small for a long text.
            ("growth", result.Growth, 2, null, true),
            ("allocatedPerDocument", Row(ResearchKit.Benchmarks.Row.Scorer)?.AllocatedPerDocument, 0, null, true),
            ("startUpMilliseconds", Row(ResearchKit.Benchmarks.Row.StartUp)?.Median, 500, null, true),
            ("archivePeakMegabytes", Row(ResearchKit.Benchmarks.Row.Archive)?.PeakMegabytes, 250, null, true),
        ];
        return bars.Where(bar => bar.Value is not null).Select(bar => new BenchBar(bar.Name, bar.Value!.Value, bar.Must, bar.Goal, bar.AtMost));
    }

    bool Reaches(double bar) => AtMost ? Value <= bar : Value >= bar;
}
