using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A Slurm of the tests' own scores an archive: what comes of it is to the byte what one machine makes, whatever happens on the way.</summary>
public sealed class SlurmTests(ITestOutputHelper output)
{
    const int Tasks = 2;

    /// <summary>Enough text that every task keeps something two or three times.</summary>
    const int Different = 2_000, Times = 24;

    [Fact]
    public void A_task_that_is_killed_and_a_node_that_is_lost_cost_nothing_of_the_result()
    {
        using var slurm = new SlurmCluster();
        var clock = Stopwatch.StartNew();
        // The second file is too small for half of the work: each task reads both, and scores what has its ids.
        Archive(slurm, Times - 1, 1);
        slurm.Kit("cluster", "score", "news", "--tasks", $"{Tasks}", "--out", "scores.parquet", "--max-loss", "0.1").Done();
        slurm.Halt(task => HasKept(slurm, task), 1, 2);
        slurm.Kill(1);
        slurm.TakeDown((string)Status(slurm)["tasks"]![1]!["node"]!);
        slurm.WaitUntil(() =>
        {
            slurm.Hurry();
            return File.Exists(slurm["scores.parquet"]);
        }, "the scores are there");
        var took = clock.Elapsed;
        AssertSame(slurm);
        var status = Status(slurm);
        Assert.Equal("done", (string?)status["merge"]);
        Assert.Equal(["done", "done"], status["tasks"]!.AsArray().Select(task => (string?)task!["state"]));
        Assert.Equal([2, 2], status["tasks"]!.AsArray().Select(task => (int)task!["starts"]!));
        Assert.Matches(@"ended 137 [1-9]\d*\n", File.ReadAllText(slurm["scores.parquet.cluster/tasks/00001"]));
        // What a lost node had kept was not scored again: a lost task has no time to write an end.
        Assert.Matches(@"\A\S+ began (one|two)\n\S+ began (?!\1)(one|two)\n\S+ ended 0 ", File.ReadAllText(slurm["scores.parquet.cluster/tasks/00002"]));
        output.Print("cluster", string.Create(CultureInfo.InvariantCulture, $"{Different * Times} articles on two nodes of Slurm, a task killed and a node lost: the bytes of one machine, in {took.TotalSeconds:0} s"));
    }

    [Fact]
    public void A_run_that_is_cancelled_goes_on_with_what_is_missing()
    {
        using var slurm = new SlurmCluster();
        // By files: three for each task.
        Archive(slurm, 4, 2, 4, 2, 2, 4);
        string[] command = ["cluster", "score", "news", "--tasks", $"{Tasks}", "--out", "scores.parquet", "--max-loss", "0.1"];
        slurm.Kit(command).Done();
        slurm.Halt(task => HasKept(slurm, task), 2);
        slurm.Say("scancel", "--user", Environment.UserName);
        slurm.WaitUntil(() => slurm.Say("squeue", "--noheader").Length == 0, "nothing is in the queue");
        var stopped = slurm.Kit("cluster", "status", "scores.parquet", "--json");
        Assert.Equal(1, stopped.Code);
        Assert.Equal(("failed", "cancelled"), ((string?)stopped.JsonLines[0]["tasks"]![1]!["state"], (string?)stopped.JsonLines[0]["merge"]));
        Assert.InRange((double)stopped.JsonLines[0]["tasks"]![1]!["share"]!, 0.01, 0.99);
        slurm.Kit([.. command, "--resume"]).Done();
        slurm.WaitUntil(() => File.Exists(slurm["scores.parquet"]), "the scores are there");
        AssertSame(slurm);
    }

    static void AssertSame(SlurmCluster slurm)
    {
        slurm.Kit("score", "news", "--out", "one.parquet", "--max-loss", "0.1").Done();
        foreach (var (made, expected) in new[] { ("scores.parquet", "one.parquet"), ("scores.rejected.jsonl", "one.rejected.jsonl") })
            Assert.True(File.ReadAllBytes(slurm[made]).AsSpan().SequenceEqual(File.ReadAllBytes(slurm[expected])), $"{made} is not {expected}");
    }

    static bool HasKept(SlurmCluster slurm, int shard) => Directory.Exists(slurm[$"scores.parquet.cluster/shards/0000{shard}.parquet.parts"])
        && Directory.GetFiles(slurm[$"scores.parquet.cluster/shards/0000{shard}.parquet.parts"], "*.chunk").Length > 0;

    static JsonObject Status(SlurmCluster slurm) => Assert.Single(slurm.Kit("cluster", "status", "scores.parquet", "--json").JsonLines);

    /// <summary>A folder of files, in which some lines are no articles.</summary>
    /// <param name="slurm">Where.</param>
    /// <param name="times">For each file, how often it holds the articles, with other ids.</param>
    static void Archive(SlurmCluster slurm, params int[] times)
    {
        Directory.CreateDirectory(slurm["news"]);
        var bodies = GeneratedArticles.Make(Different, seed: 7).Select(article => JsonSerializer.Serialize(new { title = article.Title, paragraphs = article.Paragraphs, publishedAt = article.PublishedAt, source = article.Source })[1..]).ToList();
        for (var (file, time) = (0, 0); file < times.Length; file++)
        {
            using var writer = new StreamWriter(slurm[$"news/{file}.jsonl"]) { NewLine = "\n" };
            for (var end = time + times[file]; time < end; time++)
            {
                for (var i = 0; i < bodies.Count; i++) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{time}-{i}\",{bodies[i]}"));
                writer.WriteLine("{\"id\":\"without text\"}");
                writer.WriteLine("no JSON");
            }
        }
    }
}
