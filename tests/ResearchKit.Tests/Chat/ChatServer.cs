using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ResearchKit.Tests;

/// <summary>A question as it came to the server.</summary>
sealed record Question(int Number, JsonElement Body, string? Authorization, DateTimeOffset At)
{
    public IReadOnlyList<(string Role, string Text)> Messages { get; } =
        [.. Body.GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("role").GetString()!, Content(message.GetProperty("content"))))];

    public string System => Messages[0].Text;

    public string User => Messages[1].Text;

    /// <summary>What stands between the two lines.</summary>
    public string Article => User[(User.IndexOf('\n') + 1)..User.LastIndexOf("\nARTICLE ", StringComparison.Ordinal)];

    /// <summary>Content is a text, or a list of parts with one.</summary>
    static string Content(JsonElement content) => content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
}

/// <summary>A real HTTP server on this machine that speaks OpenAI's protocol and plays whatever goes wrong.</summary>
sealed class ChatServer : IDisposable
{
    readonly HttpListener listener;
    readonly Func<Question, Played> play;
    readonly TimeProvider clock;
    readonly CancellationTokenSource ended = new();
    int count, under;

    public ChatServer(Func<Question, Played> play, TimeProvider? clock = null)
    {
        (this.play, this.clock) = (play, clock ?? TimeProvider.System);
        (listener, Url) = Listen();
        _ = Task.Run(Serve);
    }

    /// <summary>Answers every question alike.</summary>
    public static ChatServer That(Played played) => new(_ => played);

    /// <summary>Answers the first question with the first, and from the last on with the last.</summary>
    public static ChatServer Playing(params Played[] played) => new(question => played[Math.Min(question.Number, played.Length - 1)]);

    public string Url { get; }

    public ConcurrentQueue<Question> Questions { get; } = [];

    /// <summary>The most questions that were under way at once.</summary>
    public int Most { get; private set; }

    public void Dispose()
    {
        ended.Cancel();
        listener.Close();
    }

    static (HttpListener Listener, string Url) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            int port;
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                port = ((IPEndPoint)free.LocalEndpoint).Port;
            }
            var made = new HttpListener();
            made.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                made.Start();
                return (made, $"http://127.0.0.1:{port}/v1");
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                made.Close();
            }
        }
    }

    async Task Serve()
    {
        while (!ended.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            _ = Task.Run(() => Serve(context));
        }
    }

    async Task Serve(HttpListenerContext context)
    {
        lock (listener) Most = Math.Max(Most, ++under);
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            using var body = JsonDocument.Parse(await reader.ReadToEndAsync());
            var question = new Question(Interlocked.Increment(ref count) - 1, body.RootElement.Clone(), context.Request.Headers["Authorization"], clock.GetUtcNow());
            Questions.Enqueue(question);
            await play(question)(context.Response, question, ended.Token);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever asked has gone.
        }
        finally
        {
            lock (listener) under--;
        }
    }
}

/// <summary>What the server does with a question.</summary>
delegate Task Played(HttpListenerResponse response, Question question, CancellationToken ended);

/// <summary>Good and bad behaviour.</summary>
static class Play
{
    /// <summary>An answer as a model gives it.</summary>
    public static Played Says(string answer, int? sent = 100, int? answered = 20, string finish = "stop") => (response, question, _) => Send(response, 200, Completion(answer, sent, answered, finish));

    public static Played Body(string body, int status = 200) => (response, _, _) => Send(response, status, body);

    /// <param name="status">Of HTTP.</param>
    /// <param name="retryAfter">The header, if any.</param>
    /// <param name="message">What the server says.</param>
    public static Played Status(int status, string? retryAfter = null, string message = "no") => (response, _, _) =>
    {
        if (retryAfter is not null) response.AddHeader("Retry-After", retryAfter);
        return Send(response, status, JsonSerializer.Serialize(new { error = new { message, type = "error" } }));
    };

    /// <summary>Says nothing.</summary>
    public static Played Stalls => (_, _, ended) => Task.Delay(Timeout.Infinite, ended);

    /// <summary>Sends a good answer so slowly that it would take hours.</summary>
    public static Played Dribbles(string answer) => async (response, _, ended) =>
    {
        response.SendChunked = true;
        foreach (var part in Encoding.UTF8.GetBytes(Completion(answer, 1, 1, "stop")))
        {
            await response.OutputStream.WriteAsync(new[] { part }, ended);
            await response.OutputStream.FlushAsync(ended);
            await Task.Delay(200, ended);
        }
    };

    /// <summary>Never ends its answer.</summary>
    public static Played Floods => async (response, _, ended) =>
    {
        response.SendChunked = true;
        var part = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));
        while (!ended.IsCancellationRequested) await response.OutputStream.WriteAsync(part, ended);
    };

    /// <summary>Breaks off in the middle of an answer.</summary>
    public static Played BreaksOff => async (response, _, ended) =>
    {
        response.ContentLength64 = 1000;
        await response.OutputStream.WriteAsync("{\"id\":"u8.ToArray(), ended);
        await response.OutputStream.FlushAsync(ended);
        response.Abort();
    };

    public static string Completion(string? answer, int? sent, int? answered, string finish) => JsonSerializer.Serialize(new
    {
        id = "c1",
        @object = "chat.completion",
        created = 1,
        model = "tiny-2026",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = answer }, finish_reason = finish } },
        usage = sent is null ? null : new { prompt_tokens = sent, completion_tokens = answered, total_tokens = sent + answered },
    });

    static async Task Send(HttpListenerResponse response, int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }
}
