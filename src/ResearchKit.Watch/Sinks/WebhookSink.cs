using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit;

/// <summary>Posts each alert to an address, signed as Standard Webhooks 1.0 has it: <c>webhook-id</c>, <c>webhook-timestamp</c>, and <c>webhook-signature: v1,</c> with HMAC-SHA256 of <c>id.timestamp.body</c> in base64.</summary>
/// <remarks>A fault that may pass (no answer, 408, 429, 5xx) is tried again after 1, 2, 4… s, or when the answer says; any other, and what failed to the last, goes into the file of dead letters, with the reason.
/// An alert may come twice, when a process died between the answer and its own note of it: by its <c>webhook-id</c> a receiver knows it again.</remarks>
sealed class WebhookSink : IAlertSink
{
    const int Tries = 6, LeastSecret = 16;

    const string Prefix = "whsec_", Raw = "text:";

    static readonly TimeSpan MostWait = TimeSpan.FromMinutes(5);

    readonly Uri address;
    readonly byte[]? secret;
    readonly DeadLetters letters;
    readonly TimeProvider time;
    readonly Action<string> say;
    readonly HttpClient client;
    readonly string shown;
    readonly TimeSpan patience, first;

    /// <param name="address">Of http or https.</param>
    /// <param name="secret">What is signed with; null for no signature.</param>
    /// <param name="deadLetters">The file for alerts that could not be told.</param>
    /// <param name="time">The clock that waits.</param>
    /// <param name="say">Hears of faults.</param>
    /// <param name="patience">How long an answer is waited for; 10 s unless said.</param>
    /// <param name="first">How long after the first fault it is tried again; 1 s unless said.</param>
    public WebhookSink(Uri address, byte[]? secret, string deadLetters, TimeProvider time, Action<string> say, TimeSpan? patience = null, TimeSpan? first = null)
    {
        (this.address, this.secret, letters, this.time, this.say) = (address, secret, new(deadLetters, time), time, say);
        (this.patience, this.first) = (patience ?? TimeSpan.FromSeconds(10), first ?? TimeSpan.FromSeconds(1));
        shown = Shown(address);
        // Where an answer points to elsewhere, nobody has been asked whether alerts may go there.
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("ResearchKit", "0.1"));
        if (address.UserInfo.Length > 0) client.DefaultRequestHeaders.Authorization = PolledAnswer.Basic(address);
    }

    /// <summary>Its host, and of the address a hash: a path or query of a webhook is as good as a password. Its password is not in it, so that alerts which wait for it do so too once that is another.</summary>
    public static string NameOf(Uri address) => $"webhook:{address.Host}#{Hashing.Sha256(address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped))[..8]}";

    public string Name => NameOf(address);

    /// <summary>Scheme, host and port alone.</summary>
    static string Shown(Uri address) => Untrusted.Show(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), 100);

    /// <summary>A secret as its file holds it: base64, with <c>whsec_</c> before it or without, as libraries of Standard Webhooks read it; or, with <c>text:</c> before it, the text itself.</summary>
    /// <exception cref="InputException">It is neither, or shorter than 16 bytes.</exception>
    public static byte[] Secret(string path)
    {
        var text = Files.ReadText(path, "a secret to sign with").Trim();
        var bytes = text.StartsWith(Raw, StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text[Raw.Length..]) : Decoded(text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text)
            ?? throw new InputException($"{Untrusted.Line(path)}: holds a secret that is no base64, and receivers take it for base64. Expected that of: openssl rand -base64 32, with {Prefix} before it or without; or {Raw} before a text that is to be taken as it is.");
        return bytes.Length >= LeastSecret ? bytes : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(path)}: holds a secret of {bytes.Length} bytes. Expected {LeastSecret} or more, such as those of: openssl rand -base64 32."));
    }

    static byte[]? Decoded(string coded)
    {
        var bytes = new byte[coded.Length];
        return Convert.TryFromBase64String(coded, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>The signature of a message.</summary>
    public static string Sign(byte[] secret, string id, string timestamp, string body) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    /// <summary>One: what was answered is noted before the next is sent.</summary>
    public int MostAtOnce => 1;

    public async Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
    {
        foreach (var alert in alerts) await Tell(alert, stop);
    }

    async Task Tell(AlertMessage alert, CancellationToken stop)
    {
        var wait = first;
        for (var attempt = 1; ; attempt++)
        {
            var (fault, mayPass, after) = await Post(alert, stop);
            if (fault is null) return;
            if (!mayPass || attempt == Tries)
            {
                SetAside(alert, fault, attempt);
                return;
            }
            if (attempt == 1) say($"{shown}: {fault}; it is tried again");
            var longer = after > wait ? after.Value : wait;
            await Task.Delay(longer < MostWait ? longer : MostWait, time, stop);
            wait *= 2;
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<(string? Fault, bool MayPass, TimeSpan? After)> Post(AlertMessage alert, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        waiting.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(alert.Json, Encoding.UTF8, "application/json") };
            var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("webhook-id", alert.Id);
            request.Headers.Add("webhook-timestamp", timestamp);
            if (secret is not null) request.Headers.TryAddWithoutValidation("webhook-signature", Sign(secret, alert.Id, timestamp, alert.Json));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            if (response.IsSuccessStatusCode) return default;
            var after = RetryAfter.Of(response, time);
            return (string.Create(CultureInfo.InvariantCulture, $"answers {(int)response.StatusCode}"), response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500, after);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return (string.Create(CultureInfo.InvariantCulture, $"has not answered within {patience.TotalSeconds:0.#} s"), true, null); }
        catch (HttpRequestException e) { return (Untrusted.Show($"cannot be reached: {e.Message}", 200), true, null); }
    }

    void SetAside(AlertMessage alert, string fault, int attempts)
    {
        say(string.Create(CultureInfo.InvariantCulture, $"{shown}: {fault}; after {attempts} {(attempts == 1 ? "try" : "tries")} the alert {alert.Id} is set aside in {letters.Shown}"));
        letters.Add(Name, attempts, fault, alert);
    }
}
