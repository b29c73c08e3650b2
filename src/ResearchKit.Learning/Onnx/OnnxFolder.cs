using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A folder with a classifier as Hugging Face lays it out: <c>model.onnx</c>, <c>config.json</c>, and <c>vocab.txt</c> or <c>tokenizer.json</c>.</summary>
sealed class OnnxFolder
{
    const string Layout = "a folder with model.onnx, config.json, and vocab.txt or tokenizer.json, as 'optimum-cli export onnx --task text-classification' writes it";

    /// <summary>A model's table of pieces may be filled up to a round number, and no further.</summary>
    const int RoundedUp = 128;

    const int UsualPieces = 512;

    public OnnxFolder(string path, OnnxOptions options)
    {
        if (File.Exists(path)) throw new InputException($"{path}: is a file. Expected {Layout}.");
        if (!Directory.Exists(path)) throw new InputException($"{path}: no such folder. Expected {Layout}.");
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        ModelFile = Find(path, options.Model);
        var configFile = Path.Combine(path, "config.json");
        using var config = Json(configFile, "the configuration of the model");
        var root = config.RootElement;
        Labels = OnnxLabels.Read(configFile, root, options.Labels);
        var tokenizer = new BertTokenizerFiles(path, Layout);
        (Vocabulary, Words) = (tokenizer.Vocabulary, tokenizer.Words);
        var size = Number(configFile, root, "vocab_size") ?? Vocabulary.Pieces.Length;
        if (Vocabulary.Pieces.Length > size || Vocabulary.Pieces.Length + RoundedUp <= size)
            throw new InputException($"{tokenizer.File}: holds {Vocabulary.Pieces.Length} pieces, and {configFile} says vocab_size {size}. Expected the vocabulary that the model was trained with.");
        if (!options.AnyLanguage && Vocabulary.EnglishShare < 0.5)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{tokenizer.File}: holds {Vocabulary.EnglishShare * 100:0}% of the commonest English words. Expected at least half: the model is of another language. To score texts of its language, say so: o => o with {{ AnyLanguage = true }}."));
        MaxPieces = Math.Min(options.MaxPieces, Number(configFile, root, "max_position_embeddings") ?? UsualPieces);
        if (MaxPieces < 3) throw new InputException($"{configFile}: max_position_embeddings is {MaxPieces}. Expected 3 or more.");
        (Hash, Parts) = Hashes();
    }

    /// <summary>The folder's own name.</summary>
    public string Name { get; }

    public string ModelFile { get; }

    public OnnxLabels Labels { get; }

    public BertVocabulary Vocabulary { get; }

    public BertWords Words { get; }

    /// <summary>The most pieces at a time, with the two that open and close them.</summary>
    public int MaxPieces { get; }

    /// <summary>SHA-256 of all that a value depends on besides text and options: the bytes of the model, its pieces, how words are written, the labels in their order.</summary>
    public string Hash { get; }

    /// <summary>The same by parts, so that it can be said which one differs.</summary>
    public ImmutableArray<ReceiptPart> Parts { get; }

    static string Find(string folder, string? named)
    {
        if (named is not null) return Path.Combine(folder, named) is var file && File.Exists(file) ? file : throw new InputException($"{file}: no such file. Expected the model that the option Model names.");
        string[] places = [Path.Combine(folder, "model.onnx"), Path.Combine(folder, "onnx", "model.onnx")];
        if (places.FirstOrDefault(File.Exists) is { } usual) return usual;
        var others = new[] { folder, Path.Combine(folder, "onnx") }.Where(Directory.Exists).SelectMany(place => Directory.GetFiles(place, "*.onnx")).Order(StringComparer.Ordinal).ToList();
        if (others.Count == 0) throw new InputException($"{folder}: holds no model.onnx. Expected {Layout}.");
        return others.Count == 1 ? others[0] : throw new InputException($"{folder}: holds several models: {string.Join(", ", others.Select(file => Path.GetRelativePath(folder, file)))}. Name one: o => o with {{ Model = \"{Path.GetFileName(others[0])}\" }}.");
    }

    /// <summary>The contents of a file that must be an object.</summary>
    internal static JsonDocument Json(string path, string expected)
    {
        var text = Files.ReadText(path, expected);
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            throw new InputException($"{path}: is no JSON object. Expected {expected}.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is not JSON: {e.Message} Expected {expected}.", e);
        }
    }

    static int? Number(string path, JsonElement config, string name) =>
        !config.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number
        : throw new InputException($"{path}: {name} is {Untrusted.Show(value.GetRawText())}. Expected a whole number above 0.");

    (string Hash, ImmutableArray<ReceiptPart> Parts) Hashes()
    {
        // Large models keep their weights in files beside, named after them: model.onnx_data.
        var (name, weights) = (Path.GetFileName(ModelFile), new List<byte[]>());
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(ModelFile))!, name + "*").Where(file => Path.GetFileName(file)[name.Length..] is "" or "_data" or ".data").Order(StringComparer.Ordinal)) weights.Add(HashOf(file));
        var (tokenizer, config) = (Texts([.. Vocabulary.Pieces, Words.ToString()]), Texts([.. Labels.Names, MaxPieces.ToString(CultureInfo.InvariantCulture)]));
        return (Of([.. weights, .. tokenizer, .. config]), [new("weights", Of(weights)), new("tokenizer", Of(tokenizer)), new("config", Of(config))]);

        static List<byte[]> Texts(IEnumerable<string> texts) => [.. texts.Select(text => SHA256.HashData(Encoding.UTF8.GetBytes(text)))];

        static string Of(IEnumerable<byte[]> hashes)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in hashes) hash.AppendData(part);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    static byte[] HashOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return SHA256.HashData(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be read: {e.Message}", e);
        }
    }
}
