using Xunit;

namespace ResearchKit.Tests;

public sealed class JupyterChaosTests
{
    [Fact]
    public void After_a_thousand_random_messages_the_kernel_still_answers()
    {
        const int Seed = 20261126;
        var chaos = JupyterDriver.Run("chaos.py", $"{Seed}");
        Assert.True((bool)chaos["alive"]!, chaos.ToJsonString());
        Assert.Equal(1000, chaos["kinds"]!.AsObject().Sum(kind => (int)kind.Value!));
        Assert.Equal(16, chaos["kinds"]!.AsObject().Count);
        Assert.Equal("ok", (string)chaos["info"]!);
        Assert.Equal(["42"], chaos["value"].Words());
        Assert.InRange((double)chaos["control_seconds"]!, 0, 5);
        Assert.InRange((double)chaos["cell_seconds"]!, 0, 5);
        Assert.InRange((int)chaos["answers"]!, 200, 1000);
        Assert.True(chaos["unexpected"]!.AsArray().Count == 0, chaos["unexpected"]!.ToJsonString());
        Assert.InRange((int)chaos["lines"]!, 100, 2000);
        Assert.InRange((int)chaos["longest"]!, 1, 500);
        Assert.False((bool)chaos["control_characters"]!);
    }
}
