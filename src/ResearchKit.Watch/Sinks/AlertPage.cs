using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace ResearchKit;

/// <summary>A page in the browser that shows alerts as they come, by server-sent events. On the loopback address anybody on the machine may read it; elsewhere a token is needed.</summary>
sealed class AlertPage : IAlertSink
{
    /// <summary>How many of the latest alerts it holds.</summary>
    public const int Shown = 200;

    const int LeastToken = 16, MostReaders = 50, Behind = 256;

    static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Nothing but the page's own files: no text of an article can become a script, a style or an address.</summary>
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    readonly HttpListener listener = new();
    readonly Lock gate = new();
    readonly Queue<AlertMessage> latest = [];
    readonly List<Channel<string>> readers = [];
    readonly CancellationTokenSource ending = new();
    readonly string? token;
    readonly string host;

    /// <summary>Browsers keep cookies by host, not by port: two pages, or another program's, would take one another's.</summary>
    readonly string cookie;
    Task serving = Task.CompletedTask;

    AlertPage(IPEndPoint at, string? token)
    {
        this.token = token;
        IsLoopback = IPAddress.IsLoopback(at.Address);
        host = at.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{at.Address}]" : $"{at.Address}";
        Address = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{at.Port}/");
        cookie = string.Create(CultureInfo.InvariantCulture, $"researchkit-alerts-{at.Port}");
        listener.Prefixes.Add(at.Address.Equals(IPAddress.Any) ? string.Create(CultureInfo.InvariantCulture, $"http://+:{at.Port}/") : Address);
    }

    bool IsLoopback { get; }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    public string Name => "page";

    /// <summary>Opens the page.</summary>
    /// <param name="at">An address and port of this machine.</param>
    /// <param name="token">Who reads it has to know this; needed but on the loopback address.</param>
    /// <param name="before">Alerts that it shows at once.</param>
    /// <exception cref="InputException">The address cannot be had, or there is no token, or a short one.</exception>
    public static AlertPage Open(IPEndPoint at, string? token, ImmutableArray<AlertMessage> before)
    {
        if (token is null && !IPAddress.IsLoopback(at.Address)) throw new InputException($"{at} is not the loopback address: whoever reaches this machine could read what you watch. Expected a token, in a file that --token names, or 127.0.0.1.");
        if (token is { Length: < LeastToken }) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The token has {token.Length} characters. Expected {LeastToken} or more, such as those of: openssl rand -hex 16."));
        if (at.Address.Equals(IPAddress.IPv6Any)) throw new InputException($"{at} would be every address of this machine, and only those of IPv4 would answer. Expected 0.0.0.0 for these, or one address of IPv6.");
        var page = new AlertPage(at, token);
        foreach (var alert in before) page.Show(alert);
        try { page.listener.Start(); }
        catch (Exception e) when (e is HttpListenerException or System.Net.Sockets.SocketException) { throw new InputException($"{page.Address}: cannot be had: {Untrusted.Line(e.Message)}. Expected an address of this machine with a port that is free.", e); }
        if (page.IsLoopback) page.AddName(at.Port);
        page.serving = page.Serve();
        return page;
    }

    public int MostAtOnce => 64;

    public Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
    {
        foreach (var alert in alerts) Show(alert);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Close();
        await serving;
        ending.Dispose();
    }

    void Show(AlertMessage alert)
    {
        lock (gate)
        {
            if (latest.Any(shown => shown.Id == alert.Id)) return;
            latest.Enqueue(alert);
            if (latest.Count > Shown) latest.Dequeue();
            foreach (var reader in readers) reader.Writer.TryWrite(Event(alert));
        }
    }

    /// <summary>By its name too, where the machine has that on an address that is free: else it is there by its address alone.</summary>
    void AddName(int port)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/");
        try { listener.Prefixes.Add(name); }
        catch (Exception e) when (e is HttpListenerException or System.Net.Sockets.SocketException)
        {
            // It stands in the list by now, and would fail again when that is closed.
            try { listener.Prefixes.Remove(name); }
            catch (Exception again) when (again is HttpListenerException or System.Net.Sockets.SocketException) { }
        }
    }

    /// <summary>Whether a page of the loopback address answers to a name. One of somebody else's that leads to this machine would give that page's scripts the answer.</summary>
    /// <param name="name">By which it was asked.</param>
    /// <param name="host">Its own.</param>
    internal static bool IsOwn(string? name, string host) => name is "localhost" or "127.0.0.1" or "::1" or "[::1]" || name == host;

    static string Event(AlertMessage alert) => $"id: {alert.Id}\ndata: {alert.Json}\n\n";

    async Task Serve()
    {
        while (!ending.IsCancellationRequested)
        {
            HttpListenerContext context;
            try { context = await listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException) { return; }
            _ = Answer(context);
        }
    }

    async Task Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        try
        {
            response.Headers["Content-Security-Policy"] = Policy;
            response.Headers["X-Content-Type-Options"] = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["Cache-Control"] = "no-store";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (IsLoopback && !IsOwn(request.Url?.Host, host)) await Text(response, 421, "Expected the loopback address.");
            else if (request.HttpMethod is not ("GET" or "HEAD")) await Text(response, 405, "Expected GET.");
            else if (!IsAllowed(request)) await Text(response, 401, "Expected the token: open /?token=… once, or send it as Authorization: Bearer.");
            else if (request.QueryString["token"] is { } given && token is not null)
            {
                // Once it is a cookie, it stands in no address, and so in no history.
                response.Headers["Set-Cookie"] = $"{cookie}={Uri.EscapeDataString(given)}; HttpOnly; SameSite=Strict; Path=/";
                response.Headers["Location"] = "/";
                await Text(response, 303, "");
            }
            else await Page(request.Url!.AbsolutePath, response);
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException) { }
        finally
        {
            try { response.Close(); }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException) { }
        }
    }

    async Task Page(string path, HttpListenerResponse response)
    {
        switch (path)
        {
            case "/": await File(response, "page.html", "text/html; charset=utf-8"); break;
            case "/page.js": await File(response, "page.js", "text/javascript; charset=utf-8"); break;
            case "/page.css": await File(response, "page.css", "text/css; charset=utf-8"); break;
            case "/events": await Events(response); break;
            case "/favicon.ico": response.StatusCode = 204; break;
            default: await Text(response, 404, "There is no such page. Available: /, /events."); break;
        }
    }

    bool IsAllowed(HttpListenerRequest request)
    {
        if (token is null) return true;
        var given = request.QueryString["token"] ?? (request.Headers["Authorization"] is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : request.Cookies[cookie] is { } kept ? Uri.UnescapeDataString(kept.Value) : "");
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    async Task Events(HttpListenerResponse response)
    {
        var reader = Channel.CreateBounded<string>(new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.DropOldest });
        string before;
        lock (gate)
        {
            // Of a browser that went away nothing is heard until the next beat: whoever has listened longest makes room.
            if (readers.Count >= MostReaders)
            {
                readers[0].Writer.TryComplete();
                readers.RemoveAt(0);
            }
            before = "retry: 1000\n\n" + string.Concat(latest.Select(Event));
            readers.Add(reader);
        }
        try
        {
            response.ContentType = "text/event-stream; charset=utf-8";
            response.SendChunked = true;
            await Send(before);
            while (!ending.IsCancellationRequested)
            {
                using var beat = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                beat.CancelAfter(Beat);
                string next;
                try { next = await reader.Reader.ReadAsync(beat.Token); }
                catch (OperationCanceledException) { next = ": beat\n\n"; }
                await Send(next);
            }
        }
        finally
        {
            lock (gate) readers.Remove(reader);
        }

        async Task Send(string text)
        {
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text), ending.Token);
            await response.OutputStream.FlushAsync(ending.Token);
        }
    }

    static async Task File(HttpListenerResponse response, string name, string type)
    {
        response.ContentType = type;
        await using var file = typeof(AlertPage).Assembly.GetManifestResourceStream(name)!;
        response.ContentLength64 = file.Length;
        await file.CopyToAsync(response.OutputStream);
    }

    static async Task Text(HttpListenerResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
