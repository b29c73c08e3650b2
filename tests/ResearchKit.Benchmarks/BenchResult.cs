using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Unit">MB/s, by processor time where one thread runs; ms; ns/byte.</param>
/// <param name="Median">Over the rounds.</param>
/// <param name="Least">The least of them.</param>
/// <param name="Most">The most of them.</param>
/// <param name="Spread">The width of the middle half of the rounds, by the median.</param>
sealed record BenchRow(string Name, string Unit, double Median, double Least, double Most, double Spread)
{
    /// <summary>The row by the limit on the same texts, the median over rounds; null where there is no such ratio.</summary>
    public double? ToLimit { get; init; }

    /// <summary>Bytes that a document costs the garbage collector.</summary>
    public double? AllocatedPerDocument { get; init; }

    /// <summary>The most memory of a process of its own.</summary>
    public double? PeakMegabytes { get; init; }

    public string? Note { get; init; }

    public static BenchRow Of(string name, string unit, Figures figures) => new(name, unit, figures.Median, figures.Least, figures.Most, figures.Spread);
}

/// <summary>A row that could not be measured, and why.</summary>
sealed record BenchGap(string Name, string Reason);

/// <summary>What was measured, in the order in which it is written as JSON.</summary>
sealed record BenchResult
{
    /// <summary>How results of benchmarks are written.</summary>
    public static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The method finance with all its rules, by the limit.</summary>
    public double? ScorerToLimit { get; init; }

    /// <summary>Phrases and valence shifters at 16% trigger tokens, by the limit on the same texts.</summary>
    public double? ShiftersToLimit { get; init; }

    public double? ExplanationsToLimit { get; init; }

    public double? VaderToLimit { get; init; }

    /// <summary>Two threads by one, by the clock.</summary>
    public double? TwoThreads { get; init; }

    /// <summary>Time a byte of the worst of the adversarial texts by that of the generated articles.</summary>
    public double? WorstToMedian { get; init; }

    /// <summary>Time a byte of an adversarial text by that at an eighth of its length, for the text where it is most: about 1 when time is linear, 8 when it is quadratic.</summary>
    public double? Growth { get; init; }

    /// <summary>The scorer by the limit that uses an instruction which not every machine has; null where this one has not.</summary>
    public double? ScorerToCompressedLimit { get; init; }

    public ImmutableArray<BenchBar> Bars { get; init; } = [];

    public required ImmutableArray<BenchRow> Rows { get; init; }

    public ImmutableArray<Adversary> Adversarial { get; init; } = [];

    public ImmutableArray<BenchGap> LeftOut { get; init; } = [];

    public required BenchCorpus Corpus { get; init; }

    public required BenchMachine Machine { get; init; }

    /// <summary>For how much of the time one thread had a processor; what is by the clock is worth little when that is far from 1.</summary>
    public double ProcessorShare { get; init; }

    /// <summary>The most memory that the measuring process had, the corpus in it.</summary>
    public double PeakMegabytes { get; init; }

    /// <param name="adversarial">The slowest first.</param>
    public BenchResult With(ImmutableArray<Adversary> adversarial)
    {
        var (worst, best, steepest) = (adversarial[0], adversarial[^1], adversarial.MaxBy(text => text.Growth)!);
        var figures = new Figures([.. adversarial.Select(text => text.NanosecondsPerByte)]);
        return this with
        {
            WorstToMedian = worst.ToMedian,
            Growth = steepest.Growth,
            Adversarial = adversarial,
            Rows = [.. Rows, new(Row.Adversarial, "ns/byte", figures.Median, best.NanosecondsPerByte, worst.NanosecondsPerByte, figures.Spread) { Note = FormattableString.Invariant($"{adversarial.Length} texts; the worst is '{worst.Name}'; an eightfold length takes at most {steepest.Growth:0.0} times the time a byte ('{steepest.Name}')") }],
        };
    }

    public string Json() => JsonSerializer.Serialize(this, Form) + "\n";

    /// <exception cref="InputException">The file cannot be read, or was not written by <c>--json</c>.</exception>
    public static BenchResult Read(string path)
    {
        const string Expected = "earlier results, as ./kit bench --json FILE writes them";
        try
        {
            return JsonSerializer.Deserialize<BenchResult>(Files.ReadText(path, Expected), Form) ?? throw new JsonException("It holds nothing.");
        }
        catch (JsonException e)
        {
            throw new InputException($"{Untrusted.Line(path)}: {Untrusted.Line(e.Message)} Expected {Expected}.", e);
        }
    }
}

/// <summary>What was measured on.</summary>
/// <param name="Articles">How many.</param>
/// <param name="Seed">Of the generator.</param>
/// <param name="Bytes">Of their texts in UTF-8.</param>
/// <param name="Tokens">As the limit counts them.</param>
/// <param name="Found">The share of those tokens that are words of the lexicon.</param>
/// <param name="Triggers">The share of tokens inside terms.</param>
/// <param name="ShifterTriggers">The same of the texts for <c>shifters</c>.</param>
/// <param name="Lexicon">Name, size and hash.</param>
/// <param name="Method">With its version.</param>
sealed record BenchCorpus(int Articles, ulong Seed, long Bytes, long Tokens, double Found, double Triggers, double? ShifterTriggers, string Lexicon, string Method)
{
    public static BenchCorpus Of(BenchOptions options, Material material, Material? shifters, Lexicon lexicon)
    {
        var counts = new Limit(lexicon).Read(material.Texts, 0, material.Texts.Count);
        return new(options.Articles, options.Seed, material.Texts.Length, counts.Tokens, (double)counts.Found / counts.Tokens, material.Triggers, shifters?.Triggers, lexicon.Label, lexicon.Scorer().Identity);
    }
}
