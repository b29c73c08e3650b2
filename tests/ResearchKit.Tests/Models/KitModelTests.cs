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
            var (whom, cost) = (asked.Error.Split('\n')[0], asked.Error.Split('\n')[1]);
            Assert.Equal($"chat/settings.json: asking 'tiny' at {server.Url}, without a key (RESEARCHKIT_TEST_NO_KEY is not set)", whom);
            Assert.StartsWith("tiny: 2 answers asked for (0 refused, 0 attempts failed), 0 replayed; 200 tokens sent, 40 answered", cost);
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
    [InlineData("{\"model\":\"tiny\",\"endpoint\":\"https://elsewhere.example/v1\",\"keyVariable\":\"AWS_SECRET_ACCESS_KEY\"}", "setting 'keyVariable' is not of its form. Expected the name of an environment variable for keys, RESEARCHKIT_… or …_API_KEY")]
    [InlineData("{\"model\":\"tiny\",\"longestWaitSeconds\":0,\"endpoint\":\"http://localhost/v1\"}", "setting 'longestWaitSeconds' is not of its form. Expected a number, 0.001 to 3600.")]
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
            "attempts":2,"timeoutSeconds":90.5,"firstWaitSeconds":0.5,"longestWaitSeconds":20,"concurrency":1,"requestsPerMinute":30,"inputPrice":1.5,"outputPrice":2,"budget":0.25,"keyVariable":"MY_API_KEY"}
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
            FirstWait = TimeSpan.FromSeconds(0.5),
            LongestWait = TimeSpan.FromSeconds(20),
            KeyVariable = "MY_API_KEY",
        };
        Assert.Equal(expected, ChatScorer.Open(path).Options);
        // Every option but the clock, which no file can hold, was given another value than its own.
        var standard = new ChatScorerOptions();
        Assert.Equal([nameof(standard.ReplayOnly), nameof(standard.Clock)], typeof(ChatScorerOptions).GetProperties().Where(option => Equals(option.GetValue(expected), option.GetValue(standard))).Select(option => option.Name));
    }

    [Fact]
    public void What_a_chat_model_costs_is_said_whatever_it_is_a_part_of()
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article, question.Article.Contains("rose", StringComparison.Ordinal) ? 0.5 : -0.25)));
        Settings(server.Url);
        folder.Put("set.csv", "id,text,score\n" + string.Concat(Enumerable.Range(0, 24).Select(i => $"{i},Item{i} of lot{i} {(i % 2 == 0 ? "rose" : "fell")} at gate{i} by hand{i}.,{(i % 2 == 0 ? "0.4" : "-0.3")}{i}\n")));
        void Says(int answers, params string[] arguments)
        {
            File.Delete(folder["chat/answers.jsonl"]);
            var run = Run(arguments);
            Assert.True(run.Code == 0, run.Error);
            Assert.StartsWith("chat/settings.json: asking 'tiny' at ", run.Error, StringComparison.Ordinal);
            Assert.Contains($"\ntiny: {answers} answers asked for (0 refused, 0 attempts failed)", run.Error, StringComparison.Ordinal);
        }
        const string Chat = "chat:chat/settings.json";
        Says(2, "score", "news.csv", "--method", $"weighted:finance+{Chat}");
        Says(24, "conformal", "--labels", "set.csv", "--method", Chat, "--out", "c.json");
        Says(24, "calibrate", "--labels", "set.csv", "--method", Chat, "--map", "affine", "--out", "m.json");
        Says(24, "evaluate", "--labels", "set.csv", "--method", "stack", "--members", $"finance,{Chat}", "--cv", "3");
        Says(24, "stack", "--labels", "set.csv", "--members", $"finance,{Chat}", "--cv", "3", "--out", "s.json");
        // A stack replays: whom to ask is not for a file to say.
        Assert.Equal(["finance", "replay:chat/settings.json"], StackedModel.Read(folder["s.json"]).Members.Select(member => member.Name));
        folder.Put("one.csv", "id,text\n0,Item0 of lot0 rose at gate0 by hand0.\n");
        Run("score", "one.csv", "--method", "stack:s.json").Done();
        var file = VerifiedFile.Read(folder["s.json"], StackFile.Form);
        VerifiedFile.Write(file with { Members = [file.Members[0], file.Members[1] with { Name = Chat }] }, folder["s.json"], StackFile.Form);
        Assert.Contains($"s.json: its member '{Chat}' would be asked. Expected replay:SETTINGS.json", Run("score", "one.csv", "--method", "stack:s.json").Refused(), StringComparison.Ordinal);
        // Where a run fails, what it cost is said as well.
        using var failing = new ChatServer(question => question.Article.StartsWith("Acme", StringComparison.Ordinal) ? Play.Says(About(question.Article)) : Play.Status(400));
        Settings(failing.Url);
        File.Delete(folder["chat/answers.jsonl"]);
        Assert.Contains("tiny: 1 answers asked for", Run("score", "news.csv", "--method", Chat).Refused(), StringComparison.Ordinal);
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
    [InlineData("replay:SETTINGS.json, weighted:W*M1+W*M2…, stack:STACK.json.", "explain", "news.csv", "--method", "finanse")]
    [InlineData("none: no such folder. Expected a folder with model.onnx", "summarize", "news.csv", "--method", "onnx:none")]
    [InlineData("a chat model is asked about one article after the other, at a price for each", "score", "news.csv", "--method", "chat:s.json", "--out", "s.parquet")]
    [InlineData("--rules is of --method learned", "evaluate", "--labels", "news.csv", "--rules", "ratio:root")]
    [InlineData("is a receipt of rules, which rest on no model", "verify", "rules.json", "--model", "m.json")]
    [InlineData("is a receipt of a model, which was scored among no other articles. Leave out --reference.", "verify", "model.json", "--reference", "news.csv")]
    [InlineData("Method 'finanse' is not known", "methods", "--measure", "--method", "finanse", "--figures", "figures.json")]
    [InlineData("learned:m.json: cannot be measured", "methods", "--measure", "--method", "learned:m.json", "--figures", "figures.json")]
    [InlineData("vader:python: cannot be measured without VADER's own lexicon", "methods", "--measure", "--method", "vader:python", "--figures", "figures.json")]
    public void What_cannot_be_done_is_refused(string expected, params string[] arguments)
    {
        folder.Put("labels.csv", "id,text,label\na,Strong growth.,positive\n");
        folder.Put("model.json", JsonSerializer.Serialize(new
        {
            format = 1,
            article = new { id = "acme", path = "news.csv", hash = "0" },
            model = new { kind = "Learned", path = "m.json", hash = "0", parts = Array.Empty<int>() },
            method = "m",
            promise = "OneRuntime",
            runtime = "r",
            result = new { value = 0, bits = "0", positive = 0, negative = 0, coverage = 0, outcome = "Silent" },
            contributions = Array.Empty<int>(),
        }));
        folder.Put("figures.json", "mine");
        folder.Put("rules.json", Repository.Finance.Scorer().Receipt(Acme).ToJson());
        Assert.Contains(expected, Run([.. arguments.Select(word => arguments[0] == "evaluate" && word == "news.csv" ? "labels.csv" : word)]).Refused(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["figures.json"]));
    }
}
