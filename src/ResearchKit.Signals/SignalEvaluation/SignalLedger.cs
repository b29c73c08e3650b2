using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>Every signal that was ever evaluated on a set of returns, so that the best of them can be corrected for how often one has tried. Added to, never changed; each line holds the hash of the one before.</summary>
/// <remarks>It reads its file whenever it is asked, so it sees what others have added.</remarks>
public sealed class SignalLedger
{
    const int LookLength = 16;

    readonly Ledger<SignalTrial> ledger;

    SignalLedger(string path, TimeSpan wait) => ledger = new(path, path, "SignalLedger.Open(file).Verify()", wait, SignalTrialLines.Form.SignalTrial, (trial, hash) => trial with { Hash = hash });

    /// <summary>The ledger of a file, which need not exist yet.</summary>
    /// <param name="path">The file: <c>data/signal-trials.jsonl</c>. Its head, which tells how many lines there are, stands beside it.</param>
    /// <param name="wait">How long to wait for another writer; 30 seconds by default.</param>
    public static SignalLedger Open(string path, TimeSpan? wait = null) => new(path, wait ?? TimeSpan.FromSeconds(30));

    /// <summary>In the order in which they were recorded.</summary>
    /// <exception cref="InputException">The file is not as it was written.</exception>
    public ImmutableArray<SignalTrial> Trials => ledger.Read().Whole();

    /// <summary>What is not as it was written; empty when nothing is.</summary>
    public ImmutableArray<ChainFinding> Verify() => ledger.Read().Findings;

    /// <summary>Records an evaluation, a line a horizon. The same scores, returns and options on a set are the same trial, under whatever name: they are not recorded again.</summary>
    /// <param name="evaluation">The evaluation, whatever came out.</param>
    /// <param name="set">What the returns are of. Trials on one set are counted together, so it has one name.</param>
    /// <param name="name">What was tried.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When.</param>
    /// <returns>Its lines, each with all trials of its set so far.</returns>
    /// <exception cref="InputException">A name is empty, the ledger is not as it was written, another writer does not end, or the file cannot be written; then that line and those behind it are not recorded.</exception>
    public ImmutableArray<JudgedTrial> Record(SignalEvaluation evaluation, string set, string name, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        foreach (var (text, what) in new[] { (set, "set of returns"), (name, "signal"), (by, "person") })
            if (string.IsNullOrWhiteSpace(text)) throw new InputException($"The {what} has no name. Expected one for every trial.");
        ImmutableArray<SignalTrial> recorded = [.. evaluation.Panel.Horizons.Select(horizon =>
        {
            var (look, spreads) = (Look(evaluation, horizon), evaluation.Spreads.First(one => one.Horizon == horizon));
            return ledger.Record(trial => trial.Set == set && trial.Look == look, (number, previous) => new(number, at.ToUniversalTime(), by, set, name, look, horizon, spreads.Periods.Length, spreads.PeriodsPerYear, spreads.Sharpe?.Value, evaluation.Coefficients[horizon].RankIc?.P, previous, ""));
        })];
        ImmutableArray<SignalTrial> all = [.. Trials.Where(trial => trial.Set == set)];
        return [.. recorded.Select(trial => Judged(trial, all, evaluation.Spreads.First(one => one.Horizon == trial.Horizon).Sharpe))];
    }

    /// <summary>Ratios are compared as those of a year: trials differ in how long they hold.</summary>
    static JudgedTrial Judged(SignalTrial trial, ImmutableArray<SignalTrial> all, SharpeRatio? sharpe)
    {
        double[] years = [.. all.Select(one => one.AnnualSharpe).OfType<double>()];
        ImmutableArray<SignalTrial> tested = [.. all.Where(one => one.P is not null)];
        double? luck = years.Length < 2 ? null : SharpeRatio.ExpectedMaximum(all.Length, Math.Pow(Series.Deviation(years), 2));
        double? q = trial.P is null ? null : FalseDiscovery.BenjaminiHochberg([.. tested.Select(one => one.P!.Value)])[tested.IndexOf(trial)];
        return new(trial, all.Length, sharpe?.Probabilistic(), luck, luck is { } year ? sharpe?.Probabilistic(year / Math.Sqrt(trial.PeriodsPerYear!.Value)) : null, q);
    }

    /// <summary>A hash of what the horizon's figures hang on.</summary>
    static string Look(SignalEvaluation evaluation, int horizon)
    {
        var options = evaluation.Coefficients.Options;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{options.FewestNames} {options.Lags} {options.Quantiles} {options.CostBps:R} {options.DaysPerYear}"));
        foreach (var row in evaluation.Panel.Where(row => row.Horizon == horizon)) text.Append(CultureInfo.InvariantCulture, $"\n{row.Date.DayNumber} {row.Ticker} {row.Score:R} {row.Return:R} {row.Group}");
        return Hashing.Sha256(text.ToString())[..LookLength];
    }
}
