using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>How much is measured, and where it goes.</summary>
sealed record BenchOptions
{
    public const string Usage = "--articles N, --seed S, --seconds WARM, --rounds N, --only NAME…, --json [FILE], --compare OLD.json";

    /// <summary>Articles of the corpus.</summary>
    /// <value>Default 50,000, which are 96 MB. 1 to 500,000.</value>
    public int Articles { get; init; } = 50_000;

    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Seconds for which each row runs before it is timed.</summary>
    /// <value>Default 3. 0 to 600.</value>
    public double Warm { get; init; } = 3;

    /// <summary>How often each row has its turn.</summary>
    /// <value>Default 11. 1 to 1000.</value>
    public int Rounds { get; init; } = 11;

    /// <summary>Seconds of a turn; a test makes it short.</summary>
    public double Turn { get; init; } = 0.4;

    /// <summary>Characters of an adversarial text, as many as a corpus lets an article have; a test makes it short.</summary>
    public int Adversarial { get; init; } = 1_000_000;

    /// <summary>The rows that are measured, besides the limit; all when empty.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Whether JSON is asked for, in a file or on standard output.</summary>
    public bool IsJson { get; init; }

    /// <summary>The file for JSON; null for standard output.</summary>
    public string? Json { get; init; }

    /// <summary>Earlier results to compare with; null for none.</summary>
    public string? Compare { get; init; }

    /// <exception cref="InputException">An option is not known, or its value is out of its range.</exception>
    public static BenchOptions Read(IReadOnlyList<string> words)
    {
        var options = new BenchOptions();
        for (var i = 0; i < words.Count;)
        {
            var (name, values) = (words[i], words.Skip(i + 1).TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray());
            i += 1 + values.Length;
            options = name switch
            {
                "--articles" => options with { Articles = (int)Number(name, values, 1, 500_000) },
                "--seed" => options with { Seed = (ulong)Number(name, values, 0, long.MaxValue) },
                "--seconds" => options with { Warm = Number(name, values, 0, 600) },
                "--rounds" => options with { Rounds = (int)Number(name, values, 1, 1000) },
                "--only" => options with { Only = [.. options.Only, .. values.Select(Known), .. values.Length == 0 ? throw Fault(name, values, $"names of rows: {string.Join(", ", Bench.Names)}") : (string[])[]] },
                "--json" => values.Length <= 1 ? options with { IsJson = true, Json = values.FirstOrDefault() } : throw Fault(name, values, "one file, or none for standard output"),
                "--compare" => values.Length == 1 ? options with { Compare = values[0] } : throw Fault(name, values, "one file, which --json has written"),
                _ => throw new InputException($"Option '{name}' is not known. Available: {Usage}."),
            };
        }
        return options;
    }

    static string Known(string name) => Bench.Names.Contains(name) ? name : throw InputException.Unknown("Row", name, Bench.Names);

    static long Number(string name, string[] values, long least, long most) =>
        values.Length == 1 && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw Fault(name, values, FormattableString.Invariant($"a whole number, {least} to {most}"));

    static InputException Fault(string option, string[] found, string allowed) => new($"Option {option} has {(found.Length == 0 ? "no value" : $"'{string.Join(' ', found)}'")}. Expected {allowed}.");
}
