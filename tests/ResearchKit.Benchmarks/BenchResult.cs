using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Unit">MB/s, ms, ns/byte.</param>
/// <param name="Median">Over the rounds.</param>
/// <param name="Least">The least of them.</param>
/// <param name="Most">The most of them.</param>
/// <param name="Spread">The width of the middle half of the rounds, by the median.</param>
sealed record BenchRow(string Name, string Unit, double Median, double Least, double Most, double Spread)
{
    /// <summary>The row by the limit's, round by round.</summary>
    public double? ToLimit { get; init; }

    public double? AllocatedPerDocument { get; init; }

    public string Note { get; init; } = "";

    public static BenchRow Of(string name, string unit, Figures figures) => new(name, unit, figures.Median, figures.Least, figures.Most, figures.Spread);
}

/// <summary>A row that could not be measured, and why.</summary>
sealed record BenchGap(string Name, string Reason);

/// <summary>A bar of the project, and whether it is met.</summary>
/// <param name="Name">The ratio.</param>
/// <param name="Value">As measured.</param>
/// <param name="Must">What it must be.</param>
/// <param name="Goal">What it should be; null when there is but one bar.</param>
/// <param name="AtMost">Whether less is better.</param>
sealed record BenchBar(string Name, double Value, double Must, double? Goal = null, bool AtMost = false)
{
    public bool IsMet => Reaches(Must);

    public bool? IsGoalMet => Goal is { } goal ? Reaches(goal) : null;

    bool Reaches(double bar) => AtMost ? Value <= bar : Value >= bar;
}

/// <summary>What was measured, in the order in which it is written as JSON.</summary>
sealed record BenchResult
{
    static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The method finance with all its rules, by the limit.</summary>
    public double? ScorerToLimit { get; init; }

    /// <summary>Phrases and valence shifters, at 16% trigger tokens, by the limit on the same texts.</summary>
    public double? ShiftersToLimit { get; init; }

    public double? ExplanationsToLimit { get; init; }

    public double? VaderToLimit { get; init; }

    /// <summary>Two threads by one.</summary>
    public double? TwoThreads { get; init; }

    /// <summary>Time a byte of the worst of the adversarial texts by that of the generated articles.</summary>
    public double? WorstToMedian { get; init; }

    /// <summary>The scorer by the limit that uses an instruction which not every machine has; null where this one has not.</summary>
    public double? ScorerToCompressedLimit { get; init; }

    public required ImmutableArray<BenchBar> Bars { get; init; }

    public required ImmutableArray<BenchRow> Rows { get; init; }

    public required ImmutableArray<BenchGap> LeftOut { get; init; }

    public required BenchCorpus Corpus { get; init; }

    public required BenchMachine Machine { get; init; }

    public string Json() => JsonSerializer.Serialize(this, Form) + "\n";

    /// <exception cref="InputException">The file cannot be read, or was not written by <c>--json</c>.</exception>
    public static BenchResult Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchResult>(File.ReadAllText(path), Form) ?? throw new JsonException("It holds null.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be read as earlier results: {Untrusted.Line(e.Message)} Expected a file that ./kit bench --json FILE has written.", e);
        }
    }
}

/// <summary>What was measured on.</summary>
/// <param name="Articles">How many.</param>
/// <param name="Seed">Of the generator.</param>
/// <param name="Bytes">Of their texts in UTF-8.</param>
/// <param name="BytesPerToken">Bytes by tokens, as the limit counts these.</param>
/// <param name="Found">The share of those tokens that are words of the lexicon.</param>
/// <param name="Triggers">The share of tokens inside terms.</param>
/// <param name="ShifterTriggers">The same of the texts for <c>shifters</c>.</param>
/// <param name="Lexicon">Name, size and hash.</param>
sealed record BenchCorpus(int Articles, ulong Seed, long Bytes, double BytesPerToken, double Found, double Triggers, double? ShifterTriggers, string Lexicon);
