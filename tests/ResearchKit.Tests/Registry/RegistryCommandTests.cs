using Xunit;
using static ResearchKit.Tests.RegistryFolder;

namespace ResearchKit.Tests;

/// <summary>The registry from the shell.</summary>
public sealed class RegistryCommandTests : IDisposable
{
    readonly RegistryFolder folder = new();

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.Finish(folder.Command(arguments));

    string Beside(string name) => Path.Combine(folder.Root, name);

    [Fact]
    public void From_the_first_version_to_a_champion_and_back()
    {
        Directory.CreateDirectory(Beside("lexicons"));
        var copy = Beside("lexicons/widgets.csv");
        Words.Write(copy);
        Assert.Equal("widgets@1 is champion", Run("promote", copy, "--by", "ada", "--because", "the first words", "--at", "2026-01-05T09:00:00Z").Done().Output.Split('\n')[0]);
        folder.Prepare(folder.Draft());
        var made = Kit.Finish(folder.Promoting()).Done().Output.Split('\n');
        Assert.Equal("widgets@2 is champion", made[0]);
        Assert.StartsWith("2. 2026-01-06T09:00:00Z promote widgets@2 as champion, after 1: draft (by ada; written by ada; approved by bob; ", made[1]);
        Assert.Equal("lexicons/widgets.csv is widgets@2 now.", made[2]);
        Assert.Equal(File.ReadAllText(folder[Name, "2", "widgets.csv"]), File.ReadAllText(copy));

        File.AppendAllText(copy, "smug,polarity,-0.10,,,,\n");
        var back = Run("rollback", "widgets", "--by", "ada", "--approved-by", "bob", "--because", "worse", "--at", "2026-01-07T09:00:00Z", "--json").Done().JsonLines.Single();
        Assert.Equal((true, "rollback", 1), ((bool)back["done"]!, (string)back["event"]!["kind"]!, (int)back["event"]!["version"]!));
        Assert.Equal("lexicons/widgets.csv is left as it is: it is not widgets@2, so someone has edited it.", (string)back["workingCopy"]!);

        Assert.Equal([1, 2, 1], Run("history", "widgets", "--json").Done().JsonLines.Select(line => (int)line["version"]!));
        Assert.Equal(File.ReadAllText(folder[Name, "history.jsonl"]), Run("history", "widgets", "--json").Output);
        Assert.StartsWith($"widgets@2 (4 entries, {folder.Registry.Read("widgets@2").Hash[..8]}) is champion of widgets as of 2026-01-06T23:59:59.9999999Z\n2. ", Run("champion", "widgets", "--as-of", "2026-01-06", "--out", Beside("then.csv")).Done().Output);
        Assert.Equal(File.ReadAllText(folder[Name, "2", "widgets.csv"]), File.ReadAllText(Beside("then.csv")));
        Assert.Equal(1, (int)Run("champion", "widgets", "--as-of", "2026-01-06T08:59:59Z", "--json").Done().JsonLines.Single()["version"]!);
        Assert.Equal("Lexicon 'widgets' had no champion as of 2026-01-04T23:59:59.9999999Z. Expected 2026-01-05T09:00:00Z or later, when widgets@1 became the first.", Run("champion", "widgets", "--as-of", "2026-01-04").Refused());
        Assert.Equal("whole\nwidgets: 2 versions; champion is 1\n", Run("verify").Done().Output);
    }

    [Fact]
    public void A_promotion_that_is_refused_lists_why_and_ends_with_1()
    {
        folder.Founded();
        var refused = Run("promote", "widgets@1", "--by", "ada", "--because", "again", "--at", "2026-01-04T09:00:00Z");
        Assert.Equal((1, "", 4), (refused.Code, refused.Error, refused.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        var json = Run("promote", "widgets@1", "--by", "ada", "--because", "again", "--json");
        Assert.Equal((1, false, 3), (json.Code, (bool)json.JsonLines.Single()["done"]!, json.JsonLines.Single()["refusals"]!.AsArray().Count));
    }

    [Fact]
    public void A_draft_finds_its_parent_by_its_words_wherever_they_were_read()
    {
        folder.Founded();
        var copy = Beside("widgets.csv");
        Words.Write(copy);
        Lexicon.Read(copy).Draft("ada", new(2026, 1, 5)).Add("shiny", 0.4, "seen in reviews").Write(Beside("draft.csv"));
        File.Delete(copy);
        Assert.Equal("widgets@2 is candidate", Run("promote", Beside("draft.csv"), "--as", "candidate", "--by", "ada", "--because", "a look", "--at", "2026-01-06T09:00:00Z").Done().Output.Split('\n')[0]);
    }

    [Fact]
    public void Rules_that_cannot_be_used_are_named_with_their_file()
    {
        folder.Founded();
        File.WriteAllText(folder["rules.json"], """{ "margins": 0 }""");
        Assert.Equal($"{folder.Path}/rules.json: Rule 'margins' is not known. Available: minimumTexts, margin, guards, guardedTexts, method, metric, twoPeople.", Run("promote", "widgets@1", "--by", "ada", "--because", "again").Refused());
    }

    [Fact]
    public void What_was_changed_is_named_and_the_answer_is_no()
    {
        folder.Founded();
        File.AppendAllText(folder[Name, "1", "widgets.csv"], "smug,polarity,-0.10,,,,\n");
        var found = Run("verify");
        Assert.Equal((1, ""), (found.Code, found.Error));
        Assert.StartsWith($"{folder.Path}/widgets/1/widgets.csv: its SHA-256 is ", found.Output);
        Assert.Equal((true, $"{folder.Path}/widgets/1/widgets.csv"), ((bool)Run("verify", "--json").JsonLines[0]["fault"]!, (string)Run("verify", "--json").JsonLines[0]["file"]!));
        Assert.StartsWith("widgets@1 cannot be used: ", Run("champion", "widgets").Refused());
    }

    [Theory]
    [InlineData("--at is 'yesterday'. Expected an instant with its zone such as 2026-11-26T18:00:00Z.", "rollback", "widgets", "--by", "a", "--because", "b", "--at", "yesterday")]
    [InlineData("--at is '2026-01-05T09:00:00'. Expected an instant", "rollback", "widgets", "--by", "a", "--because", "b", "--at", "2026-01-05T09:00:00")]
    [InlineData("--as-of is '5.1.2026'. Expected a day such as 2026-11-26, or an instant", "champion", "widgets", "--as-of", "5.1.2026")]
    [InlineData("Option '--by' is required.", "promote", "widgets@1", "--because", "b")]
    [InlineData("draft.csv: no such file. Expected a draft (CSV with a column edit), a whole lexicon, or a version such as finance@2.", "promote", "draft.csv", "--by", "a", "--because", "b")]
    [InlineData("Version 'widgets@7' is not known. Available: widgets@1.", "promote", "widgets@7", "--by", "a", "--because", "b")]
    [InlineData("Lexicon 'finance' is not in ", "champion")]
    [InlineData("widgets@1 is champion and has no parent. Expected a version to go back to.", "rollback", "widgets", "--by", "a", "--because", "b")]
    [InlineData("--out then.txt: is not the name of a lexicon.", "champion", "widgets", "--out", "then.txt")]
    [InlineData("--out registry/widgets/1/widgets.csv: lies in the registry, whose versions never change. Give another place.", "champion", "widgets", "--out", "registry/widgets/1/widgets.csv")]
    public void What_cannot_be_used_is_refused(string message, params string[] arguments)
    {
        folder.Founded();
        Assert.StartsWith(message, Run(arguments).Refused());
        Assert.Empty(folder.Registry.Verify());
    }
}
