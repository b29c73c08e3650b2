using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>An evaluation of scores against returns, for programs.</summary>
static class SignalJson
{
    public static void Write(Utf8JsonWriter json, Prices market, SignalSource asked, ForwardReturns returns, SignalEvaluation worth, IReadOnlyList<JudgedTrial> judged)
    {
        json.WriteString("prices", market.Name);
        json.WriteString("from", Day(market.First));
        json.WriteString("until", Day(market.Last));
        json.WriteString("method", asked.Method);
        if (asked.Articles is { } articles) json.WriteNumber("articles", articles);
        else json.WriteNull("articles");
        json.WriteNumber("undated", asked.Index.Undated);
        json.WriteNumber("unscored", asked.Index.Unscored);
        json.WriteNumber("signals", returns.Signals);
        Json.Objects(json, "without", returns.Gaps, gap =>
        {
            json.WriteNumber("horizon", gap.Horizon);
            json.WriteString("reason", gap.Reason.ToString());
            json.WriteNumber("count", gap.Count);
        });
        json.WriteString("adjustment", returns.Options.Adjustment.ToString().ToLowerInvariant());
        json.WriteNumber("rows", worth.Panel.Count);
        json.WriteNumber("rowsWithout", worth.Panel.Missing);
        json.WriteNumber("tickers", worth.Panel.Tickers.Length);
        json.WriteNumber("dates", worth.Panel.Dates.Length);
        Json.Objects(json, "horizons", worth.Coefficients.Horizons.Zip(worth.Spreads), pair => Horizon(json, pair.First, pair.Second, worth.Controls.FirstOrDefault(control => control.Horizon == pair.First.Horizon)));
        if (judged.Count > 0)
            Json.Objects(json, "trials", judged, one =>
            {
                json.WriteNumber("number", one.Trial.Number);
                json.WriteNumber("horizon", one.Trial.Horizon);
                json.WriteNumber("looks", one.Trials);
                foreach (var (name, value) in new[] { ("sharpeAYear", one.Trial.AnnualSharpe), ("probabilistic", one.Probabilistic), ("luckAYear", one.Luck), ("deflated", one.Deflated), ("q", one.Q) }) Json.Number(json, name, value);
            });
        Leaks(json, worth);
        json.WriteStartArray("against");
        foreach (var reason in worth.Against) json.WriteStringValue(reason);
        json.WriteEndArray();
        json.WriteString("unguarded", worth.Unguarded);
        json.WriteBoolean("sound", worth.Sound);
        json.WriteString("verdict", worth.Verdict);
    }

    static void Horizon(Utf8JsonWriter json, HorizonCoefficients one, QuantileSpreads spread, SignalControls? control)
    {
        json.WriteNumber("horizon", one.Horizon);
        json.WriteNumber("days", one.Days);
        json.WriteNumber("daysWithTooFewNames", one.TooFewNames);
        json.WriteNumber("daysWithoutDifferences", one.Constant);
        Mean(json, "ic", one.Ic);
        Mean(json, "rankIc", one.RankIc);
        Json.Number(json, "q", one.Q);
        Pooled(json, "pooledIc", one.PooledIc);
        Pooled(json, "pooledRankIc", one.PooledRankIc);
        Json.Objects(json, "quantiles", spread.Quantiles, quantile =>
        {
            json.WriteNumber("quantile", quantile.Quantile);
            json.WriteNumber("names", quantile.Names);
            Mean(json, "return", quantile.Return);
        });
        Mean(json, "spread", spread.Spread);
        json.WriteNumber("periods", spread.Periods.Length);
        Mean(json, "net", spread.Net);
        foreach (var (name, value) in new[] { ("turnover", spread.Turnover), ("rankAutocorrelation", spread.RankAutocorrelation), ("breakEvenBps", spread.BreakEvenBps), ("sharpeAPeriod", spread.Sharpe?.Value), ("periodsPerYear", spread.PeriodsPerYear), ("monotonicity", spread.Monotonicity) })
            Json.Number(json, name, value);
        if (control is null)
        {
            json.WriteNull("controls");
            return;
        }
        json.WriteStartObject("controls");
        foreach (var (name, value) in new[] { ("placebo", control.Placebo), ("shiftedLow", control.PlaceboLow), ("shiftedHigh", control.PlaceboHigh), ("p", control.P) }) Json.Number(json, name, value);
        json.WriteBoolean("placeboHolds", control.PlaceboHolds);
        Mean(json, "planted", control.Planted);
        json.WriteBoolean("plantedFound", control.PlantedFound);
        json.WriteEndObject();
    }

    static void Mean(Utf8JsonWriter json, string name, MeanEstimate? mean)
    {
        if (mean is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        foreach (var (field, value) in new (string, double?)[] { ("mean", mean.Mean), ("low", mean.Low), ("high", mean.High), ("ratio", mean.Ratio), ("t", mean.T), ("plainT", mean.PlainT), ("tApart", mean.TApart), ("p", mean.P), ("minimumDetectable", mean.MinimumDetectable) })
            Json.Number(json, field, value);
        json.WriteNumber("count", mean.Count);
        json.WriteNumber("countApart", mean.CountApart);
        json.WriteNumber("lags", mean.Lags);
        json.WriteString("verdict", mean.Verdict.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    static void Pooled(Utf8JsonWriter json, string name, PooledCoefficient? pooled)
    {
        if (pooled is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        foreach (var (field, value) in new (string, double?)[] { ("value", pooled.Value), ("low", pooled.Low), ("high", pooled.High), ("t", pooled.T), ("p", pooled.P), ("rowError", pooled.RowError), ("dateError", pooled.DateError), ("tickerError", pooled.TickerError), ("bothError", pooled.BothError), ("overlapError", pooled.OverlapError) })
            Json.Number(json, field, value);
        foreach (var (field, value) in new[] { ("rows", pooled.Count), ("dates", pooled.Days), ("tickers", pooled.Tickers), ("lags", pooled.Lags) }) json.WriteNumber(field, value);
        json.WriteEndObject();
    }

    static void Leaks(Utf8JsonWriter json, SignalEvaluation worth)
    {
        if (worth.Leaks is not { } leaks)
        {
            json.WriteNull("leaks");
            return;
        }
        json.WriteStartObject("leaks");
        json.WriteBoolean("guarded", worth.Guarded);
        json.WriteBoolean("clean", leaks.Clean);
        json.WriteBoolean("complete", leaks.Complete);
        json.WriteNumber("undated", leaks.Undated);
        Json.Objects(json, "steps", leaks.Steps, step =>
        {
            json.WriteString("step", step.Step);
            json.WriteNumber("values", step.Values);
            json.WriteNumber("cuts", step.Cuts);
            json.WriteNumber("times", step.Times);
            json.WriteNumber("leaking", step.Leaking);
            json.WriteString("first", step.First.IsEmpty ? null : step.First[0].ToString());
        });
        json.WriteEndObject();
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
