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

/// <summary>Files of fitted things: written as a whole or not at all, verified when they are read.</summary>
static class VerifiedFile
{
    public static string HashOf<T>(T file, JsonTypeInfo<T> form) where T : IVerified<T> => Hashing.Canonical(JsonSerializer.SerializeToElement(file.Hashed(""), form));

    public static void Write<T>(T file, string path, JsonTypeInfo<T> form) where T : IVerified<T> =>
        Files.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(file.Hashed(HashOf(file, form)), form) + "\n"));

    /// <param name="path">The file.</param>
    /// <param name="form">Its JSON form.</param>
    /// <param name="format">The version that is known.</param>
    /// <param name="expected">What is expected there, and by which command it is made.</param>
    /// <exception cref="InputException">It is missing, is no such file, or is not as it was written.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> form, int format, string expected) where T : class, IVerified<T>
    {
        try
        {
            var file = JsonSerializer.Deserialize(Files.ReadText(path, expected), form) ?? throw new InputException($"{path}: holds null. Expected {expected}.");
            if (file.Format != format) throw new InputException($"{path}: format {file.Format} is not known. Expected {format}: make it again, {expected}.");
            return HashOf(file, form) is var found && found == file.Hash ? file
                : throw new InputException($"{path}: its hash is {Untrusted.Quote(file.Hash)}, but what it holds hashes to '{found}'. Expected a file as it was written: make it again, {expected}.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): cannot be read: {e.Message} Expected {expected}.", e);
        }
    }
}

/// <summary>The JSON forms of ensembles and intervals; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(StackFile))]
[JsonSerializable(typeof(ConformalFile))]
sealed partial class EnsembleJson : JsonSerializerContext;
