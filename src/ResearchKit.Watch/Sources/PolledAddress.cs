using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ResearchKit;

/// <summary>A feed or an endpoint that is asked again and again: no more often than wanted, by ETag and date of change, more seldom after faults, and as its server asks for.</summary>
/// <param name="address">Of http or https.</param>
/// <param name="every">How often.</param>
/// <param name="options">What articles may hold.</param>
/// <param name="time">The clock that waits.</param>
/// <param name="chance">A number from 0 to 1, drawn for each wait: many that are begun at once do not ask a server at once for ever.</param>
/// <param name="isInner">Which addresses lie in this machine's own network; <see cref="InnerAddresses"/> unless said.</param>
sealed class PolledAddress(Uri address, TimeSpan every, ReadOptions options, TimeProvider time, Func<double>? chance = null, Func<IPAddress, bool>? isInner = null) : IArticleSource
{
    const int MostBytes = 16 << 20, MostDoublings = 6;

    const double Spread = 0.1;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromHours(1);

    /// <summary>Without what may be a password or a key; by the hash two feeds of one address are told apart.</summary>
    readonly string shown = PolledAnswer.Shown(address) + (address.Query.Length > 0 ? $"?…#{Hashing.Sha256(address.Query)[..8]}" : "");

    EntityTagHeaderValue? tag;
    DateTimeOffset? changed;
    string lastSaid = "";

    /// <summary>Keys of what the last answer held.</summary>
    string[] held = [];

    /// <summary>What an answer asks for: how long to wait, or never to come again.</summary>
    readonly record struct Answer(bool IsFine, TimeSpan? After = null, bool IsGone = false);

    public string Name => $"feed:{shown}";

    public async Task Run(IArrivals arrivals, CancellationToken stop)
    {
        using var asking = new PolledAnswer(address, Patience, isInner ?? InnerAddresses.Contains);
        var faults = 0;
        while (!stop.IsCancellationRequested)
        {
            var answer = await Ask(asking, arrivals, stop);
            // An answer that nothing changed, or none, lists nothing.
            if (held.Length > 0) arrivals.StillHolds(Name, held);
            if (answer.IsGone || stop.IsCancellationRequested) return;
            faults = answer.IsFine ? 0 : faults + 1;
            await LongWait.Delay(Wait(every, faults, answer.After, chance?.Invoke() ?? 0), time, stop);
        }
    }

    /// <summary>Twice as long after every fault, up to an hour; never less than was asked for, and by chance up to a tenth longer.</summary>
    public static TimeSpan Wait(TimeSpan every, int faults, TimeSpan? after, double chance = 0)
    {
        var wait = every * Math.Pow(2, Math.Min(faults, MostDoublings));
        if (wait > LongestWait) wait = every > LongestWait ? every : LongestWait;
        return (after > wait ? after.Value : wait) * (1 + Spread * chance);
    }

    async Task<Answer> Ask(PolledAnswer asking, IArrivals arrivals, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await asking.Ask(tag, changed, patience.Token);
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
            var (articles, rejected) = Feed.Read(body, shown, options, response.Content.Headers.ContentType?.CharSet);
            // The oldest first: feeds have the newest on top.
            foreach (var article in articles.Reverse().OrderBy(article => article.AvailableAt ?? DateTimeOffset.MaxValue)) await arrivals.Take(new(article, Name, null), stop);
            held = [.. articles.Select(ReadArticle.KeyOf)];
            foreach (var fault in rejected) arrivals.Reject(Name, Untrusted.Line($"{shown}: {fault}"));
            (tag, changed) = (response.Headers.ETag, response.Content.Headers.LastModified);
            return Fine();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { return new(true); }
        catch (OperationCanceledException) { Say(arrivals, string.Create(CultureInfo.InvariantCulture, $"has not answered within {Patience.TotalSeconds} s")); }
        catch (HttpRequestException e) when (e.InnerException is FormatException inside) { Say(arrivals, inside.Message); }
        catch (FormatException e) { Say(arrivals, e.Message); }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or System.Net.Sockets.SocketException) { Say(arrivals, $"cannot be reached: {e.Message}"); }
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
