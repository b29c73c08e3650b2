using System.Text.Json;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>Models from the command line: by one name, wherever a method is named.</summary>
public sealed class KitModelTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitModelTests() => folder.Put("news.csv", $"id,text\nacme,\"{Text}\"\nbeta,The profit rose sharply. Its losses fell.\n");

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    Corpus News => Corpus.Read(folder["news.csv"]);

    /// <summary>Settings in a folder of their own, with the cassette beside them.</summary>
    string Settings(string url, string more = "") => folder.Put("chat/settings.json", $"{{\n  // asked once\n  \"model\": \"tiny\", \"endpoint\": {JsonSerializer.Serialize(url)}, \"cassette\": \"answers.jsonl\", \"keyVariable\": \"RESEARCHKIT_TEST_NO_KEY\"{more}\n}}\n");

    [Fact]
    public void A_chat_model_is_asked_once_and_replayed_where_no_endpoint_and_no_key_is()
    {
        string[] first;
        using (var server = new ChatServer(question => Play.Says(About(question.Article, question.Article.StartsWith("Acme", StringComparison.Ordinal) ? 0.5 : -0.25))))
        {
            Settings(server.Url);
            var asked = Run("score", "news.csv", "--method", "chat:chat/settings.json", "--json", "--receipts", "receipts");
            Assert.Equal(0, asked.Code);
            Assert.StartsWith("tiny: 2 answers asked for (0 refused, 0 attempts failed), 0 replayed; 200 tokens sent, 40 answered", asked.Error);
            Assert.Equal([0.5, -0.25], asked.JsonLines.Select(line => (double)line["value"]!));
            first = [.. asked.JsonLines.Select(line => line.ToJsonString())];
            Assert.Equal(2, server.Questions.Count);
        }
        Assert.Equal(first, Run("score", "news.csv", "--method", "replay:chat/settings.json", "--json").Done().JsonLines.Select(line => line.ToJsonString()));
        Assert.Contains("quoted by the model", Run("explain", "news.csv", "--method", "replay:chat/settings.json", "--id", "acme").Done().Output);
        Assert.Equal("acme: same\n", Run("verify", "receipts/acme.json", "--model", "chat/settings.json").Done().Output);
        folder.Put("labels.csv", $"id,text,label\nacme,\"{Text}\",positive\nbeta,The profit rose sharply. Its losses fell.,negative\n");
        Assert.Equal(1.0, (double)Assert.Single(Run("evaluate", "--labels", "labels.csv", "--method", "replay:chat/settings.json", "--against", "finance", "--json").Done().JsonLines)["accuracy"]!);
        folder.Put("news.csv", "id,text\nnew,Nobody has asked about this.\n");
        Assert.Contains("holds no answer number 1 of tiny about article 'new' by this prompt. Expected one, since nothing is to be asked", Run("score", "news.csv", "--method", "replay:chat/settings.json").Refused());
    }

    [Fact]
    public void What_fails_of_a_corpus_is_said_once_and_what_was_answered_is_kept()
    {
        using var server = new ChatServer(question => question.Article.StartsWith("Acme", StringComparison.Ordinal) ? Play.Says(About(question.Article)) : Play.Status(400));
        Settings(server.Url);
        Assert.Contains("1 of 2 articles have no reply: beta:", Run("score", "news.csv", "--method", "chat:chat/settings.json").Refused());
        Assert.Equal(1, Cassette("chat/answers.jsonl").Count);
    }

    Cassette Cassette(string name) => new(folder[name]);

    [Theory]
    [InlineData("{\"model\":\"tiny\",\"apiKey\":\"sk-0123456789\"}", "setting 'apiKey' is not known. Available: endpoint, model, cassette")]
    [InlineData("{\"endpoint\":\"http://localhost/v1\"}", "names no model")]
    [InlineData("{\"model\":\"tiny\"}", "names no endpoint. Expected \"endpoint\"")]
    [InlineData("{\"model\":\"tiny\",\"samples\":\"three\"}", "setting 'samples' is not of its form. Expected a whole number.")]
    [InlineData("{\"model\":\"tiny\",\"temperature\":3,\"endpoint\":\"http://localhost/v1\"}", "Option Temperature is 3. Expected 0 to 2")]
    [InlineData("{\"model\":\"tiny\",\"model\":\"other\"}", "is not JSON, or names a setting twice")]
    [InlineData("[1]", "is no JSON object")]
    [InlineData("{\"model\":\"tiny\",\"replayOnly\":true}", "names no cassette, and only a cassette can be replayed")]
    [InlineData("{\"model\":\"tiny\",\"replayOnly\":true,\"cassette\":\"none.jsonl\"}", "none.jsonl: no such file. Expected the cassette that")]
    public void Settings_that_cannot_be_used_are_refused_and_no_key_is_repeated(string settings, string expected)
    {
        var message = Assert.Throws<InputException>(() => ChatScorer.Open(folder.Put("s.json", settings))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-0123456789", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_reaches_its_option()
    {
        var path = folder.Put("s.json", """
            {"model":"m","endpoint":"http://localhost:1/v1","cassette":"a.jsonl","samples":3,"temperature":null,"seed":7,"instructions":"Judge.","askForSchema":false,"anyLanguage":true,"maxCharacters":11,"maxAnswerTokens":200,
            "attempts":2,"timeoutSeconds":90.5,"concurrency":1,"requestsPerMinute":30,"inputPrice":1.5,"outputPrice":2,"budget":0.25,"keyVariable":"MY_API_KEY"}
            """);
        var expected = new ChatScorerOptions
        {
            Model = "m",
            Cassette = folder["a.jsonl"],
            Samples = 3,
            Temperature = null,
            Seed = 7,
            Instructions = "Judge.",
            AskForSchema = false,
            AnyLanguage = true,
            MaxCharacters = 11,
            MaxAnswerTokens = 200,
            Attempts = 2,
            Timeout = TimeSpan.FromSeconds(90.5),
            Concurrency = 1,
            RequestsPerMinute = 30,
            InputPrice = 1.5m,
            OutputPrice = 2,
            Budget = 0.25m,
            KeyVariable = "MY_API_KEY",
        };
        Assert.Equal(expected, ChatScorer.Open(path).Options);
    }

    [Fact]
    public void A_transformer_scores_explains_summarizes_and_is_verified()
    {
        using var bert = new BertFolder();
        using var scorer = bert.Open();
        var (method, expected) = ($"onnx:{bert.Path}", scorer.Score(News));
        Assert.Equal(expected.Select(score => (score.Value, score.Method)), Run("score", "news.csv", "--method", method, "--json", "--receipts", "receipts").Done().JsonLines.Select(line => ((double)line["value"]!, (string)line["method"]!)));
        Assert.Equal("beta: same\n", Run("verify", "receipts/beta.json").Done().Output);
        Assert.Contains("  how likely\n", Run("explain", "news.csv", "--method", method, "--id", "beta").Done().Output);
        Assert.Contains($"({expected[0].Method})", Run("summarize", "news.csv", "--method", method).Done().Output);
        Run("score", "news.csv", "--method", method, "--out", "s.parquet").Done();
        Assert.Equal(Scores.Of(scorer, News), Scores.Lines(folder["s.parquet"], Scores.Scored));
        bert.Configure(["negative", "positive", "neutral"]);
        var changed = Run("verify", "receipts/beta.json");
        Assert.Equal(1, changed.Code);
        Assert.StartsWith("beta: config differs: the receipt says", changed.Output);
        bert.Put("README.md", "---\nlanguage: en\nlicense: apache-2.0\n---\n# Tiny\n");
        var card = Run("methods", "--method", method).Done().Output;
        Assert.Contains("licence       apache-2.0 (README.md)", card);
        Assert.Contains("  weights ", card);
    }

    [Theory]
    [InlineData("Method 'finanse' is not known. Available: finance,", "score", "news.csv", "--method", "finanse")]
    [InlineData("replay:SETTINGS.json.", "explain", "news.csv", "--method", "finanse")]
    [InlineData("none: no such folder. Expected a folder with model.onnx", "summarize", "news.csv", "--method", "onnx:none")]
    [InlineData("a chat model is asked about one article after the other, at a price for each", "score", "news.csv", "--method", "chat:s.json", "--out", "s.parquet")]
    [InlineData("--rules is of --method learned", "evaluate", "--labels", "news.csv", "--rules", "ratio:root")]
    [InlineData("is a receipt of rules, which rest on no model", "verify", "rules.json", "--model", "m.json")]
    public void What_cannot_be_done_is_refused(string expected, params string[] arguments)
    {
        folder.Put("labels.csv", "id,text,label\na,Strong growth.,positive\n");
        folder.Put("rules.json", Repository.Finance.Scorer().Receipt(Acme).ToJson());
        Assert.Contains(expected, Run([.. arguments.Select(word => arguments[0] == "evaluate" && word == "news.csv" ? "labels.csv" : word)]).Refused(), StringComparison.Ordinal);
    }
}
