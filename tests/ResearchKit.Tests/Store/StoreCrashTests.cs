using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>An append killed without warning: what was stored stays, and the append is there as a whole or not at all.</summary>
public sealed class StoreCrashTests(ITestOutputHelper output)
{
    const int Rounds = 12, Before = 100, Articles = 20_000;

    static readonly DateTimeOffset At = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_append_killed_at_random_moments_loses_nothing_and_leaves_nothing_half()
    {
        using var folder = new ArticleFolder();
        Scored(folder, "before", Before);
        Scored(folder, "scores", Articles);
        Kit.RunIn(folder.Path, Append("before.parquet")).Done();
        var first = File.ReadAllBytes(folder["scores.duckdb"]);
        var begun = Stopwatch.GetTimestamp();
        Kit.RunIn(folder.Path, Append("scores.parquet")).Done();
        var whole = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var random = SplitMix.Of(3, 7);
        var (killed, kept) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var file in Directory.GetFileSystemEntries(folder.Path, "scores.duckdb*")) File.Delete(file);
            File.WriteAllBytes(folder["scores.duckdb"], first);
            using var process = Process.Start(Command(folder, Append("scores.parquet")))!;
            if (!process.WaitForExit(whole / 4 + random.Below(whole)))
            {
                process.Kill();
                process.WaitForExit();
                killed++;
            }
            var rows = Rows(folder);
            Assert.True(rows is Before or Articles, $"{rows} rows");
            if (rows == Articles) kept++;
            ScoreStore.Open(folder["scores.duckdb"]).Append(folder["scores.parquet"], At);
            Assert.Equal(Articles, Rows(folder));
        }
        output.Print("store-killed", $"store: killed at {killed} random moments of {Rounds} appends; {kept} were through, and the others not there at all");
    }

    [Fact]
    public void A_store_killed_at_any_step_is_there_as_a_whole_or_not_at_all()
    {
        using var folder = new ArticleFolder();
        Scored(folder, "scores", Before);
        var steps = 0;
        for (var survived = false; !survived;)
        {
            File.Delete(folder["scores.duckdb"]);
            File.Delete(folder["scores.duckdb.wal"]);
            var start = Command(folder, Append("scores.parquet"));
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.KillAt] = (++steps).ToString(CultureInfo.InvariantCulture);
            var run = Kit.Finish(start);
            survived = run.Code == 0;
            Assert.True(survived || run.Code == 137, $"{run.Code}: {run.Error}");
            ScoreStore.Open(folder["scores.duckdb"]).Append(folder["scores.parquet"], At);
            Assert.Equal(Before, Rows(folder));
            Assert.Equal(["scores.duckdb"], Directory.GetFileSystemEntries(folder.Path, "scores.duckdb*").Select(Path.GetFileName));
        }
        Assert.Equal(5, steps);
    }

    static void Scored(ArticleFolder folder, string name, int articles)
    {
        folder.Put($"{name}.jsonl", ArchiveText.Lines(articles));
        Archive.Open(folder[$"{name}.jsonl"]).Score(Repository.Finance.Scorer("ratio:polarity"), o => o with { Out = folder[$"{name}.parquet"] });
    }

    static long Rows(ArticleFolder folder) => (long)ScoreStore.Open(folder["scores.duckdb"]).Query("SELECT count(DISTINCT article) FROM scores WHERE value IS NOT NULL OR outcome <> 'scored'").ToDataFrame()[0, 0];

    static string[] Append(string file) => ["store", "append", "scores.duckdb", file, "--at", "2026-11-27T09:00:00Z"];

    static ProcessStartInfo Command(ArticleFolder folder, string[] arguments) => new("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
}
