using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class AlertSinkTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly List<string> said = [];
    readonly Wire wire = new(12);
    readonly byte[] secret = Encoding.UTF8.GetBytes("a secret of 24 letters..");

    AlertMessage Alert(string title = "") => AlertMessage.Of(Wire.Watch(Wire.Rule(AlertCondition.Below, 0)).Meet(wire.Article(0, 1, 0) with { Title = title }, Wire.Hour(0))[0], 0);

    WebhookSink Sink(Loopback server, double patience = 10) => new(server.Address, secret, folder["dead.jsonl"], TimeProvider.System, said.Add, TimeSpan.FromSeconds(patience), TimeSpan.FromMilliseconds(5));

    [Fact]
    public async Task A_webhook_is_signed_as_its_standard_says()
    {
        string? id = null, timestamp = null, signature = null;
        using var server = new Loopback((request, _, _) => (id, timestamp, signature) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"]));
        var alert = Alert();
        await using var sink = Sink(server);
        await sink.Tell([alert], CancellationToken.None);
        var body = Assert.Single(server.Requests);
        Assert.Equal((alert.Json, alert.Id), (body, id));
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}", signature);
        // The example of the specification: secret, id and timestamp are its own.
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSink.Sign(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"));
    }

    [Fact]
    public async Task A_fault_that_passes_is_tried_again_and_costs_nothing()
    {
        var answers = new Queue<int>([500, 429, 503, 204]);
        using var server = new Loopback((_, _, response) => response.StatusCode = answers.Dequeue());
        await using var sink = Sink(server);
        await sink.Tell([Alert()], CancellationToken.None);
        Assert.Equal(4, server.Requests.Count);
        Assert.Single(server.Requests.Distinct());
        Assert.False(File.Exists(folder["dead.jsonl"]));
        Assert.EndsWith("answers 500; it is tried again", Assert.Single(said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(302, 1)]
    [InlineData(500, 6)]
    public async Task What_cannot_be_told_is_set_aside_with_its_reason(int status, int tries)
    {
        using var server = new Loopback((_, _, response) =>
        {
            response.StatusCode = status;
            response.Headers["Location"] = "http://127.0.0.1:9/";
        });
        var alert = Alert();
        await using var sink = Sink(server);
        await sink.Tell([alert], CancellationToken.None);
        var letter = JsonNode.Parse(Assert.Single(File.ReadAllLines(folder["dead.jsonl"])))!;
        Assert.Equal((alert.Id, tries, $"answers {status}"), ((string)letter["alert"]!["id"]!, (int)letter["tries"]!, (string)letter["fault"]!));
        Assert.Equal(tries, server.Requests.Count);
    }

    [Fact]
    public async Task A_webhook_that_hangs_is_given_up_on_and_holds_up_no_other_sink()
    {
        using var hang = new ManualResetEventSlim();
        using var server = new Loopback((_, _, _) => hang.Wait());
        await using var hanging = Sink(server, patience: 0.1);
        await using var file = new JsonLinesSink(folder["alerts.jsonl"]);
        var told = new List<string>();
        var queues = new IAlertSink[] { hanging, file }.Select(sink => new SinkQueue(sink, (at, _) => { lock (told) told.Add(at.Name); }, (_, _) => [], fault => Assert.Fail(fault.Message), said.Add)).ToList();
        using var stop = new CancellationTokenSource();
        foreach (var queue in queues)
        {
            queue.Start(stop.Token);
            queue.Put(Alert());
            queue.Complete();
        }
        await queues[1].Running.WaitAsync(TimeSpan.FromSeconds(5));
        await queues[0].Running.WaitAsync(TimeSpan.FromSeconds(20));
        hang.Set();
        Assert.Equal([file.Name, hanging.Name], told);
        Assert.Contains("\"fault\":\"has not answered within 0.1 s\"", File.ReadAllText(folder["dead.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_alerts_holds_each_once_and_loses_what_was_cut_off()
    {
        AlertMessage[] alerts = [Alert(), Alert(), Alert()];
        await using (var first = new JsonLinesSink(folder["alerts.jsonl"]))
        {
            await first.Tell([alerts[0]], CancellationToken.None);
            await first.Tell([alerts[1]], CancellationToken.None);
        }
        var whole = File.ReadAllBytes(folder["alerts.jsonl"]);
        File.WriteAllBytes(folder["alerts.jsonl"], whole[..^10]);
        await using (var second = new JsonLinesSink(folder["alerts.jsonl"]))
            foreach (var alert in alerts) await second.Tell([alert], CancellationToken.None);
        Assert.Equal(alerts.Select(alert => alert.Json), File.ReadAllLines(folder["alerts.jsonl"]));
    }

    [Fact]
    public void A_line_for_a_terminal_holds_nothing_that_acts_on_it()
    {
        var line = Alert("Profit\u001b[2J\r\nwarns \u202Eup").Line();
        Assert.DoesNotContain(line, c => char.IsControl(c) || c == '\u202E');
        Assert.Equal("2026-03-02 12:00:00Z [rule] -1.00 is below 0.00 · Profit\\u001B[2J\\u000D\\u000Awarns \\u202Eup", line[..line.IndexOf(" (receipt", StringComparison.Ordinal)]);
    }

    public void Dispose() => folder.Dispose();
}
