using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Whether a score is worth anything: coefficients, quantile spreads, groups, and the controls without which none of it is to be believed.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class SignalEvaluation
{
    const string Nothing = ", and nothing shows that scores knew only what could be known";

    SignalEvaluation() { }

    /// <summary>What was evaluated.</summary>
    public required SignalPanel Panel { get; init; }

    /// <summary>Of the whole panel, by horizon.</summary>
    public required InformationCoefficients Coefficients { get; init; }

    /// <summary>One a horizon, the shortest first.</summary>
    public required ImmutableArray<QuantileSpreads> Spreads { get; init; }

    /// <summary>Placebo and planted factor of each horizon that has enough days.</summary>
    public required ImmutableArray<SignalControls> Controls { get; init; }

    /// <summary>Coefficients within each group, by ordinal; q is over all groups and horizons.</summary>
    public required ImmutableArray<(string Group, InformationCoefficients Coefficients)> Groups { get; init; }

    /// <summary>What <see cref="LeakGuard"/> found on the way from articles to scores; null where it was not run. It counts for this panel where that is <see cref="Guarded"/>.</summary>
    public required LeakReport? Leaks { get; init; }

    /// <summary>Whether the pipeline that <see cref="LeakGuard"/> ran makes the very signals that the panel was made of: the index, or the signals, that went to <see cref="ForwardReturns"/>, all of them and no other. Of a panel of rows, or of a group, whose choice may know what came, that is not known, and this is false.</summary>
    public bool Guarded => Panel.Print is { } print && Leaks is { } leaks && leaks.Prints.Contains(print.Value);

    /// <summary>What speaks against believing the figures, in words: a leak that was found, whatever it was found in, and each horizon with a control that is not as it should be. Empty where nothing does.</summary>
    public ImmutableArray<string> Against => [
        .. Leaks is { Clean: false } ? [Untrusted.Line($"a leak in {string.Join(", ", Leaks.Leaking)}")] : Array.Empty<string>(),
        .. Controls.Where(control => !control.Hold).Select(control => string.Create(CultureInfo.InvariantCulture, $"at horizon {control.Horizon} {(control.PlaceboHolds ? "a planted factor is not found" : "shuffled dates find something too, so that the IC does not hang on when scores were given")}"))];

    /// <summary>What the leak guard leaves open, in words: that it was not run, that it checked other signals than the panel's, or not at every time. Null where it leaves nothing open.</summary>
    public string? Unguarded => Leaks is null ? $"the leak guard was not run{Nothing}"
        : Panel.Print is null ? $"whether the leak guard checked the scores of these rows is not known{Nothing}"
        : !Guarded ? $"the leak guard checked other signals than these{(Leaks.Undated == 0 ? "" : ", without the undated articles")}{Nothing}"
        : !Leaks.Complete ? string.Create(CultureInfo.InvariantCulture, $"the leak guard cut the articles at {Leaks.Steps.Max(step => step.Cuts)} of up to {Leaks.Steps.Max(step => step.Times)} times")
        : null;

    /// <summary>Whether the figures are to be believed as far as can be told: nothing speaks against it (<see cref="Against"/>), a leak guard checked these signals (<see cref="Guarded"/>), if not at every time (<see cref="Unguarded"/>), and there were days enough for controls.</summary>
    public bool Sound => Against.IsEmpty && Guarded && !Controls.IsEmpty;

    /// <summary>What all of it lets one say, in a sentence: whether it is to be believed; at which horizons a rank IC is detected and stands after the number of horizons is counted (q below 1 − level), and whether anything is left of it after costs; else <c>negligible</c> or <c>underpowered</c>; and what the leak guard leaves open.</summary>
    public string Verdict
    {
        get
        {
            var guarded = Unguarded is { } open ? $"; {open}" : "";
            if (!Against.IsEmpty) return $"not to be believed: {string.Join("; ", Against)}{guarded}";
            if (Controls.IsEmpty) return $"nothing can be said: too few days count{guarded}";
            var found = Coefficients.Horizons.Where(one => one.RankIc?.Verdict == SignalVerdict.Detected && one.Q < 1 - Coefficients.Options.Level).ToList();
            if (found.Count > 0)
                return string.Create(CultureInfo.InvariantCulture, $"{(found.All(one => one.RankIc!.Mean < 0) ? "detected, the wrong way round" : "detected")}: {string.Join(", ", found.Select(one => string.Create(CultureInfo.InvariantCulture, $"rank IC {one.RankIc!.Mean:+0.000;-0.000} at horizon {one.Horizon}")))}; {(found.Any(one => Spreads.Any(spread => spread.Horizon == one.Horizon && spread.Net is { Low: > 0 })) ? "something is left after costs" : "after costs it is not shown to be worth a trade")}{guarded}");
            return (Coefficients.Horizons.All(one => one.RankIc?.Verdict == SignalVerdict.Negligible) ? "negligible: if there is anything, it is too small to be of interest" : "underpowered: not shown, and not refuted") + guarded;
        }
    }

    internal static SignalEvaluation Of(SignalPanel panel, LeakReport? leaks, SignalOptions options)
    {
        var coefficients = InformationCoefficients.Of(panel, options);
        return new()
        {
            Panel = panel,
            Coefficients = coefficients,
            Spreads = [.. panel.Horizons.Select(horizon => QuantileSpreads.Of(panel, horizon, options))],
            Controls = [.. panel.Horizons.Select(horizon => SignalControls.Of(panel, coefficients, horizon)).OfType<SignalControls>()],
            Groups = [.. panel.Groups.Zip(InformationCoefficients.Together([.. panel.Groups.Select(group => InformationCoefficients.Of(panel.Group(group), options))]))],
            Leaks = leaks,
        };
    }

    /// <summary>Everything, then the controls, and the verdict last.</summary>
    public override string ToString()
    {
        var lines = new List<string> { Panel.ToString(), "", Coefficients.ToString(), "" };
        lines.AddRange(Spreads.Select(spread => spread.ToString()));
        foreach (var (group, coefficients) in Groups) lines.AddRange(["", $"group {Untrusted.Show(group)}", coefficients.ToString()]);
        lines.AddRange(["", "controls", .. Controls.Select(control => control.ToString())]);
        if (Controls.IsEmpty) lines.Add("none: too few days count");
        lines.Add(Leaks?.ToString() ?? "leak guard: not run; nothing here shows that scores knew only what could be known");
        if (Leaks is not null && !Guarded) lines.Add($"  {Unguarded}");
        lines.AddRange(["", $"verdict: {Verdict}"]);
        return string.Join('\n', lines);
    }
}

/// <summary>From forward returns to panels, and from panels to evaluations.</summary>
public static class SignalEvaluating
{
    /// <summary>Lays forward returns along days and tickers: the adjusted ones where an adjustment was asked for, else the plain. Scores of a ticker whose first trade is on the same day, such as those of several articles, become one with their mean.</summary>
    /// <param name="returns">What came after signals.</param>
    /// <param name="calendar">The calendar that they were made with: its sessions are the days by which horizons overlap.</param>
    /// <param name="group">The theme or regime of a row; null for none. By default there are no groups.</param>
    /// <returns>Rows whose adjustment is not known, and signals without a return over a horizon (<see cref="ForwardReturns.Gaps"/>), are counted as <see cref="SignalPanel.Missing"/>.</returns>
    /// <exception cref="InputException">A return begins on no session of the calendar, or returns are logarithms, which do not add up across tickers.</exception>
    public static SignalPanel ToPanel(this ForwardReturns returns, TradingCalendar calendar, Func<ForwardReturn, string?>? group = null)
    {
        if (returns.Options.Kind == ReturnKind.Log) throw new InputException("Option Kind is Log. Expected Simple: what a portfolio gains is the mean of its tickers' shares, not of their logarithms.");
        var adjusted = returns.Options.Adjustment != Adjustment.None;
        var (from, to) = returns.Count == 0 ? (DateOnly.MaxValue, DateOnly.MinValue) : (returns.Min(row => row.Entry), returns.Max(row => row.Entry));
        return SignalPanel.Of(returns.Select(row => new SignalRow(row.Entry, row.Ticker, row.Value, row.Horizon, adjusted ? row.Adjusted : row.Return, group?.Invoke(row))),
            calendar.Sessions.Select(session => session.Day).Where(day => day >= from && day <= to), averageScores: true, returns.Gaps.Sum(gap => gap.Count), returns.Print);
    }

    /// <summary>Evaluates a signal by every horizon of its panel, in groups where it has them, with placebo and planted factor.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="leaks">What <see cref="LeakGuard.Check"/> found of the pipeline that made the scores, printed with the rest. It makes the evaluation <see cref="SignalEvaluation.Sound"/> only where its index or signals are those that the panel's returns were joined to.</param>
    /// <param name="options">Changes how: <c>o => o with { CostBps = 8 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, or there are fewer lags than returns overlap.</exception>
    public static SignalEvaluation Evaluate(this SignalPanel panel, LeakReport? leaks = null, Func<SignalOptions, SignalOptions>? options = null) => SignalEvaluation.Of(panel, leaks, SignalOptions.Of(options));
}
