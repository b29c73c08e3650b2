using System.Globalization;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>A chat model is judged and mapped like every other method.</summary>
public sealed class ChatEvaluationTests
{
    /// <summary>25 articles that the model scores −0.48, −0.44 … 0.48, and that people scored 0.1 + half of it.</summary>
    static readonly Labels Judged = Labels.Of("firms", Enumerable.Range(-12, 25).Select(i => new LabelledText(About(i), Math.Sign(i), 0.1 + 0.5 * i / 25.0, null, About(i).Text)));

    static Article About(int i) => Article.Of(FormattableString.Invariant($"Firm {i} spoke about its guidance for the year."), FormattableString.Invariant($"a{i}"));

    static Played Reply(Question question)
    {
        var score = int.Parse(question.Article.Split(' ')[1], CultureInfo.InvariantCulture) / 25.0;
        return Play.Says(Answer(score, [("its guidance", score / 2)]));
    }

    [Fact]
    public void It_is_evaluated_and_asked_once_about_each_text()
    {
        using var server = new ChatServer(Reply);
        var scorer = Scorer(server);
        var evaluation = scorer.Evaluate(Judged, o => o with { Resamples = 0 });
        Assert.Equal(scorer.Identity, evaluation.Method);
        // Within 0.10 of 0 are 0, ±0.04 and ±0.08: four of 25 are called neutral and are not.
        Assert.Equal(21 / 25.0, evaluation.Accuracy.Value!.Value, 1e-12);
        Assert.Equal(25, server.Questions.Count);
        scorer.Evaluate(Judged, o => o with { Resamples = 0 });
        Assert.Equal(25, server.Questions.Count);
    }

    [Fact]
    public void Behind_a_map_it_is_still_taken_apart()
    {
        using var server = new ChatServer(Reply);
        var mapped = Scorer(server).Calibrate(Judged, o => o with { Resamples = 0 });
        var why = mapped.Explain(About(10));
        Assert.Equal(0.1 + 0.5 * 0.4, why.Score.Value, 1e-12);
        Assert.Equal(0.5 * 0.2, Assert.Single(why.Contributions).Value, 1e-12); // half of 0.4 was the quote's
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, 1e-12);
    }

    [Fact]
    public void Behind_a_map_what_fails_is_said_in_the_same_words()
    {
        using var server = new ChatServer(question => question.Article.StartsWith("Firm 13 ", StringComparison.Ordinal) ? Play.Status(400) : Reply(question));
        var mapped = Scorer(server).Calibrate(Judged, o => o with { Resamples = 0 });
        Assert.StartsWith("1 of 2 articles have no reply: a13: ", Assert.Throws<InputException>(() => mapped.Score([About(12), About(13)])).Message);
        Assert.Equal(0.1 + 0.5 * 0.48, Assert.Single(mapped.Score([About(12)])).Value, 1e-12);
    }
}
