using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>The JSON forms of receipts, options and explanations; generated, so that no reflection is needed at start-up.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ScorerOptions))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ReceiptMap))]
[JsonSerializable(typeof(ExplanationJson))]
sealed partial class KitJson : JsonSerializerContext;
