using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>How forecasts out of sample are made. Set with <c>o => o with { Window = 250 }</c>.</summary>
public sealed record OutOfSampleOptions
{
    /// <summary>How many of the latest dates with known returns a line is fitted to; null for all of them, an expanding window.</summary>
    /// <value>Default null. 10 to 100000.</value>
    public int? Window { get; init; }

    /// <summary>The fewest dates with known returns before the first forecast; with a rolling window, the window is needed too.</summary>
    /// <value>Default 60. 10 to 100000.</value>
    public int FewestDates { get; init; } = 60;

    /// <summary>Whether a slope below 0 is taken for 0, as Campbell and Thompson do with a sign that theory knows: good news is not followed by losses.</summary>
    /// <value>Default false.</value>
    public bool PositiveSlope { get; init; }

    internal OutOfSampleOptions Validated() =>
        Window is < 10 or > 100_000 ? throw new InputException($"Option Window is {Window}. Expected 10 to 100000 dates, or null for an expanding window.")
        : FewestDates is < 10 or > 100_000 ? throw new InputException($"Option FewestDates is {FewestDates}. Expected 10 to 100000.")
        : this;
}

/// <summary>A date's forecast.</summary>
/// <param name="Date">When it was made.</param>
/// <param name="Names">For how many tickers.</param>
/// <param name="Intercept">Of the line, fitted to what was known then.</param>
/// <param name="Slope">Return for one unit of score.</param>
/// <param name="Benchmark">The mean return that was known then.</param>
/// <param name="SquaredError">The mean over tickers of (return − forecast)².</param>
/// <param name="BenchmarkError">The same of the benchmark.</param>
/// <param name="Adjusted">Clark and West's difference: <paramref name="BenchmarkError"/> − <paramref name="SquaredError"/> + the mean of (benchmark − forecast)².</param>
public readonly record struct Forecast(DateOnly Date, int Names, double Intercept, double Slope, double Benchmark, double SquaredError, double BenchmarkError, double Adjusted);

/// <summary>Regressions of returns on scores, each fitted only to what was known at its date, and what their forecasts are worth against the mean.</summary>
/// <remarks>Return = a + b·score, by least squares over all tickers of the dates whose return was over before the day: at horizon h and day t those before day t − h, as what ends at a close is not known to who trades at it. R² out of sample (Campbell, Thompson 2008): 1 − Σ(r − f)²/Σ(r − r̄)², r̄ the mean of the same returns that the line was fitted to. Clark and West (2007): under no predictability the larger model's
/// error is inflated by (r̄ − f)², which is given back; the mean of that difference over dates has a one-sided p, with Newey and West's error and the distribution of <see cref="MeanEstimate"/>. Of a panel, dates are weighed alike in the test and by their tickers in R². One ticker is a plain time series.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class OutOfSample
{
    OutOfSample() { }

    /// <summary>Over how many trading days.</summary>
    public required int Horizon { get; init; }

    /// <summary>By date.</summary>
    public required ImmutableArray<Forecast> Forecasts { get; init; }

    /// <summary>1 − Σ(r − f)²/Σ(r − r̄)², at most 1; null without forecasts, or where no return differs from its benchmark.</summary>
    public required double? R2 { get; init; }

    /// <summary>Clark and West's statistic; null below three forecasts.</summary>
    public required double? ClarkWest { get; init; }

    /// <summary>Its one-sided p; null below three forecasts.</summary>
    public required double? P { get; init; }

    /// <summary>How they were made.</summary>
    public required OutOfSampleOptions Options { get; init; }

    /// <summary>Makes the forecasts of a panel.</summary>
    /// <param name="panel">Scores with returns.</param>
    /// <param name="horizon">One of the panel's.</param>
    /// <param name="options">Changes how: <c>o => o with { Window = 250 }</c>.</param>
    /// <exception cref="InputException">The panel has no such horizon, or an option is out of its range.</exception>
    public static OutOfSample Of(SignalPanel panel, int horizon, Func<OutOfSampleOptions, OutOfSampleOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var sections = panel.Sections(horizon);
        // Sums of each date, which windows add up anew: taking away what leaves a window would gather rounding.
        Moments[] moments = [.. sections.Select(Moments.Of)];
        var fewest = Math.Max(chosen.FewestDates, chosen.Window ?? 0);
        var forecasts = ImmutableArray.CreateBuilder<Forecast>();
        var (positions, known, errors, benchmarks) = (new List<int>(), 0, 0.0, 0.0);
        foreach (var section in sections)
        {
            // A return that ends at the close at which the forecast is traded is not known before it.
            while (sections[known].Position + horizon < section.Position) known++;
            if (known < fewest) continue;
            var sum = default(Moments);
            for (var i = chosen.Window is { } window ? known - window : 0; i < known; i++) sum += moments[i];
            var forecast = Make(section, sum, chosen.PositiveSlope);
            forecasts.Add(forecast);
            positions.Add(section.Position);
            errors += forecast.SquaredError * section.Count;
            benchmarks += forecast.BenchmarkError * section.Count;
        }
        var tested = MeanEstimate.Of([.. forecasts.Select(forecast => forecast.Adjusted)], [.. positions], horizon, new(), 0);
        return new() { Horizon = horizon, Forecasts = forecasts.ToImmutable(), R2 = benchmarks > 0 ? 1 - errors / benchmarks : null, ClarkWest = tested?.T, P = tested?.T > 0 ? tested.P / 2 : 1 - tested?.P / 2, Options = chosen };
    }

    static Forecast Make(CrossSection section, Moments past, bool positive)
    {
        var (meanX, meanY) = (past.X / past.Count, past.Y / past.Count);
        double xx = past.XX - past.Count * meanX * meanX, xy = past.XY - past.Count * meanX * meanY;
        // Scores that never differ have no slope; what rounding leaves of their spread is none.
        var slope = xx <= 1e-12 * past.XX ? 0 : xy / xx;
        if (positive) slope = Math.Max(0, slope);
        var intercept = meanY - slope * meanX;
        double error = 0, benchmark = 0, between = 0;
        for (var i = 0; i < section.Count; i++)
        {
            var forecast = intercept + slope * section.Scores[i];
            error += (section.Returns[i] - forecast) * (section.Returns[i] - forecast);
            benchmark += (section.Returns[i] - meanY) * (section.Returns[i] - meanY);
            between += (meanY - forecast) * (meanY - forecast);
        }
        return new(section.Date, section.Count, intercept, slope, meanY, error / section.Count, benchmark / section.Count, (benchmark - error + between) / section.Count);
    }

    /// <summary>R², Clark and West, the number of forecasts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"horizon {Horizon}, {(Options.Window is { } window ? $"rolling window of {window} dates" : "expanding window")}: {Forecasts.Length} {(Forecasts.Length == 1 ? "date" : "dates")} forecast, R² out of sample {(R2 is { } r2 ? (100 * r2).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + "%" : "none")}, Clark–West {(ClarkWest is { } statistic ? string.Create(CultureInfo.InvariantCulture, $"{statistic:0.00} (p {P:0.000})") : "none")}");

    readonly record struct Moments(double Count, double X, double Y, double XX, double XY)
    {
        public static Moments Of(CrossSection section)
        {
            double x = 0, y = 0, xx = 0, xy = 0;
            for (var i = 0; i < section.Count; i++)
            {
                x += section.Scores[i];
                y += section.Returns[i];
                xx += section.Scores[i] * section.Scores[i];
                xy += section.Scores[i] * section.Returns[i];
            }
            return new(section.Count, x, y, xx, xy);
        }

        public static Moments operator +(Moments a, Moments b) => new(a.Count + b.Count, a.X + b.X, a.Y + b.Y, a.XX + b.XX, a.XY + b.XY);
    }
}
