using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary><c>./kit watch --receipts</c>: a receipt is made once, and known afterwards by what its alert tells.</summary>
public sealed class WatchReceiptTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public WatchReceiptTests()
    {
        folder.Put("words.csv", "term,role,valence\ngains,polarity,1\nfalls,polarity,-1\n");
        folder.Put("rules.json", """{ "rules": [ { "name": "low", "of": "article", "when": "below", "limit": 0 }, { "name": "very low", "of": "article", "when": "below", "limit": -0.5 } ] }""");
        Directory.CreateDirectory(folder["receipts"]);
    }

    string[] Arguments(params string[] rest) => ["watch", "rules.json", "--method", "ratio:polarity", "--lexicon", "words.csv", "--receipts", "receipts", "--json", .. rest];

    IEnumerable<string?> Receipts => Directory.GetFiles(folder["receipts"]).Select(Path.GetFileName);

    [Fact]
    public void A_start_takes_no_article_apart_of_which_the_receipt_is_there()
    {
        var start = new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), .. Arguments("--stdin")]) { WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string hash;
        using (var process = Process.Start(start)!)
        {
            process.StandardInput.WriteLine("""{"id":"b","language":"en","text":"The price falls at noon."}""");
            process.StandardInput.Close();
            hash = (string)JsonNode.Parse(process.StandardOutput.ReadToEnd().Split('\n')[0])!["receipt"]!;
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        }
        var made = $"b-{hash[..12]}.json";
        Assert.Equal([made], Receipts);
        // An alert that tells of another receipt than the article has shows which of the two a start asks.
        var journal = folder["rules.json.state/journal.jsonl"];
        File.WriteAllText(journal, string.Concat(File.ReadAllLines(journal).Select(line => Signed(line.Replace(hash, new string('a', 64), StringComparison.Ordinal)) + "\n")));
        File.Move(folder[$"receipts/{made}"], folder["receipts/b-aaaaaaaaaaaa.json"]);
        Start();
        Assert.Equal(["b-aaaaaaaaaaaa.json"], Receipts);
        // What a loss of power took is made again.
        File.WriteAllText(folder["receipts/b-aaaaaaaaaaaa.json"], "");
        Start();
        Assert.Contains(made, Receipts);

        void Start()
        {
            var run = Kit.RunIn(folder.Path, Arguments("--stdin"));
            Assert.True(run.Code == 0, run.Error);
            Assert.Empty(run.Output);
        }
    }

    [Fact]
    public async Task A_replay_writes_the_receipt_of_an_article_once_whatever_many_rules_found_something()
    {
        folder.Put("news.jsonl", """{"id":"b","language":"en","text":"The price falls at noon.","publishedAt":"2026-03-02T12:00:00Z"}""" + "\n");
        var written = new ConcurrentQueue<string>();
        using var notices = new FileSystemWatcher(folder["receipts"]) { NotifyFilter = NotifyFilters.FileName };
        notices.Renamed += (_, e) => written.Enqueue(e.Name!);
        notices.Created += (_, e) => written.Enqueue(e.Name!);
        notices.EnableRaisingEvents = true;
        var run = Kit.RunIn(folder.Path, Arguments("--replay", "news.jsonl"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(["low", "very low"], run.JsonLines.Select(alert => (string)alert["rule"]!));
        // Notices come in order: with that of a file put there now, all have come.
        folder.Put("receipts/end", "");
        await Wait.For(() => written.Contains("end"));
        Assert.Equal(Receipts.Where(name => name != "end"), written.Where(name => name.EndsWith(".json", StringComparison.Ordinal)));
    }

    /// <summary>A line of a journal with the hash of what it now says.</summary>
    static string Signed(string line)
    {
        var body = line[..line.LastIndexOf(",\"hash\":\"", StringComparison.Ordinal)];
        return $"{body},\"hash\":\"{Hashing.Sha256(body)}\"}}";
    }

    public void Dispose() => folder.Dispose();
}
