using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>Every draft that was tried on a set.</summary>
public sealed class TrialLedgerTests : IDisposable
{
    readonly RegistryFolder folder = new RegistryFolder().Founded();

    TrialLedger Ledger => TrialLedger.Open(folder["trials.jsonl"]);

    public void Dispose() => folder.Dispose();

    static string Set(string name) => Hashing.Sha256(name);

    [Fact]
    public void A_draft_is_one_trial_however_often_it_is_looked_at_in_the_same_way()
    {
        var draft = folder.Draft();
        var first = Ledger.Record(Evidence(draft));
        Assert.Equal(first, Ledger.Record(Evidence(draft)));
        Assert.Equal(2, Ledger.Record(Evidence(draft) with { Seed = 2 }).Number);
        Ledger.Record(Evidence(folder.Draft("grand")));
        Ledger.Record(Evidence(draft, set: "posts"));
        Assert.Equal((4, 3, 1, 0), (Ledger.Trials.Length, Ledger.Count(Set("news"), "news"), Ledger.Count(Set("posts"), "posts"), Ledger.Count(Set("none"), "none")));
        // The same draft by another seed is another look at the set; the one that is about to be judged counts as well, unless it stands there.
        Assert.Equal((3, 4), (TrialLedger.Count(Ledger.Trials, Set("news"), "news", Evidence(draft)), TrialLedger.Count(Ledger.Trials, Set("news"), "news", Evidence(folder.Draft("plain")))));
        // A set that has lost a row keeps its name, and its trials.
        Assert.Equal(3, Ledger.Count(Set("other rows"), "news"));
        Assert.Empty(Ledger.Verify());
    }

    [Fact]
    public void A_trial_that_was_taken_out_is_missed()
    {
        foreach (var term in new[] { "shiny", "grand", "plain" }) Ledger.Record(Evidence(folder.Draft(term)));
        var lines = File.ReadAllLines(folder["trials.jsonl"]);
        File.WriteAllText(folder["trials.jsonl"], $"{lines[0]}\n{lines[2]}\n");
        Assert.Equal($"{folder["trials.jsonl"]}(2): is event 3. Expected event 2: a line was taken out, put in or moved.", Assert.Single(Ledger.Verify()).ToString());
        Assert.Throws<InputException>(() => Ledger.Count(Set("news"), "news"));
        Assert.Throws<InputException>(() => Ledger.Record(Evidence(folder.Draft("dull"))));
        File.WriteAllText(folder["trials.jsonl"], $"{lines[0]}\n{lines[1]}\n");
        Assert.StartsWith($"{folder["trials.jsonl"]}: ends with event 2, and {folder["trials.head"]} says that there are 3.", Assert.Single(Ledger.Verify()).ToString());
    }

    [Fact]
    public void Many_who_record_at_once_lose_no_trial()
    {
        var evidence = Enumerable.Range(0, 8).Select(i => Evidence(folder.Draft($"word{(char)('a' + i)}"))).ToList();
        Parallel.ForEach(evidence, one => Ledger.Record(one));
        Assert.Equal(8, Ledger.Count(Set("news"), "news"));
        Assert.Empty(Ledger.Verify());
    }

    [Fact]
    public void A_ledger_that_does_not_exist_yet_has_no_trials()
    {
        Assert.Empty(TrialLedger.Open(folder["none.jsonl"]).Trials);
        Assert.Equal(0, TrialLedger.Open(folder["none.jsonl"]).Count(Set("news"), "news"));
        Assert.Empty(TrialLedger.Open(folder["none.jsonl"]).Verify());
    }
}
