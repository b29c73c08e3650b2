using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ResearchKit;

/// <summary>Asks an address, and where it points to elsewhere there, so far as that is no way into this machine or its network.</summary>
/// <remarks>A server outside could otherwise have what only this machine reaches read, or only touched. An address of the user's own that lies inside may point inside.</remarks>
sealed class PolledAnswer : IDisposable
{
    const int MostRedirects = 5;

    static readonly HttpRequestOptionsKey<bool> IsRedirected = new("ResearchKit.IsRedirected");

    readonly Uri address;
    readonly Func<IPAddress, bool> isInner;
    readonly SocketsHttpHandler handler;
    readonly HttpClient client;
    bool isInside;

    /// <param name="address">The user's own.</param>
    /// <param name="patience">How long a connection may take.</param>
    /// <param name="isInner">Which addresses are inside.</param>
    public PolledAnswer(Uri address, TimeSpan patience, Func<IPAddress, bool> isInner)
    {
        (this.address, this.isInner) = (address, isInner);
        isInside = InnerAddresses.IsSaid(address.Host, isInner);
        // A cookie would tie one poll to another.
        handler = new() { AutomaticDecompression = DecompressionMethods.All, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = patience, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectCallback = Connect };
        client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("ResearchKit", "0.1"));
        client.DefaultRequestHeaders.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/xml;q=0.9, application/x-ndjson, application/json, */*;q=0.1");
    }

    /// <summary>The answer of the address that has it.</summary>
    /// <exception cref="FormatException">It points where nothing is asked; the message says where.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<HttpResponseMessage> Ask(EntityTagHeaderValue? tag, DateTimeOffset? changed, CancellationToken stop)
    {
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Options.Set(IsRedirected, redirects > 0);
            if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
            if (changed is not null) request.Headers.IfModifiedSince = changed;
            // A password is for the server that it was given for.
            if (address.UserInfo.Length > 0 && Uri.Compare(at, address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
                request.Headers.Authorization = Basic(address);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || response.Headers.Location is not { } location) return response;
            response.Dispose();
            if (redirects == MostRedirects) throw new FormatException($"points from one address to the next more than {MostRedirects} times, and is not followed");
            at = Next(at, location);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    /// <summary>An address as it may be shown: keys stand in queries, and passwords before hosts.</summary>
    public static string Shown(Uri address) => Untrusted.Show(address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), 200);

    /// <summary>A name and password as they are sent.</summary>
    public static AuthenticationHeaderValue Basic(Uri address) => new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));

    /// <summary>Where an answer points to.</summary>
    /// <exception cref="FormatException">Nothing is asked there.</exception>
    public Uri Next(Uri from, Uri location)
    {
        var next = Uri.TryCreate(from, location, out var whole) ? whole : throw new FormatException("points to what is no address, and is not followed");
        if (next.Scheme is not ("http" or "https") || from.Scheme == "https" && next.Scheme == "http") throw new FormatException($"points to {Shown(next)}, and is not followed: from {from.Scheme} to {Untrusted.Show(next.Scheme)}");
        if (!isInside && InnerAddresses.IsSaid(next.Host, isInner)) throw Inside(next.Host);
        return next;
    }

    /// <summary>Asked of the address that is connected to: what a name leads to may change between two questions.</summary>
    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, request) = (context.DnsEndPoint.Host, context.InitialRequestMessage);
        var addresses = await Dns.GetHostAddressesAsync(host, stop);
        // A proxy may lie inside: where it goes from there is the proxy's to say.
        if (host.Equals(request.RequestUri!.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase))
        {
            if (!request.Options.TryGetValue(IsRedirected, out var redirected) || !redirected) isInside |= Array.Exists(addresses, one => isInner(one));
            else if (!isInside && Array.Exists(addresses, one => isInner(one))) throw Inside(host);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static FormatException Inside(string host) => new($"points to {Untrusted.Show(host, 100)}, which lies in this machine's own network, and is not followed. Expected an address outside; to read that one, name it itself");
}
