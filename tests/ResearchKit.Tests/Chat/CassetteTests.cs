using System.Text;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>Answers that are kept, given back to the bit, and missed when they are gone.</summary>
public sealed class CassetteTests
{
    static readonly Article[] Three = [.. Enumerable.Range(1, 3).Select(i => Article.Of($"Firm{i} raised its guidance by {i} percent for the year. The order book is full.", $"a{i}"))];

    /// <summary>A cassette with answers about three articles: 0.1, 0.2 and 0.3.</summary>
    static string Recorded(ArticleFolder folder)
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article, (question.Article[4] - '0') / 10.0)));
        var path = folder["answers.jsonl"];
        Assert.True(Scorer(server, o => o with { Cassette = path, Concurrency = 1 }).Ask(Three).IsWhole);
        return path;
    }

    /// <summary>A scorer that would ask where nothing listens.</summary>
    static ChatScorer Offline(string path, Func<ChatScorerOptions, ChatScorerOptions>? options = null) =>
        ChatScorer.At("https://chat.example.invalid/v1", o => (options ?? (same => same))(o with { Model = "tiny", Cassette = path, ReplayOnly = true, KeyVariable = "RESEARCHKIT_TEST_NO_KEY" }));

    [Fact]
    public void What_was_answered_is_replayed_to_the_bit_without_a_network_or_a_key()
    {
        using var folder = new ArticleFolder();
        using var server = ChatServer.That(Play.Says(Answer(0.1 + 0.2, [("raised its guidance", 1 / 3.0)], [("ACME", 2 / 3.0, "Acme")])));
        var recording = Scorer(server, o => o with { Samples = 2, Cassette = folder["answers.jsonl"] });
        var (first, why) = (recording.Ask(Acme), recording.Explain(Acme));
        Assert.Equal((2, 0), (recording.Spending.Answers, first.Replayed));
        var replaying = Offline(folder["answers.jsonl"], o => o with { Samples = 2 });
        var second = replaying.Ask(Acme);
        Assert.Equal((0, 2, 2), (replaying.Spending.Answers, replaying.Spending.Replayed, second.Replayed));
        Assert.Equal(BitConverter.DoubleToInt64Bits(first.Score.Value), BitConverter.DoubleToInt64Bits(second.Score.Value));
        Assert.Equal(first.Score, second.Score);
        Assert.Equal(first.Tickers, second.Tickers);
        Assert.Equal((first.Answers[0].Model, first.Answers[0].InputTokens), (second.Answers[0].Model, second.Answers[0].InputTokens));
        foreach (var culture in new[] { "en-US", "da-DK", "tr-TR" }) ArticleFolder.UnderCulture(culture, () => Assert.Equal(why.ToJson(), Offline(folder["answers.jsonl"], o => o with { Samples = 2 }).Explain(Acme).ToJson()));
        Assert.Contains("2 replayed", second.ToString());
        Assert.StartsWith("0 answers asked for (0 refused, 0 attempts failed), 2 replayed; 0 tokens sent, 0 answered; cost ", replaying.Spending.ToString());
    }

    [Fact]
    public void Another_prompt_model_text_or_sample_is_another_question()
    {
        using var folder = new ArticleFolder();
        var path = Recorded(folder);
        using var server = new ChatServer(question => Play.Says(About(question.Article)));
        Scorer(server, o => o with { Cassette = path }).Score(Three[0] with { Id = "another id, the same text" });
        Assert.Empty(server.Questions);
        Scorer(server, o => o with { Cassette = path, Instructions = "Judge." }).Score(Three[0]);
        Scorer(server, o => o with { Cassette = path, Model = "large" }).Score(Three[0]);
        Scorer(server, o => o with { Cassette = path }).Score(Article.Of(Three[0].Text.Replace("full", "empty")));
        Scorer(server, o => o with { Cassette = path, Samples = 2 }).Score(Three[0]); // the second sample only
        Assert.Equal(4, server.Questions.Count);
        Assert.Equal(3 + 4, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void What_is_missing_is_an_error_where_nothing_is_to_be_asked()
    {
        using var folder = new ArticleFolder();
        var path = Recorded(folder);
        var run = Offline(path).Ask([.. Three, Acme]);
        Assert.Equal(3, run.Replies.Length);
        Assert.Contains($"{path}: 3 answers: holds no answer number 1 of tiny about article 'acme' by this prompt", Assert.Single(run.Failures).Reason);
        Assert.Contains("4 articles: 3 with a reply, 3 of them replayed", run.ToString());
    }

    [Fact]
    public void A_last_line_that_is_cut_off_anywhere_is_told_and_only_its_answer_is_asked_for_again()
    {
        using var folder = new ArticleFolder();
        var whole = File.ReadAllBytes(Recorded(folder));
        var second = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        foreach (var left in new[] { 1, 10, (whole.Length - second) / 2, whole.Length - second - 1 })
        {
            var path = folder.Put($"cut{left}.jsonl", whole[..(second + left)]);
            Assert.Contains("line 3 is cut off", Offline(path).ToString());
            Assert.Contains("line 3 is cut off", Assert.Throws<InputException>(() => Offline(path).Score(Three[2])).Message);
            Assert.Equal(0.2, Offline(path).Score(Three[1]).Value);
            using var server = new ChatServer(question => Play.Says(About(question.Article, 0.3)));
            Assert.Equal([0.1, 0.2, 0.3], Scorer(server, o => o with { Cassette = path }).Score(Three).Select(score => score.Value));
            Assert.Single(server.Questions);
            Assert.Equal(3, File.ReadAllLines(path).Length);
            Assert.Equal([0.1, 0.2, 0.3], Offline(path).Score(Three).Select(score => score.Value));
        }
    }

    [Fact]
    public void A_file_that_was_cut_between_lines_is_whole()
    {
        using var folder = new ArticleFolder();
        var whole = File.ReadAllBytes(Recorded(folder));
        var path = folder.Put("two.jsonl", whole[..(Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1)]);
        Assert.EndsWith("two.jsonl: 2 answers", Offline(path).ToString());
    }

    [Theory]
    [InlineData("0.2", "0.9", "was changed: its hash is not that of what it says")]
    [InlineData("\"sample\":0", "\"sample\":1", "was changed")]
    [InlineData("\"key\"", "\"clef\"", "is no JSON object with the fields of one")]
    [InlineData("{", "[", "is no JSON object with the fields of one")]
    public void A_line_that_was_changed_is_an_error_with_its_number(string from, string to, string reason)
    {
        using var folder = new ArticleFolder();
        var lines = File.ReadAllLines(Recorded(folder));
        lines[1] = lines[1].Replace(from, to);
        var path = folder.Put("changed.jsonl", string.Join('\n', lines) + "\n");
        var message = Assert.Throws<InputException>(() => Offline(path)).Message;
        Assert.StartsWith($"{path}(2): ", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_file_that_is_no_cassette_is_an_error_and_is_left_alone()
    {
        using var folder = new ArticleFolder();
        var text = folder.Put("notes.txt", "my notes\n");
        Assert.StartsWith($"{text}(1): is not an answer", Assert.Throws<InputException>(() => Offline(text)).Message);
        Assert.Equal("my notes\n", File.ReadAllText(text));
        var key = $"{{\"key\":\"{new string('0', 64)}\"";
        foreach (var line in (string[])["my only note", "{\"model\":\"tiny\"}", "{\"key\":\"sk-0123456789\"}", "[1]", key + "}"])
        {
            var one = folder.Put("one.txt", line);
            Assert.StartsWith($"{one}(1): is no answer, and no beginning of one. Expected a cassette", Assert.Throws<InputException>(() => Offline(one)).Message);
            // Nor may a file that came there after the cassette was opened be emptied.
            File.Delete(one);
            var late = new Cassette(one);
            folder.Put("one.txt", line);
            Assert.Contains("it is no cassette", Assert.Throws<InputException>(() => late.Add(new(CassetteLine.KeyOf("", "m", "", 0), "", "m", "", 0, default, null, null, null, null, "a"))).Message);
            Assert.Equal(line, File.ReadAllText(one));
        }
        foreach (var cut in (string[])["{", "{\"key\":\"0a", key + ",\"prompt\":\"00"])
            Assert.Contains("line 1 is cut off", new Cassette(folder.Put("cut.jsonl", cut)).CutOff, StringComparison.Ordinal);
        var bytes = folder.Put("bytes.jsonl", [0xFF, 0xFE, (byte)'\n']);
        Assert.StartsWith($"{bytes}(1): is not UTF-8", Assert.Throws<InputException>(() => Offline(bytes)).Message);
        Assert.StartsWith($"{folder.Path}: is a folder", Assert.Throws<InputException>(() => Offline(folder.Path)).Message);
        using var server = ChatServer.That(Play.Says(Good));
        Assert.Contains("an answer cannot be written", Assert.Throws<InputException>(() => Scorer(server, o => o with { Cassette = Path.Combine(text, "answers.jsonl") }).Score(Acme)).Message);
    }

    [Fact]
    public void Refused_answers_are_kept_with_the_reason_and_never_replayed()
    {
        using var folder = new ArticleFolder();
        using var server = ChatServer.Playing(Play.Says("no"), Play.Says(Good));
        var path = folder["answers.jsonl"];
        Assert.Equal(0.4, Scorer(server, o => o with { Cassette = path }).Score(Acme).Value);
        var lines = File.ReadAllLines(path);
        Assert.Contains("\"refused\":\"it is not one JSON object\",\"answer\":\"no\"", lines[0]);
        Assert.Equal(1, Offline(path).Cassette!.Count);
        var refusedOnly = folder.Put("refused.jsonl", lines[0] + "\n");
        Assert.Throws<InputException>(() => Offline(refusedOnly).Score(Acme));
    }

    [Fact]
    public void Many_scorers_write_one_file_and_every_line_is_whole()
    {
        using var folder = new ArticleFolder();
        using var server = new ChatServer(question => Play.Says(About(question.Article, 0.3)));
        var path = folder["answers.jsonl"];
        var articles = Enumerable.Range(0, 40).Select(i => Article.Of($"Firm{i} raised its guidance for the year.", $"a{i}")).ToList();
        var scorers = Enumerable.Range(0, 4).Select(_ => Scorer(server, o => o with { Cassette = path })).ToList();
        Parallel.For(0, 4, i => scorers[i].Score([.. articles.Skip(10 * i).Take(10)]));
        Assert.Equal(40, File.ReadAllLines(path).Length);
        Assert.Equal(40, Offline(path).Ask(articles).Replies.Sum(reply => reply.Replayed));
    }

    [Fact]
    public void Letters_of_every_script_come_back_as_they_were()
    {
        using var folder = new ArticleFolder();
        var article = Article.Of("Élan’s “sales” rose 5% — a record for the group 😀 in 東京.", "script");
        using var server = ChatServer.That(Play.Says(Answer(0.5, [("Élan's \"sales\" rose 5% - a record", 0.5), ("😀 in 東京", 0)])));
        var path = folder["answers.jsonl"];
        var why = Scorer(server, o => o with { Cassette = path }).Explain(article);
        Assert.Equal(["Élan’s “sales” rose 5% — a record", "😀 in 東京"], why.Contributions.Select(part => article.Text.Substring(part.Start, part.Length)));
        Assert.Equal(why.ToJson(), Offline(path).Explain(article).ToJson());
        Assert.Contains("東京", File.ReadAllText(path, Encoding.UTF8));
    }
}
