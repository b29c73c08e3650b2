using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>Many articles: what fails does not take the rest with it, and is all that is asked again.</summary>
public sealed class ChatCorpusTests
{
    static readonly List<Article> Six = [.. Enumerable.Range(0, 6).Select(i => Article.Of($"Firm{i} raised its guidance for the year.", $"a{i}"))];

    static readonly List<Article> Many = [.. Enumerable.Range(0, 50).Select(i => Article.Of($"Firm{i} raised its guidance for the year.", $"a{i}"))];

    static Played Right(Question question) => Play.Says(About(question.Article, (question.Article[4] - '0') / 10.0));

    [Fact]
    public void Scores_stand_in_the_order_of_the_corpus()
    {
        using var server = new ChatServer(Right);
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], Scorer(server).Score(Six[1..]).Select(score => score.Value));
    }

    [Fact]
    public void What_failed_is_named_and_a_second_run_asks_only_for_that()
    {
        using var folder = new ArticleFolder();
        var path = folder["answers.jsonl"];
        using (var broken = new ChatServer(question => question.Article[4] is '2' or '4' ? Play.Status(400, message: "too odd") : Right(question)))
        {
            var run = Scorer(broken, o => o with { Cassette = path }).Ask(Six[1..]);
            Assert.Equal(["a1", "a3", "a5"], run.Replies.Select(reply => reply.Article.Id));
            Assert.Equal(["a2", "a4"], run.Failures.Select(failure => failure.ArticleId));
            Assert.Contains("status 400 BadRequest", run.Failures[0].Reason);
            Assert.False(run.IsWhole);
            var message = Assert.Throws<InputException>(() => Scorer(broken, o => o with { Cassette = path }).Score(Six[1..])).Message;
            Assert.StartsWith("2 of 5 articles have no reply: a2: ", message);
            Assert.EndsWith($"What was answered is kept in {path}: ask again, and only the rest is asked.", message);
            Assert.Equal(5 + 2, broken.Questions.Count);
        }
        using var mended = new ChatServer(Right);
        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5], Scorer(mended, o => o with { Cassette = path }).Score(Six[1..]).Select(score => score.Value));
        Assert.Equal(2, mended.Questions.Count);
    }

    [Fact]
    public void Without_a_cassette_the_same_scorer_goes_on_where_it_failed()
    {
        var broken = true;
        using var server = new ChatServer(question => question.Article[4] == '3' && Volatile.Read(ref broken) ? Play.Status(422) : Right(question));
        var scorer = Scorer(server);
        Assert.Single(scorer.Ask(Six[1..]).Failures);
        Volatile.Write(ref broken, false);
        Assert.True(scorer.Ask(Six[1..]).IsWhole);
        Assert.Equal(5 + 1, server.Questions.Count);
    }

    [Fact]
    public void An_endpoint_that_refuses_for_good_is_not_asked_about_every_article()
    {
        using var server = ChatServer.That(Play.Status(401));
        var run = Scorer(server, o => o with { Concurrency = 2 }).Ask(Many);
        Assert.Equal(50, run.Failures.Length);
        Assert.Contains("not asked about, since the endpoint refuses for good", run.Failures[^1].Reason);
        Assert.InRange(server.Questions.Count, 1, 2);
    }

    [Fact]
    public void Three_articles_in_a_row_without_an_answer_end_the_run()
    {
        using var server = ChatServer.That(Play.Says("no"));
        var run = Scorer(server, o => o with { Concurrency = 1, Attempts = 2 }).Ask(Many);
        Assert.Equal(50, run.Failures.Length);
        Assert.Equal(3 * 2, server.Questions.Count);
        Assert.Contains("since 3 articles in a row had no usable answer", run.Failures[3].Reason);
    }

    [Fact]
    public void Articles_that_are_too_long_do_not_end_it()
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article)));
        var run = Scorer(server, o => o with { Concurrency = 1, MaxCharacters = 60 }).Ask([.. Enumerable.Range(0, 5).Select(i => Article.Of($"The firm raised its guidance. {new string('x', 60)} {i}", $"long{i}")), Six[0]]);
        Assert.Equal((5, 1), (run.Failures.Length, run.Replies.Length));
    }

    [Fact]
    public void No_more_is_asked_at_once_than_is_allowed()
    {
        using var server = new ChatServer(question => async (response, same, ended) =>
        {
            await Task.Delay(20, ended);
            await Right(question)(response, same, ended);
        });
        Assert.True(Scorer(server, o => o with { Concurrency = 3, Samples = 2 }).Ask(Many[..10]).IsWhole);
        Assert.InRange(server.Most, 2, 3);
    }

    [Fact]
    public void No_more_is_asked_a_minute_than_is_allowed()
    {
        var clock = new FastClock();
        using var server = new ChatServer(Right, clock);
        Assert.True(Scorer(server, o => o with { Clock = clock, RequestsPerMinute = 2 }).Ask(Six[1..5]).IsWhole);
        var at = server.Questions.Select(question => question.At).Order().ToList();
        // Four questions, half a minute apart; the way to the server takes some of it.
        Assert.True(at[3] - at[0] >= TimeSpan.FromSeconds(80), $"{at[3] - at[0]}");
    }

    [Fact]
    public void A_busy_endpoint_is_left_alone_by_all()
    {
        var clock = new FastClock();
        using var server = new ChatServer(question => question.Number == 0 ? Play.Status(429, "50") : Right(question), clock);
        Assert.True(Scorer(server, o => o with { Clock = clock, Concurrency = 1 }).Ask(Six[1..4]).IsWhole);
        var at = server.Questions.Select(question => question.At).ToList();
        Assert.True(at[1] - at[0] >= TimeSpan.FromSeconds(45), $"{at[1] - at[0]}");
    }

    [Fact]
    public void Tokens_and_costs_are_added_up()
    {
        using var server = ChatServer.Playing(Play.Says("no"), Play.Says(Good));
        var scorer = Scorer(server, o => o with { InputPrice = 2m, OutputPrice = 8m });
        scorer.Score(Acme);
        // Two answers of 100 tokens sent and 20 answered each.
        Assert.Equal((200L, 40L, (2 * 100 * 2m + 2 * 20 * 8m) / 1_000_000m), (scorer.Spending.InputTokens, scorer.Spending.OutputTokens, scorer.Spending.Cost));
        Assert.Equal("2 answers asked for (1 refused, 0 attempts failed), 0 replayed; 200 tokens sent, 40 answered; cost 0.00072", scorer.Spending.ToString());
    }

    [Fact]
    public void Tokens_that_are_not_told_are_not_taken_for_none()
    {
        using var server = ChatServer.That(Play.Says(Good, sent: null));
        var scorer = Scorer(server, o => o with { InputPrice = 2m, OutputPrice = 8m });
        scorer.Score(Acme);
        Assert.Null(scorer.Spending.Cost);
        Assert.EndsWith("not told of 1 answers; cost not known", scorer.Spending.ToString());
        var limited = Scorer(server, o => o with { InputPrice = 2m, OutputPrice = 8m, Budget = 1m, Concurrency = 1 });
        Assert.Contains("does not say how many tokens 1 answers took", limited.Ask(Six[1..3]).Failures[0].Reason);
    }

    [Fact]
    public void A_budget_ends_the_asking_and_keeps_what_was_answered()
    {
        using var server = new ChatServer(Right);
        // An answer costs 100 × 10 + 20 × 100 = 3000 millionths; the third is asked for while 0.006 is spent.
        var scorer = Scorer(server, o => o with { Concurrency = 1, InputPrice = 10m, OutputPrice = 100m, Budget = 0.007m });
        var run = scorer.Ask(Six[1..]);
        Assert.Equal((3, 2), (run.Replies.Length, run.Failures.Length));
        Assert.Contains("the budget of 0.007 is spent: 0.009", run.Failures[0].Reason);
    }

    [Fact]
    public void A_run_can_be_stopped_and_keeps_what_was_answered()
    {
        using var folder = new ArticleFolder();
        using var stop = new CancellationTokenSource();
        using var server = new ChatServer(question =>
        {
            if (question.Number < 2) return Right(question);
            stop.Cancel();
            return Play.Stalls;
        });
        var path = folder["answers.jsonl"];
        Assert.ThrowsAny<OperationCanceledException>(() => Scorer(server, o => o with { Cassette = path, Concurrency = 1 }).AskAsync(Six[1..], stop.Token).GetAwaiter().GetResult());
        Assert.Equal(2, File.ReadAllLines(path).Length);
    }
}
