using System.Globalization;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>DataFrames as the kit's results, so that what a notebook filters and joins can be scored and drawn again.</summary>
public static partial class Frames
{
    /// <summary>What <see cref="ToDataFrame(IReadOnlyList{Article})"/> calls the fields of an article.</summary>
    static readonly (string Column, string Field)[] ArticleColumns =
        [("id", "id"), ("title", "title"), ("text", "text"), ("paragraphs", "paragraphs"), ("published (UTC)", "publishedAt"), ("available (UTC)", "availableAt"),
         ("source", "source"), ("language", "language"), ("source score", "score"), ("source label", "label"), ("tickers", "tickers")];

    static readonly string[] ScoreColumns = ["article", "method", "value", "label", "positive", "negative", "coverage", "hits", "sentences", "tokens"];

    /// <summary>The articles of a DataFrame, one a row: what <see cref="ToDataFrame(IReadOnlyList{Article})"/> made, or any frame with <c>id</c> and <c>text</c> (or <c>paragraphs</c>, as text).</summary>
    /// <remarks>Columns are called as <see cref="ToDataFrame(IReadOnlyList{Article})"/> calls them, or as a file does (<c>publishedAt</c>, <c>score</c>, <c>label</c>); others go to <see cref="Article.Fields"/>, as from a CSV file.
    /// A text that opens with its title has it once. A null is absent. Instants come back in UTC; a <c>paragraphs</c> that counts them is not read: a blank line in <c>text</c> ends one.</remarks>
    /// <exception cref="InputException">A column is missing or holds another type, float32 above all; or a cell breaks a rule of <see cref="Corpus.Read"/>. Row (from 1) and column are named.</exception>
    public static Corpus ToCorpus(this DataFrame frame)
    {
        const string Expected = "id, text (or paragraphs) and, if wanted, title, published (UTC), available (UTC), source, language, source score, source label, tickers";
        FrameColumn.Find(frame, "id", Expected);
        var columns = frame.Columns.Where(c => c.Name != "paragraphs" || c.DataType == typeof(string)).Select(c => (c.Name, Field: FieldOf(c.Name), Cells: Typed(c, FieldOf(c.Name)))).ToList();
        if (!columns.Any(c => c.Field is "text" or "paragraphs")) FrameColumn.Find(frame, "text", Expected);
        foreach (var twice in columns.GroupBy(c => c.Field == "paragraphs" ? "text" : c.Field).Where(group => group.Count() > 1))
            throw new InputException($"Columns {string.Join(" and ", twice.Select(c => Untrusted.Quote(c.Name)))} are one field. Keep one of them.");
        var title = columns.FirstOrDefault(c => c.Field == "title").Cells;
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        var articles = new List<Article>();
        for (long row = 0; row < frame.Rows.Count; row++)
        {
            try
            {
                var builder = new ArticleBuilder("DataFrame");
                foreach (var (_, field, cells) in columns)
                    if (cells.Text(row) is { } cell) builder.SetCell(field, field == "text" ? Body(cell, title?.Text(row)) : cell);
                var article = ArticleRules.Check(builder.Build() with { Path = null });
                articles.Add(article);
                if (!places.TryAdd(article.Id, row)) throw new RowFault("id", string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Quote(article.Id)} stands in row {places[article.Id] + 1} too. Expected ids that differ"));
            }
            catch (RowFault fault)
            {
                throw FrameColumn.At(row, columns.Where(c => fault.Field == c.Field).Select(c => c.Name).FirstOrDefault(fault.Field), fault.Message);
            }
        }
        return Corpus.Of(articles);
    }

    /// <summary>The scores of a DataFrame, one a row, to the bit: what <see cref="ToDataFrame(IEnumerable{Score})"/> made, filtered, joined or read from a file.</summary>
    /// <remarks>The <c>label</c> says only whether a text was silent or in another language. Other columns are passed over.</remarks>
    /// <exception cref="InputException">A column is missing or holds another type, float32 above all; or a cell is null, NaN or out of range. Row (from 1) and column are named.</exception>
    public static IReadOnlyList<Score> ToScores(this DataFrame frame)
    {
        var found = ScoreColumns.Select(name => FrameColumn.Find(frame, name, string.Join(", ", ScoreColumns))).ToList();
        FrameColumn article = FrameColumn.Names(found[0]), method = FrameColumn.Texts(found[1]), label = FrameColumn.Texts(found[3]);
        FrameColumn value = FrameColumn.Doubles(found[2]), positive = FrameColumn.Doubles(found[4]), negative = FrameColumn.Doubles(found[5]), coverage = FrameColumn.Doubles(found[6]);
        FrameColumn hits = FrameColumn.Counts(found[7]), sentences = FrameColumn.Counts(found[8]), tokens = FrameColumn.Counts(found[9]);
        var scores = new List<Score>();
        for (long row = 0; row < frame.Rows.Count; row++)
            scores.Add(new(article.Required(row), method.Required(row), value.Number(row, -1, 1, "-1 to 1"),
                positive.Number(row, 0, double.MaxValue, "0 or more"), negative.Number(row, 0, double.MaxValue, "0 or more"), coverage.Number(row, 0, 1, "0 to 1"),
                hits.Count(row), sentences.Count(row), tokens.Count(row),
                label.Required(row) switch { Scale.Silent => Outcome.Silent, Scale.UnsupportedLanguage => Outcome.UnsupportedLanguage, _ => Outcome.Scored }));
        return scores;
    }

    static string FieldOf(string column) => ArticleColumns.Where(known => known.Column == column).Select(known => known.Field).FirstOrDefault(column);

    static FrameColumn Typed(DataFrameColumn column, string field) => field switch
    {
        "id" or "title" or "text" => FrameColumn.Names(column),
        "paragraphs" or "source" or "language" or "label" or "tickers" => FrameColumn.Texts(column),
        "publishedAt" or "availableAt" => FrameColumn.Times(column),
        "score" => FrameColumn.Printed(column),
        _ => FrameColumn.Any(column),
    };

    /// <summary>The text without its title, if it opens with it; a space where nothing is left, since an empty cell is absent.</summary>
    static string Body(string text, string? title)
    {
        if (title is { Length: > 0 } && text.StartsWith(title, StringComparison.Ordinal) && (text.Length == title.Length || text.AsSpan(title.Length).StartsWith(Article.BlockSeparator)))
            text = text[title.Length..];
        return text.Length > 0 ? text : " ";
    }
}
