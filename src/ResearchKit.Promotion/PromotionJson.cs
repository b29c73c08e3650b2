using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>How evidence, rules and the registry's records stand in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SignedEvidence))]
[JsonSerializable(typeof(Evidence))]
sealed partial class PromotionJson : JsonSerializerContext;
