using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>How much of a stream a watch is given.</summary>
sealed record WatchBenchOptions
{
    const string Usage = "--hours N, --minutes N, --rate N, --words N, --seed S, --json FILE";

    /// <summary>Hours that are replayed, as fast as it goes.</summary>
    /// <value>Default 24. 0 to 1000.</value>
    public int Hours { get; init; } = 24;

    /// <summary>Minutes by the clock.</summary>
    /// <value>Default 5. 0 to 1440.</value>
    public int Minutes { get; init; } = 5;

    /// <summary>Articles a second.</summary>
    /// <value>Default 100. 1 to 10,000.</value>
    public int Rate { get; init; } = 100;

    /// <summary>Words of an article in the mean.</summary>
    /// <value>Default 160, those of a wire's. 40 to 5000.</value>
    public int Words { get; init; } = 160;

    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>When the first is published.</summary>
    public DateTimeOffset From { get; init; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The file for the result; null for standard output alone.</summary>
    public string? Json { get; init; }

    /// <exception cref="InputException">An option is not known, or its value is out of its range.</exception>
    public static WatchBenchOptions Read(IReadOnlyList<string> words)
    {
        var options = new WatchBenchOptions();
        for (var i = 0; i < words.Count; i += 2)
        {
            var value = i + 1 < words.Count ? words[i + 1] : throw new InputException($"Option {words[i]} has no value. Available: {Usage}.");
            options = words[i] switch
            {
                "--hours" => options with { Hours = (int)Number(words[i], value, 0, 1000) },
                "--minutes" => options with { Minutes = (int)Number(words[i], value, 0, 1440) },
                "--rate" => options with { Rate = (int)Number(words[i], value, 1, 10_000) },
                "--words" => options with { Words = (int)Number(words[i], value, 40, 5000) },
                "--seed" => options with { Seed = (ulong)Number(words[i], value, 0, long.MaxValue) },
                "--json" => options with { Json = value },
                _ => throw new InputException($"Option '{words[i]}' is not known. Available: {Usage}."),
            };
        }
        return options;
    }

    static long Number(string name, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new InputException(FormattableString.Invariant($"Option {name} has '{value}'. Expected a whole number, {least} to {most}."));
}
