using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit;

/// <summary>A file for alerts that could not be told, a line of JSON for each with where it was to go and the reason, so that somebody else may tell them.</summary>
/// <param name="path">The file; made with the first.</param>
/// <param name="time">The clock.</param>
sealed class DeadLetters(string path, TimeProvider time)
{
    /// <summary>As it is shown.</summary>
    public string Shown { get; } = Untrusted.Line(path);

    /// <summary>Adds alerts, and returns when they are on the disk.</summary>
    /// <param name="to">The name of the sink.</param>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="fault">Why it could not be.</param>
    /// <param name="alerts">The alerts.</param>
    /// <exception cref="InputException">The file cannot be written; the alerts are still kept.</exception>
    public void Add(string to, int tries, string fault, params IEnumerable<AlertMessage> alerts)
    {
        var at = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            if (file.CanSeek)
            {
                file.Seek(-Math.Min(1, file.Length), SeekOrigin.End);
                // A line that a death or a full disk cut off stays by itself.
                if (file.ReadByte() is not (-1 or '\n')) file.WriteByte((byte)'\n');
            }
            foreach (var alert in alerts)
            {
                var letter = new JsonObject { ["to"] = to, ["at"] = at, ["tries"] = tries, ["fault"] = fault, ["alert"] = JsonNode.Parse(alert.Json) };
                file.Write(Encoding.UTF8.GetBytes(letter.ToJsonString() + "\n"));
            }
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Shown}: cannot be written: {Untrusted.Line(e.Message)} What was to be set aside there is kept: make room and start again.", e);
        }
    }
}
