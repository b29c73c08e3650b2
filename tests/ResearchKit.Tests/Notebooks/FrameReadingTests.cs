using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>DataFrames back to articles and scores.</summary>
public sealed class FrameReadingTests
{
    static readonly Article Known = Article.Of("Strong growth.\n\nHowever, losses may widen.") with
    {
        Id = "007",
        Title = "A title",
        Source = "source",
        Language = "en",
        SourceScore = 0.30m,
        SourceLabel = "mildly positive",
        PublishedAt = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero),
        AvailableAt = new(2026, 1, 5, 14, 31, 0, TimeSpan.Zero),
    };

    static readonly Article[] Articles = [Known, Article.Of("The room.", "unknown"), Article.Of("A title", "title alone") with { Title = "A title" }, Article.Of("", "empty"), Article.Of("", "title without text") with { Title = "A title" }];

    static IReadOnlyList<Score> Scores => [.. Articles.Select(article => Repository.Finance.Scorer().Score(article)), Repository.Finance.Scorer().Score(Article.Of("Der Umsatz stieg.", "german") with { Language = "de" })];

    static string Refused(Action read) => Assert.Throws<InputException>(read).Message;

    static DataFrame Two(DataFrameColumn column) => new(new StringDataFrameColumn("id", ["a", "b"]), new StringDataFrameColumn("text", ["x", "y"]), column);

    [Fact]
    public void Articles_come_back_as_they_went() => Assert.Equal(Articles, Corpus.Of(Articles).ToDataFrame().ToCorpus());

    [Fact]
    public void Scores_come_back_to_the_bit()
    {
        Assert.Equal([Outcome.Scored, Outcome.Silent, Outcome.UnsupportedLanguage], Scores.Select(score => score.Outcome).Distinct());
        Assert.Equal(Scores, Scores.ToDataFrame().ToScores());
    }

    [Fact]
    public void Names_of_a_file_are_known_too_and_other_columns_are_kept_as_fields()
    {
        var article = new DataFrame(new Int64DataFrameColumn("id", [7]), new StringDataFrameColumn("paragraphs", ["One.\n\nTwo."]), new StringDataFrameColumn("publishedAt", ["2026-01-05T14:30:00Z"]),
            new DoubleDataFrameColumn("score", [0.25]), new StringDataFrameColumn("label", [null]), new DoubleDataFrameColumn("weight", [0.5])).ToCorpus()[0];
        Assert.Equal(("7", new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero), 0.25m, null, "0.5"), (article.Id, article.PublishedAt, article.SourceScore, article.SourceLabel, article.Fields["weight"].GetString()));
        Assert.Equal(["One.", "Two."], article.Paragraphs);
    }

    [Fact]
    public void A_float32_is_refused_by_name()
    {
        var frame = Scores.ToDataFrame();
        frame.Columns["coverage"] = new SingleDataFrameColumn("coverage", Scores.Select(score => (float)score.Coverage));
        Assert.Equal("Column 'coverage' holds Single (float32), which cannot keep a double: 16777217 would be 16777216. Read it as double, with Frames.ReadCsv or the dataTypes of DataFrame.LoadCsv.", Refused(() => frame.ToScores()));
        Assert.Contains("'source score' holds Single", Refused(() => Two(new SingleDataFrameColumn("source score", [0.5f, 1f])).ToCorpus()));
        Assert.Contains("'mine' holds Single", Refused(() => Two(new SingleDataFrameColumn("mine", [0.5f, 1f])).ToCorpus()));
        Assert.Contains("'mine' holds Single", Refused(() => Two(new SingleDataFrameColumn("mine", [0.5f, 1f])).Group("id").Mean("mine")));
    }

    [Theory]
    [InlineData(double.NaN, "Row 2, column 'value': is NaN, which is not null. Expected a number, or null where it is unknown.")]
    [InlineData(double.PositiveInfinity, "Row 2, column 'value': is Infinity, which is not null. Expected a number, or null where it is unknown.")]
    [InlineData(1.5, "Row 2, column 'value': is 1.5. Expected -1 to 1.")]
    [InlineData(null, "Row 2, column 'value': is null. Expected -1 to 1.")]
    public void A_value_that_is_none_is_named_by_its_row(double? value, string message)
    {
        var frame = Scores.ToDataFrame();
        frame["value"][1] = value;
        Assert.Equal(message, Refused(() => frame.ToScores()));
    }

    [Fact]
    public void A_column_that_is_missing_or_of_another_type_is_named_with_what_is_allowed()
    {
        var frame = Scores.ToDataFrame();
        frame.Columns.Remove("hits");
        Assert.Equal("Column 'hits' is missing. Found: article, method, value, label, positive, negative, coverage, sentences, tokens. Expected article, method, value, label, positive, negative, coverage, hits, sentences, tokens.", Refused(() => frame.ToScores()));
        frame.Columns.Add(new StringDataFrameColumn("hits", Scores.Count));
        Assert.Equal("Column 'hits' holds String. Expected whole numbers: Int32 or Int64.", Refused(() => frame.ToScores()));
        Assert.StartsWith("Column 'id' is missing. Found: words. Expected id, text (or paragraphs) and", Refused(() => new DataFrame(new StringDataFrameColumn("words", ["x"])).ToCorpus()));
        Assert.StartsWith("Column 'text' is missing. Found: id, paragraphs.", Refused(() => new DataFrame(new StringDataFrameColumn("id", ["x"]), new Int32DataFrameColumn("paragraphs", [1])).ToCorpus()));
        Assert.Equal("Column 'published (UTC)' holds Double. Expected DateTime in UTC, or String such as 2026-01-05T14:30:00Z.", Refused(() => Two(new DoubleDataFrameColumn("published (UTC)", [1, 2])).ToCorpus()));
        Assert.Equal("Columns 'text' and 'paragraphs' are one field. Keep one of them.", Refused(() => Two(new StringDataFrameColumn("paragraphs", ["x", "y"])).ToCorpus()));
    }

    [Fact]
    public void A_cell_that_breaks_a_rule_of_articles_is_named_by_its_row()
    {
        Assert.Equal("Row 2, column 'source score': 2 is out of range. Expected -1 to 1.", Refused(() => Two(new DoubleDataFrameColumn("source score", [1, 2])).ToCorpus()));
        Assert.Equal("Row 1, column 'source score': 'NaN' is not a number. Expected e.g. -0.25, with '.' as decimal point.", Refused(() => Two(new DoubleDataFrameColumn("source score", [double.NaN, 0])).ToCorpus()));
        Assert.StartsWith("Row 2, column 'publishedAt': '5.1.2026' is not an ISO 8601 instant", Refused(() => Two(new StringDataFrameColumn("publishedAt", ["2026-01-05T14:30:00Z", "5.1.2026"])).ToCorpus()));
        Assert.Equal("Row 2, column 'id': 'a' stands in row 1 too. Expected ids that differ.", Refused(() => new DataFrame(new StringDataFrameColumn("id", ["a", "a"]), new StringDataFrameColumn("text", ["x", "y"])).ToCorpus()));
        Assert.Equal("Row 1, column 'id': is missing. Every article needs an id.", Refused(() => new DataFrame(new StringDataFrameColumn("id", [null]), new StringDataFrameColumn("text", ["x"])).ToCorpus()));
        Assert.Equal("Row 1, column 'text': is missing. Every article needs 'text' or 'paragraphs'.", Refused(() => new DataFrame(new StringDataFrameColumn("id", ["a"]), new StringDataFrameColumn("text", [null])).ToCorpus()));
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_language_reads_the_same(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        Articles_come_back_as_they_went();
        Scores_come_back_to_the_bit();
        Assert.Equal("Row 2, column 'source score': 1.5 is out of range. Expected -1 to 1.", Refused(() => Two(new DoubleDataFrameColumn("source score", [1, 1.5])).ToCorpus()));
    });
}
