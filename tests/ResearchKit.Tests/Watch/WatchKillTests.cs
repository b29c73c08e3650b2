using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary><c>./kit watch</c> killed without warning, again and again, while articles come: every alert is told, and none twice.</summary>
public sealed class WatchKillTests(ITestOutputHelper output)
{
    const int Kills = 50, Burst = 12;

    [Fact]
    public void A_watch_killed_at_random_moments_loses_and_repeats_no_alert()
    {
        using var folder = new ArticleFolder();
        folder.Put("words.csv", "term,role,valence\ngains,polarity,1\nfalls,polarity,-1\n");
        folder.Put("rules.json", """{ "rules": [ { "name": "low", "of": "article", "when": "below", "limit": 0 } ] }""");
        Directory.CreateDirectory(folder["news"]);
        var (random, wire, expected) = (SplitMix.Of(17, 3), new Wire(31), new List<string>());
        using var news = new FileStream(folder["news/wire.jsonl"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using var server = new Loopback((_, _, response) => response.StatusCode = 204);
        Process Start() => Process.Start(new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "watch", "rules.json", "--folder", "news", "--method", "ratio:polarity", "--lexicon", "words.csv", "--out", "alerts.jsonl", "--webhook", server.Address.ToString(), "--quiet", "--receipts", "receipts"]) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;

        void Add()
        {
            for (var i = 0; i < Burst; i++)
            {
                var article = random.Below(2) == 0 ? wire.Article(0, 1 + random.Below(3), null) : wire.Article(2, 1, null);
                if (Wire.Scorer.Score(article).Value < 0) expected.Add(article.Id);
                var line = Encoding.UTF8.GetBytes(JournalLine.Article(article) + "\n");
                // Half of a line at a time, as writers do.
                news.Write(line.AsSpan(0, line.Length / 2));
                news.Flush();
                news.Write(line.AsSpan(line.Length / 2));
                news.Flush();
            }
        }

        List<string> Told() => File.Exists(folder["alerts.jsonl"]) ? [.. Text(folder["alerts.jsonl"]).Split('\n')[..^1].Select(line => (string)JsonNode.Parse(line)!["article"]!["id"]!)] : [];
        // How long a start takes here and now until an alert is told: the moments lie around that.
        var (midway, grown, whole) = (0, 0, 0);
        using (var first = Start())
        {
            Add();
            var begun = Stopwatch.GetTimestamp();
            while (Told().Count == 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60)) Thread.Sleep(5);
            whole = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            first.Kill();
            first.WaitForExit();
        }
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start();
            var before = Told().Count;
            if (kill % 2 == 0) Add();
            Thread.Sleep(whole / 2 + random.Below(whole));
            if (kill % 2 == 1) Add();
            Thread.Sleep(random.Below(60));
            process.Kill();
            process.WaitForExit();
            var told = Told().Count;
            if (told > before) grown++;
            // Other work may slow this machine down, or end: a start is cut off as often before it tells something as behind.
            whole = told > before ? whole * 9 / 10 : whole * 5 / 4;
            if (told < expected.Count && told > 0) midway++;
        }
        using (var last = Start())
        {
            for (var begun = Stopwatch.GetTimestamp(); Told().Count < expected.Count && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60);) Thread.Sleep(50);
            Thread.Sleep(1500);
            Kit.Finish(new ProcessStartInfo("kill", ["-TERM", last.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true }).Done();
            var error = last.StandardError.ReadToEnd();
            last.WaitForExit();
            Assert.True(last.ExitCode == 143, $"{last.ExitCode}: {error}");
        }
        output.Print("watch-killed", $"watch: killed at {Kills} random moments, {grown} times after it had told something, {midway} times with alerts still to tell; {expected.Count} alerts, each told once");
        Assert.Equal(expected, Told());
        // A webhook may hear of an alert again, by the same id, and misses none.
        var heard = server.Requests.Select(body => (string)JsonNode.Parse(body)!["article"]!["id"]!).ToList();
        Assert.Equal(expected.Order(StringComparer.Ordinal), heard.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(expected.Count, Directory.GetFiles(folder["receipts"], "*.json").Length);
        Assert.True(grown > 5 && midway > 5, $"{grown} {midway}");
    }

    static string Text(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
