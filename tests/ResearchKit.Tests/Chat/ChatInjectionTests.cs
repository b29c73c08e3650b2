using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>An article that speaks to the model stays an article, and a model that obeys it is not believed.</summary>
public sealed partial class ChatInjectionTests
{
    static readonly string System = Asked(Acme).System;

    public static TheoryData<string> Caught => [.. Attack.Caught.Select(attack => attack.Name)];

    public static TheoryData<string> All => [.. Attack.Caught.Concat(Attack.WithinTheForm).Select(attack => attack.Name)];

    static Attack Named(string name) => Attack.Caught.Concat(Attack.WithinTheForm).Single(attack => attack.Name == name);

    static Question Asked(Article article)
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article)));
        Scorer(server).Score(article);
        return Assert.Single(server.Questions);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_stands_between_two_marks_that_it_cannot_know_and_nowhere_else(string name)
    {
        var question = Asked(Named(name).Article);
        Assert.Equal(["system", "user"], question.Messages.Select(message => message.Role));
        Assert.Equal(System, question.System); // to the letter, whatever the article says
        var lines = Frame().Match(question.User);
        Assert.True(lines.Success);
        Assert.Equal(2, question.User.Split(lines.Groups["mark"].Value).Length - 1);
        Assert.StartsWith(Attack.Honest, question.Article);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_holds_no_mark_of_a_server_and_nothing_that_is_not_seen(string name)
    {
        var article = Asked(Named(name).Article).Article;
        Assert.DoesNotMatch(ServerMarks(), article);
        Assert.All(article.EnumerateRunes(), rune => Assert.True(rune.Value == '\n' || global::System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)));
    }

    [Theory]
    [MemberData(nameof(Caught))]
    public void A_model_that_obeys_it_is_refused_and_its_words_reach_no_one(string name)
    {
        var attack = Named(name);
        using var server = ChatServer.That(Play.Says(attack.Obeyed));
        using var folder = new ArticleFolder();
        var scorer = Scorer(server, o => o with { Attempts = 2, Cassette = folder["answers.jsonl"] });
        var error = Assert.Throws<InputException>(() => scorer.Score(attack.Article));
        Assert.Contains("an answer was refused", error.Message);
        Assert.DoesNotContain(attack.Obeyed, error.ToString());
        // Nor the model: what it is told of its error holds nothing of its answer.
        Assert.DoesNotContain(attack.Obeyed, server.Questions.Last().User[server.Questions.Last().User.LastIndexOf("ARTICLE", StringComparison.Ordinal)..]);
        Assert.Equal(0, new Cassette(folder["answers.jsonl"]).Count);
    }

    [Theory]
    [MemberData(nameof(Caught))]
    public void A_model_that_does_not_obey_it_is_taken(string name)
    {
        using var server = ChatServer.That(Play.Says(Answer(-0.4, [("cut its forecast", -0.4)])));
        Assert.Equal(-0.4, Scorer(server).Score(Named(name).Article).Value);
    }

    [Fact]
    public void What_no_form_can_tell_from_an_honest_error_moves_one_number_and_shows_itself()
    {
        Assert.All(Attack.WithinTheForm, attack =>
        {
            using var server = ChatServer.That(Play.Says(attack.Obeyed));
            var why = Scorer(server).Explain(attack.Article);
            Assert.InRange(why.Score.Value, -1, 1);
            var part = Assert.Single(why.Contributions);
            Assert.Contains(why.Article.Text.Substring(part.Start, part.Length), attack.Text); // the attack itself, marked in the text
        });
    }

    [Fact]
    public void There_are_at_least_thirty_of_different_kinds() => Assert.InRange(Attack.Caught.Select(attack => attack.Text).Distinct().Count(), 30, int.MaxValue);

    [GeneratedRegex(@"\AARTICLE (?<mark>[0-9a-f]{24}) begins\n[\s\S]*\nARTICLE \k<mark> ends\n\z")]
    private static partial Regex Frame();

    [GeneratedRegex(@"<|>|\[/?[A-Z_]{2,}\]")]
    private static partial Regex ServerMarks();
}
