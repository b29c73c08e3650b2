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

/// <summary>Evaluations of panels.</summary>
public static class SignalEvaluating
{
    /// <summary>Evaluates a signal by every horizon of its panel, in groups where it has them, with placebo and planted factor.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="leaks">What <see cref="LeakGuard.Check"/> found of the pipeline that made the scores; printed with the rest.</param>
    /// <param name="options">Changes how: <c>o => o with { CostBps = 8 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, or there are fewer lags than returns overlap.</exception>
    public static SignalEvaluation Evaluate(this SignalPanel panel, LeakReport? leaks = null, Func<SignalOptions, SignalOptions>? options = null) => SignalEvaluation.Of(panel, leaks, SignalOptions.Of(options));
}
