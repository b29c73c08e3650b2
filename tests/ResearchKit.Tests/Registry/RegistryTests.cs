using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>Versions, aliases and who was champion when.</summary>
public sealed class RegistryTests : IDisposable
{
    readonly RegistryFolder folder = new();

    Registry Registry => folder.Registry;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_version_is_champion_and_reads_back_as_it_was()
    {
        folder.Founded();
        foreach (var reference in new[] { "widgets@1", "widgets@champion", "widgets" })
        {
            var read = Registry.Read(reference);
            Assert.Equal((Words.Hash, 1, "widgets@1", "R/widgets/1/widgets.csv", Licence.Mit), (read.Hash, read.Version, read.Reference, read.Path, read.Licence));
        }
        Assert.Equal(["widgets"], Registry.Names);
        Assert.Equal("widgets: 1 version; champion is 1", Registry.ToString());
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void A_promoted_draft_is_the_next_version_with_all_who_had_a_hand_in_it()
    {
        folder.Founded();
        var draft = folder.Draft().With(new EntryEdit(EditKind.Add, "dull", null, -0.3, "seen too", "cyd", new(2026, 1, 5)));
        var made = folder.Promoted(draft, Day2);
        Assert.Equal((2, RegistryEventKind.Promote, "champion", 2, 1, 1, "ada", "bob"), (made.Number, made.Kind, made.Alias, made.Version, made.From, made.Parent, made.By, made.ApprovedBy));
        Assert.Equal(["ada", "cyd"], made.Authors);
        Assert.Equal(["draft.csv", "version.json", "widgets.csv", "widgets.csv.licence.txt"], made.Files.Select(file => file.Name));
        Assert.Equal(draft.Lexicon.Hash, Registry.Champion(Name).Hash);
        Assert.Equal(draft.Lexicon.Hash, LexiconDraft.Read(folder[Name, "2", "draft.csv"], Registry.Read("widgets@1")).Lexicon.Hash);
        Assert.Equal(made.Evidence, Evidence.Read(folder[Name, "evaluations", "2.json"]).Hash);
        Assert.Equal(Words.Hash, Registry.Read("widgets@1").Hash);
        Assert.Equal("2. 2026-01-06T09:00:00Z promote widgets@2 as champion, after 1: it reads better (by ada; written by ada, cyd; approved by bob; " + made.Hash[..8] + ")", made.ToString());
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void Who_was_champion_on_a_day_is_known()
    {
        folder.Founded();
        folder.Promoted(folder.Draft(), Day2);
        Registry.Rollback(Name, "bob", "ada", "it read worse", Day4);
        Assert.Equal([1, 1, 2, 2, 1], new[] { Day1, Day2.AddTicks(-1), Day2, Day4.AddTicks(-1), Day4 }.Select(at => Registry.ChampionAsOf(Name, at).Version));
        var refused = Assert.Throws<InputException>(() => Registry.ChampionAsOf(Name, Day1.AddTicks(-1)));
        Assert.Equal("Lexicon 'widgets' had no champion as of 2026-01-05T08:59:59.9999999Z. Expected 2026-01-05T09:00:00Z or later, when widgets@1 became the first.", refused.Message);
    }

    [Fact]
    public void Another_alias_needs_no_evidence_and_its_version_can_be_promoted_later()
    {
        folder.Founded();
        var draft = folder.Draft();
        var candidate = Registry.Promote(draft, null, "ada", null, "to be looked at", Day2, "candidate");
        Assert.Equal((RegistryEventKind.Alias, 2, null), (candidate.Kind, candidate.Version, candidate.From));
        Assert.Equal((1, 2), (Registry.Champion(Name).Version, Registry.Read("widgets@candidate").Version));
        var made = Registry.Promote("widgets@candidate", folder.Recorded(draft), "ada", "bob", "looked at", Day3);
        Assert.Equal((RegistryEventKind.Promote, 2, 1, candidate.Content), (made.Kind, made.Version, made.From, made.Content));
        Assert.Equal(["1", "2", "evaluations"], Directory.GetDirectories(folder[Name]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void A_draft_whose_words_are_a_version_already_becomes_that_one()
    {
        folder.Founded();
        var draft = folder.Draft();
        Registry.Promote(draft, null, "ada", null, "to be looked at", Day2, "candidate");
        Assert.Equal(2, folder.Promoted(draft, Day3).Version);
        Assert.Contains("already so: candidate is widgets@2", Assert.Throws<InputException>(() => Registry.Promote("widgets@2", null, "ada", null, "again", Day3, "candidate")).Message);
    }

    [Fact]
    public void Going_back_goes_to_the_parent_or_to_any_that_was_champion_and_only_with_two()
    {
        folder.Founded();
        folder.Promoted(folder.Draft(), Day2);
        folder.Promoted(folder.Draft("grand"), Day3, trials: 2);
        Registry.Promote(folder.Draft("dusty", -0.2), null, "ada", null, "to be looked at", Day3, "candidate");
        Assert.Equal((2, 3), (Registry.Rollback(Name, "ada", "bob", "worse", Day4) is var back ? back.Version : 0, back.From));
        Assert.Equal(1, Registry.Rollback(Name, "ada", "bob", "worse still", Day4).Version);
        Assert.Equal(3, Registry.Rollback(Name, "ada", "bob", "and forward", Day4, to: 3).Version);
        Assert.Equal("widgets@4 was never champion. Available: 1, 2.", Refused(() => Registry.Rollback(Name, "ada", "bob", "odd", Day4, to: 4)));
        Assert.Equal("widgets@3 is champion now. Available: 1, 2.", Refused(() => Registry.Rollback(Name, "ada", "bob", "odd", Day4, to: 3)));
        Assert.StartsWith("approval: BOB approves what bob asks for.", Refused(() => Registry.Rollback(Name, "bob", " BOB ", "alone", Day4)));
        Assert.StartsWith("approval: nobody has approved.", Refused(() => Registry.Rollback(Name, "bob", null, "alone", Day4)));
        Assert.StartsWith("time: 2026-01-07T09:00:00Z lies before 2026-01-08T09:00:00Z, when event 7 was.", Refused(() => Registry.Rollback(Name, "ada", "bob", "late", Day3)));
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void A_version_that_was_edited_by_hand_is_refused_by_name()
    {
        folder.Founded();
        File.AppendAllText(folder[Name, "1", "widgets.csv"], "smug,polarity,-0.10,,,,\n");
        Assert.StartsWith("widgets@1 cannot be used: R/widgets/1/widgets.csv: its SHA-256 is ", Refused(() => Registry.Champion(Name)));
        Assert.EndsWith("a version never changes; take the file from git again, and make a draft of what you want to change.", Refused(() => Registry.Read("widgets@1")));
        Directory.Delete(folder[Name, "1"], recursive: true);
        Assert.Equal("widgets@1 cannot be used: R/widgets/1: no such folder. Expected the version widgets@1, which event 1 made: take it from git again.", Refused(() => Registry.Champion(Name)));
    }

    [Fact]
    public void A_licence_that_forbids_commercial_use_keeps_the_gate_shut()
    {
        Assert.StartsWith("licence: Lexicon 'widgets' cannot be promoted: its licence is not stated, so it counts as forbidden.", Refused(() => Registry.Found(Words.With(Licence.NotStated), "ada", "first", Day1)));
        Assert.StartsWith("licence: Lexicon 'widgets' cannot be promoted: its licence, CC-BY-NC-4.0, forbids commercial use.", Refused(() => Registry.Found(Words.With(Licence.Find("CC-BY-NC-4.0")), "ada", "first", Day1)));
        Assert.Empty(Registry.Names);
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void What_a_promotion_that_died_has_left_is_no_part_of_it_and_the_next_takes_it_away()
    {
        folder.Founded();
        foreach (var left in new[] { "widgets/2/widgets.csv", "widgets/.staging/widgets.csv", "widgets/evaluations/2.json", "widgets/.history.jsonl.tmp", ".trials.jsonl.tmp" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[left])!);
            File.WriteAllText(folder[left], "half");
        }
        Assert.Equal(1, Registry.Champion(Name).Version);
        Assert.StartsWith("Version 'widgets@2' is not known. Available: widgets@1.", Refused(() => Registry.Read("widgets@2")));
        Assert.Equal(["R/widgets/.staging", "R/widgets/2", "R/widgets/evaluations/2.json", "R/widgets/.history.jsonl.tmp", "R/.trials.jsonl.tmp"], Registry.Verify().Select(finding => finding.File));
        Assert.All(Registry.Verify(), finding => Assert.False(finding.IsFault));
        folder.Promoted(folder.Draft(), Day2);
        Assert.Empty(Registry.Verify());
    }

    [Fact]
    public void A_line_of_descent_that_runs_in_a_circle_is_found_and_not_run_along()
    {
        folder.Founded();
        folder.Promoted(folder.Draft(), Day2);
        Forge(made => made with { Parent = made.Version == 1 ? 2 : made.Parent });
        const string Circle = "R/widgets/history.jsonl(1): makes 2 the parent of widgets@1. Expected an older version that an event before it made: lines of descent do not run in circles.";
        Assert.Contains(Circle, Registry.Verify().Select(finding => finding.ToString()));
        Assert.Equal(Circle, Refused(() => Registry.Champion(Name)));
        Assert.Equal(Circle, Refused(() => Registry.Rollback(Name, "ada", "bob", "why", Day4)));
    }

    /// <summary>Writes the history anew, each line well hashed and chained, as whoever rewrites all of it would.</summary>
    void Forge(Func<RegistryEvent, RegistryEvent> change)
    {
        var files = new RegistryFiles(folder.Path, "R").History(Name);
        var lines = new List<RegistryEvent>();
        foreach (var made in files.Read().Links) lines.Add(files.Signed(change(made) with { Previous = lines.LastOrDefault()?.Hash }));
        File.WriteAllText(folder[Name, "history.jsonl"], string.Concat(lines.Select(line => files.Line(line) + "\n")));
        File.WriteAllText(folder[Name, "history.head"], $"{lines.Count} {lines[^1].Hash}\n");
    }

    [Theory]
    [InlineData("widgets@9", "Version 'widgets@9' is not known. Available: widgets@1.")]
    [InlineData("widgets@01", "Alias 'widgets@01' is not known. Available: widgets@champion.")]
    [InlineData("widgets@candidate", "Alias 'widgets@candidate' is not known. Available: widgets@champion.")]
    [InlineData("gadgets@1", "Lexicon 'gadgets' is not in R. Available: widgets.")]
    [InlineData("../widgets@1", "Lexicon '../widgets' is not in R. Available: widgets.")]
    [InlineData("a@b@c", "No version is named. Expected name@number or name@alias, such as finance@1 or finance@champion.")]
    [InlineData("", "No version is named. Expected name@number or name@alias, such as finance@1 or finance@champion.")]
    public void An_unknown_version_lists_those_there_are(string reference, string message)
    {
        folder.Founded();
        Assert.Equal(message, Refused(() => Registry.Read(reference)));
    }

    [Fact]
    public void Names_and_reasons_are_lines_and_names_of_lexicons_stay_in_the_folder()
    {
        Assert.StartsWith("'../up' is no name of a lexicon in a registry.", Refused(() => Registry.Found(Lexicon.Of("../up", Words.Entries).With(Licence.Mit), "ada", "first", Day1)));
        Assert.StartsWith("Who asks for it is ' '. Expected a line of text", Refused(() => Registry.Found(Words, " ", "first", Day1)));
        Assert.StartsWith("The reason is 'a\\u000Ab'. Expected a line of text", Refused(() => Registry.Found(Words, "ada", "a\nb", Day1)));
        folder.Founded();
        Assert.StartsWith("'Champion!' is no alias.", Refused(() => Registry.Promote("widgets@1", null, "ada", null, "why", Day2, "Champion!")));
        Assert.StartsWith("Lexicon 'widgets' has versions already: champion is 1. ", Refused(() => Registry.Found(Words, "ada", "again", Day2)));
    }

    [Fact]
    public void The_files_are_the_same_to_the_byte_in_every_culture()
    {
        folder.Founded();
        using var other = new RegistryFolder();
        ArticleFolder.UnderCulture("tr-TR", () => other.Founded());
        folder.Promoted(folder.Draft("idle", -0.25), Day2.AddTicks(1));
        ArticleFolder.UnderCulture("da-DK", () => other.Promoted(other.Draft("idle", -0.25), Day2.AddTicks(1)));
        Assert.Equal(folder.Files, other.Files);
        Assert.All(folder.Files, file => Assert.Equal(File.ReadAllText(folder[file]), File.ReadAllText(other[file])));
    }

    [Fact]
    public void The_committed_registry_is_whole_and_its_first_version_is_champion_since_its_day()
    {
        var committed = Registry.Open(Repository.File("data", "registry"), "data/registry");
        Assert.DoesNotContain(committed.Verify(), finding => finding.IsFault);
        Assert.Equal("finance@1", committed.ChampionAsOf("finance", new(2026, 11, 26, 18, 0, 0, TimeSpan.Zero)).Reference);
        Assert.Equal("data/registry/finance/1/finance.csv", committed.Read("finance@1").Path);
    }

    static string Refused(Func<object> act) => Assert.Throws<InputException>(() => { act(); }).Message;
}
