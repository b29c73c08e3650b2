using System.Text.Json;

namespace ResearchKit.Cli;

/// <summary>What is said in an article of companies and themes, by a method.</summary>
sealed class Parts(LexiconScorer scorer, Companies? companies, Taxonomy? themes)
{
    readonly TickerScorer? tickers = companies is null ? null : scorer.Tickers(companies);

    public string Identity => tickers?.Identity ?? $"{scorer.Identity}→themes({themes!.Hash[..8]})";

    /// <summary>A row for each class of shares, so that each joins with prices; a private company stands under its name.</summary>
    public IEnumerable<(string Ticker, TickerScore Score)> Tickers(Article article) => (tickers?.Score(article) ?? []).SelectMany(row => row.Company.Tickers.DefaultIfEmpty(row.Company.Name).Select(ticker => (ticker, row)));

    public IEnumerable<ThemeScore> Themes(Article article) => themes is null ? [] : scorer.Themes(article, themes);

    /// <summary>Both, made at once.</summary>
    public PartsOfArticle Of(Article article) => new([.. Tickers(article)], [.. Themes(article)]);
}

/// <summary>What is said in one article of companies and themes.</summary>
sealed record PartsOfArticle(List<(string Ticker, TickerScore Score)> Tickers, List<ThemeScore> Themes)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("tickers");
        foreach (var (ticker, row) in Tickers)
        {
            json.WriteStartObject();
            Write(json, ticker, row);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("themes");
        foreach (var row in Themes)
        {
            json.WriteStartObject();
            Write(json, row);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, string ticker, TickerScore row)
    {
        json.WriteString("ticker", ticker);
        json.WriteString("company", row.Company.Name);
        json.WriteNumber("value", row.Value);
        json.WriteString("label", row.Label());
        json.WriteNumber("relevance", row.Relevance);
        json.WriteNumber("mentions", row.Mentions.Length);
        json.WriteNumber("coverage", row.Coverage);
    }

    public static void Write(Utf8JsonWriter json, ThemeScore row)
    {
        json.WriteString("theme", row.Theme.Name);
        json.WriteNumber("prevalence", row.Prevalence);
        json.WriteNumber("value", row.Value);
        json.WriteString("label", row.Label());
        json.WriteNumber("mentions", row.Mentions.Length);
    }
}
