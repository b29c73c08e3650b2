using Xunit;

namespace ResearchKit.Tests;

public sealed class DraftFileTests
{
    const string Header = "edit,term,role,valence,direction,quantity,why,by,date,source,evidence";

    static readonly Lexicon Parent = Lexicon.Of("toy", new Entry("gain", Role.Polarity, 0.5), new Entry("may", Role.Hedge, -0.4));

    static string Refusal(string csv, Lexicon? parent = null)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("d.csv", csv);
        return Assert.Throws<InputException>(() => LexiconDraft.Read(path, parent ?? Parent)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        using var folder = new ArticleFolder();
        var times = new DateTimeOffset(2025, 3, 1, 12, 0, 0, 5, TimeSpan.FromHours(2));
        var learned = LearnedOn.Of("news, \"old\"", [Article.Of("One text.", "1") with { PublishedAt = times }, Article.Of("Another.", "2") with { PublishedAt = times.AddDays(90) }]);
        var draft = Parent.Draft("ada", new(2026, 11, 26)).Knowing(learned).Knowing(LearnedOn.Of("undated", [Article.Of("x y", "3")]))
            .With(new(EditKind.Add, "profit, warning", null, -0.6, "line one, \"two\"", "bob", new(2026, 1, 2), "reading", 12) { Direction = -0.5, Quantity = 0.25 })
            .Reweigh("gain", 0.4, "=1+1").Move("may", Role.Deamplifier, -0.25, "x").Guard("gain access", "no gain");
        draft.Write(folder["d.csv"]);
        var back = LexiconDraft.Read(folder["d.csv"], Parent);
        Assert.Equal(draft.Edits, back.Edits);
        Assert.Equal(draft.Learned, back.Learned);
        Assert.Equal(draft.Lexicon.Hash, back.Lexicon.Hash);
        back.Write(folder["again.csv"]);
        Assert.Equal(File.ReadAllBytes(folder["d.csv"]), File.ReadAllBytes(folder["again.csv"]));
    });

    [Fact]
    public void A_draft_by_hand_needs_few_columns()
    {
        using var folder = new ArticleFolder();
        var draft = LexiconDraft.Read(folder.Put("d.csv", "edit,term,valence,why,by,date\nadd,slump,-0.5,falls,ada,2026-11-26\n"), Parent);
        Assert.Equal("add 'slump' -0.50: falls (ada, 2026-11-26)", Assert.Single(draft.Edits).ToString());
    }

    [Theory]
    [InlineData("edit,term\nadd,x\n", "d.csv(1): column 'why' is missing. Found: edit, term. Expected a draft: CSV with the columns edit, term, why and, if wanted, role, valence, direction, quantity, by, date, source, evidence, texts.")]
    [InlineData("edit,term,why,by,weight\nadd,x,y,z,1\n", "d.csv(1): column 'weight' is not known.")]
    [InlineData(Header + "\n", "d.csv: no edits.")]
    [InlineData(Header + "\ndrop,x,,,,,y,ada,2026-01-01,,\n", "d.csv(2): edit 'drop' is not known. Available: parent, learned, add, remove, reweigh, move, guard.")]
    [InlineData(Header + "\nadd,x,,0.5,,,y,ada,2026-13-01,,\n", "d.csv(2): date '2026-13-01' is not a date. Expected the form 2026-01-31.")]
    [InlineData(Header + "\nadd,x,,0.5,,,y,ada,,,\n", "d.csv(2): date '' is missing.")]
    [InlineData(Header + "\nadd,x,,\"0,5\",,,y,ada,2026-01-01,,\n", "d.csv(2): valence '0,5' is not a number.")]
    [InlineData(Header + "\nadd,x,,0.5,,,y,,2026-01-01,,\n", "d.csv: no row has an author.")]
    [InlineData(Header + "\nadd,x,,0.5,,,y,ada,2026-01-01,,-3\n", "d.csv(2): evidence '-3' is not a count.")]
    [InlineData(Header + "\nadd,gain,,0.5,,,y,ada,2026-01-01,,\n", "d.csv(2): add 'gain' cannot be made: the term stands there already")]
    [InlineData(Header + "\nadd,x,hope,0.5,,,y,ada,2026-01-01,,\n", "d.csv(2): role 'hope' is not known.")]
    [InlineData(Header + "\nadd,x,polarity,0.5,,,y,ada,2026-01-01\nadd", "d.csv(2)")]
    [InlineData(Header + ",texts\nlearned,news,,,,,,ada,2026-01-01,nonsense,1,AAAA\nadd,x,,0.5,,,y,ada,2026-01-01,,,\n", "d.csv(2): says of texts that were learned on what cannot be read")]
    public void A_row_that_cannot_be_used_is_named(string csv, string message) => Assert.StartsWith(message, Refusal(csv));

    [Fact]
    public void A_draft_of_another_parent_is_refused()
    {
        using var folder = new ArticleFolder();
        Parent.Draft("ada", new(2026, 11, 26)).Add("slump", -0.5, "x").Write(folder["d.csv"]);
        var other = Lexicon.Of("toy", new Entry("gain", Role.Polarity, 0.4));
        Assert.StartsWith($"d.csv(2): the draft was made on toy ({Parent.Hash[..8]}), and this is toy (1 entry, {other.Hash[..8]}).", Refusal(File.ReadAllText(folder["d.csv"]), other));
    }

    [Fact]
    public void A_file_cut_in_the_middle_is_no_draft_of_less()
    {
        using var folder = new ArticleFolder();
        Parent.Draft("ada", new(2026, 11, 26)).Add("slump", -0.5, "it falls").Add("surge", 0.5, "it rises").Write(folder["d.csv"]);
        var whole = File.ReadAllText(folder["d.csv"]);
        // Cut anywhere within the last row: one that has lost cells must not pass.
        for (var length = whole.LastIndexOf("add", StringComparison.Ordinal) + 1; length < whole.TrimEnd('\n').Length - 1; length++)
            Assert.Throws<InputException>(() => LexiconDraft.Read(folder.Put("cut.csv", whole[..length]), Parent));
    }
}
