using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Signals against returns as DataFrames and charts.</summary>
public sealed class SignalEvaluationShownTests
{
    static readonly SignalPanel Panel = SignalPanel.Of(MadePanel.Rows(51, 20, 60, 0.3, 1, 5));

    static readonly MadeEvents Made = new(52, 10, days: 140, common: 0.2, perDay: 0.01, at: 100);

    static EventStudy Study => EventStudy.Of(Made.Tickers.Select(ticker => (MadePanel.Day(100), ticker)), Made.Returns, Made.Market, o => o with { EstimationDays = 60, FewestEstimationDays = 30, Last = 5 });

    static JsonElement Trace(Plot plot, int trace) => JsonDocument.Parse(plot.ToJson()).RootElement.GetProperty("data")[trace];

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetDouble())];

    [Fact]
    public void Every_result_is_a_frame_of_its_rows()
    {
        var coefficients = InformationCoefficients.Of(Panel);
        var frame = coefficients.ToDataFrame();
        Assert.Equal([1, 5], frame["horizon"].Cast<object>());
        Assert.Equal(coefficients.Horizons.Select(one => (object)one.RankIc!.Mean), frame["rank IC"].Cast<object>());
        Assert.Equal("detected", frame["verdict"][0]);
        Assert.Equal((120L, 5), (coefficients.Days.ToDataFrame().Rows.Count, coefficients.Days.ToDataFrame().Columns.Count));
        var spreads = QuantileSpreads.Of(Panel, 5);
        Assert.Equal([1, 2, 3, 4, 5], spreads.ToDataFrame()["quantile"].Cast<object>());
        Assert.Equal(spreads.Periods.Select(period => (object)period.Net), spreads.Periods.ToDataFrame()["net"].Cast<object>());
        Assert.Equal(1, spreads.Periods.ToDataFrame()["rank autocorrelation"].NullCount);
        var evaluation = Panel.Evaluate(options: o => o with { Quantiles = 3, CostBps = 7, DaysPerYear = 250 });
        var after = evaluation.Spreads.ToDataFrame();
        Assert.Equal([1, 5], after["horizon"].Cast<object>());
        Assert.Equal(evaluation.Spreads.Select(one => (object)(1e4 * one.Net!.Mean)), after["net, bp"].Cast<object>());
        // A year of 250 days has 50 periods of five.
        Assert.Equal(evaluation.Spreads[1].Sharpe!.Value * Math.Sqrt(50), (double)after["Sharpe a year"][1], 1e-12);
        // Where days are missing there are fewer: the frame has the ratio of as many as were formed.
        var sparse = QuantileSpreads.Of(SignalPanel.Of(Panel.Where(row => row.Date < Panel.Dates[12] || row.Date > Panel.Dates[21]), Panel.TradingDays), 5);
        Assert.NotEqual(252 / 5.0, sparse.PeriodsPerYear!.Value, 1e-3);
        Assert.Equal(sparse.AnnualSharpe!.Value, (double)new[] { sparse }.ToDataFrame()["Sharpe a year"][0], 1e-12);
        var controls = evaluation.Controls.ToDataFrame();
        Assert.Equal(evaluation.Controls.Select(one => (object)one.Planted.Low), controls["planted low"].Cast<object>());
        Assert.Equal(["yes", "yes"], controls["found"].Cast<object>());
        Assert.Equal(evaluation.Controls.Select(one => one.PlaceboHolds ? "yes" : "NO"), controls["about 0"].Cast<string>());
        Assert.Equal(Study.Events.Select(one => (object)one.Car), Study.ToDataFrame()["CAR"].Cast<object>());
        Assert.Equal(Enumerable.Range(-5, 11).Cast<object>(), Study.Path.ToDataFrame()["day"].Cast<object>());
        var forecasts = OutOfSample.Of(Panel, 1, o => o with { FewestDates = 20 });
        Assert.Equal(forecasts.Forecasts.Select(one => (object)one.Slope), forecasts.ToDataFrame()["slope"].Cast<object>());
        var leaks = LeakGuard.Check(Examples.Reference, SignalPipeline.Of(_ => Examples.Small.Scorer())).ToDataFrame();
        Assert.Equal(["scorer", "reference corpus"], leaks["step"].Cast<object>());
        Assert.Equal(2, leaks["first"].NullCount);
    }

    [Fact]
    public void Decay_stands_with_its_intervals_and_what_is_not_detected_is_hollow()
    {
        var coefficients = InformationCoefficients.Of(SignalPanel.Of(MadePanel.Rows(53, 10, 60, 0.35, 1, 21)));
        Assert.Equal([SignalVerdict.Detected, SignalVerdict.Underpowered], coefficients.Horizons.Select(one => one.RankIc!.Verdict));
        var marks = Trace(coefficients.Plot(), 0);
        Assert.Equal(coefficients.Horizons.Select(one => one.RankIc!.Mean), Numbers(marks.GetProperty("y")));
        Assert.Equal(["circle", "circle-open"], marks.GetProperty("marker").GetProperty("symbol").EnumerateArray().Select(symbol => symbol.GetString()));
        Assert.Equal(coefficients.Horizons.Select(one => one.RankIc!.High - one.RankIc.Mean), Numbers(marks.GetProperty("error_y").GetProperty("array")));
        Assert.Contains("(underpowered)", coefficients.Plot().ToString());
        Assert.Contains("No horizon has three days", Assert.Throws<InputException>(() => InformationCoefficients.Of(SignalPanel.Of(MadePanel.Rows(1, 5, 2, 0, 1))).Plot()).Message);
    }

    [Fact]
    public void Quantiles_are_bars_in_basis_points()
    {
        var spreads = QuantileSpreads.Of(Panel, 1);
        Assert.Equal(spreads.Quantiles.Select(one => 1e4 * one.Return!.Mean), Numbers(Trace(spreads.Plot(), 0).GetProperty("y")));
        Assert.Matches(@"bp on all days before costs; in the periods held \+\d+\.\d bp after 5 bp a side \(detected\)", spreads.Plot().ToString());
        Assert.Contains("No quantile has three days", Assert.Throws<InputException>(() => QuantileSpreads.Of(SignalPanel.Of(MadePanel.Rows(1, 5, 2, 0, 1)), 1).Plot()).Message);
    }

    [Fact]
    public void The_path_of_a_CAR_has_its_band_behind_it_and_the_days_tested_marked()
    {
        var (study, plot) = (Study, Study.Plot());
        Assert.Equal(study.Path.Select(day => 1e4 * day.Cumulative), Numbers(Trace(plot, 1).GetProperty("y")));
        Assert.Equal([.. study.Path.Select(day => 1e4 * day.High!.Value), .. study.Path.Reverse().Select(day => 1e4 * day.Low!.Value)], Numbers(Trace(plot, 0).GetProperty("y")));
        var tested = JsonDocument.Parse(plot.ToJson()).RootElement.GetProperty("layout").GetProperty("shapes")[0];
        Assert.Equal((0.5, 5.5), (tested.GetProperty("x0").GetDouble(), tested.GetProperty("x1").GetDouble()));
        Assert.Contains("10 events: mean CAR", plot.ToString());
    }
}
