using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>A line of a signal ledger: that a signal was evaluated over a horizon, whatever came out.</summary>
/// <param name="Number">1 for the first, one more for each.</param>
/// <param name="At">When it was evaluated, in UTC.</param>
/// <param name="By">Who evaluated it.</param>
/// <param name="Set">What the returns are of, by which trials are counted: <c>sp500 2020-2025</c>.</param>
/// <param name="Name">What was tried.</param>
/// <param name="Look">16 characters of a hash of scores, returns and options: the same look again is no other trial.</param>
/// <param name="Horizon">In trading days.</param>
/// <param name="Periods">Holding periods of the long-short portfolio.</param>
/// <param name="PeriodsPerYear">How many of them a year has; null below two.</param>
/// <param name="Sharpe">The portfolio's Sharpe ratio of one period after costs; null where there is none.</param>
/// <param name="P">Of the mean rank IC, two-sided; null below three days.</param>
/// <param name="Previous">The hash of the line before; null for the first.</param>
/// <param name="Hash">SHA-256 of the line without this field.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SignalTrial(int Number, DateTimeOffset At, string By, string Set, string Name, string Look, int Horizon, int Periods, double? PeriodsPerYear, double? Sharpe, double? P, string? Previous, string Hash) : ILink
{
    /// <summary>The Sharpe ratio of a year; null where there is none.</summary>
    [JsonIgnore]
    public double? AnnualSharpe => Sharpe * Math.Sqrt(PeriodsPerYear ?? double.NaN);

    /// <summary><c>2. 2026-11-27T09:00:00Z finance over 5 days on sample market: Sharpe ratio +0.61 a year, p 0.140 (ada)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Number}. {At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {Name} over {Horizon} {(Horizon == 1 ? "day" : "days")} on {Set}: {(AnnualSharpe is { } ratio ? $"Sharpe ratio {ratio.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)} a year" : "no Sharpe ratio")}, {(P is { } p ? $"p {p.ToString("0.000", CultureInfo.InvariantCulture)}" : "no p")} ({By})"));
}

/// <summary>A trial in the light of all others on its set.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Trials">How many different looks at the set there have been, this one among them.</param>
/// <param name="Probabilistic">PSR: how probable it is that the true Sharpe ratio is above 0; null where there is none.</param>
/// <param name="Luck">What the best of so many without skill, as different as these are, would show: a Sharpe ratio of a year. Null below two ratios.</param>
/// <param name="Deflated">DSR: how probable it is that the true ratio is above that; null where there is no ratio, or no other.</param>
/// <param name="Q">Benjamini and Hochberg's q of the rank IC's p over all trials of the set that have one; null where this one has none.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record JudgedTrial(SignalTrial Trial, int Trials, double? Probabilistic, double? Luck, double? Deflated, double? Q)
{
    /// <summary><c>finance over 5 days, one of 3 looks at sample market: Sharpe ratio +0.61 a year, above 0 with probability 0.80, above the +0.94 that luck shows 0.31; q 0.420</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Trial.Name} over {Trial.Horizon} {(Trial.Horizon == 1 ? "day" : "days")}, one of {Trials} {(Trials == 1 ? "look" : "looks")} at {Trial.Set}: {(Trial.AnnualSharpe is { } ratio ? $"Sharpe ratio {ratio.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)} a year, above 0 with probability {Shown(Probabilistic, "0.00")}, above the {Shown(Luck, "+0.00;-0.00;0.00")} that luck shows {Shown(Deflated, "0.00")}" : "no Sharpe ratio")}; q {Shown(Q, "0.000")}"));

    static string Shown(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "none";
}

/// <summary>How a ledger's lines stand in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SignalTrial))]
sealed partial class SignalTrialJson : JsonSerializerContext;

/// <summary><see cref="SignalTrialJson"/> as the file has it: what people wrote stays readable; nothing of it meets HTML.</summary>
static class SignalTrialLines
{
    public static SignalTrialJson Form { get; } = new(new JsonSerializerOptions(SignalTrialJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
