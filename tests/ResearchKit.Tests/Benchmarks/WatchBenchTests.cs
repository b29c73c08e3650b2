using System.Text;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

public sealed class WatchBenchTests
{
    static readonly WatchBenchOptions Options = new() { Rate = 10, Words = 60 };

    static List<Article> Made(int count) => [.. WatchArticles.Make(count, Options).Select(line => JournalLine.Article(Encoding.UTF8.GetString(line).TrimEnd('\n')))];

    [Fact]
    public void Its_articles_come_at_their_rate_and_are_the_same_for_a_seed()
    {
        var articles = Made(200);
        Assert.Equal(articles, Made(200));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => Options.From.AddSeconds(i / 10.0)), articles.Select(article => article.AvailableAt!.Value));
        Assert.Equal(200, articles.Select(article => article.Id).Distinct().Count());
        Assert.InRange(articles.Average(article => article.Text.Split(' ').Length), 40, 90);
    }

    [Fact]
    public void One_in_five_tells_again_what_another_told()
    {
        var articles = Made(6_000);
        var titles = articles.GroupBy(article => article.Title).Where(group => group.Count() > 1).Sum(group => group.Count() - 1);
        // After the first 5,000, which are told again: 1,000 / 5.
        Assert.InRange(titles, 150, 250);
    }

    [Fact]
    public void A_line_of_progress_is_read_and_no_other()
    {
        Assert.Equal(new WatchHour(3, 1080000, 42, 1.5, 20.25, 300, 212), WatchHour.Of("2026-03-02 03:00Z: 1080000 articles, 42 alerts; p50 1.5 ms, p99 20.25 ms, most 300 ms (n = 1080000); 212 MB", 3));
        Assert.Null(WatchHour.Of("1080000 articles, 42 alerts; 3 silent", 3));
    }

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        Assert.Equal((2, 0, 50), (WatchBenchOptions.Read(["--hours", "2", "--minutes", "0", "--rate", "50"]) is var read ? read.Hours : 0, read.Minutes, read.Rate));
        Assert.Equal("Option --words has '20'. Expected a whole number, 40 to 5000.", Assert.Throws<InputException>(() => WatchBenchOptions.Read(["--words", "20"])).Message);
        Assert.StartsWith("Option '--days' is not known. Available: --hours N,", Assert.Throws<InputException>(() => WatchBenchOptions.Read(["--days", "1"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'rules.json: rule 2 has no limit.' >&2; exit 2", "./kit watch ended before it watched, with exit code 2: rules.json: rule 2 has no limit.")]
    [InlineData("exit 0", "./kit watch ended before it watched, with exit code 0: it said nothing")]
    [InlineData("echo 'watching 4 rules'; echo 'journal: the disk is full' >&2; exit 1", "./kit watch ended with exit code 1, before it had all articles: journal: the disk is full")]
    [InlineData("echo 'watching 4 rules'", "./kit watch ended with exit code 0, before it had all articles: watching 4 rules")]
    public void A_watch_that_ends_before_its_time_ends_the_benchmark_with_what_it_said(string bash, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The kit is played by a shell script.");
        using var folder = new ArticleFolder();
        var kit = folder.Put("kit", $"#!/usr/bin/env bash\n{bash}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(kit, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var said = new List<string>();
        var fault = Assert.Throws<InputException>(() => new WatchBenchmark(Options with { Hours = 0, Minutes = 1 }, said.Add, kit).Run(TextWriter.Null));
        Assert.Equal(message, fault.Message);
        // What it said was passed on as it came.
        Assert.Equal(bash.Split("echo '").Skip(1).Select(part => part.Split('\'')[0]).Order(), said.Order());
    }
}
