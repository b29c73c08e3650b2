using System.Text;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>The key goes to the endpoint and nowhere else.</summary>
public sealed class ChatKeyTests
{
    const string Key = "sk-proj-Zq7Yw2Rk9Lm4Tn8Vb3";

    static readonly string Variable = Set("RESEARCHKIT_TEST_KEY", Key);

    static string Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        return name;
    }

    [Fact]
    public void It_is_taken_from_the_environment()
    {
        using var server = ChatServer.That(Play.Says(Good));
        Scorer(server, o => o with { KeyVariable = Variable }).Score(Acme);
        Assert.Equal($"Bearer {Key}", Assert.Single(server.Questions).Authorization);
    }

    [Theory]
    [InlineData(401, "Incorrect API key provided: " + Key)]
    [InlineData(500, "dump: Authorization=Bearer " + Key + "; retry")]
    [InlineData(401, "Incorrect API key provided: sk-proj-********Tn8Vb3.")]
    [InlineData(403, "no access for Bearer Zq7Yw2Rk9Lm4Tn8Vb3")]
    public void A_server_that_repeats_it_in_an_error_does_not_bring_it_into_a_message(int status, string said)
    {
        using var server = ChatServer.That(Play.Status(status, message: said));
        using var folder = new ArticleFolder();
        var scorer = Scorer(server, o => o with { KeyVariable = Variable, Attempts = 1, Cassette = folder["answers.jsonl"] });
        var error = Assert.Throws<InputException>(() => scorer.Score(Acme));
        Assert.Contains("[key removed]", error.Message);
        Assert.Null(error.InnerException); // the client's own, which holds what the server said
        foreach (var shown in new[] { error.ToString(), scorer.ToString(), scorer.Spending.ToString(), scorer.Ask([Acme]).ToString() }) Absent(shown);
    }

    [Fact]
    public void A_server_that_repeats_it_in_an_answer_does_not_bring_it_into_the_cassette()
    {
        using var server = ChatServer.Playing(Play.Says($"Your key is {Key}."), Play.Says(Good.Insert(1, $"\"{Key}\":1,")), Play.Says(Good));
        using var folder = new ArticleFolder();
        var scorer = Scorer(server, o => o with { KeyVariable = Variable, Cassette = folder["answers.jsonl"] });
        foreach (var shown in new[] { scorer.Explain(Acme).ToJson(), scorer.Ask(Acme).ToString(), scorer.Identity, File.ReadAllText(folder["answers.jsonl"]) }) Absent(shown);
        Assert.Contains("[key removed]", File.ReadAllText(folder["answers.jsonl"]));
        Assert.All(Directory.GetFiles(folder.Path), file => Absent(File.ReadAllText(file, Encoding.UTF8)));
    }

    [Fact]
    public void Without_one_nothing_is_sent_to_another_machine()
    {
        var message = Assert.Throws<InputException>(() => ChatScorer.At("https://chat.example.org/v1", o => o with { Model = "m", KeyVariable = "RESEARCHKIT_TEST_NO_KEY" }).Score(Acme)).Message;
        Assert.Contains("The environment variable RESEARCHKIT_TEST_NO_KEY is not set. Expected the key of https://chat.example.org/v1", message);
    }

    [Fact]
    public void It_does_not_go_where_a_server_points()
    {
        using var other = ChatServer.That(Play.Says(Good));
        using var server = ChatServer.That((response, _, _) =>
        {
            response.Redirect($"{other.Url}/chat/completions");
            response.StatusCode = 307;
            response.Close();
            return Task.CompletedTask;
        });
        Assert.Contains("status 307", Assert.Throws<InputException>(() => Scorer(server, o => o with { KeyVariable = Variable }).Score(Acme)).Message);
        Assert.Empty(other.Questions);
    }

    [Fact]
    public void It_is_not_sent_in_the_clear()
    {
        var message = Assert.Throws<InputException>(() => ChatScorer.At("http://chat.example.org/v1", o => o with { Model = "m", KeyVariable = Variable }).Score(Acme)).Message;
        Assert.Contains("the key would be sent in the clear", message);
        Absent(message);
    }

    static void Absent(string shown)
    {
        Assert.DoesNotContain(Key, shown);
        Assert.DoesNotContain("Tn8Vb3", shown);
    }
}
