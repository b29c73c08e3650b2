using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FrameCsvTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    DataFrame Read(string text, params string[] left) => Frames.ReadCsv(folder.Put("table.csv", text), left);

    static string Types(DataFrame frame) => string.Join(", ", frame.Columns.Select(column => $"{column.Name}: {column.DataType.Name}"));

    static object?[] Column(DataFrame frame, string name) => [.. Enumerable.Range(0, (int)frame.Rows.Count).Select(row => frame[name][row])];

    string Written(DataFrame frame)
    {
        frame.WriteCsv(folder["written.csv"]);
        return File.ReadAllText(folder["written.csv"]);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    [InlineData("")]
    public void Columns_have_the_type_of_all_their_cells_in_any_language(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        var frame = Read("n,x,yes,at,id,big,text\n16777217,0.5,true,2026-01-05T16:30:00+02:00,007,12345678901234567890,a\n,1e-3,,,8,1,\"b,\"\"c\"\"\"\n-2,3,false,2026-01-06T00:00:00Z,9,2,\n");
        Assert.Equal("n: Int64, x: Double, yes: Boolean, at: DateTime, id: String, big: String, text: String", Types(frame));
        Assert.Equal([16777217L, null, -2L], Column(frame, "n"));
        Assert.Equal([0.5, 0.001, 3.0], Column(frame, "x"));
        Assert.Equal([true, null, false], Column(frame, "yes"));
        Assert.Equal([new DateTime(2026, 1, 5, 14, 30, 0), null, new DateTime(2026, 1, 6)], Column(frame, "at"));
        Assert.Equal(["007", "8", "9"], Column(frame, "id"));
        Assert.Equal(["a", "b,\"c\"", null], Column(frame, "text"));
    });

    [Fact]
    public void A_column_can_be_left_as_text()
    {
        Assert.Equal(["0.30", "1"], Column(Read("score,n\n0.30,1\n1,2\n", "score"), "score"));
        Assert.StartsWith("Column 'nowhere' is not known. Available: score, n.", Assert.Throws<InputException>(() => Read("score,n\n0.30,1\n", "nowhere")).Message);
    }

    [Fact]
    public void What_is_no_table_is_refused_with_its_place()
    {
        Assert.EndsWith("table.csv(1): column 'a' stands twice. Rename one.", Assert.Throws<InputException>(() => Read("a,a\n1,2\n")).Message);
        Assert.Matches(@"table\.csv\(3\): ", Assert.Throws<InputException>(() => Read("a,b\n1,2\n1\n")).Message);
        Assert.Matches(@"table\.csv\(2\): ", Assert.Throws<InputException>(() => Read("a,b\n1,\"2\n")).Message);
        Assert.Contains("the file is empty", Assert.Throws<InputException>(() => Read("")).Message);
        Assert.Contains("is not UTF-8", Assert.Throws<InputException>(() => Frames.ReadCsv(folder.Put("latin.csv", [(byte)'a', (byte)'\n', 0xE6]))).Message);
        Assert.Contains("no such file", Assert.Throws<InputException>(() => Frames.ReadCsv(folder["nowhere.csv"])).Message);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("")]
    public void What_is_written_reads_as_the_same_articles_and_scores(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        Article[] articles = [Article.Of("Strong growth, \"heavy\" losses.\n\nTwo.", "a") with { SourceScore = 0.30m, Title = "2026", PublishedAt = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero), Language = "en" }, Article.Of("The room.", "007")];
        Corpus.Of(articles).ToDataFrame().WriteCsv(folder["articles.csv"]);
        Assert.Equal(articles, Frames.ReadCsv(folder["articles.csv"], "source score").ToCorpus());
        var scores = articles.Select(article => Repository.Finance.Scorer().Score(article)).ToList();
        scores.ToDataFrame().WriteCsv(folder["scores.csv"]);
        Assert.Equal(scores, Frames.ReadCsv(folder["scores.csv"]).ToScores());
    });

    [Fact]
    public void Numbers_are_whole_nulls_empty_and_instants_in_utc() => Assert.Equal("x,n,yes,at,text\n0.30000000000000004,1,true,2026-01-05T14:30:00Z,\"a,\nb\"\n,,,,\nNaN,2,false,2026-01-06T00:00:00.5Z,c\n", Written(new(
        new DoubleDataFrameColumn("x", [0.1 + 0.2, null, double.NaN]), new Int32DataFrameColumn("n", [1, null, 2]), new BooleanDataFrameColumn("yes", [true, null, false]),
        new DateTimeDataFrameColumn("at", [new DateTime(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc), null, new DateTime(2026, 1, 6).AddSeconds(0.5)]), new StringDataFrameColumn("text", ["a,\nb", null, "c"]))));

    [Fact]
    public void Doubles_come_back_to_the_bit()
    {
        var random = new SplitMix(11);
        double?[] numbers = [.. Enumerable.Range(0, 300).Select(_ => (double?)BitConverter.UInt64BitsToDouble(random.Next() & 0x7FEFFFFFFFFFFFFF)), 0.5, null, double.NaN, double.NegativeInfinity, double.Epsilon, double.MaxValue];
        new DataFrame(new DoubleDataFrameColumn("x", numbers)).WriteCsv(folder["numbers.csv"]);
        Assert.Equal(numbers.Cast<object?>(), Column(Frames.ReadCsv(folder["numbers.csv"]), "x"));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("＝1+1")]
    public void A_text_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(string attack)
    {
        Assert.Equal($"'{attack}", Untrusted.Cell(attack));
        new DataFrame(new StringDataFrameColumn(attack, [attack, null])).WriteCsv(folder["attack.csv"]);
        var read = Frames.ReadCsv(folder["attack.csv"]);
        Assert.Equal($"'{attack}", read.Columns.Single().Name);
        Assert.Equal([$"'{attack}", null], Column(read, $"'{attack}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("growth = good")]
    [InlineData("-0.5")]
    [InlineData("+1e-3")]
    [InlineData("'quoted'")]
    [InlineData("−0.5")]
    public void Other_texts_and_numbers_stay_as_they_are(string text) => Assert.Equal(text, Untrusted.Cell(text));

    [Fact]
    public void Negative_numbers_are_not_guarded() => Assert.Equal("x,y\n-1,-0.5\n", Written(new(new Int32DataFrameColumn("x", [-1]), new StringDataFrameColumn("y", ["-0.5"]))));

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        var before = folder.Put("kept.csv", "mine");
        Assert.Equal("Row 2, column 'x': holds half a surrogate pair, which is no character.", Assert.Throws<InputException>(() => new DataFrame(new StringDataFrameColumn("x", ["fine", "half \uD800"])).WriteCsv(before)).Message);
        Assert.Equal("mine", File.ReadAllText(before));
        Assert.Equal(["kept.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }
}
