using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitScoreTests
{
    [Fact]
    public void Json_has_these_fields_in_this_order()
    {
        using var line = JsonDocument.Parse(Kit.Run("score", "seeds", "--json").Done().Output);
        Assert.Equal(["id", "title", "method", "value", "label", "coverage", "positive", "negative", "source", "tickers", "themes", "receipt"],
            line.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(["ticker", "company", "value", "label", "relevance", "mentions", "coverage"], line.RootElement.GetProperty("tickers")[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(["theme", "prevalence", "value", "label", "mentions"], line.RootElement.GetProperty("themes")[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(["value", "label"], line.RootElement.GetProperty("source").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void The_seed_prints_its_own_score_as_it_was_printed()
    {
        using var line = JsonDocument.Parse(Kit.Run("score", Kit.Seed, "--json").Done().Output);
        var source = line.RootElement.GetProperty("source");
        Assert.Equal("0.30", source.GetProperty("value").GetRawText());
        Assert.Equal("mildly positive", source.GetProperty("label").GetString());
        Assert.Contains("  0.30 mildly positive  ", Kit.Run("score", Kit.Seed).Done().Output);
    }

    [Theory]
    [InlineData("finance")]
    [InlineData("finance:lead")]
    [InlineData("ratio:logit")]
    public void The_value_is_the_librarys_to_the_bit(string method)
    {
        using var line = JsonDocument.Parse(Kit.Run("score", "seeds", "--json", "--method", method).Done().Output);
        var score = Repository.Finance.Scorer(method).Score(Corpus.Read(Kit.Seed)[0]);
        double Field(string name) => line.RootElement.GetProperty(name).GetDouble();
        Assert.Equal(BitConverter.DoubleToInt64Bits(score.Value), BitConverter.DoubleToInt64Bits(Field("value")));
        Assert.Equal((score.Coverage, score.Positive, score.Negative), (Field("coverage"), Field("positive"), Field("negative")));
        Assert.Equal((score.ArticleId, score.Method, Scale.TenWords.Label(score)),
            (line.RootElement.GetProperty("id").GetString(), line.RootElement.GetProperty("method").GetString(), line.RootElement.GetProperty("label").GetString()));
    }

    [Fact]
    public void Every_article_of_every_path_gets_a_line_in_order()
    {
        var lines = Kit.Run("score", "seeds", "data/labels", "--json").Done().JsonLines;
        var articles = Corpus.Read(Repository.File("seeds")).Concat(Corpus.Read(Repository.File("data", "labels"))).ToList();
        Assert.Equal(articles.Select(article => article.Id), lines.Select(line => (string?)line["id"]));
        Assert.Equal(Repository.Finance.Scorer().Score(articles).Select(score => score.Value), lines.Select(line => (double)line["value"]!));
    }

    [Fact]
    public void What_no_source_printed_is_null_and_silence_is_not_neutral()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "The meeting took place on Tuesday in the usual room of the building.");
        var line = Assert.Single(Kit.Run("score", folder["a.txt"], "--json").Done().JsonLines);
        Assert.True(line["source"]!.AsObject().ContainsKey("value"));
        Assert.Null(line["source"]!["value"]);
        Assert.Equal("silent", (string?)line["label"]);
    }

    [Fact]
    public void A_rejected_row_is_reported_beside_the_scores_of_the_others()
    {
        using var folder = new ArticleFolder();
        folder.Put("rows.jsonl", string.Concat(Enumerable.Range(1, 30).Select(i => $"{{\"id\":\"{i}\",\"text\":\"growth\"}}\n")) + "{\"id\":\"31\"}\n");
        var result = Kit.RunIn(folder.Path, "score", "rows.jsonl", "--json");
        Assert.Equal(0, result.Code);
        Assert.Equal(30, result.JsonLines.Count);
        Assert.StartsWith("rejected: rows.jsonl(31): text ", result.Error);
        Assert.StartsWith("rows.jsonl: 1 of 31 rows were rejected", Kit.RunIn(folder.Path, "score", "rows.jsonl", "--max-loss", "0.01").Refused());
    }

    [Fact]
    public void Another_lexicon_gives_another_score()
    {
        using var folder = new ArticleFolder();
        folder.Put("mine.csv", "term,role,valence\nwidget,polarity,-0.5\n");
        folder.Put("a.txt", "A widget.");
        var line = Assert.Single(Kit.RunIn(folder.Path, "score", "a.txt", "--lexicon", "mine.csv", "--method", "ratio:polarity", "--json").DoneOnALexiconWithoutLicence().JsonLines);
        Assert.Equal((0 - 1) / (0 + 1.0), (double)line["value"]!);
    }

    [Fact]
    public void An_output_that_is_full_is_one_clear_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full to write to.");
        var start = new System.Diagnostics.ProcessStartInfo("bash", ["-c", $"dotnet '{Repository.File("artifacts", "cli", "ResearchKit.Cli.dll")}' score seeds --json > /dev/full"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var result = Kit.Finish(start);
        Assert.Equal(2, result.Code);
        Assert.StartsWith("The output cannot be written: ", result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void One_id_in_two_paths_is_refused() =>
        Assert.Equal($"Article '000_c79e3800b5831abf' stands in seeds/000_c79e3800b5831abf.txt and in {Kit.Seed}. Expected each id once: score them apart.",
            Kit.Run("score", "seeds", Kit.Seed).Refused());
}
