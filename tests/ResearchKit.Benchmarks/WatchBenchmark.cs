using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Benchmarks;

/// <summary><c>./kit watch</c> from outside: a day of a stream, replayed as fast as it goes, and minutes of it by the clock, with journal and all.</summary>
/// <param name="options">How long, and how many articles a second.</param>
/// <param name="say">Receives what goes on.</param>
/// <param name="kit">The kit's entry; that of the repository by default.</param>
sealed class WatchBenchmark(WatchBenchOptions options, Action<string> say, string? kit = null)
{
    /// <summary>Of articles, companies and themes; means, changes and deviations; windows that hold thousands of observations at 100 articles a second.</summary>
    const string Rules = """
        {
          "remember": 10000,
          "rules": [
            { "name": "bad article", "of": "article", "when": "below", "limit": -0.65, "hits": 4 },
            { "name": "a company falls", "of": "ticker:*", "when": "falls", "limit": 0.1, "over": "10m", "articles": 5, "relevance": 0.2, "cooldown": "30m" },
            { "name": "a theme is praised", "of": "theme:compute diversification", "when": "above", "limit": 0.1, "over": "30m", "articles": 4 },
            { "name": "unusually good for a company", "of": "ticker:*", "when": "unusually high", "limit": 3, "over": "1h", "cooldown": "10m" }
          ]
        }
        """;

    public int Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-watch-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "rules.json"), Rules);
            var result = new WatchBenchResult(options, BenchMachine.Here(), Load(), options.Hours > 0 ? Replay(folder.FullName) : null, options.Minutes > 0 ? Live(folder.FullName) : null);
            var json = JsonSerializer.Serialize(result, BenchResult.Form) + "\n";
            if (options.Json is { } path) Files.WriteText(path, writer => writer.Write(json));
            output.Write(json);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As many articles as come in the hours, one after the other; the kit says how it is after each hour of them.</summary>
    WatchReplayResult Replay(string folder)
    {
        var hours = new List<WatchHour>();
        var count = (long)options.Hours * 3600 * options.Rate;
        var begun = Stopwatch.GetTimestamp();
        var (code, last, whole) = Watch(folder, ["--replay", "-", "--progress", "1h", "--out", "replayed.jsonl"], line =>
        {
            say(line);
            if (WatchHour.Of(line, hours.Count + 1) is { } hour) hours.Add(hour);
        }, (stream, _) =>
        {
            foreach (var article in WatchArticles.Make(count, options)) stream.Write(article);
            return true;
        });
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Require(code, last, whole);
        return new(count, seconds, count / seconds, [.. hours], last);
    }

    /// <summary>Articles at their times by the clock, whatever the watch does.</summary>
    WatchLiveResult Live(string folder)
    {
        var (count, said, latest) = (options.Minutes * 60 * options.Rate, new List<string>(), 0.0);
        using var watching = new ManualResetEventSlim();
        var (code, last, whole) = Watch(folder, ["--stdin", "--state", "state", "--out", "told.jsonl"], line =>
        {
            say(line);
            said.Add(line);
            if (line.StartsWith("watching", StringComparison.Ordinal)) watching.Set();
        }, (stream, ended) =>
        {
            // Until the kit has started, what is written waits in the pipe; one that ends before has said why.
            while (!watching.Wait(20))
                if (ended()) return false;
            var begun = Stopwatch.GetTimestamp();
            // An article that is older at its arrival raises nothing.
            foreach (var (i, article) in WatchArticles.Make(count, options with { From = TimeProvider.System.GetUtcNow() }).Index())
            {
                var due = TimeSpan.FromSeconds((double)i / options.Rate) - Stopwatch.GetElapsedTime(begun);
                if (due > TimeSpan.Zero) Thread.Sleep(due);
                else latest = Math.Max(latest, -due.TotalMilliseconds);
                stream.Write(article);
                stream.Flush();
            }
            return true;
        });
        if (!watching.IsSet) throw new InputException($"./kit watch ended before it watched, with exit code {code}: {(last.Length == 0 ? "it said nothing" : last)}");
        Require(code, last, whole);
        return new(count, Load(), latest, [.. said.Where(line => line.StartsWith("from arrival", StringComparison.Ordinal)).Select(line => line.Replace(folder, "", StringComparison.Ordinal))]);
    }

    static void Require(int code, string last, bool whole)
    {
        if (code != 0 || !whole) throw new InputException($"./kit watch ended with exit code {code}{(whole ? "" : ", before it had all articles")}: {last}");
    }

    /// <summary>Starts the kit, gives it articles, and hears what it says on both streams.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="arguments">Behind the rules.</param>
    /// <param name="hear">Receives each line, one at a time.</param>
    /// <param name="give">Writes to its standard input, told whether it has ended; whether all was written.</param>
    /// <returns>Its exit code, what it said last, and whether it took all that was written.</returns>
    (int Code, string Last, bool Whole) Watch(string folder, string[] arguments, Action<string> hear, Func<Stream, Func<bool>, bool> give)
    {
        var start = new ProcessStartInfo(kit ?? Path.Combine(Vocabulary.Root(), OperatingSystem.IsWindows() ? "kit.cmd" : "kit"), ["watch", Path.Combine(folder, "rules.json"), "--quiet", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (last, fault) = ("", "");
        void Heard(string? line, bool isError)
        {
            if (line is not { Length: > 0 }) return;
            lock (start)
            {
                hear(line);
                // What begins otherwise is the table of rules.
                if (!char.IsAsciiLetterOrDigit(line[0])) return;
                last = line;
                if (isError) fault = line;
            }
        }
        process.OutputDataReceived += (_, e) => Heard(e.Data, isError: false);
        process.ErrorDataReceived += (_, e) => Heard(e.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var whole = false;
        try
        {
            using var stream = process.StandardInput.BaseStream;
            whole = give(stream, () => process.HasExited);
        }
        catch (IOException) { } // It ended before its time, and has said why.
        process.WaitForExit();
        // Which of two streams is heard last is chance: why it failed stands on that of errors.
        return (process.ExitCode, process.ExitCode != 0 && fault.Length > 0 ? fault : last, whole);
    }

    /// <summary>How many threads wanted a processor in the last minute; null where the system does not say.</summary>
    static double? Load() => File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture, out var load) ? load : null;
}
