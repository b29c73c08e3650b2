using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Where the front end will connect, and the key that both sign with. Only this machine is let in.</summary>
/// <param name="Address">The loopback address as a socket takes it.</param>
/// <param name="Shell">Port.</param>
/// <param name="Iopub">Port.</param>
/// <param name="Stdin">Port.</param>
/// <param name="Control">Port.</param>
/// <param name="Heartbeat">Port.</param>
/// <param name="Key">Secret; empty if messages are not signed.</param>
sealed record ConnectionFile(string Address, int Shell, int Iopub, int Stdin, int Control, int Heartbeat, byte[] Key)
{
    const int SizeLimit = 1 << 20;
    const string Expected = "Expected a Jupyter connection file, as a front end writes it.";

    public string Endpoint(int port) => FormattableString.Invariant($"tcp://{Address}:{port}");

    /// <exception cref="InputException">The file cannot be read, or asks for what this kernel does not do.</exception>
    public static ConnectionFile Read(string path)
    {
        var json = Parse(path, Bytes(path));
        Require(path, "transport", Text(path, json, "transport"), "tcp");
        var ip = Text(path, json, "ip");
        var address = ip switch
        {
            "127.0.0.1" or "localhost" => "127.0.0.1",
            "::1" => "[::1]",
            _ => throw new InputException($"{path}: ip is '{ip}'. Expected 127.0.0.1, ::1 or localhost: the kernel runs whatever it is sent, so it listens on this machine only."),
        };
        var key = Text(path, json, "key");
        if (key.Length > 0)
            Require(path, "signature_scheme", Text(path, json, "signature_scheme"), "hmac-sha256");
        var ports = new[] { "shell_port", "iopub_port", "stdin_port", "control_port", "hb_port" }.Select(name => Port(path, json, name)).ToArray();
        if (ports.Distinct().Count() < ports.Length)
            throw new InputException($"{path}: ports {string.Join(", ", ports)}. Expected five different ones.");
        return new(address, ports[0], ports[1], ports[2], ports[3], ports[4], Encoding.UTF8.GetBytes(key));
    }

    static byte[] Bytes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length <= SizeLimit ? File.ReadAllBytes(path) : throw new InputException($"{path}: {stream.Length} bytes. {Expected}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message} {Expected}", e);
        }
    }

    static JsonObject Parse(string path, byte[] bytes)
    {
        try
        {
            return Json.Object(bytes);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: {e.Message}. {Expected}", e);
        }
    }

    static string Text(string path, JsonObject json, string name) => Json.Text(json[name])
        ?? throw new InputException($"{path}: {name} is {Json.Kind(json[name])}. Expected text.");

    static int Port(string path, JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out int port) && port is > 0 and <= 65535
        ? port
        : throw new InputException($"{path}: {name} is {Json.Kind(json[name])}. Expected a port from 1 to 65535.");

    static void Require(string path, string name, string found, string allowed)
    {
        if (found != allowed)
            throw new InputException($"{path}: {name} is '{found}'. Available: {allowed}.");
    }
}
