using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>An event and what was abnormal about the returns after it.</summary>
/// <param name="Date">Day 0: the date of the event, or the next trading day.</param>
/// <param name="Ticker">Whose event.</param>
/// <param name="Alpha">Of the market model, a day.</param>
/// <param name="Beta">Of the market model.</param>
/// <param name="EstimationDays">How many days it was fitted to.</param>
/// <param name="Car">The sum of the abnormal returns over the days that are tested.</param>
/// <param name="Scar"><paramref name="Car"/> over its standard error as a forecast.</param>
public sealed record EventReturn(DateOnly Date, string Ticker, double Alpha, double Beta, int EstimationDays, double Car, double Scar)
{
    /// <summary>Ticker, day and abnormal return.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Date:yyyy-MM-dd}: CAR {Car:+0.0000;-0.0000;0.0000} (beta {Beta:0.00}, standardised {Scar:0.00})"));
}

/// <summary>A day of the path.</summary>
/// <param name="Day">From the event.</param>
/// <param name="Mean">The mean abnormal return of the day.</param>
/// <param name="Cumulative">The mean abnormal return from the path's first day on.</param>
/// <param name="Low">Lower end of its interval by the spread between events, widened for their correlation; null where it has none.</param>
/// <param name="High">Upper end.</param>
public readonly record struct EventDay(int Day, double Mean, double Cumulative, double? Low, double? High);

/// <summary>A test of whether the mean abnormal return is 0.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Statistic">About standard normal, or Student's t, where it is; null where there is none.</param>
/// <param name="P">Two-sided.</param>
public sealed record EventTest(string Name, double? Statistic, double? P)
{
    /// <summary><c>BMP 2.31 (p 0.024)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {(Statistic is { } value ? $"{value.ToString("0.00", CultureInfo.InvariantCulture)} (p {(P ?? 1).ToString("0.000", CultureInfo.InvariantCulture)})" : "none")}");
}

/// <summary>What returns did around events that the market does not account for.</summary>
/// <remarks>
/// <para>Market model R = α + β·Rm + ε by least squares over L days that end before the path begins, and before the event; abnormal return AR = R − α − β·Rm; CAR the sum over the m days tested; its variance as a forecast s²·(m + m²/L + (Σ(Rm − R̄m))²/Σ(Rm,est − R̄m)²), s² by L − 2; SCAR = CAR over its root (Mikkelson, Partch 1988).</para>
/// <para>Patell (1976): ΣSCAR/√Σ(L − 2)/(L − 4), normal; it takes variances as unchanged by the event. BMP (Boehmer, Musumeci, Poulsen 1991): mean SCAR·√N/their standard deviation, t with N − 1 degrees; it allows for variances that rise. Kolari–Pynnönen (2010): BMP·√((1 − r̄)/(1 + (N − 1)r̄)), for events that fall on the same days. r̄ is the mean over pairs of events of the correlation of their
/// residuals over the estimation days that both have, times the share of the days tested that both have (Kolari, Pape, Pynnönen 2018; for events of one day it is the r̄ of 2010). Corrado (1989) for several days (Cowan 1992): Σ over the days tested of Z/(√m·S), Z of a day = Σ(rank/(M + 1) − ½)/√(events with a return), ranks of each event's M abnormal returns over estimation and tested days, S² the mean of Z² over all those days; normal.</para>
/// <para>An event on a day without trading counts on the next; several of a ticker on a day count as one. One without enough days before it, or with a day of the path without a return, is left out and counted.</para>
/// </remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class EventStudy
{
    EventStudy() { }

    /// <summary>By day and then by ticker.</summary>
    public required ImmutableArray<EventReturn> Events { get; init; }

    /// <summary>How many were left out, by reason.</summary>
    public required ImmutableSortedDictionary<string, int> LeftOut { get; init; }

    /// <summary>By day.</summary>
    public required ImmutableArray<EventDay> Path { get; init; }

    /// <summary>The mean CAR over the days tested.</summary>
    public required double MeanCar { get; init; }

    /// <summary>The mean correlation of pairs of events, r̄; 0 with one event.</summary>
    public required double Correlation { get; init; }

    /// <summary>Patell's.</summary>
    public required EventTest Patell { get; init; }

    /// <summary>Boehmer, Musumeci and Poulsen's.</summary>
    public required EventTest Bmp { get; init; }

    /// <summary>Kolari and Pynnönen's: the one to read where events cluster.</summary>
    public required EventTest KolariPynnonen { get; init; }

    /// <summary>Corrado's, of ranks: the one to read where a few events are extreme.</summary>
    public required EventTest Corrado { get; init; }

    /// <summary>How it was made.</summary>
    public required EventStudyOptions Options { get; init; }

    /// <summary>Studies events.</summary>
    /// <param name="events">Day and ticker; a ticker may have several. The day on which the news could first be traded.</param>
    /// <param name="returns">Daily returns of tickers, as shares, each ticker and day once.</param>
    /// <param name="market">Daily returns of the market; its days are the trading days.</param>
    /// <param name="options">Changes the windows.</param>
    /// <exception cref="InputException">An option is out of its range, a return is not finite or stands there twice, or no event is left.</exception>
    public static EventStudy Of(IEnumerable<(DateOnly Date, string Ticker)> events, IEnumerable<(DateOnly Date, string Ticker, double Return)> returns, IEnumerable<(DateOnly Date, double Return)> market, Func<EventStudyOptions, EventStudyOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var days = new MarketDays(market, returns);
        var fitted = new List<EventFit>();
        var seen = new HashSet<(int Position, string Ticker)>();
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (date, ticker) in events.OrderBy(one => one.Date).ThenBy(one => one.Ticker, StringComparer.Ordinal))
        {
            var (fit, reason) = EventFit.Of(days, date, ticker, chosen);
            // Said twice, or on a Saturday and on the Sunday behind it, it is one event.
            if (fit is not null && !seen.Add((fit.Position, ticker))) (fit, reason) = (null, "another of the ticker on the same day");
            if (fit is not null) fitted.Add(fit);
            else leftOut[reason!] = leftOut.GetValueOrDefault(reason!) + 1;
        }
        if (fitted.Count == 0) throw new InputException($"No event is left to study{(leftOut.Count == 0 ? "" : $": {string.Join(", ", leftOut.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value} with {reason.Key}")))}")}. Expected events with {chosen.FewestEstimationDays} returns or more in the {chosen.EstimationDays} days before their path, and one on each day of it.");
        // An event that rolled over a weekend stands behind those of the days before.
        EventFit[] all = [.. fitted.OrderBy(fit => fit.Position).ThenBy(fit => fit.Ticker, StringComparer.Ordinal)];
        var correlation = EventTests.Correlation(all, chosen);
        double? bmp = EventTests.Bmp(all), adjust = EventTests.Adjustment(all.Length, correlation);
        var corrado = EventTests.Corrado(all, chosen);
        var patell = EventTests.Patell(all);
        return new()
        {
            Events = [.. all.Select(fit => new EventReturn(days.Dates[fit.Position], fit.Ticker, fit.Alpha, fit.Beta, fit.EstimationCount, fit.Car, fit.Scar))],
            LeftOut = leftOut.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Path = EventTests.Path(all, adjust, chosen),
            MeanCar = all.Average(fit => fit.Car),
            Correlation = correlation,
            Patell = new("Patell", patell, patell is { } z ? Distributions.TwoSidedNormal(z) : null),
            Bmp = Student("BMP", bmp),
            KolariPynnonen = Student("Kolari–Pynnönen", bmp * adjust),
            Corrado = new("Corrado", corrado, corrado is { } rank ? Distributions.TwoSidedNormal(rank) : null),
            Options = chosen,
        };

        EventTest Student(string name, double? t) => new(name, t, t is { } value ? Distributions.TwoSidedStudent(value, all.Length - 1) : null);
    }

    /// <summary>The mean CAR, the tests, and what was left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Events.Length} {(Events.Length == 1 ? "event" : "events")}, days {Options.CarFirst} to {Options.CarLast}: mean CAR {MeanCar * 1e4:+0.0;-0.0;0.0} bp, correlation of events {Correlation:0.000}\n{Patell}, {Bmp}, {KolariPynnonen}, {Corrado}");
        if (!LeftOut.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"\nleft out: {string.Join(", ", LeftOut.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value} with {reason.Key}")))}");
        return text.ToString();
    }
}
