using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What the outputs of a classifier stand for, in their order.</summary>
/// <param name="Names">As they were given.</param>
/// <param name="Positive">The place of the positive one.</param>
/// <param name="Negative">The place of the negative one.</param>
sealed record OnnxLabels(ImmutableArray<string> Names, int Positive, int Negative)
{
    const string Known = "positive, negative and, if there is one, neutral (or bullish, bearish)";

    const string Advice = "Name them in the order of the model's outputs: o => o with { Labels = \"negative, neutral, positive\" }.";

    /// <param name="path">The configuration, for errors.</param>
    /// <param name="config">Its contents.</param>
    /// <param name="given">What the user says; null for nothing.</param>
    public static OnnxLabels Read(string path, JsonElement config, string? given)
    {
        if (config.TryGetProperty("problem_type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is not "single_label_classification")
            throw new InputException($"{path}: problem_type is {Untrusted.Quote(type.GetString()!)}. Expected single_label_classification: one label of several, whose shares sum to 1.");
        var read = Numbered(path, config);
        var mine = given is null ? null : Of($"Option Labels", [.. given.Split(',', StringSplitOptions.TrimEntries)], "");
        if (read is null) return mine ?? throw new InputException($"{path}: has no id2label, which names the model's outputs. {Advice}");
        if (mine is null) return Of($"{path}: id2label", read.Value, $" {Advice}");
        if (read.Value.Length != mine.Names.Length) throw new InputException($"Option Labels names {mine.Names.Length} labels, and {path} has {read.Value.Length}. Expected as many.");
        if (read.Value.Select(Sign).ToList() is var signs && !signs.Contains(null) && !signs.SequenceEqual(mine.Names.Select(Sign)))
            throw new InputException($"Option Labels says '{string.Join(", ", mine.Names)}', and {path} says {Untrusted.Quote(string.Join(", ", read.Value))}. Expected the same order: leave the option out, or correct id2label.");
        return mine;
    }

    /// <summary>id2label by its numbers, which label2id must not contradict.</summary>
    static ImmutableArray<string>? Numbered(string path, JsonElement config)
    {
        if (!config.TryGetProperty("id2label", out var labels)) return null;
        var names = new SortedDictionary<int, string>();
        if (labels.ValueKind == JsonValueKind.Object)
            foreach (var label in labels.EnumerateObject())
                if (int.TryParse(label.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && label.Value.ValueKind == JsonValueKind.String) names[number] = label.Value.GetString()!;
        if (names.Count == 0 || names.Keys.Last() != names.Count - 1 || labels.EnumerateObject().Count() != names.Count)
            throw new InputException($"{path}: id2label is {Untrusted.Show(labels.GetRawText())}. Expected the numbers from 0 on, each with its label: {{\"0\": \"positive\", \"1\": \"negative\", \"2\": \"neutral\"}}.");
        if (config.TryGetProperty("label2id", out var back) && back.ValueKind == JsonValueKind.Object)
            foreach (var label in back.EnumerateObject())
                if (label.Value.ValueKind == JsonValueKind.Number && !(label.Value.TryGetInt32(out var number) && names.TryGetValue(number, out var name) && name == label.Name))
                    throw new InputException($"{path}: label2id gives {Untrusted.Quote(label.Name)} the number {label.Value.GetRawText()}, and id2label does not. Expected them to agree; the order of the outputs decides about every sign.");
        return [.. names.Values];
    }

    static OnnxLabels Of(string where, ImmutableArray<string> names, string advice)
    {
        var signs = names.Select(Sign).ToList();
        if (signs.Contains(null) || signs.Count(sign => sign == 1) != 1 || signs.Count(sign => sign == -1) != 1 || signs.Count(sign => sign == 0) > 1)
            throw new InputException($"{where} names {Untrusted.Quote(string.Join(", ", names))}. Expected {Known}, each once.{advice}");
        return new(names, signs.IndexOf(1), signs.IndexOf(-1));
    }

    static int? Sign(string label) => label.Trim().ToLowerInvariant() switch
    {
        "positive" or "pos" or "bullish" => 1,
        "negative" or "neg" or "bearish" => -1,
        "neutral" or "neu" => 0,
        _ => null,
    };
}
