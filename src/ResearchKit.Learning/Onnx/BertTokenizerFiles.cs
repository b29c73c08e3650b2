using System.Collections.Immutable;
using System.Text.Json;

namespace ResearchKit;

/// <summary>The vocabulary of a model and how its words are written: <c>tokenizer.json</c> where it is there, or else <c>vocab.txt</c> with <c>tokenizer_config.json</c>.</summary>
sealed class BertTokenizerFiles
{
    public BertTokenizerFiles(string folder, string layout)
    {
        var (list, whole, settings) = (Path.Combine(folder, "vocab.txt"), Path.Combine(folder, "tokenizer.json"), Path.Combine(folder, "tokenizer_config.json"));
        var (hasList, hasWhole) = (System.IO.File.Exists(list), System.IO.File.Exists(whole));
        if (!hasList && !hasWhole) throw new InputException($"{folder}: holds neither vocab.txt nor tokenizer.json. Expected {layout}.");
        File = hasWhole ? whole : list;
        var listed = hasList ? Lines(list) : [];
        bool? lowerCase = null, stripAccents = null, splitChinese = null;
        var pieces = listed;
        if (hasWhole)
        {
            using var document = OnnxFolder.Json(whole, "a tokenizer in the form of Hugging Face's tokenizers");
            pieces = Pieces(whole, document.RootElement);
            if (hasList && !listed.AsSpan().SequenceEqual(pieces.AsSpan()[..Math.Min(listed.Length, pieces.Length)]))
                throw new InputException($"{list}: its pieces are others than those of {whole}. Expected one vocabulary: take away the one that is not the model's.");
            (lowerCase, stripAccents, splitChinese) = Normalizer(whole, document.RootElement);
        }
        else if (System.IO.File.Exists(settings))
        {
            using var document = OnnxFolder.Json(settings, "the settings of a tokenizer");
            (lowerCase, stripAccents, splitChinese) = (Flag(settings, document.RootElement, "do_lower_case"), Flag(settings, document.RootElement, "strip_accents"), Flag(settings, document.RootElement, "tokenize_chinese_chars"));
        }
        Vocabulary = new(File, pieces);
        var lower = lowerCase ?? Vocabulary.IsLowerCase;
        Words = new(lower, stripAccents ?? lower, splitChinese ?? true);
    }

    /// <summary>Where the vocabulary stands.</summary>
    public string File { get; }

    public BertVocabulary Vocabulary { get; }

    /// <summary>Where nothing says so, words are put in lower case when the vocabulary has no capital letter, and accents taken off with it.</summary>
    public BertWords Words { get; }

    static ImmutableArray<string> Lines(string path) => [.. Files.ReadText(path, BertVocabulary.Expected).Replace("\r\n", "\n").TrimEnd('\n').Split('\n')];

    static ImmutableArray<string> Pieces(string path, JsonElement root)
    {
        if (!root.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("vocab", out var vocabulary))
            throw new InputException($"{path}: has no vocabulary. Expected a model with its vocab.");
        var type = model.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : model.TryGetProperty("merges", out _) ? "BPE" : "WordPiece";
        if (type != "WordPiece" || vocabulary.ValueKind != JsonValueKind.Object)
            throw new InputException($"{path}: is a tokenizer of type {Untrusted.Quote(type)}. Expected WordPiece, as BERT, DistilBERT and FinBERT have it.");
        if (model.TryGetProperty("continuing_subword_prefix", out var prefix) && prefix.ValueKind == JsonValueKind.String && prefix.GetString() != "##")
            throw new InputException($"{path}: continuing_subword_prefix is {Untrusted.Quote(prefix.GetString()!)}. Expected '##'.");
        var pieces = new SortedDictionary<int, string>();
        foreach (var piece in vocabulary.EnumerateObject()) Add(piece.Name, piece.Value);
        if (root.TryGetProperty("added_tokens", out var added) && added.ValueKind == JsonValueKind.Array)
            foreach (var piece in added.EnumerateArray())
                if (piece.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String && piece.TryGetProperty("id", out var id)) Add(content.GetString()!, id);
        if (pieces.Count == 0 || pieces.Keys.Last() != pieces.Count - 1) throw new InputException($"{path}: numbers {pieces.Count} pieces up to {(pieces.Count == 0 ? "nothing" : pieces.Keys.Last())}. Expected every number from 0 on, once.");
        return [.. pieces.Values];

        void Add(string text, JsonElement number)
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var place) || place < 0 || pieces.TryGetValue(place, out var other) && other != text)
                throw new InputException($"{path}: piece {Untrusted.Quote(text)} has the number {Untrusted.Show(number.GetRawText())}. Expected a whole number of its own.");
            pieces[place] = text;
        }
    }

    static (bool?, bool?, bool?) Normalizer(string path, JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind != JsonValueKind.Object) throw Fault(path, "none");
        var type = normalizer.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        if (type != "BertNormalizer") throw Fault(path, Untrusted.Quote(type));
        return (Flag(path, normalizer, "lowercase"), Flag(path, normalizer, "strip_accents"), Flag(path, normalizer, "handle_chinese_chars"));

        static InputException Fault(string path, string found) => new($"{path}: its normalizer is {found}. Expected BertNormalizer.");
    }

    static bool? Flag(string path, JsonElement settings, string name) => !settings.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw new InputException($"{path}: {name} is {Untrusted.Show(value.GetRawText())}. Expected true or false."),
    };
}
