using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitWatchTests
{
    const string Rules = "data/watch/rules.json";

    [Fact]
    public void A_replay_of_the_sample_articles_tells_what_fired_and_how_long_it_took()
    {
        var run = Kit.Run("watch", Rules, "--replay", "data/articles", "--json");
        Assert.True(run.Code == 0, run.Error);
        var alerts = run.JsonLines;
        Assert.Equal(["a company turns", "diversification is praised", "unusually good for a company", "very bad article"], alerts.Select(alert => (string)alert["rule"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(alerts.Select(alert => (DateTimeOffset)alert["at"]!), alerts.Select(alert => (DateTimeOffset)alert["at"]!).Order());
        Assert.All(alerts, alert => Assert.Equal((double)alert["explanation"]!["value"]!, alert["explanation"]!["contributions"]!.AsArray().Sum(part => (double)part!["value"]!) + (double)alert["explanation"]!["others"]! + (double)alert["explanation"]!["remainder"]!, 12));
        Assert.Matches(@"articles have no time, and are left out\n\d+ articles, \d+ alerts; .*\nfrom arrival to alert: p50 [\d.]+ ms, p99 [\d.]+ ms, most [\d.]+ ms \(n = \d+\); \d+ articles/s; \d+ MB\n$", run.Error);
        Assert.Equal(run.Output, Kit.RunUnder("da_DK", "watch", Rules, "--replay", "data/articles", "--json").Output);
    }

    [Fact]
    public void A_history_through_a_pipe_raises_what_it_does_from_files_and_says_what_stood_out_of_order()
    {
        using var folder = new ArticleFolder();
        var articles = Corpus.Read(Repository.File("data", "articles")).Where(article => article.AvailableAt is not null).OrderBy(article => article.AvailableAt).ThenBy(article => article.Id, StringComparer.Ordinal).ToList();
        Corpus.Of(articles).Write(folder["sorted.jsonl"]);
        // The first two change places, and one in the midst is of a wrong year.
        Corpus.Of([articles[1], articles[0], .. articles[2..100], articles[5] with { Id = "wrong", PublishedAt = new(2206, 1, 1, 0, 0, 0, TimeSpan.Zero), AvailableAt = null }, .. articles[100..]]).Write(folder["late.jsonl"]);
        var expected = Kit.Run("watch", Rules, "--replay", folder["sorted.jsonl"], "--json");
        KitResult Piped(string file)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "watch", Rules, "--replay", "-", "--json", "--progress", "90d"]) { WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using (var input = process.StandardInput.BaseStream) input.Write(File.ReadAllBytes(folder[file]));
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
            Assert.True(process.ExitCode == 0, error.Result);
            return new(process.ExitCode, output.Result, error.Result);
        }
        var piped = Piped("sorted.jsonl");
        Assert.Equal(expected.Output, piped.Output);
        Assert.Matches(@"\d{4}-\d\d-\d\d \d\d:\d\dZ: \d+ articles, \d+ alerts; p50 [\d.]+ ms, p99 [\d.]+ ms, most [\d.]+ ms \(n = \d+\); \d+ MB\n", piped.Error);
        var late = Piped("late.jsonl");
        Assert.Contains("1 articles lie more than 30 days ahead of the ones behind them, and are left out\n1 articles stand behind later ones, and arrived with them\n", late.Error, StringComparison.Ordinal);
        Assert.Equal(expected.Output, late.Output);
    }

    [Fact]
    public void Receipts_of_alerts_hold()
    {
        using var folder = new ArticleFolder();
        var run = Kit.Run("watch", Rules, "--replay", "data/articles", "--quiet", "--receipts", folder["receipts"]).Done();
        Assert.Contains("very bad article", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(": same\n", Kit.Run("verify", Directory.GetFiles(folder["receipts"])[0], "--articles", "data/articles").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_checked_before_anything_is_watched()
    {
        using var folder = new ArticleFolder();
        Assert.Equal($"{Rules}: 4 rules, nothing odd about them\n", Kit.Run("watch", Rules, "--check").Done().Output);
        var odd = Kit.Run("watch", folder.Put("odd.json", """{ "rules": [ { "name": "never", "of": "article", "when": "above", "limit": 1 } ] }"""), "--check");
        Assert.Equal(1, odd.Code);
        Assert.EndsWith("odd.json: rule 'never' can never raise an alert: no value is above 1; values lie between -1 and 1\n", odd.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is nothing to watch. Expected --folder DIR, --stdin, --feed URL, or --replay PATH for history.")]
    [InlineData("--feed 'htp://host/x' is no address. Expected one that begins with https:// or http://.", "--feed", "htp://jo:pass@host/x?key=1")]
    [InlineData("--speed is 'fast'. Expected a number with x behind it such as 100x, or max.", "--replay", "data/articles", "--speed", "fast")]
    [InlineData("--stdin is of a stream, and --replay of history. Leave one of them out.", "--replay", "data/articles", "--stdin")]
    [InlineData("--every is '0s'. Expected a time such as 90s, 15m, 6h or 30d, up to 3650d, at least 1s.", "--feed", "http://127.0.0.1/", "--every", "0s")]
    [InlineData("--secret is of --webhook. Add --webhook URL, or leave it out.", "--stdin", "--secret", "x")]
    [InlineData("--every is of --feed. Add --feed URL, or leave it out.", "--stdin", "--every", "5s")]
    [InlineData("--new is of --folder. Add --folder DIR, or leave it out.", "--stdin", "--new")]
    [InlineData("--token is of --page. Add --page PORT, or leave it out.", "--stdin", "--token", "x")]
    [InlineData("--max-loss is of --replay. Add --replay PATH, or leave it out.", "--stdin", "--max-loss", "0.5")]
    [InlineData("--token is of a stream, and --replay of history. Leave one of them out.", "--replay", "data/articles", "--token", "x")]
    public void A_command_line_that_means_nothing_is_refused(string message, params string[] arguments) => Assert.Equal(message, Kit.Run(["watch", Rules, .. arguments]).Refused());

    [Fact]
    public void A_trial_on_history_writes_over_no_alerts()
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("alerts.jsonl", "{\"id\":\"old\"}\n");
        Assert.EndsWith("alerts.jsonl: is there already, and may hold the alerts of a stream. Expected a file that is not there yet; or use --json, which prints alerts.", Kit.Run("watch", Rules, "--replay", "data/articles", "--out", path).Refused(), StringComparison.Ordinal);
        Assert.Equal("{\"id\":\"old\"}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_journal_or_a_file_of_alerts_in_use_is_said_to_be_busy_and_a_pipe_is_no_file()
    {
        using var folder = new ArticleFolder();
        string[] watch = ["watch", Rules, "--folder", folder.Path, "--state", folder["state"], "--quiet", "--out"];
        using (new FileStream(folder.Put("state/lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var busy = Kit.Run([.. watch, folder["alerts.jsonl"]]);
            Assert.True(busy.Code == 75, $"{busy.Code}: {busy.Error}");
            // Nothing else was touched before.
            Assert.False(File.Exists(folder["alerts.jsonl"]));
        }
        using (new FileStream(folder.Put(".alerts.jsonl.lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Assert.Equal(75, Kit.Run([.. watch, folder["alerts.jsonl"]]).Code);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no /dev/stdout.");
        Assert.StartsWith("/dev/stdout: cannot be written: It is a pipe or a device: to print alerts, leave --out out, or use --json.", Kit.Run([.. watch, "/dev/stdout"]).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_for_everybody_needs_a_token()
    {
        using var folder = new ArticleFolder();
        Assert.StartsWith("0.0.0.0:8099 is not the loopback address: whoever reaches this machine could read what you watch.", Kit.Run("watch", Rules, "--folder", folder.Path, "--page", "0.0.0.0:8099", "--state", folder["state"]).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Articles_from_a_pipe_are_told_as_they_come_and_not_again()
    {
        using var folder = new ArticleFolder();
        folder.Put("words.csv", "term,role,valence\ngains,polarity,1\nfalls,polarity,-1\n");
        folder.Put("rules.json", """{ "rules": [ { "name": "low", "of": "article", "when": "below", "limit": 0 } ] }""");
        KitResult Watch(params string[] lines)
        {
            var start = new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "watch", "rules.json", "--stdin", "--json", "--method", "ratio:polarity", "--lexicon", "words.csv", "--receipts", "receipts"]) { WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            foreach (var line in lines) process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
            return new(process.ExitCode, output.Result, error.Result);
        }
        const string Bad = """{"id":"b","language":"en","text":"The price falls at noon."}""", Good = """{"id":"g","language":"en","text":"The price gains at noon."}""";
        var first = Watch(Bad, "nonsense", Good);
        Assert.True(first.Code == 0, first.Error);
        Assert.Equal(["b"], first.JsonLines.Select(alert => (string)alert["article"]!["id"]!));
        Assert.Contains("\nrejected: stdin(2): is not valid JSON", first.Error, StringComparison.Ordinal);
        Assert.Contains("\n2 articles, 1 alert; 2 without a time\nrejected of stdin: 1\nfrom arrival to the journal: p50 ", first.Error, StringComparison.Ordinal);
        Assert.Equal([$"b-{((string)first.JsonLines[0]["receipt"]!)[..12]}.json"], Directory.GetFiles(folder["receipts"]).Select(Path.GetFileName));
        var second = Watch(Bad, """{"id":"c","language":"en","text":"A rate falls by night."}""");
        Assert.Equal(["c"], second.JsonLines.Select(alert => (string)alert["article"]!["id"]!));
        Assert.Contains("\n2 articles, 1 alert; 1 seen already, 1 without a time\n", second.Error, StringComparison.Ordinal);
        // The same article with another text has a receipt of its own.
        Watch("""{"id":"b","language":"en","text":"Another yield falls and falls by evening."}""");
        Assert.Equal(2, Directory.GetFiles(folder["receipts"], "b-*").Length);
    }
}
