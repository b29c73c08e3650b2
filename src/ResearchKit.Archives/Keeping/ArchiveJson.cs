using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>How a run's own records stand in JSON, one object a line. What sources wrote stays readable; nothing of it meets HTML.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(RunIdentity))]
[JsonSerializable(typeof(ShardSeen))]
[JsonSerializable(typeof(Chunk))]
[JsonSerializable(typeof(RejectedRow))]
[JsonSerializable(typeof(int))]
sealed partial class ArchiveJson : JsonSerializerContext;

/// <summary><see cref="ArchiveJson"/> as the files have it.</summary>
static class RunJson
{
    public static ArchiveJson Form { get; } = new(new JsonSerializerOptions(ArchiveJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>A row that could not be read, as the side file has it.</summary>
sealed record RejectedRow(long Row, string Part, long Line, string Field, string Reason);
