using System.Collections.Immutable;

namespace ResearchKit.Benchmarks;

/// <summary>Runners that are timed turn by turn, so that what the machine does besides meets all of them.</summary>
sealed class Rounds(ImmutableArray<Runner> runners)
{
    readonly Dictionary<string, List<Turn>> turns = runners.ToDictionary(runner => runner.Name, _ => new List<Turn>());

    public void Run(BenchOptions options, Action<string> say)
    {
        foreach (var runner in runners)
        {
            say(FormattableString.Invariant($"warming {runner.Name} for {options.Warm} s"));
            runner.Run(options.Warm);
        }
        for (var round = 1; round <= options.Rounds; round++)
        {
            say(FormattableString.Invariant($"round {round} of {options.Rounds}"));
            foreach (var runner in runners) turns[runner.Name].Add(runner.Run(options.Turn));
        }
    }

    /// <summary>For how much of the time a thread that always wants a processor has one: less than 1 when the machine has other work.</summary>
    public double ProcessorShare => new Figures([.. runners.Where(runner => runner.Threads == 1).SelectMany(runner => turns[runner.Name]).Select(turn => turn.Processor / turn.Seconds)]).Median;

    /// <summary>MB/s by processor time; null when the row was not run.</summary>
    public Figures? Rate(string row) => Of(row, turn => turn.ByProcessor);

    /// <summary>A row by another, round by round; null when one was not run.</summary>
    public Figures? Ratio(string row, string to) => Rate(row) is { } of && Rate(to) is { } other ? Figures.Ratio(of, other) : null;

    /// <summary>The same by the clock: threads share no processor time, but they do share the machine.</summary>
    public Figures? RatioByClock(string row, string to) => Of(row, turn => turn.ByClock) is { } of && Of(to, turn => turn.ByClock) is { } other ? Figures.Ratio(of, other) : null;

    public ImmutableArray<BenchRow> Rows() => [.. runners.Select(runner => BenchRow.Of(runner.Name, "MB/s", runner.Threads == 1 ? Rate(runner.Name)! : Of(runner.Name, turn => turn.ByClock)!) with
    {
        ToLimit = runner.Threads > 1 ? null : Ratio(runner.Name, runner.Name is Row.Shifters or Row.ShiftersLimit ? Row.ShiftersLimit : Row.Limit)?.Median,
        Note = runner.Threads > 1 ? ThreadsNote(runner) : null,
        AllocatedPerDocument = turns[runner.Name].Sum(turn => turn.Allocated) / (double)turns[runner.Name].Sum(turn => turn.Documents),
    })];

    string? ThreadsNote(Runner runner) => Ratio(runner.Name, Row.Scorer) is { } each
        ? FormattableString.Invariant($"{runner.Threads} threads; by processor time, which waiting and other work are no part of, {runner.Threads * each.Median:0.00} times one thread") : null;

    Figures? Of(string row, Func<Turn, double> figure) => turns.TryGetValue(row, out var found) ? new([.. found.Select(figure)]) : null;
}
