using Xunit;

namespace ResearchKit.Tests;

public sealed class SignalLedgerTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    readonly string folder = Directory.CreateTempSubdirectory().FullName;

    string Path => System.IO.Path.Combine(folder, "trials.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static SignalEvaluation Evaluated(ulong seed, double strength = 0.05, params int[] horizons) => SignalPanel.Of(MadePanel.Rows(seed, 10, 60, strength, horizons.Length == 0 ? [1] : horizons)).Evaluate(options: o => o with { Placebos = 20 });

    [Fact]
    public void The_best_of_all_trials_is_deflated_by_their_number_and_spread()
    {
        var ledger = SignalLedger.Open(Path);
        SignalEvaluation[] tried = [Evaluated(1, 0.2), Evaluated(2), Evaluated(3, 0, 1, 5)];
        Assert.Null(Assert.Single(ledger.Record(tried[0], "made", "first", "ada", Now)).Deflated);
        ledger.Record(tried[1], "made", "second", "ada", Now);
        ledger.Record(tried[2], "made", "third", "ada", Now);
        // Of another market: not counted.
        ledger.Record(Evaluated(4), "elsewhere", "first", "ada", Now);

        var judged = Assert.Single(ledger.Record(tried[0], "made", "once more", "bob", Now.AddDays(1)));
        Assert.Equal((4, 1, "first"), (judged.Trials, judged.Trial.Number, judged.Trial.Name));
        Assert.Equal(5, ledger.Trials.Length);
        double[] years = [.. tried.SelectMany(one => one.Spreads).Select(spread => spread.Sharpe!.Value * Math.Sqrt((spread.Periods.Length - 1) * 252.0 / (spread.Horizon * (spread.Periods.Length - 1))))];
        var variance = years.Sum(year => Math.Pow(year - years.Average(), 2)) / 3;
        Assert.Equal(SharpeRatio.ExpectedMaximum(4, variance), judged.Luck!.Value, 1e-12);
        Assert.Equal(tried[0].Spreads[0].Sharpe!.Deflated(4, variance / 252), judged.Deflated!.Value, 1e-12);
        Assert.Equal(tried[0].Spreads[0].Sharpe!.Probabilistic(), judged.Probabilistic!.Value, 1e-15);
        // q of the smallest p of four, by Benjamini and Hochberg: 4·p, or less where a greater one allows it.
        double[] p = [.. tried.SelectMany(one => one.Coefficients.Horizons).Select(one => one.RankIc!.P).Order()];
        Assert.Equal(tried[0].Coefficients[1].RankIc!.P, p[0]);
        Assert.Equal(Enumerable.Range(0, 4).Min(i => p[i] * 4 / (i + 1)), judged.Q!.Value, 1e-15);
        Assert.Contains("one of 4 looks at made: Sharpe ratio +", judged.ToString());
    }

    [Fact]
    public void The_same_look_is_one_trial_and_other_scores_or_costs_are_others()
    {
        var ledger = SignalLedger.Open(Path);
        var rows = MadePanel.Rows(5, 10, 60, 0.1, 1);
        int Count(IEnumerable<SignalRow> rows, double cost) => ledger.Record(SignalPanel.Of(rows).Evaluate(options: o => o with { Placebos = 20, CostBps = cost }), "made", "one", "ada", Now)[0].Trials;
        Assert.Equal(1, Count(rows, 5));
        // The order of rows, placebo and culture make no other look.
        Assert.Equal(1, Count(rows.AsEnumerable().Reverse(), 5));
        ArticleFolder.UnderCulture("de-DE", () => Assert.Equal(2, Count(rows, 5.5)));
        Assert.Equal(2, Count(rows, 5.5));
        Assert.Equal(3, Count(rows.Select(row => row.Date == MadePanel.Day(3) ? row with { Score = -row.Score } : row), 5));
    }

    [Fact]
    public void A_ledger_that_was_changed_is_not_read_and_says_where()
    {
        var ledger = SignalLedger.Open(Path);
        ledger.Record(Evaluated(6), "made", "one", "ada", Now);
        ledger.Record(Evaluated(7), "made", "two", "ada", Now);
        Assert.Empty(ledger.Verify());
        var lines = File.ReadAllLines(Path);
        File.WriteAllText(Path, lines[1] + "\n");
        Assert.Contains("trials.jsonl(1): is event 2. Expected event 1: a line was taken out", ledger.Verify()[0].ToString());
        Assert.Contains("Nothing is read from a history that is broken: take the file from git again, or look at it with SignalLedger.Open(file).Verify().", Assert.Throws<InputException>(() => ledger.Trials).Message);
        File.WriteAllLines(Path, [lines[0], lines[1].Replace("\"two\"", "\"won\"", StringComparison.Ordinal)]);
        Assert.Contains("trials.jsonl(2)", Assert.Throws<InputException>(() => ledger.Record(Evaluated(8), "made", "three", "ada", Now)).Message);
        Assert.Contains("The signal has no name", Assert.Throws<InputException>(() => ledger.Record(Evaluated(8), "made", " ", "ada", Now)).Message);
    }

    [Fact]
    public void Many_who_record_at_once_lose_no_trial()
    {
        SignalEvaluation[] tried = [.. Enumerable.Range(20, 8).Select(seed => Evaluated((ulong)seed))];
        Parallel.For(0, tried.Length, i => SignalLedger.Open(Path).Record(tried[i], "made", $"trial {i}", "ada", Now));
        var trials = SignalLedger.Open(Path).Trials;
        Assert.Equal(Enumerable.Range(1, 8), trials.Select(trial => trial.Number));
        Assert.Equal(tried.Length, trials.Select(trial => trial.Name).Distinct().Count());
        Assert.Empty(SignalLedger.Open(Path).Verify());
    }
}
