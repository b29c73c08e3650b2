using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Rows by ticker or theme: printed, as JSON, or as CSV.</summary>
static class PartRows
{
    const int Batch = 512;

    static readonly string[] TickerColumns = ["article", "available", "ticker", "company", "value", "label", "relevance", "mentions", "coverage"];

    static readonly string[] ThemeColumns = ["article", "available", "theme", "prevalence", "value", "label", "mentions"];

    static readonly string[] ArticleColumns = ["article", "available", "title", "method", "value", "label", "coverage", "positive", "negative", "hits", "source score", "source label"];

    public static void Print(Corpus corpus, Parts parts, string by, string? file, bool json)
    {
        var columns = by == "ticker" ? TickerColumns : ThemeColumns;
        if (file is not null) RowFile.Write(file, columns, Rows(corpus, parts, by));
        else if (json) PrintJson(corpus, parts, by);
        else
        {
            var table = Tables.New([.. columns.Where(column => column != "available")]);
            foreach (var row in Rows(corpus, parts, by)) table.AddRow([.. columns.Zip(row).Where(cell => cell.First != "available").Select(cell => Shown(cell.First, cell.Second))]);
            AnsiConsole.Write(table);
            AnsiConsole.MarkupLineInterpolated($"[dim]{Untrusted.Line(parts.Identity)}[/]");
        }
    }

    /// <summary>Scores of articles as CSV.</summary>
    public static void Write(string file, Corpus corpus, IEnumerable<Score> scores) => RowFile.Write(file, ArticleColumns, scores.Zip(corpus).Select(pair => new object?[]
    {
        pair.Second.Id, pair.Second.AvailableAt, pair.Second.Title, pair.First.Method, pair.First.Value, Scale.TenWords.Label(pair.First), pair.First.Coverage, pair.First.Positive, pair.First.Negative, pair.First.Hits,
        pair.Second.SourceScore, pair.Second.SourceLabel,
    }));

    static IEnumerable<object?[]> Rows(Corpus corpus, Parts parts, string by) => by == "ticker"
        ? Made(corpus, parts.Tickers).Select(pair => new object?[] { pair.Article.Id, pair.Article.AvailableAt, pair.Row.Ticker, pair.Row.Score.Company.Name, pair.Row.Score.Outcome == Outcome.Silent ? null : pair.Row.Score.Value, pair.Row.Score.Label(), pair.Row.Score.Relevance, pair.Row.Score.Mentions.Length, pair.Row.Score.Coverage })
        : Made(corpus, parts.Themes).Select(pair => new object?[] { pair.Article.Id, pair.Article.AvailableAt, pair.Row.Theme.Name, pair.Row.Prevalence, pair.Row.Outcome == Outcome.Silent ? null : pair.Row.Value, pair.Row.Label(), pair.Row.Mentions.Length });

    static void PrintJson(Corpus corpus, Parts parts, string by)
    {
        using var lines = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        if (by == "ticker")
            foreach (var (article, row) in Made(corpus, parts.Tickers))
                Json.Line(lines, json => { json.WriteString("article", article.Id); PartsOfArticle.Write(json, row.Ticker, row.Score); });
        else
            foreach (var (article, row) in Made(corpus, parts.Themes))
                Json.Line(lines, json => { json.WriteString("article", article.Id); PartsOfArticle.Write(json, row); });
    }

    /// <summary>The rows of each article, in the order of the corpus, made on every core.</summary>
    static IEnumerable<(Article Article, T Row)> Made<T>(Corpus corpus, Func<Article, IEnumerable<T>> rows)
    {
        var progress = new Progress("scoring", corpus.Count);
        foreach (var batch in corpus.Chunk(Batch))
        {
            var made = new List<T>[batch.Length];
            Parallel.For(0, batch.Length, i => made[i] = [.. rows(batch[i])]);
            for (var i = 0; i < batch.Length; i++)
                foreach (var row in made[i]) yield return (batch[i], row);
            progress.Step(batch.Length);
        }
        progress.Done();
    }

    static Markup Shown(string column, object? cell) => cell switch
    {
        double number when column != "value" => Tables.Text(number.ToString("0.0%", CultureInfo.InvariantCulture)),
        double number => Tables.Number(number),
        int count => Tables.Text(count.ToString(CultureInfo.InvariantCulture)),
        _ => Tables.Text($"{cell}"),
    };
}
