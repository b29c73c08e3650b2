using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Rows by ticker and theme, tables in files, and companies judged.</summary>
public sealed class KitPartsTests
{
    static JsonElement[] Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    [Fact]
    public void The_tickers_of_the_seed_stand_in_its_json()
    {
        var line = Assert.Single(Lines(Kit.Run("score", "seeds", "--json").Done().Output));
        var tickers = line.GetProperty("tickers").EnumerateArray().ToDictionary(row => row.GetProperty("ticker").GetString()!);
        Assert.Equal(["OpenAI", "MSFT", "GOOGL", "GOOG", "ORCL"], tickers.Keys);
        Assert.All(["OpenAI", "GOOGL", "GOOG", "ORCL"], ticker => Assert.True(tickers[ticker].GetProperty("value").GetDouble() > 0.1));
        Assert.Equal("mixed", tickers["MSFT"].GetProperty("label").GetString());
        Assert.Equal((9, 3), (tickers["MSFT"].GetProperty("mentions").GetInt32(), tickers["ORCL"].GetProperty("mentions").GetInt32()));
        Assert.Contains("compute diversification", line.GetProperty("themes").EnumerateArray().Select(row => row.GetProperty("theme").GetString()));
    }

    [Fact]
    public void Rows_by_ticker_are_those_of_the_library_in_every_form()
    {
        using var folder = new ArticleFolder();
        var corpus = Corpus.Read(Repository.File("data", "articles", "2024-11.jsonl"));
        var scorer = Repository.Finance.Scorer().Tickers(Companies.Read(Repository.File("data", "tickers")));
        var expected = corpus.SelectMany(article => scorer.Score(article)).SelectMany(row => row.Company.Tickers.DefaultIfEmpty(row.Company.Name).Select(ticker => (row.ArticleId, ticker, row.Value, row.Outcome))).ToList();
        var json = Lines(Kit.Run("score", "data/articles/2024-11.jsonl", "--by", "ticker", "--json").Done().Output).Select(row => (row.GetProperty("article").GetString()!, row.GetProperty("ticker").GetString()!, row.GetProperty("value").GetDouble()));
        Assert.Equal(expected.Select(row => (row.ArticleId, row.ticker, row.Value)), json);
        Assert.Contains($"wrote {folder["t.csv"]}: {expected.Count} rows", Kit.Run("score", "data/articles/2024-11.jsonl", "--by", "ticker", "--out", folder["t.csv"]).Done().Output);
        var lines = File.ReadAllLines(folder["t.csv"]);
        Assert.Equal("article,available,ticker,company,value,label,relevance,mentions,coverage", lines[0]);
        Assert.Equal(expected.Select(row => row.Outcome == Outcome.Silent ? "" : FormattableString.Invariant($"{row.Value}")), lines[1..].Select(line => line.Split(',')[4]));
    }

    [Fact]
    public void Rows_by_theme_and_article_go_to_a_file_too()
    {
        using var folder = new ArticleFolder();
        Kit.Run("score", "seeds", "--by", "theme", "--out", folder["themes.csv"]).Done();
        Assert.StartsWith("article,available,theme,prevalence,value,label,mentions\n000_c79e3800b5831abf,,compute diversification,", File.ReadAllText(folder["themes.csv"]), StringComparison.Ordinal);
        Kit.Run("score", "seeds", "--out", folder["articles.csv"]).Done();
        Assert.Contains(",0.30,mildly positive\n", File.ReadAllText(folder["articles.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_that_is_a_formula_is_none_in_the_file()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.jsonl", """{"id":"=1+1","title":"=HYPERLINK(\"http://x\",\"y\")","text":"Profit rose."}""");
        Kit.Run("score", folder["a.jsonl"], "--out", folder["out.csv"]).Done();
        var text = File.ReadAllText(folder["out.csv"]);
        Assert.Contains("\n'=1+1,,\"'=HYPERLINK(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--by 'sector' is not known. Available: article, ticker, theme.", "score", "seeds", "--by", "sector")]
    [InlineData("gives no value to a part of a text. Expected --method finance or a ratio", "score", "seeds", "--by", "ticker", "--method", "sentimentr")]
    [InlineData("Expected a name that ends in .csv.", "score", "seeds", "--out", "x.txt")]
    [InlineData("is, or lies in, something that is read", "score", "seeds", "--out", "seeds/x.csv")]
    [InlineData("is, or lies in, something that is read", "score", "seeds", "--lexicon", "data/lexicons/finance.csv", "--out", "data/lexicons/finance.csv")]
    [InlineData("--companies and --themes are of --by ticker", "score", "seeds", "--companies", "data/tickers")]
    [InlineData("--out writes a table without intervals", "score", "seeds", "--json", "--out", "x.csv")]
    [InlineData("--by theme has neither receipts nor intervals", "score", "seeds", "--by", "theme", "--intervals")]
    [InlineData("names no target. Expected a company for each text", "evaluate", "--labels", "data/labels/sentences.csv", "--entities")]
    [InlineData("--entities has no --against", "evaluate", "--labels", "data/labels/entities.csv", "--entities", "--against", "ratio:tone")]
    public void What_cannot_be_is_said(string message, params string[] arguments)
    {
        var run = Kit.Run(arguments);
        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_companies_that_cannot_be_used_names_row_and_column()
    {
        using var folder = new ArticleFolder();
        folder.Put("c.csv", "company,kind,term\nOrvane,name,Orvane\nTarnby,name,Orvane\n");
        var run = Kit.Run("score", "seeds", "--by", "ticker", "--companies", folder["c.csv"]);
        Assert.Equal(2, run.Code);
        folder.Put("the.csv", "company,kind,term\nOrvane,name,the\n");
        Assert.Contains("(2): 'the' would match almost every text.", Kit.Run("score", "seeds", "--by", "ticker", "--companies", folder["the.csv"]).Error, StringComparison.Ordinal);
        Assert.Contains($"{folder["c.csv"]}(3): 'Orvane' stands for 'Tarnby' and, in {folder["c.csv"]}(2), for 'Orvane'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Companies_are_judged_on_all_texts_and_on_those_with_several()
    {
        using var folder = new ArticleFolder();
        folder.Put("e.csv", "id,text,target,label\n1a,Orvane sued Tarnby.,Orvane,neutral\n1b,Orvane sued Tarnby.,Tarnby,negative\n2,Orvane shares rose 5%.,Orvane,negative\n");
        var line = Assert.Single(Lines(Kit.Run("evaluate", "--labels", folder["e.csv"], "--entities", "--json").Done().Output));
        Assert.Equal(2 / 3.0, line.GetProperty("accuracy").GetDouble(), 12);
        Assert.Equal((2, 1.0), (line.GetProperty("several").GetProperty("n").GetInt32(), line.GetProperty("several").GetProperty("accuracy").GetDouble()));
        Assert.Contains("== judged negative for Orvane; said positive", Kit.Run("evaluate", "--labels", folder["e.csv"], "--entities", "--errors").Done().Output);
    }
}
