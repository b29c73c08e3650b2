using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Charts of plain inputs.</summary>
public sealed class PlotInputTests
{
    const string Attack = "<a href='javascript:alert(1)'>x</a></script><script>alert(1)</script>";

    static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    static JsonElement Figure(Plot plot) => JsonDocument.Parse(plot.ToJson()).RootElement;

    static JsonElement Trace(Plot plot, int trace) => Figure(plot).GetProperty("data")[trace];

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetDouble())];

    static string?[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetString())];

    static string AxisTitle(Plot plot) => Figure(plot).GetProperty("layout").GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString()!;

    static Plot[] All(string text) =>
    [
        Plots.Against([(0, 1, text), (1, 3, text), (2, 4, text)], text, text, note: text),
        Plots.OverTime([(text, text, Monday, 1, 0, 2), (text, text, Monday.AddDays(7), 2, 1, 3)], text, [(Monday, 3)], text),
        Plots.HeatMap([(text, text, 0.5, 1)], text, text, text),
        Plots.Bars([(text, 0.5, 0.1, 0.7, 3)], text, note: text),
        Plots.Waterfall([(text, 0.5, text)], 0.75, text, text, text),
        Plots.ByLabel([(text, 0.5, text)], text, text, note: text),
        Plots.Estimates([(text, text, 0.5, 0.1, 0.7), ("known", text, 0.4, null, null)], text, text, text, text),
    ];

    [Fact]
    public void What_articles_say_stays_text() => Assert.All(All(Attack), plot =>
    {
        Assert.DoesNotContain("<a ", plot.ToJson());
        Assert.DoesNotContain("<script>alert", plot.ToHtml());
        Assert.Equal(2, plot.ToHtml().Split("</script>").Length);
    });

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_language_gives_the_same_plot(string culture)
    {
        var here = All("i").Select(plot => plot.ToHtml() + plot).ToList();
        List<string> there = [];
        ArticleFolder.UnderCulture(culture, () => there = [.. All("i").Select(plot => plot.ToHtml() + plot)]);
        Assert.Equal(here, there);
    }

    [Fact]
    public void A_note_stands_under_the_axis() => Assert.All(All("coverage mix, not spend share"), plot => Assert.EndsWith("coverage mix, not spend share</span>", AxisTitle(plot)));

    [Fact]
    public void A_long_note_is_broken_between_words()
    {
        var note = AxisTitle(Plots.Bars([("x", 1, null, null, null)], note: string.Join(' ', Enumerable.Repeat("word", 40))));
        Assert.All(note.Split("<br>")[2..], line => Assert.InRange(line.Replace("</span>", "").Length, 1, 62));
        Assert.Equal(40, note.Split("word").Length - 1);
    }

    [Theory]
    [InlineData(1, 12.706205)]
    [InlineData(2, 4.302653)]
    [InlineData(3, 3.182446)]
    [InlineData(10, 2.228139)]
    [InlineData(29, 2.045230)]
    [InlineData(120, 1.979930)]
    [InlineData(1000000, 1.959966)]
    public void Students_t_is_that_of_the_tables(int degrees, double t) => Assert.Equal(t, Distributions.Student95(degrees), 5e-6);

    [Fact]
    public void The_line_is_the_least_squares_one_and_its_band_is_by_Students_t()
    {
        // x̄ = 1.5, ȳ = 3.5, Sxx = 5, Sxy = 7: slope 1.4, intercept 1.4. The residuals −0.4, 1.2, −1.2 and 0.4 have the sum of squares 3.2, so s = √(3.2/2).
        var line = FittedLine.Through([(0, 1), (1, 4), (2, 3), (3, 6)])!;
        Assert.Equal(1.4, line.Slope, 1e-12);
        Assert.Equal(1.4, line.Intercept, 1e-12);
        var s = Math.Sqrt((0.16 + 1.44 + 1.44 + 0.16) / 2);
        Assert.Equal(4.302652729911 * s / Math.Sqrt(5), line.SlopeHalf, 1e-9);
        Assert.Equal(4.302652729911 * s * Math.Sqrt(1 / 4.0 + 1.5 * 1.5 / 5), line.Half(3), 1e-9);

        var plot = Plots.Against([(0, 1, "a"), (1, 4, "b"), (2, 3, "c"), (3, 6, "d")], "x, days", "y, bp");
        Assert.Equal("chart: Slope +1.400 (95%: −1.034 to +3.834), 4 points", plot.ToString());
        Assert.Equal([1.4, 1.4 + 3 * 1.4], Numbers(Trace(plot, 1).GetProperty("y")).Select(y => Math.Round(y, 12)));
        var band = Numbers(Trace(plot, 0).GetProperty("y"));
        Assert.Equal(line.At(0) + line.Half(0), band[0], 1e-12);
        Assert.Equal(line.At(0) - line.Half(0), band[^1], 1e-12);
        Assert.Contains("Slope +1.400", AxisTitle(Plots.Against([(0, 1, "a"), (1, 4, "b"), (2, 3, "c"), (3, 6, "d")], "x", "y", "A title")));
    }

    [Fact]
    public void Two_points_and_points_of_one_x_have_no_line()
    {
        Assert.Equal("chart: 2 points, no line", Plots.Against([(0, 1, "a"), (1, 4, "b")], "x", "y").ToString());
        Assert.Equal("chart: 3 points, no line", Plots.Against([(1, 1, "a"), (1, 4, "b"), (1, 2, "c")], "x", "y").ToString());
        Assert.Contains("Point 2 (b) is (NaN, 4)", Assert.Throws<InputException>(() => Plots.Against([(0, 1, "a"), (double.NaN, 4, "b")], "x", "y")).Message);
    }

    [Fact]
    public void Panels_share_the_time_and_a_missing_value_breaks_line_and_ribbon()
    {
        DateTimeOffset At(int week) => Monday.AddDays(7 * week);
        var plot = Plots.OverTime(
            [.. Enumerable.Range(0, 5).Reverse().Select(w => ("index", "compute", At(w), w == 2 ? null : (double?)w, w == 2 ? null : (double?)(w - 1), w == 2 ? null : (double?)(w + 1))), ("score", "compute", At(0), 0.5, null, null)],
            "title", [(At(1), 4), (At(0), 3)]);
        var (ribbon, line, score, counts) = (Trace(plot, 0), Trace(plot, 1), Trace(plot, 2), Trace(plot, 3));
        Assert.Equal(["2026-01-05", "2026-01-12", "2026-01-12", "2026-01-05", null, "2026-01-26", "2026-02-02", "2026-02-02", "2026-01-26"], Texts(ribbon.GetProperty("x")));
        Assert.Equal([1, 2, 0, -1, null, 4, 5, 3, 2], ribbon.GetProperty("y").EnumerateArray().Select(y => y.ValueKind == JsonValueKind.Null ? (double?)null : y.GetDouble()));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("y")[2].ValueKind);
        Assert.Equal(["y", "y", "y2", "y3"], new[] { ribbon, line, score, counts }.Select(trace => trace.GetProperty("yaxis").GetString()));
        Assert.Equal([3, 4], Numbers(counts.GetProperty("y")));
        var layout = Figure(plot).GetProperty("layout");
        Assert.Equal("y3", layout.GetProperty("xaxis").GetProperty("anchor").GetString());
        var domains = new[] { "yaxis", "yaxis2", "yaxis3" }.Select(axis => Numbers(layout.GetProperty(axis).GetProperty("domain"))).ToList();
        Assert.Equal((1, 0), (domains[0][1], domains[2][0]));
        Assert.True(domains[0][0] > domains[1][1] && domains[1][0] > domains[2][1]);
        Assert.Equal(["index", "score", "texts"], layout.GetProperty("annotations").EnumerateArray().Select(caption => caption.GetProperty("text").GetString()));
    }

    [Fact]
    public void A_cell_has_number_and_count_and_one_without_text_is_blank()
    {
        var trace = Trace(Plots.HeatMap([("b", "2026-02", -0.25, 3), ("a", "2026-01", 0.5, 7), ("b", "2026-01", null, 0)], "title"), 0);
        Assert.Equal(["b", "a"], Texts(trace.GetProperty("y")));
        Assert.Equal(["2026-01", "2026-02"], Texts(trace.GetProperty("x")));
        Assert.Equal([["", "−0.25<br>3"], ["+0.50<br>7", ""]], trace.GetProperty("text").EnumerateArray().Select(Texts));
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[0][0].ValueKind);
        Assert.Equal("b, 2026-01: no text", trace.GetProperty("hovertext")[0][0].GetString());
        Assert.Equal("a, 2026-02: no text", trace.GetProperty("hovertext")[1][1].GetString());
        Assert.Equal((-0.5, 0.5), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
        Assert.Contains("'b' has column 'x' twice", Assert.Throws<InputException>(() => Plots.HeatMap([("b", "x", 1, 1), ("b", "x", 1, 1)], "title")).Message);
    }

    [Fact]
    public void Bars_stand_from_the_highest_and_only_known_intervals_are_drawn()
    {
        var plot = Plots.Bars([("INTC", -0.25, -0.5, 0.125, 3), ("MSFT", 0.5, null, null, 12)]);
        Assert.Equal("chart: Highest MSFT +0.50, lowest INTC −0.25", plot.ToString());
        Assert.Equal(["MSFT (12)", "INTC (3)"], Texts(Trace(plot, 0).GetProperty("y")));
        Assert.Equal(["INTC (3)"], Texts(Trace(plot, 1).GetProperty("y")));
        Assert.Equal([0.375], Numbers(Trace(plot, 1).GetProperty("error_x").GetProperty("array")));
        Assert.Equal([0.25], Numbers(Trace(plot, 1).GetProperty("error_x").GetProperty("arrayminus")));
        var many = Plots.Bars(Enumerable.Range(0, 50).Select(i => ($"T{i}", i / 50.0, (double?)null, (double?)null, (int?)null)));
        Assert.Equal(["T49", "T30", "T19", "T0"], new[] { 0, 19, 20, 39 }.Select(row => Trace(many, 0).GetProperty("y")[row].GetString()));
        Assert.Contains("The 20 highest and the 20 lowest of 50.", AxisTitle(many));
    }

    [Fact]
    public void A_waterfall_pools_its_tail_and_shows_what_no_step_accounts_for()
    {
        var trace = Trace(Plots.Waterfall([("small", 0.125, ""), ("large", -0.5, ""), ("large", 0.25, "")], 0.0625, "title"), 0);
        Assert.Equal(["large", "large (2)", "small", "remainder", "value"], Texts(trace.GetProperty("y")));
        Assert.Equal([-0.5, 0.25, 0.125, 0.0625 - (-0.5 + 0.25 + 0.125), 0.0625], Numbers(trace.GetProperty("x")));
        var many = Trace(Plots.Waterfall(Enumerable.Range(0, 40).Select(i => ($"{i}", 0.25, "")), 10, "title"), 0);
        Assert.Equal(["10 more", "value"], Texts(many.GetProperty("y"))[^2..]);
        Assert.Equal([10 * 0.25, 10], Numbers(many.GetProperty("x"))[^2..]);
    }

    [Fact]
    public void Labels_stand_in_the_order_of_their_scale()
    {
        string[] labels = ["silent", "neutral", "own", "mildly negative", "extremely positive", "mixed", "negative"];
        Assert.Equal(["extremely positive (1)", "mixed (1)", "neutral (1)", "negative (1)", "mildly negative (1)", "silent (1)", "own (1)"], Order(null));
        Assert.Equal(labels.Order().Select(label => $"{label} (1)"), Order([.. labels.Order()]));
        Assert.StartsWith("Label 'silent' is not known. Available: a", Assert.Throws<InputException>(() => Order(["a"])).Message);

        string?[] Order(string[]? order) => Texts(Figure(Plots.ByLabel(labels.Select(label => (label, 0.5, "x")), order: order)).GetProperty("layout").GetProperty("yaxis").GetProperty("categoryarray"));
    }

    [Fact]
    public void Nothing_to_draw_is_said() => Assert.All(
        new Action[] { () => Plots.Against([], "x", "y"), () => Plots.OverTime([], "t"), () => Plots.HeatMap([], "t"), () => Plots.Bars([]), () => Plots.ByLabel([]) },
        draw => Assert.Matches("^There are no (points|cells|rows|values) to draw. Expected at least one", Assert.Throws<InputException>(draw).Message));
}
