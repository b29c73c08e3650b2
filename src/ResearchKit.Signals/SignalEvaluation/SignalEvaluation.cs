using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Whether a score is worth anything: coefficients, quantile spreads, groups, and the controls without which none of it is to be believed.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class SignalEvaluation
{
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

    /// <summary>What <see cref="LeakGuard"/> found on the way from articles to scores; null where it was not run.</summary>
    public required LeakReport? Leaks { get; init; }

    /// <summary>Whether nothing speaks against believing the figures: a leak guard was run and found nothing, and every control is as it should be.</summary>
    public bool Sound => Leaks is { Clean: true } && !Controls.IsEmpty && Controls.All(control => control is { PlaceboHolds: true, PlantedFound: true });

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

    /// <summary>Everything, the controls last.</summary>
    public override string ToString()
    {
        var lines = new List<string> { Panel.ToString(), "", Coefficients.ToString(), "" };
        lines.AddRange(Spreads.Select(spread => spread.ToString()));
        foreach (var (group, coefficients) in Groups) lines.AddRange(["", $"group {Untrusted.Show(group)}", coefficients.ToString()]);
        lines.AddRange(["", "controls", .. Controls.Select(control => control.ToString())]);
        if (Controls.IsEmpty) lines.Add("none: too few days count");
        lines.Add(Leaks?.ToString() ?? "leak guard: not run; nothing here shows that scores knew only what could be known");
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
            calendar.Sessions.Select(session => session.Day).Where(day => day >= from && day <= to), averageScores: true, missing: returns.Gaps.Sum(gap => gap.Count));
    }

    /// <summary>Evaluates a signal by every horizon of its panel, in groups where it has them, with placebo and planted factor.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="leaks">What <see cref="LeakGuard.Check"/> found of the pipeline that made the scores; printed with the rest.</param>
    /// <param name="options">Changes how: <c>o => o with { CostBps = 8 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, or there are fewer lags than returns overlap.</exception>
    public static SignalEvaluation Evaluate(this SignalPanel panel, LeakReport? leaks = null, Func<SignalOptions, SignalOptions>? options = null) => SignalEvaluation.Of(panel, leaks, SignalOptions.Of(options));
}
