using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Messages to and from the frames that sockets carry: identities, a delimiter, a signature, four parts of JSON.</summary>
/// <param name="signature">Signs what is sent and checks what is received.</param>
/// <param name="clock">The protocol dates each message.</param>
sealed class Wire(Signature signature, TimeProvider clock)
{
    public const string ProtocolVersion = "5.4";
    const int Parts = 4;

    static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray(), Nothing = "{}"u8.ToArray();

    readonly SeenSignatures seen = new();

    /// <summary>Names this run of the kernel in headers and topics.</summary>
    public string Session { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Called by the thread that receives, and no other.</summary>
    /// <exception cref="MessageException">It is not a message, or not one to be trusted.</exception>
    public Message Read(Channel channel, IReadOnlyList<byte[]> frames)
    {
        var at = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (at == frames.Count)
            throw new MessageException($"{channel}: {frames.Count} frames without a delimiter. Dropped.");
        if (frames.Count < at + 2 + Parts)
            throw new MessageException($"{channel}: {frames.Count - at - 1} frames behind the delimiter. Expected a signature and {Parts} parts. Dropped.");
        var given = frames[at + 1];
        var parts = frames.Skip(at + 2).Take(Parts).ToArray();
        if (!signature.Fits(given, parts))
            throw new MessageException($"{channel}: a message whose signature is {(given.Length == 0 ? "missing" : "wrong")}. Dropped.");
        if (signature.IsUsed && !seen.Add(given))
            throw new MessageException($"{channel}: a message that was received before. Dropped.");
        var header = Part(channel, "header", parts[0]);
        if (Json.Text(header["msg_type"]) is not { Length: > 0 and <= 200 } type || Json.Text(header["msg_id"]) is not { } id)
            throw new MessageException($"{channel}: a header with msg_type {Json.Kind(header["msg_type"])} and msg_id {Json.Kind(header["msg_id"])}. Expected text. Dropped.");
        var parent = Json.Text(Part(channel, "parent_header", parts[1])["msg_id"]);
        return new(channel, [.. frames.Take(at)], parts[0], id, type, parent, Part(channel, "metadata", parts[2]), Part(channel, "content", parts[3]));
    }

    /// <summary>Frames to send, made on any thread.</summary>
    /// <param name="prefix">Identities, or the topic of a publication.</param>
    /// <param name="type">The message's type.</param>
    /// <param name="parent">The header of what it belongs to; null if to nothing.</param>
    /// <param name="content">Its content.</param>
    /// <param name="metadata">Its metadata, if there is any.</param>
    public (string Id, byte[][] Frames) Write(IEnumerable<byte[]> prefix, string type, byte[]? parent, JsonObject content, JsonObject? metadata = null)
    {
        var id = Guid.NewGuid().ToString("n");
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = clock.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        byte[][] parts = [Json.Bytes(header), parent ?? Nothing, metadata is null ? Nothing : Json.Bytes(metadata), Json.Bytes(content)];
        return (id, [.. prefix, Delimiter, signature.Of(parts), .. parts]);
    }

    /// <summary>Topics let a client subscribe to some kinds of publications only.</summary>
    public byte[] Topic(string type) => Encoding.UTF8.GetBytes($"kernel.{Session}.{type}");

    static JsonObject Part(Channel channel, string name, byte[] bytes)
    {
        try
        {
            return Json.Object(bytes);
        }
        catch (JsonException e)
        {
            throw new MessageException($"{channel}: {name}: {e.Message}. Dropped.", e);
        }
    }
}
