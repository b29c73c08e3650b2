using System.Globalization;
using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>A write that is stopped at any step leaves the registry as it was or as it should be, never a third way.</summary>
public sealed class RegistryCrashTests(ITestOutputHelper output)
{
    [Fact]
    public void A_promotion_killed_at_any_step_leaves_the_old_or_the_new()
    {
        using var start = Start();
        start.Prepare(start.Draft());
        var (old, made, steps) = (0, 0, 0);
        for (var survived = false; !survived;)
        {
            using var folder = start.Copy();
            var command = folder.Promoting();
            command.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            command.Environment[StartupHook.KillAt] = (++steps).ToString(CultureInfo.InvariantCulture);
            var run = Kit.Finish(command);
            survived = run.Code == 0;
            if (survived) Assert.Equal(2, folder.Registry.Champion(Name).Version);
            else
            {
                Assert.Equal(137, run.Code);
                if (OldOrNew(folder, start)) made++;
                else old++;
                Retried(folder, () => folder.Registry.Promote(LexiconDraft.Read(Path.Combine(folder.Root, "draft.csv"), folder.Registry.Read("widgets@1")), Evidence.Read(Path.Combine(folder.Root, "draft.json")), "ada", "bob", "again", Day2));
                Assert.Equal((2, 2), (folder.Registry.History(Name).Length, folder.Registry.Champion(Name).Version));
            }
            Assert.True(steps < 100);
        }
        output.Print("registry-killed", $"killed at {old + made} steps: {old} old, {made} new");
        Assert.True(old > 15 && made > 2, $"{old} old, {made} new");
    }

    [Theory]
    [InlineData("found")]
    [InlineData("promote")]
    [InlineData("candidate")]
    [InlineData("rollback")]
    [InlineData("record")]
    public void A_disk_that_is_full_at_any_step_leaves_the_old_or_the_new_and_says_so(string what)
    {
        using var start = what == "found" ? new RegistryFolder() : Start();
        if (what == "rollback") start.Promoted(start.Draft(), Day2);
        var (old, made) = (0, 0);
        for (var step = 1; ; step++)
        {
            using var folder = start.Copy();
            var evidence = what == "promote" ? folder.Recorded(folder.Draft()) : null;
            var before = Written(folder);
            InputException? refused = null;
            using (new Steps(folder.Path, step)) refused = Record.Exception(() => Act(folder, evidence)) as InputException;
            if (refused is null) break;
            Assert.Contains("No space left on device", refused.Message);
            var after = Written(folder);
            Assert.InRange(after, before, before + 1);
            Assert.Contains(after == before ? "Nothing was changed." : "it is done, and the history says so;", refused.Message);
            Assert.DoesNotContain(folder.Registry.Verify(), finding => finding.IsFault && Directory.Exists(folder.Path));
            if (after == before) old++;
            else made++;
            Retried(folder, () => Act(folder, evidence));
            Assert.Equal(before + 1, Written(folder));
        }
        output.Print($"registry-full-{what}", $"{what}: full at {old + made} steps: {old} old, {made} new");
        Assert.True(old > 3 && made > 2, $"{old} old, {made} new");

        int Written(RegistryFolder folder) => what == "record" ? folder.Registry.Ledger.Trials.Length : folder.Registry.Names.IsEmpty ? 0 : folder.Registry.History(Name).Length;

        object Act(RegistryFolder folder, Evidence? evidence) => what switch
        {
            "found" => folder.Registry.Found(Words, "ada", "first", Day1),
            "promote" => folder.Registry.Promote(folder.Registry.Read("widgets@1").Draft("ada", new(2026, 1, 5)).Add("shiny", 0.4, "seen in reviews"), evidence, "ada", "bob", "why", Day2),
            "candidate" => folder.Registry.Promote(folder.Draft(), null, "ada", null, "why", Day2, "candidate"),
            "rollback" => folder.Registry.Rollback(Name, "ada", "bob", "why", Day3),
            _ => folder.Registry.Ledger.Record(Evidence(folder.Draft())),
        };
    }

    [Fact]
    public void The_steps_of_a_promotion_are_said_in_their_order()
    {
        using var folder = Start();
        var evidence = folder.Recorded(folder.Draft());
        using var steps = new Steps(folder.Path);
        folder.Registry.Promote(folder.Draft(), evidence, "ada", "bob", "why", Day2);
        string[] file = ["file.start", "file.written"];
        Assert.Equal(["lock.wait", "lock.taken", "cleanup.start", "cleanup.stop", .. file, .. file, .. file, .. file, "version.staged", "version.moved", .. file, "chain.start", "chain.staged", "chain.moved", "head.start", "head.moved", "lock.released"], steps.Seen);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_and_nothing_changes()
    {
        using var folder = new RegistryFolder();
        File.WriteAllText(folder.Path, "a file where the folder should be");
        var refused = Assert.Throws<InputException>(() => folder.Registry.Found(Words, "ada", "first", Day1));
        Assert.StartsWith("R/widgets: cannot be written: ", refused.Message);
        Assert.IsType<IOException>(refused.InnerException);
        Assert.EndsWith("Nothing was changed. Make room, or get leave to write there, and try again.", refused.Message);
    }

    [Fact]
    public void Who_waits_too_long_for_another_is_told_so()
    {
        using var folder = Start();
        using var other = new FileStream(folder[".lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var hasty = Registry.Open(folder.Path, "R", o => o with { Wait = TimeSpan.FromMilliseconds(30) });
        Assert.Equal("R: another writer is at work, and was still after 0.03 seconds. Expected it to end: nothing was changed; try again.", Assert.Throws<InputException>(() => hasty.Rollback(Name, "ada", "bob", "why", Day2)).Message);
        Assert.Equal(1, hasty.Champion(Name).Version);
        Assert.Equal("Wait is -00:00:01. Expected 0 or more.", Assert.Throws<InputException>(() => Registry.Open(folder.Path, o => o with { Wait = TimeSpan.FromSeconds(-1) })).Message);
    }

    static RegistryFolder Start() => new RegistryFolder().Founded();

    /// <summary>Whether it is the new state; anything but the old or the new fails.</summary>
    static bool OldOrNew(RegistryFolder folder, RegistryFolder start)
    {
        var history = folder.Registry.History(Name);
        Assert.InRange(history.Length, 1, 2);
        Assert.Equal(start.Registry.History(Name)[0], history[0]);
        Assert.Equal(history.Length, folder.Registry.Champion(Name).Version);
        Assert.DoesNotContain(folder.Registry.Verify(), finding => finding.IsFault);
        return history.Length == 2;
    }

    /// <summary>Once more: it is done, or it is so already; then everything is whole, and nothing is left over.</summary>
    static void Retried(RegistryFolder folder, Func<object> act)
    {
        try
        {
            act();
        }
        catch (InputException e)
        {
            Assert.True(new[] { "champion already", "already so", "has versions already", "has no parent" }.Any(so => e.Message.Contains(so, StringComparison.Ordinal)), e.Message);
        }
        Assert.DoesNotContain(folder.Registry.Verify(), finding => finding.IsFault);
        Assert.DoesNotContain(folder.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.Contains(".staging", StringComparison.Ordinal));
    }
}
