using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Estimates side by side.</summary>
public sealed class EstimatePlotTests
{
    static readonly (string Line, string Step, double Value, double? Low, double? High)[] Points =
    [
        ("planted", "1 day", 0.08, null, null), ("planted", "5 days", 0.02, null, null),
        ("good", "5 days", 0.3, 0.1, 0.6), ("good", "1 day", 0.1, -0.1, 0.2),
        ("bad", "1 day", -0.1, -0.4, 0.3),
    ];

    static JsonElement Figure(params (string, string, double, double?, double?)[] points) => JsonDocument.Parse(Plots.Estimates(points, "horizon", "rank IC", "title").ToJson()).RootElement;

    static double?[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? (double?)null : x.GetDouble())];

    static string Refused(params (string, string, double, double?, double?)[] points) => Assert.Throws<InputException>(() => Plots.Estimates(points, "x", "y", "title")).Message;

    [Fact]
    public void Steps_stand_in_their_order_and_lines_beside_each_other_with_their_intervals()
    {
        var figure = Figure(Points);
        Assert.Equal(["1 day", "5 days"], figure.GetProperty("layout").GetProperty("xaxis").GetProperty("ticktext").EnumerateArray().Select(text => text.GetString()));
        var (good, bad) = (figure.GetProperty("data")[1], figure.GetProperty("data")[2]);
        Assert.Equal([0.1, 0.3], Numbers(good.GetProperty("y")));
        // Two lines of intervals lie half of 0.16 to either side of a step.
        Assert.Equal([0 - 0.08, 1 - 0.08], Numbers(good.GetProperty("x")).Select(x => Math.Round(x!.Value, 12)));
        Assert.Equal([0 + 0.08], Numbers(bad.GetProperty("x")).Select(x => Math.Round(x!.Value, 12)));
        Assert.Equal([0.2 - 0.1, 0.6 - 0.3], Numbers(good.GetProperty("error_y").GetProperty("array")).Select(x => x!.Value));
        Assert.Equal([0.1 - -0.1, 0.3 - 0.1], Numbers(good.GetProperty("error_y").GetProperty("arrayminus")).Select(x => x!.Value));
        Assert.NotEqual(good.GetProperty("marker").GetProperty("symbol").GetString(), bad.GetProperty("marker").GetProperty("symbol").GetString());
        Assert.Equal("good, 5 days: +0.3 [+0.1, +0.6]", good.GetProperty("hovertext")[1].GetString());
    }

    [Fact]
    public void What_is_known_is_a_level_at_each_step_without_marks()
    {
        var known = Figure(Points).GetProperty("data")[0];
        Assert.Equal("lines", known.GetProperty("mode").GetString());
        Assert.Equal([0 - 0.4, 0 + 0.4, null, 1 - 0.4, 1 + 0.4, null], Numbers(known.GetProperty("x")));
        Assert.Equal([0.08, 0.08, null, 0.02, 0.02, null], Numbers(known.GetProperty("y")));
        Assert.False(known.TryGetProperty("error_y", out _));
    }

    [Fact]
    public void One_line_stands_on_its_steps_and_needs_no_legend()
    {
        var only = Figure(("rank IC", "1", 0.1, 0, 0.2), ("rank IC", "5", 0.2, 0, 0.4)).GetProperty("data")[0];
        Assert.Equal([0, 1], Numbers(only.GetProperty("x")));
        Assert.False(only.GetProperty("showlegend").GetBoolean());
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Contains("There are no estimates", Refused());
        Assert.Contains("'good' at '5 days' is NaN", Refused(("good", "5 days", double.NaN, null, null)).Replace('"', '\''));
        Assert.Contains("Expected numbers", Refused(("good", "5 days", 1, double.NegativeInfinity, 2)));
        Assert.Contains("has 2 estimates at", Refused(("good", "1", 1, 0, 2), ("good", "1", 1, 0, 2)));
    }
}
