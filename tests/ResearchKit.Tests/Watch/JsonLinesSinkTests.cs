using Xunit;

namespace ResearchKit.Tests;

public sealed class JsonLinesSinkTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly Wire wire = new(21);

    string Path => folder["alerts.jsonl"];

    AlertMessage Alert() => AlertMessage.Of(Wire.Watch(Wire.Rule(AlertCondition.Below, 0)).Meet(wire.Article(0, 1, 0), Wire.Hour(0))[0], 0);

    async Task Tell(params AlertMessage[] alerts)
    {
        await using var sink = new JsonLinesSink(Path);
        await sink.Tell(alerts, CancellationToken.None);
    }

    [Theory]
    [InlineData("a note of mine")]
    [InlineData("first\nlast line without its end")]
    [InlineData("{\"id\":\"x1\",\"text\":\"an article\"}")]
    [InlineData("{ \"mine\": [1,")]
    public async Task What_a_user_wrote_without_a_line_end_stays_and_is_given_one(string text)
    {
        folder.Put("alerts.jsonl", text);
        var alert = Alert();
        await Tell(alert);
        Assert.Equal($"{text}\n{alert.Json}\n", File.ReadAllText(Path));
    }

    [Fact]
    public async Task What_is_left_of_an_alert_is_cut_off_wherever_it_was_broken_off_and_a_whole_one_counts()
    {
        AlertMessage[] alerts = [Alert(), Alert()];
        foreach (var left in new[] { 1, 4, 8, 60, alerts[1].Json.Length - 1, alerts[1].Json.Length })
        {
            folder.Put("alerts.jsonl", $"{alerts[0].Json}\n{alerts[1].Json[..left]}");
            await Tell(alerts);
            Assert.Equal($"{alerts[0].Json}\n{alerts[1].Json}\n", File.ReadAllText(Path));
        }
    }

    [Fact]
    public async Task Two_watches_do_not_write_over_one_another_and_others_may_read_meanwhile()
    {
        var alert = Alert();
        File.CreateSymbolicLink(folder["same.jsonl"], folder.Put("alerts.jsonl", ""));
        await using (var first = new JsonLinesSink(Path))
        {
            foreach (var name in new[] { Path, folder["same.jsonl"] })
                Assert.EndsWith("Another watch may add alerts to it: end that one, or name another file.", Assert.Throws<InputException>(() => new JsonLinesSink(name)).Message, StringComparison.Ordinal);
            await first.Tell([alert], CancellationToken.None);
            Assert.Equal(alert.Json + "\n", File.ReadAllText(Path));
        }
        await Tell(alert);
        Assert.Equal(alert.Json + "\n", File.ReadAllText(Path));
    }

    public void Dispose() => folder.Dispose();
}
