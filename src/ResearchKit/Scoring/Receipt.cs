using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>Everything a second person needs to recompute a score and to find which part differs. Made on demand, never inside a score.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Article">What was scored.</param>
/// <param name="Lexicon">What it was looked up in.</param>
/// <param name="Method">How it was scored.</param>
/// <param name="Options">The options in full, with their hash.</param>
/// <param name="Result">What came out.</param>
/// <param name="Contributions">The score taken apart.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Receipt(int Format, ReceiptArticle Article, ReceiptLexicon Lexicon, ReceiptMethod Method, ReceiptOptions Options,
    ReceiptResult Result, ImmutableArray<ReceiptContribution> Contributions)
{
    const int CurrentFormat = 1;

    /// <summary>The map of a calibrated score; null, and not written, for a score as its method gives it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReceiptMap? Map { get; init; }

    /// <exception cref="InputException">The scorer does not score by a lexicon, so that nothing could be recomputed.</exception>
    internal static Receipt Of(Scorer scorer, Explanation explanation) => scorer switch
    {
        LexiconScorer words => Of(words, explanation),
        CalibratedScorer { Inner: LexiconScorer words } mapped => Of(words, explanation) with { Map = new(mapped.Calibration.Hash, mapped.Calibration) },
        _ => throw new InputException($"{scorer.Identity} has no receipts. Expected a method on a lexicon, or one with a map."),
    };

    internal static Receipt Of(LexiconScorer scorer, Explanation explanation)
    {
        var (article, stated) = (explanation.Article, scorer.Stated);
        return new(CurrentFormat,
            new(article.Id, article.Path, TextHash(article)),
            new(scorer.Lexicon.Name, scorer.Lexicon.Path, scorer.Lexicon.Hash, scorer.Lexicon.Licence, scorer.Lexicon.Version),
            new(scorer.Method.Name, scorer.Method.Version, stated.Changes, ResearchKit.Method.Promise(scorer.Options),
                ResearchKit.Method.Promise(scorer.Options) == SameBits.OneRuntime ? Runtime : null),
            new(stated.Hash, scorer.Options),
            new(explanation.Score.Value, Bits(explanation.Score.Value), explanation.Score.Positive, explanation.Score.Negative,
                explanation.Score.Coverage, explanation.Score.Outcome),
            [.. explanation.Contributions.Select(c => new ReceiptContribution(CompiledLexicon.Canonical(c.Term) is { Length: > 0 } words ? words : c.Term, c.Start, c.Length, c.Value, Bits(c.Value)))]);
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="InputException">The file is missing or is not a receipt.</exception>
    public static Receipt Read(string path)
    {
        const string Expected = "a receipt, as ./kit score --receipts writes it";
        try
        {
            var text = Files.ReadText(path, Expected);
            var receipt = JsonSerializer.Deserialize(text, KitJson.Default.Receipt)
                ?? throw new InputException($"{path}: holds null. Expected {Expected}.");
            if (receipt.Format != CurrentFormat) throw new InputException($"{path}: receipt format {receipt.Format} is not known. Expected {CurrentFormat}.");
            if (receipt.Contributions.IsDefault) throw new InputException($"{path}: contributions are missing. Expected {Expected}.");
            receipt.Map?.Values.Check($"{path}: the map");
            // The options are hashed as they stand in the file: a kit that knows more of them still finds the receipt whole.
            using var document = JsonDocument.Parse(text);
            var options = document.RootElement.GetProperty("options").GetProperty("values");
            return receipt with { Options = receipt.Options with { Values = Complete(options), InFile = Hashing.Canonical(options) } };
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is not a receipt: {e.Message} Expected {Expected}.", e);
        }
    }

    /// <summary>Options from a file, with the defaults for those that it does not know.</summary>
    static ScorerOptions Complete(JsonElement options)
    {
        var complete = JsonSerializer.SerializeToNode(new ScorerOptions(), KitJson.Default.ScorerOptions)!.AsObject();
        foreach (var option in options.EnumerateObject()) complete[option.Name] = JsonNode.Parse(option.Value.GetRawText());
        return complete.Deserialize(KitJson.Default.ScorerOptions)!;
    }

    /// <summary>Writes the receipt; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => Write(path, durable: true);

    /// <summary>The same; unless it is to be durable, the system writes it when it comes to it.</summary>
    internal void Write(string path, bool durable) => Files.WriteText(path, writer => writer.Write(ToJson()), durable);

    /// <summary>The receipt as JSON, in one form only, so that it can be hashed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, KitJson.Default.Receipt) + "\n";

    /// <summary>SHA-256, in lower-case hexadecimal, of <see cref="ToJson"/> in UTF-8 with the two paths left out: the same from whatever folder.</summary>
    [JsonIgnore]
    public string Hash => Hashing.Sha256((Article.Path is null && Lexicon.Path is null ? this : this with { Article = Article with { Path = null }, Lexicon = Lexicon with { Path = null } }).ToJson());

    /// <summary>Recomputes the score and names the first part that differs.</summary>
    /// <param name="article">What the receipt says was scored.</param>
    /// <param name="lexicon">What it says it was looked up in.</param>
    /// <param name="reference">The reference corpus, where the method needs one.</param>
    public Verification Verify(Article article, Lexicon lexicon, Corpus? reference = null)
    {
        if (Options.Hash != Options.Found) return Differs("options", Options.Hash, Options.Found);
        if (TextHash(article) is var text && text != Article.Hash) return Differs("text", Article.Hash, text);
        if (lexicon.Hash != Lexicon.Hash) return Differs("lexicon", Lexicon.Hash, lexicon.Hash);
        if (ResearchKit.Method.Known(Method.Name) is not { } method)
            return Differs("method", Method.Name, "no such method in this kit");
        if (method.Version < Method.Version) return Differs("method", $"version {Method.Version}", $"version {method.Version}: this kit is older than the receipt");
        if (ResearchKit.Method.Promise(Options.Values) is var promise && promise != Method.Promise) return Differs("method", $"promise {Method.Promise}", $"{promise}");
        var newer = method.Version > Method.Version;
        if (method.NeedsReference && reference is null) return Differs("reference", Options.Values.Reference, "none: give the corpus that it was scored in");
        var scorer = new LexiconScorer(method, lexicon, Options.Values, reference);
        if (scorer.Options.Reference != Options.Values.Reference) return Differs("reference", Options.Values.Reference, scorer.Options.Reference);
        // A receipt whose method was renamed has options that are not that method's.
        if (Options.Values.Difference(method.Options) is var changes && changes != Method.Changes)
            return Differs("method", $"{Method.Name} with '{Method.Changes}'", $"options that are {Method.Name} with '{changes}'");
        if (Map is { } map)
        {
            if (map.Hash != map.Values.Hash) return Differs("map", map.Hash, map.Values.Hash);
            if (!newer && !map.Values.FittedFor.Fits(scorer)) return Differs("map", $"fitted for {map.Values.FittedFor}", $"{FittedFor.Of(scorer)}");
        }
        var fresh = Map is null ? scorer.Receipt(article) : new CalibratedScorer(scorer, Map.Values).Receipt(article);
        var difference = fresh.Result.Bits != Result.Bits || fresh.Result != Result
            ? Differs("value", Show(Result), Show(fresh.Result))
            : !fresh.Contributions.SequenceEqual(Contributions) ? Differs("contributions", $"{Contributions.Length} of them", FirstDifference(fresh)) : null;
        if (difference is null) return new(newer ? VerificationOutcome.SameUnderNewerVersion : VerificationOutcome.Same, "", "", "");
        if (Method.Runtime is { } runtime && runtime != Runtime) difference = difference with { Found = $"{difference.Found}, on {Runtime} instead of {runtime}" };
        return newer ? difference with { Found = $"{difference.Found}, under version {method.Version} of {method.Name} instead of {Method.Version}" } : difference;

        // Where the value itself is the same, what else of the result is not.
        string Show(ReceiptResult result) => (fresh.Result.Value, fresh.Result.Bits) == (Result.Value, Result.Bits)
            ? FormattableString.Invariant($"positive {result.Positive:R}, negative {result.Negative:R}, coverage {result.Coverage:R}, {result.Outcome}")
            : FormattableString.Invariant($"{result.Value:R} ({result.Bits})");
    }

    /// <summary>The article, the method and the first characters of the hash.</summary>
    public override string ToString() => Untrusted.Line($"receipt {Hash[..8]} of {Article.Id} by {Method.Name}@{Method.Version} on {Lexicon.Name}");

    string FirstDifference(Receipt fresh)
    {
        for (var i = 0; i < Math.Min(Contributions.Length, fresh.Contributions.Length); i++)
            if (Contributions[i] != fresh.Contributions[i]) return $"number {i + 1} is {fresh.Contributions[i]}, not {Contributions[i]}";
        return $"{fresh.Contributions.Length} of them";
    }

    /// <summary>Covers all of an article that a score depends on: its language tag, its title and each paragraph, with a record separator between them.</summary>
    internal static string TextHash(Article article) => Hashing.Sha256([article.Language ?? "", article.Title, .. article.Paragraphs], 0x1E);

    internal static Verification Differs(string part, string recorded, string found) => new(VerificationOutcome.Differs, part, recorded, found);

    internal static string Runtime => $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}";

    internal static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}

/// <param name="Id">The article's id.</param>
/// <param name="Path">The source path, as it was given.</param>
/// <param name="Hash">SHA-256 of language tag, title and paragraphs in UTF-8, separated by U+001E.</param>
public sealed record ReceiptArticle(string Id, string? Path, string Hash);

/// <param name="Name">The lexicon's name.</param>
/// <param name="Path">The file it was read from, as it was given.</param>
/// <param name="Hash">See <see cref="ResearchKit.Lexicon.Hash"/>.</param>
/// <param name="Licence">Under which it was used; null in a receipt of a kit that knew no licences, whose form and hash stay as they were. Moves no score, so <see cref="Receipt.Verify"/> passes it over.</param>
/// <param name="Version">Its number in a registry; null, and not written, when it came from elsewhere. Likewise passed over: the hash says what the words were.</param>
public sealed record ReceiptLexicon(string Name, string? Path, string Hash, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Licence? Licence = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Version = null);

/// <param name="Name">The method's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Changes">The options that differ from the method's own, as in <see cref="Scorer.Identity"/>; empty when none do.</param>
/// <param name="Promise">How far the bits are promised.</param>
/// <param name="Runtime">Runtime and processor family, where the promise ends with them; null where it does not.</param>
public sealed record ReceiptMethod(string Name, int Version, string Changes, SameBits Promise, string? Runtime);

/// <param name="Hash">SHA-256 of the options in full.</param>
/// <param name="Values">The options in full.</param>
public sealed record ReceiptOptions(string Hash, ScorerOptions Values)
{
    /// <summary>The options in full.</summary>
    public ScorerOptions Values
    {
        get;
        init
        {
            field = value;
            InFile = null;
        }
    } = Values;

    /// <summary>The hash of the options as they stand in the file that was read; null when they were not read.</summary>
    internal string? InFile { get; init; }

    internal string Found => InFile ?? Values.Hash;
}

/// <param name="Hash">SHA-256 of the map and of what it says it was fitted on.</param>
/// <param name="Values">The map.</param>
public sealed record ReceiptMap(string Hash, Calibration Values);

/// <param name="Value">The value.</param>
/// <param name="Bits">Its 64 bits in hexadecimal.</param>
/// <param name="Positive">Positive mass.</param>
/// <param name="Negative">Negative mass.</param>
/// <param name="Coverage">Coverage.</param>
/// <param name="Outcome">Whether the text could be scored.</param>
public sealed record ReceiptResult(double Value, string Bits, double Positive, double Negative, double Coverage, Outcome Outcome);

/// <param name="Term">The entry's term.</param>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Value">What it adds.</param>
/// <param name="Bits">The 64 bits of that.</param>
[method: JsonConstructor] // A struct could be made without it, and then a field that is missing would pass for its default.
public readonly record struct ReceiptContribution(string Term, int Start, int Length, double Value, string Bits)
{
    /// <summary><c>'gain' at 12, 4 long, adds 0.25 (3fd0000000000000)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"'{Term}' at {Start}, {Length} long, adds {Value:R} ({Bits})");
}

/// <summary>Whether a receipt holds.</summary>
public enum VerificationOutcome
{
    /// <summary>Every part is the same, to the bit.</summary>
    Same,

    /// <summary>The same, though the method's version is newer than the receipt's.</summary>
    SameUnderNewerVersion,

    /// <summary>Something differs.</summary>
    Differs,
}

/// <summary>What verifying a receipt came to.</summary>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Part">The first part that differs: options, text, lexicon, method, reference, map, value or contributions; empty when none does.</param>
/// <param name="Recorded">What the receipt says of it.</param>
/// <param name="Found">What was found.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Verification(VerificationOutcome Outcome, string Part, string Recorded, string Found)
{
    /// <summary>The outcome in words. A receipt may come from anyone: its control characters are replaced.</summary>
    public override string ToString() => Outcome switch
    {
        VerificationOutcome.Same => "same",
        VerificationOutcome.SameUnderNewerVersion => "same under a newer version",
        _ => Untrusted.Line($"{Part} {(Part.EndsWith('s') ? "differ" : "differs")}: the receipt says {Recorded}; found {Found}"),
    };
}
