using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class LiveRestartTests : IDisposable
{
    readonly LiveHouse house = new();

    [Fact]
    public void A_kernel_is_restarted_without_what_it_knew_and_comes_back_after_its_death()
    {
        var result = Kit.Finish(house.Start("jupyter_client", "/usr/bin/python3", Repository.File("tests", "ResearchKit.Tests", "Live", "restart.py")));
        Assert.True(result.Code == 0, result.Error);
        var seen = JsonNode.Parse(result.Output)!;
        Assert.Equal("error", (string)seen["forgotten"]![0]!);
        Assert.Contains("'kept' does not exist", (string)seen["forgotten"]![1]!);
        Assert.False((bool)seen["left"]!);
        Assert.True((bool)seen["noticed"]!);
        Assert.Equal("""["ok","again"]""", seen["again"]!.ToJsonString());
        Assert.False((bool)seen["orphan"]!);
    }

    public void Dispose() => house.Dispose();
}
