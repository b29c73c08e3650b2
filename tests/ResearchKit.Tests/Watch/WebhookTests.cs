using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What of a webhook is secret, and with what it is signed.</summary>
public sealed class WebhookTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly List<string> said = [];

    byte[] Secret(string text) => WebhookSink.Secret(folder.Put("secret", text + "\n"));

    [Fact]
    public async Task The_password_of_an_address_is_sent_and_nothing_of_it_its_path_or_its_query_is_shown_or_kept()
    {
        string? authorization = null, path = null;
        using var server = new Loopback((request, _, response) =>
        {
            (authorization, path, response.StatusCode) = (request.Headers["Authorization"], request.RawUrl, 400);
        });
        var port = server.Address.Port;
        var alert = AlertMessage.Of(Wire.Watch(Wire.Rule(AlertCondition.Below, 0)).Meet(new Wire(5).Article(0, 1, 0), Wire.Hour(0))[0], 0);
        await using var sink = new WebhookSink(new($"http://jo:p%40ss@127.0.0.1:{port}/T0PATH?key=QUERY"), null, folder["dead.jsonl"], TimeProvider.System, said.Add);
        await sink.Tell([alert], CancellationToken.None);
        Assert.Equal(("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("jo:p@ss")), "/T0PATH?key=QUERY"), (authorization, path));
        Assert.Matches("^webhook:127\\.0\\.0\\.1#[0-9a-f]{8}$", sink.Name);
        Assert.StartsWith($"http://127.0.0.1:{port}: answers 400; after 1 try the alert ", Assert.Single(said), StringComparison.Ordinal);
        Assert.Equal(sink.Name, (string)JsonNode.Parse(File.ReadAllText(folder["dead.jsonl"]))!["to"]!);
        foreach (var secret in new[] { "jo:", "p%40ss", "p@ss", "T0PATH", "QUERY" }) Assert.DoesNotContain(secret, $"{sink.Name} {string.Join(' ', said)} {File.ReadAllText(folder["dead.jsonl"])}", StringComparison.Ordinal);
    }

    [Fact]
    public void Two_webhooks_of_one_host_are_two_to_the_journal_and_another_password_makes_no_other() =>
        Assert.Equal(3, new[] { "https://h/a", "https://jo:old@h/a", "https://jo:new@h/a", "https://h/b", "https://h/b?k=1" }.Select(address => WebhookSink.NameOf(new(address))).Distinct().Count());

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789A=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789A=")]
    public void A_secret_is_base64_with_its_mark_or_without_as_receivers_read_it(string text) =>
        // By Python's hmac and base64, as the libraries of Standard Webhooks do it.
        Assert.Equal("v1,rUaHxTynZ6vMvjj7/E4/z8r90v3KZkrIiKkkE4Kir6g=", WebhookSink.Sign(Secret(text), "id", "1614265330", "{}"));

    [Theory]
    [InlineData("whsec_not base64 at all!")]
    [InlineData("correct horse battery staple")]
    public void A_secret_that_receivers_would_read_otherwise_is_refused(string text) =>
        Assert.EndsWith("holds a secret that is no base64, and receivers take it for base64. Expected that of: openssl rand -base64 32, with whsec_ before it or without; or text: before a text that is to be taken as it is.", Assert.Throws<InputException>(() => Secret(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_is_taken_as_it_is_where_that_is_asked_for() => Assert.Equal(Encoding.UTF8.GetBytes("correct horse battery staple"), Secret("text:correct horse battery staple"));

    [Theory]
    [InlineData("text:short", 5)]
    [InlineData("c2hvcnQ=", 5)]
    public void A_secret_that_could_be_guessed_is_refused(string text, int bytes) =>
        Assert.EndsWith($"holds a secret of {bytes} bytes. Expected 16 or more, such as those of: openssl rand -base64 32.", Assert.Throws<InputException>(() => Secret(text)).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
