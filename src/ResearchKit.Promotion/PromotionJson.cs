using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>How evidence, rules and the registry's records stand in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SignedEvidence))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(VersionFile))]
sealed partial class PromotionJson : JsonSerializerContext;

/// <summary>How records stand in files of one JSON object a line. What people wrote stays readable; nothing of it meets HTML.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RegistryEvent))]
[JsonSerializable(typeof(Trial))]
sealed partial class LineJson : JsonSerializerContext;

/// <summary><see cref="LineJson"/> as the files have it.</summary>
static class Lines
{
    public static LineJson Form { get; } = new(new JsonSerializerOptions(LineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
