using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The command line killed without warning, again and again: what it goes on to make has the bytes of a run that nobody touched.</summary>
public sealed class ArchiveCrashTests(ITestOutputHelper output)
{
    const int Kills = 50, Articles = 32_000;

    [Fact]
    public void A_run_killed_at_random_moments_and_resumed_comes_to_the_same_bytes()
    {
        using var folder = new ArticleFolder();
        Put(folder, Articles);
        var begun = Stopwatch.GetTimestamp();
        Kit.RunIn(folder.Path, Score("whole.parquet")).Done();
        var whole = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var expected = Scores.Hashes(folder["whole.parquet"]);
        var random = SplitMix.Of(11, 7);
        var (killed, inTime, finished, most) = (0, 0, 0, 0);
        while (killed < Kills)
        {
            using var process = Start(folder, [.. Score("scores.parquet"), "--resume"]);
            // Half of a whole run: most kills meet work that is under way, and every run comes through in the end.
            if (!process.WaitForExit(100 + random.Below(whole)))
            {
                process.Kill();
                process.WaitForExit();
                killed++;
                most = Math.Max(most, Directory.Exists(folder["scores.parquet.parts"]) ? Directory.GetFiles(folder["scores.parquet.parts"], "*.chunk").Length : 0);
                if (!File.Exists(folder["scores.parquet"])) continue;
                inTime++;
            }
            else Assert.Equal(0, process.ExitCode);
            // Whoever was killed after the scores took their place has tidying left to do.
            var run = Kit.RunIn(folder.Path, [.. Score("scores.parquet"), "--resume"]).Done().Output;
            Assert.Equal(expected, Scores.Hashes(folder["scores.parquet"]));
            Assert.False(Directory.Exists(folder["scores.parquet.parts"]));
            Assert.StartsWith($"wrote scores.parquet: {Articles} articles (1 rejected, see scores.rejected.jsonl)", run);
            finished++;
            File.Delete(folder["scores.parquet"]);
            File.Delete(folder["scores.rejected.jsonl"]);
        }
        var last = Kit.RunIn(folder.Path, [.. Score("scores.parquet"), "--resume"]).Done();
        Assert.Equal(expected, Scores.Hashes(folder["scores.parquet"]));
        output.Print("archive-killed", $"archive: killed at {killed} random moments of {finished + 1} runs, {inTime} of them after the scores took their place; up to {most} chunks were kept; all came to the same bytes");
        Assert.True(most > 1);
    }

    [Fact]
    public void A_run_killed_at_any_step_and_resumed_comes_to_the_same_bytes()
    {
        using var folder = new ArticleFolder();
        Put(folder, 12_000);
        Kit.RunIn(folder.Path, Score("whole.parquet")).Done();
        var expected = Scores.Hashes(folder["whole.parquet"]);
        var (steps, inPlace, through) = (0, false, 0);
        for (var survived = false; !survived;)
        {
            var start = Command(folder, [.. Score("scores.parquet"), "--force"]);
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.KillAt] = (++steps).ToString(CultureInfo.InvariantCulture);
            var run = Kit.Finish(start);
            survived = run.Code == 0;
            Assert.True(survived || run.Code == 137, $"{run.Code}: {run.Error}");
            inPlace |= run.Error.Contains("killed at scores.moved\n", StringComparison.Ordinal);
            // Once the scores are in their place they stay as they are; as long as the manifest is there they are written again, from what is kept.
            var isThrough = inPlace && (!File.Exists(folder["scores.parquet.parts/run.json"]) || File.Exists(folder["scores.parquet.parts/finished"]));
            var written = File.GetLastWriteTimeUtc(folder["scores.parquet"]);
            Kit.RunIn(folder.Path, [.. Score("scores.parquet"), "--resume"]).Done();
            if (isThrough) Assert.True(written == File.GetLastWriteTimeUtc(folder["scores.parquet"]), $"scored again after it was {run.Error}");
            through += isThrough ? 1 : 0;
            Assert.Equal(expected, Scores.Hashes(folder["scores.parquet"]));
            Assert.False(Directory.Exists(folder["scores.parquet.parts"]));
            // Beside the work of the next round stands an old file, as when scores are replaced; in every other round none.
            if (steps % 2 == 0) File.Delete(folder["scores.parquet"]);
        }
        output.Print("archive-killed-steps", $"archive: killed at each of {steps - 1} steps, and all came to the same bytes");
        Assert.InRange(steps, 15, 60);
        // Behind the mark: it flushed and moved, tidying begun, emptied, unmarked, without its lock, and at its end; and the run that was not killed.
        Assert.InRange(through, 5, 10);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_keeps_what_is_done_and_says_how_to_go_on(string signal, int code)
    {
        using var folder = new ArticleFolder();
        Put(folder, Articles);
        using var process = Start(folder, Score("scores.parquet"));
        var chunk = Path.Combine(folder["scores.parquet.parts"], "00000000.chunk");
        while (!process.HasExited && !File.Exists(chunk)) Thread.Sleep(5);
        Send(signal, process);
        process.WaitForExit();
        Assert.Equal(code, process.ExitCode);
        Assert.Equal("stopped. What is done is kept: go on with --resume.\n", process.StandardError.ReadToEnd());
        Assert.True(File.Exists(chunk) && !File.Exists(folder["scores.parquet"]));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_second_signal_ends_at_once_what_cannot_be_broken_off_and_costs_nothing_of_the_result(string signal, int code)
    {
        using var folder = new ArticleFolder();
        Put(folder, 1_000);
        using var process = Halted(folder);
        Send(signal, process);
        Assert.False(process.WaitForExit(500));
        Send(signal, process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)), "the second signal was not heard");
        Assert.Equal(code, process.ExitCode);
        Assert.False(File.Exists(folder["scores.parquet"]));
        Kit.RunIn(folder.Path, [.. Score("scores.parquet"), "--resume"]).Done();
        Kit.RunIn(folder.Path, Score("whole.parquet")).Done();
        Assert.Equal(Scores.Hashes(folder["whole.parquet"]), Scores.Hashes(folder["scores.parquet"]));
    }

    /// <summary>A run that stands still before its scores take their place.</summary>
    Process Halted(ArticleFolder folder)
    {
        var start = Command(folder, Score("scores.parquet"));
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.HaltAt] = "scores.written";
        var process = Process.Start(start)!;
        while (!process.HasExited && !File.Exists(folder["scores.parquet.parts/rejected.draft"])) Thread.Sleep(5);
        return process;
    }

    [Fact]
    public void Who_finds_another_run_at_work_is_told_to_wait_by_an_exit_code_of_its_own()
    {
        using var folder = new ArticleFolder();
        Put(folder, 1_000);
        using var process = Halted(folder);
        var second = Kit.RunIn(folder.Path, [.. Score("scores.parquet"), "--resume"]);
        process.Kill();
        process.WaitForExit();
        Assert.Equal(75, second.Code);
        Assert.EndsWith(" Another run may be at work on scores.parquet: wait for it, or name another file.\n", second.Error, StringComparison.Ordinal);
    }

    static void Send(string signal, Process process) => Kit.Finish(new ProcessStartInfo("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true }).Done();

    static string[] Score(string file) => ["score", "news", "--out", file, "--threads", "2"];

    /// <summary>Interrupts reach it, also where whoever started the tests ignores them, as a shell does for what runs behind it.</summary>
    static ProcessStartInfo Command(ArticleFolder folder, string[] arguments) => new("env", ["--default-signal=INT", "dotnet", Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };

    static Process Start(ArticleFolder folder, string[] arguments) => Process.Start(Command(folder, arguments))!;

    static void Put(ArticleFolder folder, int articles)
    {
        folder.Put("news/a.jsonl", ArchiveText.Lines(articles / 2) + "no\n");
        folder.Put("news/b.jsonl.zst", ArchiveText.Zstd(System.Text.Encoding.UTF8.GetBytes(ArchiveText.Lines(articles - articles / 2, articles / 2))));
    }
}
