using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ResearchKit;

/// <summary>What stands in a file with its form's version and the hash of the rest.</summary>
interface IVerified<T>
{
    int Format { get; }

    string Hash { get; }

    /// <summary>The same with another hash.</summary>
    T Hashed(string hash);
}

/// <summary>A kind of file.</summary>
/// <param name="Json">Its JSON form.</param>
/// <param name="Format">The version that is known.</param>
/// <param name="Noun">What it is: <c>model</c>.</param>
/// <param name="Expected">What is expected there: <c>a model, as ./kit train writes it</c>.</param>
/// <param name="Again">What to do where it is of no use: <c>fit the model again with ./kit train</c>.</param>
sealed record VerifiedForm<T>(JsonTypeInfo<T> Json, int Format, string Noun, string Expected, string Again) where T : class, IVerified<T>;

/// <summary>Files of fitted things: written as a whole or not at all, verified when they are read.</summary>
static class VerifiedFile
{
    public static string HashOf<T>(T file, VerifiedForm<T> form) where T : class, IVerified<T> => Hashing.Canonical(JsonSerializer.SerializeToElement(file.Hashed(""), form.Json));

    public static void Write<T>(T file, string path, VerifiedForm<T> form) where T : class, IVerified<T> =>
        Files.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(file.Hashed(HashOf(file, form)), form.Json) + "\n"));

    /// <param name="path">The file.</param>
    /// <param name="form">Its kind.</param>
    /// <exception cref="InputException">It is missing, is no such file, or is not as it was written.</exception>
    public static T Read<T>(string path, VerifiedForm<T> form) where T : class, IVerified<T>
    {
        var text = Files.ReadText(path, form.Expected);
        try
        {
            // What other formats hold cannot be read as this one's: the number comes first.
            if (FormatOf(text) is { } format && format != form.Format) throw new InputException($"{path}: format {format} is {(format < form.Format ? "of an earlier kit" : "not known")}. Expected {form.Format}: {form.Again}.");
            var file = JsonSerializer.Deserialize(text, form.Json) ?? throw new InputException($"{path}: holds null. Expected {form.Expected}.");
            Verify(file, path, form);
            return file;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is no {form.Noun}: {e.Message} Expected {form.Expected}.", e);
        }
    }

    /// <exception cref="InputException">It is not as it was written.</exception>
    public static void Verify<T>(T file, string where, VerifiedForm<T> form) where T : class, IVerified<T>
    {
        if (HashOf(file, form) is var found && found != file.Hash)
            throw new InputException($"{where}: its hash is {Untrusted.Quote(file.Hash)}, but what it holds hashes to '{found}'. Expected a file as it was written: {form.Again}.");
    }

    static int? FormatOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number) ? number : null;
    }
}

/// <summary>The JSON forms of ensembles and intervals; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(StackFile))]
[JsonSerializable(typeof(ConformalFile))]
sealed partial class EnsembleJson : JsonSerializerContext;
