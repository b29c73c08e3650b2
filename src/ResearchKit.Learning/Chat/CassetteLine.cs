using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>One answer in a cassette.</summary>
/// <param name="Key">SHA-256 of the four fields that follow.</param>
/// <param name="Prompt">Hash of all that was asked besides the article.</param>
/// <param name="Model">The model that was asked.</param>
/// <param name="Text">Hash of the article's text.</param>
/// <param name="Sample">Number of the sample, from 0.</param>
/// <param name="At">When it was answered, in UTC.</param>
/// <param name="AnsweredBy">The model that answered, as the endpoint calls it.</param>
/// <param name="InputTokens">Tokens that were sent.</param>
/// <param name="OutputTokens">Tokens that were answered.</param>
/// <param name="Refused">Why it cannot be used; null when it can.</param>
/// <param name="Answer">As it came; of a refused one the beginning.</param>
/// <param name="Hash">SHA-256 of the line without this field.</param>
sealed record CassetteLine(string Key, string Prompt, string Model, string Text, int Sample, DateTimeOffset At, string? AnsweredBy, long? InputTokens, long? OutputTokens, string? Refused, string Answer, string Hash = "")
{
    const string Unsigned = ",\"hash\":\"\"}";

    /// <summary>A person reads a cassette too: quotes and letters stand as they are.</summary>
    static readonly CassetteJson Readable = new(new JsonSerializerOptions(CassetteJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Model names may hold anything but control characters, so one stands between the fields.</summary>
    public static string KeyOf(string prompt, string model, string text, int sample) => Hashing.Sha256([prompt, model, text, FormattableString.Invariant($"{sample}")], 0x1E);

    /// <summary>The line with its hash.</summary>
    public CassetteLine Signed() => this with { Hash = HashOf() };

    public string Write() => Json(Signed());

    /// <exception cref="FormatException">It is not a line as it was written; the message says why.</exception>
    public static CassetteLine Read(string line)
    {
        CassetteLine? read;
        try
        {
            read = JsonSerializer.Deserialize(line, Readable.CassetteLine);
        }
        catch (JsonException e)
        {
            throw new FormatException("is not an answer: it is no JSON object with the fields of one", e);
        }
        if (read is null) throw new FormatException("holds null");
        if (read.Hash != read.HashOf()) throw new FormatException("was changed: its hash is not that of what it says");
        if (read.Key != KeyOf(read.Prompt, read.Model, read.Text, read.Sample)) throw new FormatException("has a key that is not that of its prompt, model, text and sample");
        return read;
    }

    string HashOf() => Hashing.Sha256(Json(this with { Hash = "" })[..^Unsigned.Length] + "}");

    static string Json(CassetteLine line) => JsonSerializer.Serialize(line, Readable.CassetteLine);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CassetteLine))]
sealed partial class CassetteJson : JsonSerializerContext;
