using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Licences: what they allow, where they stand, and the gate.</summary>
public sealed class LicenceTests : IDisposable
{
    const string Expected = "a known name, or 'name: …', 'commercial use: yes|no|unknown' and 'redistribution: yes|no|unknown' on lines of their own, an empty line and its text";

    static readonly Licence Leave = new("Leave of the owner", Permission.Yes, Permission.No, "Given in writing.\n\nFor one desk.");

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Refusal(string text)
    {
        var path = folder.Put("l.txt", text);
        return Assert.Throws<InputException>(() => Licence.Read(path)).Message[(folder.Path.Length + 1)..];
    }

    [Fact]
    public void The_lexicon_of_the_kit_is_MIT_and_says_no_more_of_it()
    {
        Assert.Equal(Licence.Mit, Repository.Finance.Licence);
        Assert.DoesNotContain("licence", Repository.Finance.ToString());
        Repository.Finance.Licence.Require(Use.Promotion, "Lexicon 'finance'");
        Repository.Finance.Licence.Require(Use.Packaging, "Lexicon 'finance'");
    }

    [Fact]
    public void The_gate_says_what_whose_licence_what_it_forbids_and_what_to_do()
    {
        Assert.Equal("Lexicon 'lm' cannot be promoted: its licence, Loughran-McDonald, forbids commercial use. Academic research only; commercial use needs a licence from its authors. "
            + $"Use one whose licence allows commercial use, or get its owner's leave and state it: Licence in code, or a file named after it with .licence.txt at the end, beside it, with {Expected}.",
            Assert.Throws<InputException>(() => Licence.Find("loughran-mcdonald").Require(Use.Promotion, "Lexicon 'lm'")).Message);
        Assert.StartsWith("Map 'm' cannot be packaged: its licence, Loughran-McDonald, does not say whether redistribution is allowed, so it counts as forbidden. ",
            Assert.Throws<InputException>(() => Licence.Find("Loughran-McDonald").Require(Use.Packaging, "Map 'm'")).Message);
        Assert.StartsWith("Map 'm' cannot be promoted: its licence is not stated, so it counts as forbidden. Use one", Assert.Throws<InputException>(() => Licence.NotStated.Require(Use.Promotion, "Map 'm'")).Message);
        Assert.EndsWith(" Or wait.", Assert.Throws<InputException>(() => Licence.NotStated.Require(Use.Packaging, "Map 'm'", "Or wait.")).Message);
    }

    [Theory]
    [InlineData(Permission.Yes, Permission.Yes, true, true)]
    [InlineData(Permission.Yes, Permission.No, true, false)]
    [InlineData(Permission.No, Permission.Yes, false, true)]
    [InlineData(Permission.Unknown, Permission.Unknown, false, false)]
    public void Promotion_needs_commercial_use_and_packaging_redistribution(Permission commercial, Permission redistribution, bool promoted, bool packaged)
    {
        var licence = new Licence("x", commercial, redistribution);
        Assert.Equal((promoted, packaged), (Passes(Use.Promotion), Passes(Use.Packaging)));

        bool Passes(Use use) => Record.Exception(() => licence.Require(use, "X")) is null;
    }

    [Fact]
    public void A_licence_that_was_written_is_read_back_the_same()
    {
        foreach (var licence in Licence.All.Append(Leave).Append(Licence.Mit.And(Leave)).Append(Licence.Mit with { Text = "changed" }))
        {
            licence.Write(folder["l.txt"]);
            Assert.Equal(licence, Licence.Read(folder["l.txt"]));
        }
        Licence.Mit.Write(folder["l.txt"]);
        Assert.Equal("MIT\n", File.ReadAllText(folder["l.txt"]));
    }

    [Fact]
    public void A_file_names_a_known_licence_or_states_one()
    {
        Assert.Equal(Licence.Find("CC-BY-4.0") with { Text = "By a friend." }, Licence.Read(folder.Put("l.txt", "cc-by-4.0\r\n\r\nBy a friend.\r\n")));
        Assert.Equal(new("Ours", Permission.Yes, Permission.Unknown, "Text: of it"), Licence.Read(folder.Put("l.txt", "Name: Ours\nCommercial use: YES\n\nText: of it\n")));
        Assert.StartsWith("l.txt(1): Licence 'Ours' is not known. Available: MIT, Apache-2.0, ", Refusal("Ours\n"));
        Assert.EndsWith($"; or a file that says {Expected}.", Refusal("Ours\n"));
        Assert.Equal($"l.txt(2): 'commercial use: perhaps' cannot be used. Expected {Expected}.", Refusal("name: Ours\ncommercial use: perhaps\n"));
        Assert.Equal($"l.txt(3): 'whatever' cannot be used. Expected {Expected}.", Refusal("name: Ours\nredistribution: no\nwhatever\n"));
        Assert.Equal("Licence name ' ' cannot be used. Expected one line that is not blank.", Assert.Throws<InputException>(() => new Licence(" ", Permission.Yes, Permission.Yes)).Message);
    }

    [Fact]
    public void The_options_come_before_the_file_beside_it_and_that_before_the_form()
    {
        var path = folder.Put("list.txt", "good\t3\n");
        Assert.Equal("ODbL-1.0", Lexicon.Read(path).Licence.Name);
        folder.Put("list.csv.licence.txt", "MIT");
        Assert.Equal("ODbL-1.0", Lexicon.Read(path).Licence.Name);
        folder.Put("list.txt.licence.txt", "CC0-1.0");
        Assert.Equal("CC0-1.0", Lexicon.Read(path).Licence.Name);
        Assert.Equal(Leave, Lexicon.Read(path, o => o with { Licence = Leave }).Licence);
        Assert.Equal(Leave, Lexicon.Read(path).With(Leave).Licence);
        folder.Put("two/positive.txt", "good");
        folder.Put("two/negative.txt", "bad");
        folder.Put("two/licence.txt", "MIT");
        Assert.Equal(Licence.Mit, Lexicon.Read(folder["two"]).Licence);
    }

    [Fact]
    public void A_licence_stays_with_a_lexicon_that_is_written()
    {
        var lexicon = Lexicon.Of("mine", new Entry("gain", Role.Polarity, 1));
        lexicon.With(Leave).Write(folder["mine.csv"]);
        Assert.Equal(Leave, Lexicon.Read(folder["mine.csv"]).Licence);
        lexicon.Write(folder["mine.csv"]);
        Assert.Equal(Licence.NotStated, Lexicon.Read(folder["mine.csv"]).Licence);
        Assert.Equal(lexicon.Hash, lexicon.With(Leave).Hash);
    }

    [Fact]
    public void What_is_made_of_two_has_the_stricter_of_both()
    {
        var both = Licence.Mit.And(Leave);
        Assert.Equal(new("MIT + Leave of the owner", Permission.Yes, Permission.No, Leave.Text), both);
        Assert.Equal(Licence.Mit, Licence.Mit.And(Licence.Mit));
        Assert.Equal("Loughran-McDonald + MIT (commercial use: no, redistribution: unknown)", Licence.Find("Loughran-McDonald").And(Licence.Mit).ToString());
    }

    [Fact]
    public void A_receipt_carries_the_licence_and_verifies_whatever_it_is()
    {
        var (article, lexicon) = (Article.Of("A gain."), Examples.Small.With(Leave));
        var receipt = lexicon.Scorer().Receipt(article);
        receipt.Write(folder["r.json"]);
        var back = Receipt.Read(folder["r.json"]);
        Assert.Equal((Leave, receipt.Hash, "same"), (back.Lexicon.Licence, back.Hash, back.Verify(article, Examples.Small).ToString()));
        Assert.NotEqual(receipt.Hash, Examples.Small.Scorer().Receipt(article).Hash);
        Assert.Contains("\"commercialUse\": \"Yes\"", File.ReadAllText(folder["r.json"]));
    }

    [Fact]
    public void A_receipt_of_a_kit_that_knew_no_licences_still_reads_hashes_and_verifies()
    {
        var article = Article.Of("A gain.");
        var older = JsonNode.Parse(Examples.Small.Scorer().Receipt(article).ToJson())!;
        older["lexicon"]!.AsObject().Remove("licence");
        var text = older.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n";
        var receipt = Receipt.Read(folder.Put("r.json", text));
        Assert.Null(receipt.Lexicon.Licence);
        Assert.Equal("same", receipt.Verify(article, Examples.Small).ToString());
        Assert.Equal(text, receipt.ToJson());
    }

    [Fact]
    public void A_licence_passes_no_escape_to_the_terminal()
    {
        var hostile = new Licence("\u001b[31m", Permission.No, Permission.No, "\u001b[32m\u202e");
        Assert.DoesNotContain(hostile + Assert.Throws<InputException>(() => hostile.Require(Use.Promotion, "\u001b[33m")).Message, c => char.IsControl(c) || c == '\u202e');
    }
}
