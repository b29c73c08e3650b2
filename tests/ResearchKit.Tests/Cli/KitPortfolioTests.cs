using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitPortfolioTests
{
    static readonly string[] Sample = ["portfolio", "data/positions/book.csv", "--articles", "data/articles", "--as-of", "2026-05-29", "--since", "2026-05-15"];

    static double Sum(JsonNode? rows, string field) => rows!.AsArray().Sum(row => (double)row![field]!);

    [Fact]
    public void The_json_sums_by_position_by_theme_and_by_article()
    {
        var line = Assert.Single(Kit.Run([.. Sample, "--scenario", "Halden AI moves to -0.5", "--scenario", "capacity theme doubles", "--json"]).Done().JsonLines);
        Assert.NotEqual(0, (double)line["exposure"]!);
        Assert.Equal((double)line["exposure"]!, Sum(line["positions"], "value"), 1e-12);
        Assert.Equal((double)line["exposure"]!, Sum(line["themes"], "value"), 1e-12);
        var change = line["change"]!;
        Assert.NotEqual(0, (double)change["value"]!);
        Assert.Equal((double)change["value"]!, Sum(change["articles"], "after") - Sum(change["articles"], "before"), 1e-12);
        Assert.Equal((double)change["value"]!, Sum(line["positions"], "change"), 1e-12);
        Assert.Equal((double)change["value"]!, Sum(change["themes"], "after") - Sum(change["themes"], "before"), 1e-12);
        Assert.Equal((double)line["diversification"]!, Sum(change["diversification"], "after"), 1e-12);
        Assert.Equal((double)line["exposure"]!, line["positions"]!.AsArray().Sum(position => Sum(position!["themes"], "value")), 1e-12);
        var (first, halden) = (line["scenarios"]![0]!, line["positions"]![0]!);
        Assert.Equal(-0.5, (double)first["positions"]![0]!["after"]!);
        Assert.Equal(0.3 * (-0.5 - (double)halden["sentiment"]!), (double)first["after"]! - (double)first["before"]!, 1e-12);
        var capacity = (double)line["themes"]!.AsArray().Single(theme => (string?)theme!["theme"] == "capacity commitments")!["value"]!;
        Assert.NotEqual(0, capacity);
        Assert.Equal(capacity, (double)line["scenarios"]![1]!["after"]! - (double)line["exposure"]!, 1e-12);
        Assert.Equal("2026-05-29T23:59:59.9999999+00:00", (string?)line["asOf"]);
        Assert.Equal((null, 1.0), ((string?)line["risk"], Math.Round((double)line["sum"]!, 12)));
    }

    [Fact]
    public void Prices_set_risk_beside_and_weigh_shares()
    {
        using var folder = new ArticleFolder();
        folder.Put("book.csv", "ticker,shares\nQHALD,100\nQCORV,-20\nCASH,5000\n");
        var line = Assert.Single(Kit.Run("portfolio", folder["book.csv"], "--articles", "data/articles", "--as-of", "2026-05-29", "--prices", "data/prices/prices.csv", "--adjusted", "yes", "--benchmark", "QINDX", "--json").Done().JsonLines);
        var prices = Prices.Read(Repository.File("data", "prices", "prices.csv"), adjusted: true);
        double Close(string ticker) => prices[ticker].Last(price => price.Date <= new DateOnly(2026, 5, 29)).Close;
        var worth = 100 * Close("QHALD") - 20 * Close("QCORV") + 5000;
        Assert.Equal([100 * Close("QHALD") / worth, -20 * Close("QCORV") / worth, 5000 / worth], line["positions"]!.AsArray().Select(row => (double)row!["weight"]!));
        Assert.Equal(("QINDX", "2026-05-29"), ((string?)line["risk"]!["market"], (string?)line["risk"]!["until"]));
        // The sample market's betas run from 0.7 to 1.3; a year of days tells them to about 0.3.
        Assert.InRange((double)line["risk"]!["positions"]![0]!["beta"]!, 0.2, 1.8);
        Assert.Equal(1, (double)line["risk"]!["covered"]!, 1e-12);
    }

    [Fact]
    public void Prices_may_be_Parquet()
    {
        using var folder = new ArticleFolder();
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT * FROM read_csv({Duck.File(Repository.File("data", "prices", "prices.csv"))}) WHERE ticker IN ('QHALD', 'QINDX')) TO '{folder["p.parquet"]}'");
        folder.Put("book.csv", "ticker,shares\nQHALD,100\nCASH,5000\n");
        string[] asked = ["portfolio", folder["book.csv"], "--articles", "data/articles", "--as-of", "2026-05-29", "--adjusted", "yes", "--benchmark", "QINDX", "--json", "--prices"];
        var (parquet, csv) = (Assert.Single(Kit.Run([.. asked, folder["p.parquet"]]).Done().JsonLines), Assert.Single(Kit.Run([.. asked, "data/prices/prices.csv"]).Done().JsonLines));
        Assert.Equal(csv["risk"]!.ToJsonString(), parquet["risk"]!.ToJsonString());
        Assert.Equal(csv["positions"]!.ToJsonString(), parquet["positions"]!.ToJsonString());
    }

    [Fact]
    public void A_Parquet_file_that_cannot_be_used_is_refused_by_what_is_wrong_with_it_and_in_no_words_of_a_database()
    {
        using var folder = new ArticleFolder();
        string Refused(string file)
        {
            var said = Kit.Run("portfolio", "data/positions/book.csv", "--articles", "data/articles", "--as-of", "2026-05-29", "--adjusted", "yes", "--prices", folder[file]).Refused();
            Assert.DoesNotMatch("(?i)read_parquet|hive_partitioning|select|cast|sql|duckdb", said.Replace(folder.Path, "", StringComparison.Ordinal));
            return said;
        }
        string Written(string name, string rows)
        {
            using var duck = Duck.Open();
            duck.Run($"COPY ({rows}) TO '{folder[name]}' (FORMAT parquet)");
            return name;
        }
        folder.Put("bad.parquet", "date,ticker,close\n");
        Assert.Contains("bad.parquet: cannot be read as Parquet: ", Refused("bad.parquet"));
        Assert.Contains("none.parquet: no such file.", Refused("none.parquet"));
        // Cut off in the middle, and with a page overwritten.
        var whole = File.ReadAllBytes(folder[Written("whole.parquet", "SELECT DATE '2026-01-05' + CAST(i // 10 AS INTEGER) AS date, 'Q' || i % 10 AS ticker, 100 + i / 7 AS close FROM range(50000) t(i)")]);
        folder.Put("cut.parquet", whole[..(whole.Length / 2)]);
        Assert.Contains("cut.parquet: cannot be read as Parquet: ", Refused("cut.parquet"));
        var broken = (byte[])whole.Clone();
        Array.Fill(broken, (byte)0xFF, 4, whole.Length / 2);
        folder.Put("broken.parquet", broken);
        Assert.Matches("broken.parquet(, row [0-9]+)?: cannot be read", Refused("broken.parquet"));
        Assert.Contains("column 'close' is missing. Found: date, ticker, price.", Refused(Written("other.parquet", "SELECT DATE '2026-01-05' AS date, 'QA' AS ticker, 1.5 AS price")));
        Assert.Contains("column 'close' holds 32-bit numbers", Refused(Written("float.parquet", "SELECT DATE '2026-01-05' AS date, 'QA' AS ticker, CAST(1.5 AS FLOAT) AS close")));
        Assert.Contains("is no day without time and zone", Refused(Written("time.parquet", "SELECT TIMESTAMP '2026-01-05 10:00:00' AS date, 'QA' AS ticker, 1.5 AS close")));
        Assert.Contains("close is 'dear', a String. Expected a number.", Refused(Written("text.parquet", "SELECT DATE '2026-01-05' AS date, 'QA' AS ticker, 'dear' AS close")));
        Assert.Contains("no prices. Expected at least one.", Refused(Written("empty.parquet", "SELECT DATE '2026-01-05' AS date, 'QA' AS ticker, 1.5 AS close WHERE false")));
    }

    [Fact]
    public void People_read_positions_themes_changes_and_what_if()
    {
        var output = Kit.Run([.. Sample, "--scenario", "QHALD moves to -0.5", "--prices", "data/prices/prices.csv", "--adjusted", "yes"]).Done().Output;
        Assert.StartsWith("book.csv (6 positions, long 0.80, short -0.15, cash 0.35, ", output);
        Assert.Contains("\nexposure to sentiment ", output);
        Assert.Contains("\nexposure to compute diversification ", output);
        Assert.Contains(Diversification.Note, output);
        Assert.Contains("\nsince 2026-05-15 23:59Z: ", output);
        Assert.Contains("\n  QHALD by theme: ", output);
        Assert.Contains("\nif QHALD moves to -0.5: ", output);
        Assert.Contains("\nrisk by prices until 2026-05-29, beside news and not mixed with it: beta ", output);
    }

    [Fact]
    public void Without_an_instant_it_is_that_of_the_latest_article_and_an_odd_book_is_said()
    {
        using var folder = new ArticleFolder();
        folder.Put("book.csv", "ticker,weight\nMSFT,0.5\nZZZZ,0.2\n");
        folder.Put("a.jsonl", """{"id":"a","title":"Microsoft\u001b[2J posted a record profit","paragraphs":["Microsoft shares rose."],"publishedAt":"2026-03-04T10:00:00Z"}""" + "\n");
        var output = Kit.RunIn(folder.Path, "portfolio", "book.csv", "--articles", "a.jsonl").Done().Output;
        Assert.Contains("\nWeights add up to 0.7, cash included, not to 1.", output);
        Assert.Contains("\nas of 2026-03-04 10:00Z, 1 article within 30 days", output);
        Assert.Contains("not among the companies: nothing was looked for", output);
        Assert.Contains("new  a: Microsoft", output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        Assert.StartsWith("--prices data/prices/prices.csv: nothing says whether splits and dividends are allowed for.", Kit.Run([.. Sample, "--prices", "data/prices/prices.csv"]).Refused());
        Assert.StartsWith("--prices p.csv: --adjusted 'maybe' does not say", Kit.Run([.. Sample, "--prices", "p.csv", "--adjusted", "maybe"]).Refused());
        Assert.StartsWith("--adjusted, --actions and --benchmark say something of prices.", Kit.Run([.. Sample, "--benchmark", "QINDX"]).Refused());
        Assert.StartsWith("Scenario 'QHALD explodes': no change is found in it.", Kit.Run([.. Sample, "--scenario", "QHALD explodes"]).Refused());
        Assert.StartsWith("Option Since is ", Kit.Run([.. Sample[..^1], "2026-06-01"]).Refused());
        Assert.StartsWith("nowhere.csv: no such file.", Kit.Run("portfolio", "nowhere.csv", "--articles", "data/articles").Refused());
        Assert.StartsWith("No article has a time.", Kit.Run("portfolio", "data/positions/book.csv", "--articles", "data/labels/summaries.csv").Refused());
    }
}
