using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>Several who promote at once.</summary>
public sealed class RegistryRaceTests(ITestOutputHelper output)
{
    const int Rounds = 4, Processes = 4, Threads = 6;

    [Fact]
    public async Task Of_many_processes_that_promote_on_one_parent_exactly_one_wins_and_the_others_say_so()
    {
        using var start = new RegistryFolder().Founded();
        for (var i = 0; i < Processes; i++) start.Prepare(start.Draft(Word(i)), $"draft{i}", Processes);
        var winners = new int[Processes];
        for (var round = 0; round < Rounds; round++)
        {
            using var folder = start.Copy();
            var running = Enumerable.Range(0, Processes).Select(i => folder.Promoting($"draft{i}")).Select(command => Task.Run(() => Kit.Finish(command))).ToArray();
            var results = await Task.WhenAll(running);
            var winner = Assert.Single(Enumerable.Range(0, Processes), i => results[i].Code == 0);
            winners[winner]++;
            foreach (var lost in results.Where((_, i) => i != winner))
            {
                Assert.Equal((1, ""), (lost.Code, lost.Error));
                Assert.Contains("refused: parent: it was made on widgets@1, and champion is widgets@2: 2. 2026-01-06T09:00:00Z promote widgets@2 as champion, after 1: draft", lost.Output);
            }
            Assert.Equal((2, $"draft{winner}"), (folder.Registry.History(Name).Length, folder.Registry.History(Name)[1].Why));
            Assert.Empty(folder.Registry.Verify());
        }
        output.Print("registry-race", $"{Rounds} rounds of {Processes} processes: {Rounds} won, {Rounds * (Processes - 1)} told who was first; winners {string.Join(", ", winners)}");
    }

    [Fact]
    public void Threads_that_promote_at_once_do_as_processes_do()
    {
        using var folder = new RegistryFolder().Founded();
        var drafts = Enumerable.Range(0, Threads).Select(i => folder.Draft(Word(i))).ToList();
        var evidence = drafts.Select(draft => folder.Recorded(draft, Threads)).ToList();
        var outcomes = new InputException?[Threads];
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() => outcomes[i] = Record.Exception(() => Registry.Open(folder.Path).Promote(drafts[i], evidence[i], "ada", "bob", "why", Day2)) as InputException)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.OfType<InputException>(), refused => Assert.Contains("champion is widgets@2", refused.Message));
        Assert.Empty(folder.Registry.Verify());
    }

    [Fact]
    public async Task Who_reads_while_another_promotes_sees_the_old_or_the_new()
    {
        using var folder = new RegistryFolder().Founded();
        var (draft, reads, seen) = (folder.Draft(), 0, new HashSet<int>());
        var evidence = folder.Recorded(draft);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            do
            {
                seen.Add(folder.Registry.Champion(Name).Version!.Value);
                Assert.DoesNotContain(folder.Registry.Verify(), finding => finding.IsFault);
                reads++;
            }
            while (!stop.IsCancellationRequested);
        });
        folder.Registry.Promote(draft, evidence, "ada", "bob", "why", Day2);
        for (var (i, back) = (0, true); i < 30; i++, back = !back)
            folder.Registry.Rollback(Name, "ada", "bob", "to and fro", Day3, to: back ? 1 : 2);
        await stop.CancelAsync();
        await reader;
        output.Print("registry-reads", $"{reads} reads during 31 writes");
        Assert.True(seen.IsSubsetOf([1, 2]));
    }

    static string Word(int i) => $"word{(char)('a' + i)}";
}
