using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>Every change of every file of a registry is named.</summary>
public sealed class RegistryTamperTests(ITestOutputHelper output)
{
    const int Places = 12;

    [Fact]
    public void Every_change_of_every_file_is_found_and_the_file_is_named()
    {
        using var folder = Filled();
        Assert.Empty(folder.Registry.Verify());
        var (draws, tried, faults, notes) = (new Draws(5), 0, 0, 0);
        foreach (var file in folder.Files)
        {
            var whole = File.ReadAllBytes(folder[file]);
            foreach (var (what, bytes) in Changed(whole, draws).Append(("deleted", null)))
            {
                if (bytes is null) File.Delete(folder[file]);
                else if (bytes.AsSpan().SequenceEqual(whole)) continue;
                else File.WriteAllBytes(folder[file], bytes);
                var named = folder.Registry.Verify().Where(finding => finding.File == $"R/{file}" || finding.File.StartsWith($"R/{file}(", StringComparison.Ordinal)).ToList();
                Assert.True(named.Count > 0, $"{file}, {what}: not named");
                tried++;
                if (named.Exists(finding => finding.IsFault)) faults++;
                else notes++;
            }
            File.WriteAllBytes(folder[file], whole);
        }
        Assert.Empty(folder.Registry.Verify());
        output.Print("registry-tampered", $"{folder.Files.Count} files, {tried} changes: {faults} faults and {notes} notes (rules and sentences, which may change) name the file");
    }

    [Fact]
    public void A_file_that_is_put_in_a_version_is_found()
    {
        using var folder = Filled();
        File.WriteAllText(folder[Name, "1", "notes.txt"], "harmless");
        Assert.Equal("R/widgets/1/notes.txt: is no part of the version. Expected the files that the history names: take it away.", Assert.Single(folder.Registry.Verify()).ToString());
        Assert.Equal(Words.Hash, folder.Registry.Read("widgets@1").Hash);
    }

    [Fact]
    public void A_folder_where_a_file_should_be_is_found()
    {
        using var folder = Filled();
        File.Delete(folder[Name, "1", "widgets.csv"]);
        Directory.CreateDirectory(folder[Name, "1", "widgets.csv"]);
        Assert.StartsWith("R/widgets/1/widgets.csv: cannot be read: ", Assert.Single(folder.Registry.Verify()).ToString());
        Assert.StartsWith("widgets@1 cannot be used: R/widgets/1/widgets.csv: cannot be read: ", Assert.Throws<InputException>(() => folder.Registry.Read("widgets@1")).Message);
    }

    [Fact]
    public void A_history_that_is_broken_is_not_written_to()
    {
        using var folder = Filled();
        var lines = File.ReadAllLines(folder[Name, "history.jsonl"]);
        File.WriteAllText(folder[Name, "history.jsonl"], string.Join('\n', lines[..^1]) + "\n");
        var refused = Assert.Throws<InputException>(() => folder.Registry.Rollback(Name, "ada", "bob", "why", Day4));
        Assert.StartsWith("R/widgets/history.jsonl: ends with event 4, and R/widgets/history.head says that there are 5. Expected all of them: the last lines are gone.", refused.Message);
        Assert.True(Directory.Exists(folder[Name, "3"]));
    }

    /// <summary>Three versions, a candidate, a rollback, two trials, rules and sentences.</summary>
    static RegistryFolder Filled()
    {
        var folder = new RegistryFolder().Founded();
        new PromotionRules().Write(folder["rules.json"]);
        File.WriteAllText(folder[Name, "regressions.csv"], "text,label,why\nA splendid day.,positive,plain\nA gloomy day.,negative,plain\n");
        folder.Registry.Promote(folder.Draft(), null, "ada", null, "to be looked at", Day2, "candidate");
        folder.Promoted(folder.Draft(), Day2);
        folder.Promoted(folder.Draft("grand"), Day3, 2);
        folder.Registry.Rollback(Name, "ada", "bob", "worse", Day4);
        return folder;
    }

    static IEnumerable<(string What, byte[]? Bytes)> Changed(byte[] whole, Draws draws)
    {
        for (var i = 0; i < Places; i++)
        {
            int at = draws.Below(whole.Length), bit = draws.Below(8);
            yield return ($"bit {bit} of byte {at} flipped", [.. whole[..at], (byte)(whole[at] ^ 1 << bit), .. whole[(at + 1)..]]);
            at = draws.Below(whole.Length);
            yield return ($"byte {at} taken out", [.. whole[..at], .. whole[(at + 1)..]]);
            at = draws.Below(whole.Length + 1);
            yield return ($"byte put in at {at}", [.. whole[..at], (byte)" 0a\n\"}"[draws.Below(6)], .. whole[at..]]);
            at = draws.Below(whole.Length);
            yield return ($"cut off at {at}", whole[..at]);
        }
        var lines = System.Text.Encoding.UTF8.GetString(whole).Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            yield return ($"line {i + 1} taken out", Joined([.. lines[..i], .. lines[(i + 1)..]]));
            yield return ($"line {i + 1} put in twice", Joined([.. lines[..i], lines[i], .. lines[i..]]));
            if (i > 0) yield return ($"lines {i} and {i + 1} changed places", Joined([.. lines[..(i - 1)], lines[i], lines[i - 1], .. lines[(i + 1)..]]));
            yield return ($"cut off after line {i}", Joined([.. lines[..i], ""]));
        }

        static byte[] Joined(string[] lines) => System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    sealed class Draws(ulong seed)
    {
        ulong state = seed;

        public int Below(int limit)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return (int)((z ^ z >> 31) % (ulong)limit);
        }
    }
}
