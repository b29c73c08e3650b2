using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>An endpoint that stalls, refuses, breaks off and answers nonsense.</summary>
public sealed class ChatEndpointTests
{
    static string Refused(ChatServer server, Func<ChatScorerOptions, ChatScorerOptions>? options = null) => Assert.Throws<InputException>(() => Scorer(server, options).Score(Acme)).Message;

    [Fact]
    public void An_endpoint_that_stalls_is_given_up_after_its_time()
    {
        using var server = ChatServer.That(Play.Stalls);
        Assert.Contains("no usable answer about article 'acme' in 2 attempts: no answer within 20 s (2 times).", Refused(server, o => o with { Attempts = 2, Timeout = TimeSpan.FromSeconds(20) }));
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public void An_answer_that_comes_too_slowly_is_given_up()
    {
        using var server = ChatServer.That(Play.Dribbles(Good));
        Assert.Contains("no answer within 100 s", Refused(server, o => o with { Attempts = 1, Timeout = TimeSpan.FromSeconds(100) }));
    }

    [Fact]
    public void An_answer_without_an_end_is_not_read_to_it()
    {
        using var server = ChatServer.That(Play.Floods);
        Assert.Contains("an answer that is longer than any could be", Refused(server, o => o with { Attempts = 1 }));
    }

    [Fact]
    public void What_passes_is_tried_again()
    {
        using var server = ChatServer.Playing(Play.Status(500), Play.Status(503), Play.BreaksOff, Play.Body("<html>busy</html>"), Play.Says(Good));
        var scorer = Scorer(server);
        Assert.Equal(0.4, scorer.Score(Acme).Value);
        Assert.Equal((1, 0, 4), (scorer.Spending.Answers, scorer.Spending.Refused, scorer.Spending.Failed));
    }

    [Fact]
    public void Waits_double_up_to_the_longest()
    {
        var clock = new FastClock();
        using var server = ChatServer.That(Play.Status(500));
        Refused(server, o => o with { Clock = clock, Attempts = 5, FirstWait = TimeSpan.FromSeconds(10), LongestWait = TimeSpan.FromSeconds(30) });
        Assert.Equal(5, server.Questions.Count);
        Assert.Equal([10, 20, 30, 30], clock.Waits.Select(wait => wait.TotalSeconds).Where(seconds => seconds < 60));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("date")]
    public void A_busy_endpoint_says_how_long_to_wait(string header)
    {
        var clock = new FastClock();
        using var server = new ChatServer(question => question.Number > 0 ? Play.Says(Good) : Play.Status(429, header == "date" ? (clock.GetUtcNow() + TimeSpan.FromSeconds(42)).ToString("R") : header), clock);
        Assert.Equal(0.4, Scorer(server, o => o with { Clock = clock }).Score(Acme).Value);
        var at = server.Questions.Select(question => question.At).ToList();
        Assert.True(at[1] - at[0] >= TimeSpan.FromSeconds(38), $"asked again after {at[1] - at[0]}"); // a date has whole seconds, and the way to the server takes some
    }

    [Fact]
    public void Longer_than_the_longest_wait_is_not_waited()
    {
        using var server = ChatServer.That(Play.Status(429, "3600"));
        Assert.Contains("the endpoint asks for a wait of 3600 s, longer than LongestWait", Refused(server));
        Assert.Single(server.Questions);
    }

    [Theory]
    [InlineData(400, "BadRequest")]
    [InlineData(401, "Unauthorized")]
    [InlineData(404, "NotFound")]
    [InlineData(302, "Found")]
    public void What_does_not_pass_is_not_tried_again(int status, string name)
    {
        using var server = ChatServer.That(Play.Status(status, message: "the model is not here"));
        var message = Refused(server);
        Assert.Contains($"status {status} {name}", message);
        if (status != 302) Assert.Contains("the model is not here", message);
        Assert.Single(server.Questions);
    }

    [Fact]
    public void Where_nothing_listens_the_address_is_named()
    {
        var server = ChatServer.That(Play.Stalls);
        server.Dispose();
        var message = Refused(server, o => o with { Attempts = 2 });
        Assert.StartsWith($"{server.Url}, model 'tiny': no usable answer about article 'acme' in 2 attempts: the connection failed", message);
    }

    public static TheoryData<string, string> Unusable => new()
    {
        { "I am sorry, I cannot judge news.", "it is not one JSON object" },
        { "", "it is empty" },
        { "[1]", "it is not one JSON object" },
        { "null", "it is not one JSON object" },
        { $"```json\n{Good}\n```", "it is not one JSON object" },
        { $"{Good} {Good}", "it is not one JSON object" },
        { """{"score":0.4}""", "it is not of the asked form" },
        { Good.Replace("0.4", "\"0.4\""), "it is not of the asked form" },
        { Good.Replace("}]", "},null]").Replace(",null],\"tickers\":[]", "],\"tickers\":[null]"), "is null" },
        { Good.Insert(1, "\"note\":\"x\","), "it is not of the asked form" },
        { Good.Insert(1, "\"score\":0.1,"), "it is not of the asked form" },
        { Good.Replace("0.4", "4"), "the score is 4, not from -1 to 1" },
        { Good.Replace("0.4", "1e999"), "not from -1 to 1" },
        { Good.Replace("0.4", "NaN"), "it is not one JSON object" },
        { Good.Replace("0.5", "-1.5"), "what evidence 1 adds is -1.5" },
        { Good.Replace("positive", "bullish"), "the label is none of the five" },
        { Good.Replace("positive", "negative"), "contradict each other" },
        { Good.Replace("positive", "silent"), "contradict each other" },
        { Answer(0.3, [], label: "neutral"), "contradict each other" },
        { Answer(0.4, []), "there is no evidence" },
        { Answer(0.4, [("cut its guidance", 0.4)]), "evidence 1 does not stand in the article" },
        { Answer(0.4, [("Raised its guidance", 0.4)]), "evidence 1 does not stand in the article" },
        { Answer(0.4, [("raised", 0.4), ("rders fell", -0.1)]), "evidence 2 does not stand in the article as whole words" },
        { Answer(0.4, [("Acme", 0.2), ("Acme", 0.2)]), "stands in the list twice" },
        { Answer(0.4, [(".", 0.4)]), "evidence 1 does not stand in the article as whole words" },
        { Answer(0.4, [("Acme", 0.4)], [("acme", 0.4, "Acme")]), "ticker 1 is not of a ticker's form" },
        { Answer(0.4, [("Acme", 0.4)], [("ACME", 0.4, "Ackme")]), "the quote of ticker 1 does not stand in the article" },
        { Answer(0.4, [("Acme", 0.4)], [("ACME", 1.01, "Acme")]), "the score of ticker 1 is 1.01" },
        { Answer(0.4, [("Acme", 0.4)], [("ACME", 0.4, "Acme"), ("ACME", 0.1, "Acme")]), "a ticker stands in the list twice" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void An_answer_that_cannot_be_used_is_refused_and_never_a_zero(string answer, string reason)
    {
        using var server = ChatServer.That(Play.Says(answer));
        var scorer = Scorer(server, o => o with { Attempts = 2 });
        var message = Assert.Throws<InputException>(() => scorer.Score(Acme)).Message;
        Assert.Contains("in 2 attempts: an answer was refused: ", message);
        Assert.Contains(reason, message);
        Assert.Equal((2, 2, 200L), (scorer.Spending.Answers, scorer.Spending.Refused, scorer.Spending.InputTokens)); // paid for all the same
    }

    [Fact]
    public void The_model_is_told_why_its_answer_was_refused_and_may_mend_it()
    {
        using var server = ChatServer.Playing(Play.Says(Answer(0.4, [("profit doubled", 0.4)])), Play.Says(Good));
        Assert.Equal(0.4, Scorer(server).Score(Acme).Value);
        var questions = server.Questions.ToList();
        Assert.EndsWith("An earlier answer was refused: evidence 1 does not stand in the article as whole words of one paragraph, or stands in the list twice. Answer again, by the rules.", questions[1].User);
        Assert.DoesNotContain("profit doubled", questions[1].User);
        Assert.Equal(Text, questions[1].Article);
    }

    [Theory]
    [InlineData("length", "it was cut off after 2000 tokens")]
    [InlineData("content_filter", "the endpoint's filter held it back")]
    public void An_answer_that_was_cut_off_is_refused_though_it_looks_whole(string finish, string reason)
    {
        using var server = ChatServer.That(Play.Says(Good, finish: finish));
        Assert.Contains(reason, Refused(server, o => o with { Attempts = 1 }));
    }

    [Fact]
    public void A_long_answer_is_refused()
    {
        using var server = ChatServer.That(Play.Says(Good + new string(' ', 800)));
        Assert.Contains($"it has {Good.Length + 800} characters, more than 100 tokens could have", Refused(server, o => o with { Attempts = 1, MaxAnswerTokens = 100 }));
    }

    [Theory]
    [InlineData("localhost:1/v1", "begins with 'localhost:'")]
    [InlineData("nowhere", "is no address")]
    [InlineData("https://me:secret@example.org/v1", "has a user, a query or a fragment")]
    [InlineData("https://example.org/v1?key=secret", "has a user, a query or a fragment")]
    public void An_address_that_is_none_is_refused_without_repeating_a_key(string endpoint, string reason)
    {
        var message = Assert.Throws<InputException>(() => ChatScorer.At(endpoint, o => o with { Model = "m" })).Message;
        Assert.Contains(reason, message);
        Assert.DoesNotContain("secret", message);
    }
}
