using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit.Benchmarks;

/// <summary>What was measured.</summary>
/// <param name="Options">How much.</param>
/// <param name="Machine">Where.</param>
/// <param name="LoadBefore">How many threads wanted a processor in the minute before.</param>
/// <param name="Replay">A day of a stream, as fast as it goes; null when it was not wanted.</param>
/// <param name="Live">Minutes by the clock; likewise.</param>
sealed record WatchBenchResult(WatchBenchOptions Options, BenchMachine Machine, double? LoadBefore, WatchReplayResult? Replay, WatchLiveResult? Live);

/// <summary>A replay: what is made and read is measured with it.</summary>
/// <param name="Articles">How many.</param>
/// <param name="Seconds">From the kit's start to its end.</param>
/// <param name="PerSecond">Articles a second.</param>
/// <param name="Hours">How it stood after each hour of the stream.</param>
/// <param name="Last">What the kit said last.</param>
sealed record WatchReplayResult(long Articles, double Seconds, double PerSecond, ImmutableArray<WatchHour> Hours, string Last);

/// <summary>Minutes by the clock.</summary>
/// <param name="Articles">How many.</param>
/// <param name="LoadAfter">How many threads wanted a processor in the last minute.</param>
/// <param name="LatestWriter">By how many milliseconds the writer itself was late at most: what a machine without a free processor costs.</param>
/// <param name="Latencies">What the kit says of them.</param>
sealed record WatchLiveResult(long Articles, double? LoadAfter, double LatestWriter, ImmutableArray<string> Latencies);

/// <summary>How a replay stood after an hour of its stream.</summary>
/// <param name="Hour">1 for the first.</param>
/// <param name="Articles">Until then.</param>
/// <param name="Alerts">Likewise.</param>
/// <param name="P50">Milliseconds from arrival to alert, over all until then.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Most">Likewise.</param>
/// <param name="Megabytes">Resident memory then.</param>
sealed partial record WatchHour(int Hour, long Articles, long Alerts, double P50, double P99, double Most, long Megabytes)
{
    /// <summary>A line of <c>./kit watch --progress</c>; null for any other.</summary>
    public static WatchHour? Of(string line, int hour)
    {
        if (Progress().Match(line) is not { Success: true } parts) return null;
        double Number(string name) => double.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture);
        return new(hour, (long)Number("articles"), (long)Number("alerts"), Number("p50"), Number("p99"), Number("most"), (long)Number("mb"));
    }

    [GeneratedRegex(@"^[0-9-]+ [0-9:]+Z: (?<articles>\d+) articles, (?<alerts>\d+) alerts; p50 (?<p50>[\d.]+) ms, p99 (?<p99>[\d.]+) ms, most (?<most>[\d.]+) ms \(n = \d+\); (?<mb>\d+) MB$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Progress();
}
