using System.Collections.Concurrent;
using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A server that says when to come again is left alone until then.</summary>
public sealed class RetryAfterTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly LeapingClock clock = new();

    /// <summary>Says once when to come again, in seconds or, with a sign, as a time so far from now; then all is well.</summary>
    static Loopback Busy(int status, string after)
    {
        var answers = new ConcurrentQueue<int>([status]);
        return new((_, _, response) =>
        {
            if (!answers.TryDequeue(out var busy)) return;
            response.StatusCode = busy;
            response.Headers["Retry-After"] = after[0] is '+' or '-' ? (Wire.Hour(0) + TimeSpan.FromSeconds(int.Parse(after, CultureInfo.InvariantCulture))).ToString("R", CultureInfo.InvariantCulture) : after;
        });
    }

    [Theory]
    [InlineData(503, "200", 200)]
    [InlineData(429, "+300", 300)]
    [InlineData(503, "90000", 3600)]    // an hour at most
    [InlineData(429, "+90000", 3600)]
    [InlineData(503, "7", 120)]         // after a fault it is twice the minute that is waited anyway
    [InlineData(503, "-300", 120)]
    public async Task An_address_is_asked_no_sooner_than_it_says(int status, string after, int seconds)
    {
        using var server = Busy(status, after);
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, TimeSpan.FromMinutes(1), new(), clock), () => clock.Waits.Count > 1);
        Assert.Equal([seconds, 60], clock.Waits.Take(2).Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "+40", 40)]
    [InlineData(503, "3600", 300)]      // five minutes at most
    [InlineData(429, "+3600", 300)]
    [InlineData(503, "0", 1)]           // a second is waited anyway
    [InlineData(503, "-40", 1)]
    public async Task A_webhook_is_told_again_no_sooner_than_it_says(int status, string after, int seconds)
    {
        using var server = Busy(status, after);
        var alert = AlertMessage.Of(Wire.Watch(Wire.Rule(AlertCondition.Below, 0)).Meet(new Wire().Article(0, 1, 0), Wire.Hour(0))[0], 0);
        await using var sink = new WebhookSink(server.Address, null, folder["dead.jsonl"], clock, _ => { });
        await sink.Tell([alert], CancellationToken.None);
        Assert.Equal([seconds], clock.Waits.Select(wait => wait.TotalSeconds));
        await Wait.For(() => server.Requests.Count == 2);
        Assert.False(File.Exists(folder["dead.jsonl"]));
    }

    public void Dispose() => folder.Dispose();
}
