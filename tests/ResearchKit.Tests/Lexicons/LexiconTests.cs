using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public class LexiconTests
{
    static readonly Entry[] Three =
    [
        new("profit warning", Role.Polarity, -0.6, "results: lowered, \"pre-announced\"", new(2026, 11, 23)),
        new("not", Role.Negator, -0.5), new("gain", Role.Polarity, 1 / 3.0, "line one\nline two"),
    ];

    static Lexicon Read(string csv)
    {
        using var folder = new ArticleFolder();
        return Lexicon.Read(folder.Put("x.csv", csv));
    }

    [Fact]
    public void A_lexicon_that_was_written_is_read_back_the_same()
    {
        using var folder = new ArticleFolder();
        var lexicon = Lexicon.Of("three", Three);
        lexicon.Write(folder["three.csv"]);
        var back = Lexicon.Read(folder["three.csv"]);
        Assert.Equal((IEnumerable<Entry>)Three, back.Entries);
        Assert.Equal((lexicon.Name, lexicon.Hash, folder["three.csv"]), (back.Name, back.Hash, back.Path));
        back.Write(folder["again.csv"]);
        Assert.Equal(File.ReadAllBytes(folder["three.csv"]), File.ReadAllBytes(folder["again.csv"]));
    }

    [Fact]
    public void Every_valence_survives_writing_to_the_bit()
    {
        using var folder = new ArticleFolder();
        double[] valences = [1, -1, 0, 0.05, 0.1 + 0.2, Math.BitDecrement(1.0), double.Epsilon, -1e-17, 0.125];
        Lexicon.Of("bits", valences.Select((v, i) => new Entry($"term{i}", Role.Polarity, v))).Write(folder["bits.csv"]);
        Assert.Equal(valences.Select(BitConverter.DoubleToInt64Bits), Lexicon.Read(folder["bits.csv"]).Entries.Select(e => BitConverter.DoubleToInt64Bits(e.Valence)));
    }

    [Fact]
    public void The_file_is_plain_CSV_with_two_decimals_where_they_are_the_whole_number()
    {
        using var folder = new ArticleFolder();
        Lexicon.Of("two", new("gain", Role.Polarity, 0.5, "up", new(2026, 1, 31)) { Direction = 0.55, Quantity = -1 }, new("may", Role.Hedge, -0.125)).Write(folder["two.csv"]);
        Assert.Equal("term,role,valence,direction,quantity,note,date\ngain,polarity,0.50,0.55,-1.00,up,2026-01-31\nmay,hedge,-0.125,,,,\n", File.ReadAllText(folder["two.csv"]));
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void The_culture_changes_neither_numbers_nor_words(string culture)
    {
        const string Csv = "TERM,Role,VALENCE,note,date\nINDIA IPO,polarity,0.25,,2026-01-31\nif,HEDGE,-1.5e-1,,\n";
        var expected = Read(Csv);
        ArticleFolder.UnderCulture(culture, () =>
        {
            var lexicon = Read(Csv);
            Assert.Equal([0.25, -0.15], lexicon.Entries.Select(e => e.Valence));
            Assert.Equal((expected.Hash, expected.ToString()), (lexicon.Hash, lexicon.ToString()));
            Assert.Equal("INDIA IPO (polarity +0.25)", lexicon.Entries[0].ToString());
            Assert.Equal("if (hedge -0.15)", lexicon.Entries[1].ToString());
            Assert.Equal(1, lexicon.Scorer().Score("The India IPO.").Hits);
            using var folder = new ArticleFolder();
            lexicon.Write(folder["x.csv"]);
            Assert.Equal((IEnumerable<Entry>)expected.Entries, Lexicon.Read(folder["x.csv"]).Entries);
        });
    }

    [Fact]
    public void A_byte_order_mark_Windows_line_ends_blank_lines_and_other_columns_are_read_over() =>
        Assert.Equal([new("gain", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.5)],
            Read("\uFEFFteller,valence,role,term\r\nme,0.5,polarity, gain \r\n\r\nyou,-0.5, Polarity ,loss\r\n").Entries.AsEnumerable());

    [Theory]
    [InlineData("0001-01-01", 1, 1, 1)]
    [InlineData("2024-02-29", 2024, 2, 29)]
    [InlineData("9999-12-31", 9999, 12, 31)]
    public void A_date_is_read_to_its_day(string text, int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Assert.Single(Read($"term,role,valence,date\ngain,polarity,0.5,{text}\n").Entries).Date);

    [Fact]
    public void The_hash_moves_with_term_role_and_valence()
    {
        string[] hashes =
        [
            Lexicon.Of("a", Three).Hash,
            Lexicon.Of("a", Three[0] with { Valence = -0.65 }, Three[1], Three[2]).Hash,
            Lexicon.Of("a", Three[0] with { Valence = Math.BitIncrement(-0.6) }, Three[1], Three[2]).Hash,
            Lexicon.Of("a", Three[0], Three[1] with { Role = Role.Hedge }, Three[2]).Hash,
            Lexicon.Of("a", Three[0], Three[1], Three[2] with { Term = "gains" }).Hash,
            Lexicon.Of("a", Three[0], Three[1]).Hash,
            Lexicon.Of("a").Hash,
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void The_hash_moves_with_nothing_that_cannot_move_a_score()
    {
        var hash = Lexicon.Of("a", Three).Hash;
        Assert.Equal(hash, Lexicon.Of("b", Three.Reverse()).Hash);
        Assert.Equal(hash, Lexicon.Of("a", Three.Select(e => e with { Note = "other", Date = null })).Hash);
        Assert.Equal(hash, Lexicon.Of("a", Three[0] with { Term = "Profit-Warning" }, Three[1], Three[2]).Hash);
        Assert.Equal(Lexicon.Of("a", new Entry("x", Role.Polarity, 0.0)).Hash, Lexicon.Of("a", new Entry("x", Role.Polarity, -0.0)).Hash);
    }

    [Fact]
    public void The_hash_is_that_of_the_lines_of_all_entries_in_ordinal_order()
    {
        // Words that begin others, and characters to either side of the letters: the order of words must be that of the lines.
        Entry[] entries = [new("profits", Role.Polarity, 0.5), new("profit warning", Role.Polarity, -0.5), new("profit", Role.Polarity, 0.25) { Quantity = 1, Direction = -0.0 }, new("$NVDA", Role.Polarity, 0), new("profit-taking", Role.Polarity, 0.125), new("Ärger", Role.Polarity, -1), new("not", Role.Negator, -1), new("10", Role.Boundary, 0)];
        string[] lines =
        [
            "profits\tPolarity\t3fe0000000000000\t\t\n", "profit warning\tPolarity\tbfe0000000000000\t\t\n", "profit\tPolarity\t3fd0000000000000\t0000000000000000\t3ff0000000000000\n", "$nvda\tPolarity\t0000000000000000\t\t\n",
            "profit taking\tPolarity\t3fc0000000000000\t\t\n", "ärger\tPolarity\tbff0000000000000\t\t\n", "not\tNegator\tbff0000000000000\t\t\n", "10\tBoundary\t0000000000000000\t\t\n",
        ];
        Array.Sort(lines, string.CompareOrdinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))), Lexicon.Of("a", entries).Hash);
    }

    [Fact]
    public void A_lexicon_says_its_name_size_and_the_start_of_its_hash()
    {
        var lexicon = Lexicon.Of("three", Three);
        Assert.Matches("^[0-9a-f]{64}$", lexicon.Hash);
        Assert.Equal($"three (3 entries, {lexicon.Hash[..8]}), licence not stated (commercial use: unknown, redistribution: unknown)", lexicon.ToString());
        Assert.Equal($"three (3 entries, {lexicon.Hash[..8]})", lexicon.With(Licence.Mit).ToString());
    }

    [Fact]
    public void An_empty_lexicon_made_in_memory_finds_every_text_silent() =>
        Assert.All(Examples.Scorers(Lexicon.Of("none")), s => Assert.Equal(Outcome.Silent, s.Score("A gain.").Outcome));

    [Theory]
    [InlineData("build out", "build-out build out BUILD‑OUT")]
    [InlineData("U.K.", "U.K. UK u.k. uk's")]
    [InlineData("don't", "don't don’t DON＇T")]
    [InlineData("$MSFT", "$MSFT $msft MSFT", 1)]
    [InlineData("5g", "5G 5g's 5 g", 2)]
    public void A_term_goes_through_the_rules_that_a_text_goes_through(string term, string text, int hits = -1) =>
        Assert.Equal(hits < 0 ? text.Split(' ').Length - (term.Contains(' ') ? 1 : 0) : hits, Lexicon.Of("one", new Entry(term, Role.Polarity, 0.5)).Scorer().Score(text).Hits);

    [Fact]
    public void A_lexicon_is_replaced_as_a_whole_or_not_at_all()
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("x.csv", "before");
        Directory.CreateDirectory(folder["taken.csv"]);
        Assert.Contains("taken.csv cannot be written: ", Assert.Throws<InputException>(() => Lexicon.Of("x", Three).Write(folder["taken.csv"])).Message, StringComparison.Ordinal);
        Lexicon.Of("x", Three).Write(path);
        Assert.Equal(3, Lexicon.Read(path).Entries.Length);
        Assert.Equal(["taken.csv", "x.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }
}
