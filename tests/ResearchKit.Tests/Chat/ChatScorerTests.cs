using Microsoft.Extensions.AI;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>What a score is made of, where the model answers well.</summary>
public sealed class ChatScorerTests
{
    [Fact]
    public void The_value_is_the_models_and_its_quotes_take_it_apart_as_far_as_they_go()
    {
        using var server = ChatServer.That(Play.Says(Good));
        var why = Scorer(server).Explain(Acme);
        Assert.Equal(0.4, why.Score.Value);
        Assert.Equal(Outcome.Scored, why.Score.Outcome);
        Assert.Equal([("raised its guidance", 0, 5, 19, 0.5), ("Orders fell", 1, 26, 11, -0.2)], why.Contributions.Select(part => (part.Term, part.Sentence, part.Start, part.Length, part.Value)));
        Assert.Equal(0.4 - (0.5 - 0.2), why.Remainder, 1e-15);
        Assert.Equal((0.5, 0.2, 2, 2, 8), (why.Score.Positive, why.Score.Negative, why.Score.Hits, why.Score.Sentences, why.Score.Tokens));
        Assert.Equal((3 + 2) / 8.0, why.Score.Coverage); // "raised its guidance" and "Orders fell", of eight words
        // Up to the last word of each: "Acme … guidance" and "Orders … Europe".
        Assert.Equal([(0, 24, 0.5), (26, 21, -0.2)], why.Sentences.Select(sentence => (sentence.Start, sentence.Length, sentence.Value)));
        Assert.Contains("which nothing proves", why.RemainderNote);
        Assert.Equal("moderately positive", why.Label());
        Assert.Single(server.Questions); // scored and explained, and asked once
    }

    [Fact]
    public void Several_samples_are_averaged_and_say_how_far_they_agree()
    {
        // By the seed, so that it does not matter which comes first.
        using var server = new ChatServer(question => Play.Says(question.Body.GetProperty("seed").GetInt64() switch
        {
            70 => Answer(0.2, [("raised its guidance", 0.3)], [("ACME", 0.2, "Acme")]),
            71 => Answer(0.6, [("raised its guidance", 0.3), ("Orders fell", -0.3)], [("ACME", 0.6, "Acme"), ("EUR", 0.1, "Europe")]),
            _ => Answer(0.1, [("raised its guidance", 0.6)], label: "neutral"),
        }));
        var scorer = Scorer(server, o => o with { Samples = 3, Seed = 70 });
        var reply = scorer.Ask(Acme);
        Assert.Equal((0.2 + 0.6 + 0.1) / 3, reply.Score.Value, 1e-15);
        Assert.Equal((0.1, 0.6, 2 / 3.0), (reply.Lowest, reply.Highest, reply.Agreement));
        var why = scorer.Explain(Acme);
        Assert.Equal([("raised its guidance", (0.3 + 0.3 + 0.6) / 3, 1.0), ("Orders fell", -0.3, 1 / 3.0)], why.Contributions.Select(part => (part.Term, part.Counted, part.Weight)));
        Assert.Equal("quoted in 1 of 3 answers", why.Contributions[1].Note);
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, 1e-12);
        Assert.Equal(why.Score.Value, why.Score.Positive - why.Score.Negative + why.Remainder, 1e-12);
        // A company that one of three names is none.
        Assert.Equal([("ACME", (0.2 + 0.6) / 2)], reply.Tickers.Select(ticker => (ticker.Ticker, ticker.Value)));
        Assert.EndsWith(",samples=3", scorer.Identity);
    }

    [Fact]
    public void A_quote_over_two_sentences_is_shown_as_one_in_HTML()
    {
        using var server = ChatServer.That(Play.Says(Answer(0.4, [("its guidance. Orders fell", 0.4), ("Europe", 0)])));
        var html = Scorer(server).Explain(Acme).ToHtml();
        Assert.Contains(">its guidance. Orders fell</mark>", html);
        Assert.Contains(">Europe</mark>", html);
    }

    [Fact]
    public void The_question_holds_the_article_once_and_asks_for_the_form()
    {
        using var server = ChatServer.That(Play.Says(Good));
        Scorer(server).Score(Acme);
        var question = Assert.Single(server.Questions);
        Assert.Equal(["system", "user"], question.Messages.Select(message => message.Role));
        Assert.Equal(Text, question.Article);
        Assert.Equal(("tiny", 0.0), (question.Body.GetProperty("model").GetString(), question.Body.GetProperty("temperature").GetDouble()));
        var form = question.Body.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(form.GetProperty("strict").GetBoolean());
        Assert.False(form.GetProperty("schema").GetProperty("additionalProperties").GetBoolean());
        Assert.False(question.Body.TryGetProperty("tools", out _));
    }

    [Fact]
    public void What_cannot_be_judged_is_not_asked_about()
    {
        using var server = ChatServer.That(Play.Says(Good));
        var scorer = Scorer(server);
        Assert.Equal((Outcome.UnsupportedLanguage, 0.0), (scorer.Score("Die Aktien der Gesellschaft sind nach der Warnung und dem Bericht gefallen.") is var german ? german.Outcome : default, german.Value));
        Assert.Equal(Outcome.Silent, scorer.Score("").Outcome);
        Assert.Equal(Outcome.Silent, scorer.Score("12.5 1,000 7%").Outcome);
        Assert.Equal(0, scorer.Explain("").Remainder);
        Assert.Empty(server.Questions);
    }

    [Fact]
    public void Another_language_is_asked_about_where_that_is_wanted()
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article, -0.5)));
        Assert.Equal(-0.5, Scorer(server, o => o with { AnyLanguage = true }).Score("Die Aktien der Gesellschaft sind nach der Warnung und dem Bericht gefallen.").Value);
    }

    [Fact]
    public void A_model_may_say_that_there_is_no_news()
    {
        using var server = ChatServer.That(Play.Says(Answer(0, [], label: "silent")));
        var score = Scorer(server).Score(Acme);
        Assert.Equal((Outcome.Silent, "silent"), (score.Outcome, Scale.TenWords.Label(score)));
    }

    [Fact]
    public void An_article_that_is_too_long_is_an_error_and_is_not_cut()
    {
        using var server = ChatServer.That(Play.Says(Good));
        var refused = Assert.Throws<InputException>(() => Scorer(server, o => o with { MaxCharacters = 47 }).Score(Acme));
        Assert.StartsWith("Article 'acme' has 48 characters. Expected at most 47", refused.Message);
        Assert.Empty(server.Questions);
    }

    [Fact]
    public void Any_chat_client_will_do()
    {
        using var server = ChatServer.That(Play.Says(Good));
        using var client = new OpenAI.Chat.ChatClient("own", new System.ClientModel.ApiKeyCredential("none"), new() { Endpoint = new(server.Url) }).AsIChatClient();
        var scorer = new ChatScorer(client);
        Assert.Equal(0.4, scorer.Score(Acme).Value);
        Assert.Equal("own", scorer.Model);
        Assert.StartsWith("chat@1/model=own,prompt=", scorer.Identity);
    }

    [Fact]
    public void A_client_that_never_comes_back_is_left_behind()
    {
        using var client = new DeafClient();
        var scorer = new ChatScorer(client, o => o with { Model = "deaf", Clock = new FastClock(), Attempts = 2, Timeout = TimeSpan.FromSeconds(10) });
        Assert.Equal("deaf client, model 'deaf': no usable answer about article 'acme' in 2 attempts: no answer within 10 s (2 times).", Assert.Throws<InputException>(() => scorer.Score(Acme)).Message);
    }

    [Fact]
    public void What_moves_an_answer_is_part_of_the_identity_and_what_does_not_is_not()
    {
        using var server = ChatServer.That(Play.Says(Good));
        var identity = Scorer(server).Identity;
        Assert.Equal(identity, Scorer(server, o => o with { Attempts = 2, Concurrency = 9, InputPrice = 1, MaxCharacters = 99 }).Identity);
        Func<ChatScorerOptions, ChatScorerOptions>[] changes =
        [
            o => o with { Model = "other" }, o => o with { Samples = 2 }, o => o with { Temperature = 0.5 }, o => o with { Temperature = null }, o => o with { Seed = 1 },
            o => o with { Instructions = "Judge." }, o => o with { AskForSchema = false }, o => o with { MaxAnswerTokens = 500 }, o => o with { AnyLanguage = true },
        ];
        Assert.Equal(1 + changes.Length, changes.Select(change => Scorer(server, change).Identity).Append(identity).Distinct().Count());
    }

    [Theory]
    [InlineData("Samples", "0", "1 to 25")]
    [InlineData("Temperature", "2.5", "0 to 2")]
    [InlineData("Attempts", "21", "1 to 20")]
    [InlineData("Timeout", "00:00:00", "1 millisecond")]
    [InlineData("Budget", "5, without prices", "InputPrice and OutputPrice")]
    [InlineData("Model", "' '", "the model's name")]
    [InlineData("ReplayOnly", "true, without a Cassette", "a Cassette to replay")]
    public void An_option_that_is_not_allowed_says_what_is(string option, string found, string allowed)
    {
        Func<ChatScorerOptions, ChatScorerOptions> change = option switch
        {
            "Samples" => o => o with { Samples = 0 },
            "Temperature" => o => o with { Temperature = 2.5 },
            "Attempts" => o => o with { Attempts = 21 },
            "Timeout" => o => o with { Timeout = TimeSpan.Zero },
            "Budget" => o => o with { Budget = 5 },
            "Model" => o => o with { Model = " " },
            _ => o => o with { ReplayOnly = true },
        };
        var message = Assert.Throws<InputException>(() => ChatScorer.At("http://localhost:1/v1", change)).Message;
        Assert.StartsWith($"Option {option} is {found}. Expected {allowed}", message);
    }

    [Fact]
    public void A_model_must_be_named() => Assert.StartsWith("Option Model is not set", Assert.Throws<InputException>(() => ChatScorer.At("http://localhost:1/v1", o => o)).Message);

    /// <summary>Never answers, whoever asks it to stop.</summary>
    sealed class DeafClient : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return new();
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("deaf client") : null;

        public void Dispose()
        {
        }
    }
}
