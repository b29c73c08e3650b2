using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What the installed kernel takes. Other tests run beside these, so the limits are twice what a user is promised; the figures themselves are printed.</summary>
public sealed class LiveFiguresTests(LiveFiguresTests.Figures figures) : IClassFixture<LiveFiguresTests.Figures>
{
    public sealed class Figures : IDisposable
    {
        readonly LiveHouse house = new();
        readonly Lazy<JsonObject> all;

        public Figures() => all = new(() =>
        {
            var result = Kit.Finish(house.Start("jupyter_client", "/usr/bin/python3", Repository.File("tests", "ResearchKit.Tests", "Live", "figures.py")));
            Assert.True(result.Code == 0, result.Error);
            var json = JsonNode.Parse(result.Output)!.AsObject();
            Counts.Write("live", string.Join('\n', json.Select(figure => $"live kernel, {figure.Key}: {Text(figure.Value!)}").Append($"headless runner, a notebook of one cell, seconds: {Text(Runner())}")));
            return json;
        });

        public double Worst(string name) => all.Value[name]!.AsArray().Max(value => (double)value!);

        public double Median(string name) => all.Value[name]!.AsArray().Select(value => (double)value!).Order().ElementAt(all.Value[name]!.AsArray().Count / 2);

        public double At(string name, int index) => (double)all.Value[name]![index]!;

        public int Cells => (int)all.Value["cells"]!;

        public void Dispose() => house.Dispose();

        static JsonArray Runner()
        {
            using var kernel = new KernelProcess();
            var times = new JsonArray();
            for (var i = 0; i < 3; i++)
            {
                var clock = Stopwatch.StartNew();
                Assert.Equal(0, kernel.Execute("1 + 1").ExitCode);
                times.Add(clock.Elapsed.TotalSeconds);
            }
            return times;
        }

        static string Text(JsonNode figure) => figure is JsonArray many
            ? string.Join(' ', many.Select(value => ((double)value!).ToString("0.000", CultureInfo.InvariantCulture)))
            : ((double)figure).ToString("0.###", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_kernel_answers_soon_after_its_start() => Assert.InRange(figures.Median("start"), 0, 2 * 1.5);

    [Fact]
    public void The_first_cell_is_done_soon_after_the_start() => Assert.InRange(figures.Median("first"), 0, 2 * 3);

    [Fact]
    public void A_loop_stops_within_a_second() => Assert.InRange(figures.Worst("interrupt"), 0, 1);

    [Fact]
    public void Completion_is_quick_behind_five_hundred_cells_as_well() => Assert.InRange(figures.Median("completion_late"), 0, 2 * 0.3);

    [Fact]
    public void Memory_grows_by_a_few_tenths_of_a_megabyte_for_each_of_five_hundred_cells() =>
        Assert.InRange((figures.At("managed", 1) - figures.At("managed", 0)) / figures.Cells, 0, 0.3);

    [Fact]
    public void Reset_frees_what_the_cells_held() =>
        Assert.InRange(figures.At("managed", 2) - figures.At("managed", 0), double.NegativeInfinity, 0.2 * (figures.At("managed", 1) - figures.At("managed", 0)));
}
