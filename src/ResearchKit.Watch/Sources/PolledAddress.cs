using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ResearchKit;

/// <summary>A feed or an endpoint that is asked again and again: no more often than wanted, by ETag and date of change, more seldom after faults, and as its server asks for.</summary>
/// <param name="address">Of http or https.</param>
/// <param name="every">How often.</param>
/// <param name="options">What articles may hold.</param>
/// <param name="time">The clock that waits.</param>
sealed class PolledAddress(Uri address, TimeSpan every, ReadOptions options, TimeProvider time) : IArticleSource
{
    const int MostBytes = 16 << 20, MostRedirects = 5, MostDoublings = 6;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromHours(1);

    /// <summary>Without a password that stands in it.</summary>
    readonly string shown = Untrusted.Show(address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped), 200);

    EntityTagHeaderValue? tag;
    DateTimeOffset? changed;
    string lastSaid = "";

    /// <summary>What an answer asks for: how long to wait, or never to come again.</summary>
    readonly record struct Answer(bool IsFine, TimeSpan? After = null, bool IsGone = false);

    public async Task Run(IArrivals arrivals, CancellationToken stop)
    {
        // A cookie would tie one poll to another; a redirect to another kind of address is no feed.
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false, MaxAutomaticRedirections = MostRedirects, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("ResearchKit", "0.1"));
        client.DefaultRequestHeaders.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/xml;q=0.9, application/x-ndjson, application/json, */*;q=0.1");
        var faults = 0;
        while (!stop.IsCancellationRequested)
        {
            var answer = await Ask(client, arrivals, stop);
            if (answer.IsGone || stop.IsCancellationRequested) return;
            faults = answer.IsFine ? 0 : faults + 1;
            await Task.Delay(Wait(every, faults, answer.After), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Twice as long after every fault, up to an hour; never less than was asked for.</summary>
    public static TimeSpan Wait(TimeSpan every, int faults, TimeSpan? after)
    {
        var wait = every * Math.Pow(2, Math.Min(faults, MostDoublings));
        if (wait > LongestWait) wait = every > LongestWait ? every : LongestWait;
        return after > wait ? after.Value : wait;
    }

    async Task<Answer> Ask(HttpClient client, IArrivals arrivals, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
            if (changed is not null) request.Headers.IfModifiedSince = changed;
            if (address.UserInfo.Length > 0) request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var after = RetryAfter.Of(response, time);
            if (response.StatusCode == HttpStatusCode.NotModified) return Fine();
            if (response.StatusCode == HttpStatusCode.Gone)
            {
                arrivals.Say($"{shown}: is gone for good (410), and is not asked again");
                return new(false, IsGone: true);
            }
            if (!response.IsSuccessStatusCode)
            {
                Say(arrivals, string.Create(CultureInfo.InvariantCulture, $"answers {(int)response.StatusCode}; it is asked more seldom until it answers"));
                return new(false, after > LongestWait ? LongestWait : after);
            }
            var body = await Body(response, patience.Token);
            var (articles, rejected) = Feed.Read(body, shown, options);
            // The oldest first: feeds have the newest on top.
            foreach (var article in articles.Reverse().OrderBy(article => article.AvailableAt ?? DateTimeOffset.MaxValue)) await arrivals.Take(new(article, $"feed:{shown}", null), stop);
            foreach (var fault in rejected) arrivals.Say($"rejected: {Untrusted.Line($"{shown}: {fault}")}");
            (tag, changed) = (response.Headers.ETag, response.Content.Headers.LastModified);
            return Fine();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { return new(true); }
        catch (OperationCanceledException) { Say(arrivals, string.Create(CultureInfo.InvariantCulture, $"has not answered within {Patience.TotalSeconds} s")); }
        catch (FormatException e) { Say(arrivals, e.Message); }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException) { Say(arrivals, $"cannot be reached: {e.Message}"); }
        return new(false);

        Answer Fine()
        {
            if (lastSaid.Length > 0) arrivals.Say($"{shown}: answers again");
            lastSaid = "";
            return new(true);
        }
    }

    /// <summary>A fault is said once, until it is another.</summary>
    void Say(IArrivals arrivals, string what)
    {
        if (what == lastSaid) return;
        lastSaid = what;
        arrivals.Say(Untrusted.Line($"{shown}: {what}"));
    }

    static async Task<byte[]> Body(HttpResponseMessage response, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream();
        var block = new byte[1 << 16];
        while (await stream.ReadAsync(block, stop) is > 0 and var read)
        {
            body.Write(block, 0, read);
            // Counted as it is unpacked: little that comes may be much.
            if (body.Length > MostBytes) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the answer is longer than {MostBytes >> 20} MB, and is not read"));
        }
        return body.ToArray();
    }
}
