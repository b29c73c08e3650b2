using System.Collections;
using System.Collections.Immutable;
using System.Text;

namespace ResearchKit;

/// <summary>A text with what people judged of it.</summary>
/// <param name="Article">The text.</param>
/// <param name="Class">−1 negative, 0 neutral, 1 positive; null when the set gives none.</param>
/// <param name="Score">−1 to 1; null when the set gives none.</param>
/// <param name="Target">The company or entity it was judged for; null when it is the whole text.</param>
/// <param name="Group">Equal for equal texts: folds and resamples never part them.</param>
public sealed record LabelledText(Article Article, int? Class, double? Score, string? Target, string Group)
{
    /// <summary>The class, or that of the score: a score within 0.10 of 0 is neutral.</summary>
    public int Judged => Class ?? Evaluating.ClassOf(Score!.Value);

    /// <summary>Id and judgement.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Article.Id}: {Evaluating.Names[Judged + 1]} {Score:+0.00;-0.00;0.00}"));
}

/// <summary>A labelled set, read from its published form. Not a corpus: a text may stand in it once for each company judged.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Labels : IReadOnlyList<LabelledText>
{
    readonly ImmutableArray<LabelledText> items;

    Labels(string name, ImmutableArray<LabelledText> items, string? licence = null, Labels? of = null)
    {
        (Name, this.items, Licence) = (name, items, licence);
        Hash = Hashing.Sha256(string.Join('\u001E', Lines));
        Whole = of?.Whole ?? this;
    }

    /// <summary>The name of the file or folder.</summary>
    public string Name { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of texts, judgements and targets in their order.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 of the whole set that these texts were taken from, whatever the order of its texts. Trials are counted by it.</summary>
    public string SetHash => Whole.Sorted;

    /// <summary>Taken when a trial is counted, and not for every part that an evaluation makes.</summary>
    string Sorted => field ??= Hashing.Sha256(string.Join('\u001E', Lines.Order(StringComparer.Ordinal)));

    IEnumerable<string> Lines => items.Select(item => FormattableString.Invariant($"{item.Group}\u001F{item.Class}\u001F{item.Score:R}\u001F{item.Target}"));

    /// <summary>The whole set that these texts were taken from; these themselves where they are the whole.</summary>
    internal Labels Whole { get; }

    /// <summary>The first line of the licence that lies beside the file, or in the folder; null when none does. No part of <see cref="Hash"/>.</summary>
    public string? Licence { get; }

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <inheritdoc/>
    public LabelledText this[int index] => items[index];

    /// <summary>Reads a labelled set; a folder is read as one set, its files in ordinal order.</summary>
    /// <remarks>Known forms: Financial PhraseBank (<c>.txt</c>, <c>sentence@label</c>, Latin-1), FiQA task 1 and SemEval-2017 task 5 (<c>.json</c>), SEntFiN (<c>.csv</c> with <c>Title, Decisions</c>),
    /// and any <c>.csv</c> or <c>.jsonl</c> of articles with <c>label</c>, <c>score</c> or both. Labels are <c>negative</c>, <c>neutral</c>, <c>positive</c>, or the publisher's ten words.</remarks>
    /// <param name="path">A file or folder.</param>
    /// <param name="options">How rows of articles are read: <c>o => o with { MaxLoss = 0.1 }</c>; the published forms allow no loss.</param>
    /// <exception cref="InputException">A file or row cannot be used; the message names the line.</exception>
    public static Labels Read(string path, Func<ReadOptions, ReadOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = Directory.Exists(path)
            ? Directory.GetFiles(path).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".jsonl" or ".csv" or ".txt" && !Path.GetFileName(file).StartsWith("licen", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList()
            : [path];
        if (files.Count == 0) throw new InputException($"{path}: holds no labelled set. Expected .txt, .json, .jsonl or .csv files.");
        if (files.Count > 1 && files.All(file => Path.GetFileName(file).EndsWith("Agree.txt", StringComparison.Ordinal)))
            throw new InputException($"{path}: holds the same sentences at several levels of agreement. Name one of {string.Join(", ", files.Select(Path.GetFileName))}.");
        var set = Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), files.SelectMany(file => LabelFiles.Read(file, options)));
        return new(set.Name, set.items, LabelFiles.Licence(Path.GetDirectoryName(Path.GetFullPath(files[0]))!));
    }

    /// <summary>A set made in memory.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="items">Each with a class or a score.</param>
    /// <exception cref="InputException">There is none, or one has neither class nor score.</exception>
    public static Labels Of(string name, IEnumerable<LabelledText> items)
    {
        ImmutableArray<LabelledText> all = [.. items];
        if (all.IsEmpty) throw new InputException($"{name}: no labelled text. Expected at least one.");
        if (all.FirstOrDefault(item => item.Class is null && item.Score is null) is { } bare)
            throw new InputException($"{name}: {Untrusted.Quote(bare.Article.Id)} has neither label nor score. Expected a label (negative, neutral, positive, or the publisher's words) or a score from -1 to 1.");
        return new(name, all);
    }

    /// <summary>Some of these texts, under the same name: a part of one set.</summary>
    /// <exception cref="InputException">None is left.</exception>
    public Labels Part(Func<LabelledText, bool> chosen) => items.Where(chosen).ToImmutableArray() is { IsEmpty: false } some ? new(Name, some, Licence, this)
        : throw new InputException($"{Untrusted.Line(Name)}: none of its {Count} texts is chosen. Expected at least one.");

    /// <summary>The texts before a time and those from it on, by when they were available.</summary>
    /// <param name="at">The first instant of the second part.</param>
    /// <exception cref="InputException">A text has no time, or a part is empty.</exception>
    public (Labels Past, Labels Recent) Split(DateTimeOffset at) => items.FirstOrDefault(item => item.Article.AvailableAt is null) is { } timeless
        ? throw new InputException($"{Untrusted.Line(Name)}: {Untrusted.Quote(timeless.Article.Id)} has no publishedAt. Expected a time for each text to split by.")
        : (Part(item => item.Article.AvailableAt < at), Part(item => item.Article.AvailableAt >= at));

    /// <summary>The form in which texts are the same or not: compatibility-normalised, lower-case, single spaces.</summary>
    internal static string GroupOf(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <inheritdoc/>
    public IEnumerator<LabelledText> GetEnumerator() => ((IEnumerable<LabelledText>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>sentences (274 texts, 0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Untrusted.Line(Name)} ({Count} texts, {Hash[..8]})";
}
