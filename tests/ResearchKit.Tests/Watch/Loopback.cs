using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResearchKit.Tests;

/// <summary>A server on this machine that answers as a test says.</summary>
sealed class Loopback : IDisposable
{
    static readonly ConcurrentDictionary<int, bool> Given = new();

    readonly HttpListener listener = new();

    public Loopback(Action<HttpListenerRequest, string, HttpListenerResponse> answer)
    {
        var port = FreePort();
        Address = new($"http://127.0.0.1:{port}/feed");
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                HttpListenerContext context;
                try { context = await listener.GetContextAsync(); }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
                _ = Task.Run(() =>
                {
                    using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                    var text = body.ReadToEnd();
                    try
                    {
                        answer(context.Request, text, context.Response);
                        Requests.Enqueue(text);
                        context.Response.Close();
                    }
                    catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException) { }
                });
            }
        });
    }

    public Uri Address { get; }

    public ConcurrentQueue<string> Requests { get; } = [];

    public static void Write(HttpListenerResponse response, string text, string type = "application/rss+xml")
    {
        response.ContentType = type;
        response.OutputStream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A port that no other test has had: the system gives one that was closed to the next who asks, while who had it may still be answered.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var socket = new TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            if (((IPEndPoint)socket.LocalEndpoint).Port is var port && Given.TryAdd(port, true)) return port;
        }
    }

    public void Dispose() => listener.Close();
}

/// <summary>Keeps what sources hand over.</summary>
sealed class Arrivals : IArrivals
{
    public ConcurrentQueue<Arrival> Taken { get; } = [];

    public ConcurrentQueue<string> Said { get; } = [];

    public Dictionary<string, string> Positions { get; init; } = [];

    public bool IsFirstStart { get; init; } = true;

    public List<string> Ids => [.. Taken.Select(arrival => arrival.Article.Id)];

    public ValueTask Take(Arrival arrival, CancellationToken stop)
    {
        if (arrival.Position is { } position) Positions[arrival.Source] = position;
        Taken.Enqueue(arrival);
        return ValueTask.CompletedTask;
    }

    public string? PositionOf(string source) => Positions.GetValueOrDefault(source);

    public void Pass(string source, string position) => Positions[source] = position;

    public void StillHolds(string source, IReadOnlyCollection<string> keys) { }

    public void Reject(string source, string what) => Said.Enqueue($"rejected: {what}");

    public void Say(string line) => Said.Enqueue(line);

    /// <summary>Runs a source until something holds; an error when it does not within a while.</summary>
    public async Task Until(IArticleSource source, Func<bool> holds, Action? meanwhile = null)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => source.Run(this, stop.Token));
        meanwhile?.Invoke();
        await Wait.For(holds, () => $"taken: {string.Join(' ', Ids)}; said: {string.Join('\n', Said)}");
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
    }
}

static class Wait
{
    public static async Task For(Func<bool> holds, Func<string>? state = null)
    {
        for (var begun = System.Diagnostics.Stopwatch.GetTimestamp(); !holds(); await Task.Delay(10))
            if (System.Diagnostics.Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(30)) throw new TimeoutException($"It did not come to hold. {state?.Invoke()}");
    }
}
