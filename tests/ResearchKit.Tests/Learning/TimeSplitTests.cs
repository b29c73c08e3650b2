using Xunit;

namespace ResearchKit.Tests;

/// <summary>Folds one after the other in time.</summary>
public sealed class TimeSplitTests
{
    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "result: up"), new Entry("loss", Role.Polarity, -0.8, "result: down")).Scorer();

    static readonly string[] Words = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet", "lantern", "harbour"];

    static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    static LabelledText Item(string text, int day, int label, int id) => new(Article.Of(text, $"t{id:000}") with { PublishedAt = Start.AddDays(day) }, label, null, null, Labels.GroupOf(text));

    /// <summary>Texts that share few words, each of a class by its last; one a day.</summary>
    static List<LabelledText> Daily(int texts, ulong seed = 3)
    {
        var draws = new Draws(seed);
        return [.. Enumerable.Range(0, texts).Select(i => Item($"the {string.Join(" ", Enumerable.Range(0, 8).Select(_ => Words[draws.Below(Words.Length)]))} {(i % 3 == 0 ? "flourish" : i % 3 == 1 ? "wobble" : "paper")}", i, i % 3 == 0 ? 1 : i % 3 == 1 ? -1 : 0, i))];
    }

    static IReadOnlyList<LearnedFold> Folds(IReadOnlyList<LabelledText> items, int folds)
    {
        var labels = Labels.Of("set", items);
        return new TimeSplit(labels, new(labels)).Of([.. Enumerable.Range(0, items.Count)], folds, 1);
    }

    static LearnedOptions Quick(LearnedOptions o) => o with { Split = LearnedSplit.Time, Folds = 3, InnerFolds = 2, Resamples = 0, Penalties = [0.1, 1] };

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void Each_fold_is_judged_by_what_came_before_and_the_first_block_is_not_judged()
    {
        // 24 days in 4 blocks of 6, in the order of their days and not of the rows.
        var items = Daily(24).AsEnumerable().Reverse().ToList();
        var folds = Folds(items, 3);
        for (var f = 0; f < 3; f++)
        {
            Assert.Equal(Enumerable.Range(6 * (f + 1), 6), folds[f].Judged.Select(row => 23 - row).Order());
            Assert.Equal(Enumerable.Range(0, 6 * (f + 1)), folds[f].Fitted.Select(row => 23 - row).Order());
        }
    }

    [Fact]
    public void Texts_of_one_instant_stay_together()
    {
        // Nine at one time, one before and two behind: blocks of 1, 9 and 2, as even as whole times can make them.
        var items = Daily(12).Select((item, i) => item with { Article = item.Article with { PublishedAt = Start.AddDays(i == 0 ? 0 : i < 10 ? 1 : i) } }).ToList();
        var folds = Folds(items, 2);
        Assert.Equal((9, 2), (folds[0].Judged.Length, folds[1].Judged.Length));
        Assert.Equal((1, 10), (folds[0].Fitted.Length, folds[1].Fitted.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_later_and_no_telling_of_the_same_story_is_fitted_on(ulong seed)
    {
        var draws = new Draws(seed);
        var once = Daily(60, seed);
        List<LabelledText> items = [.. once, .. once.Take(30).Select((item, i) => Item($"{item.Article.Text} today", draws.Below(60), item.Class!.Value, 100 + i))];
        var labels = Labels.Of("set", items);
        var stories = new LearnedFolds(labels);
        var folds = Folds(items, 4);
        Assert.Equal(4, folds.Count);
        Assert.All(folds, fold =>
        {
            Assert.NotEmpty(fold.Judged);
            Assert.NotEmpty(fold.Fitted);
            Assert.True(fold.Fitted.Max(row => items[row].Article.AvailableAt) < fold.Judged.Min(row => items[row].Article.AvailableAt));
            Assert.Empty(fold.Fitted.Select(stories.Story).Intersect(fold.Judged.Select(stories.Story)));
        });
        // What is purged is purged for one fold alone: elsewhere it is fitted on.
        var judged = folds.SelectMany(fold => fold.Judged).ToList();
        Assert.Equal(judged.Count, judged.Distinct().Count());
        Assert.Contains(folds, fold => fold.Fitted.Length < items.Count(item => item.Article.AvailableAt < fold.Judged.Min(row => items[row].Article.AvailableAt)));
    }

    [Theory]
    [InlineData(Learner.Linear)]
    [InlineData(Learner.Trees)]
    public void An_evaluation_by_time_holds_what_was_judged(Learner learner)
    {
        var labels = Labels.Of("set", Daily(240));
        var judged = Learn.Evaluate(labels, Rules, o => Quick(o) with { Learner = learner, Rounds = [20], Leaves = [4], LeafTexts = [5] });
        Assert.Equal(180, judged.N);
        Assert.Equal(Enumerable.Range(60, 180).Select(i => $"t{i:000}"), judged.Judgements.Select(judgement => judgement.Text.Article.Id));
        Assert.InRange(judged.Accuracy.Value!.Value, 0.9, 1);
        Assert.Contains(", 3 folds by time) on finance@2", judged.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void What_turns_round_is_not_known_before_it_has()
    {
        // "flourish" is good for 60 days and bad from then on: the fold of days 60 to 79 is judged by the past, and is wrong wherever a class is given.
        var labels = Labels.Of("turn", Daily(120).Select((item, i) => item with { Class = i < 60 ? item.Class : -item.Class }));
        var judged = Learn.Evaluate(labels, Rules, o => Quick(o) with { Folds = 5 });
        var turned = judged.Judgements.Where(judgement => judgement.Text.Class != 0 && judgement.Text.Article.AvailableAt >= Start.AddDays(60) && judgement.Text.Article.AvailableAt < Start.AddDays(80)).ToList();
        Assert.True(turned.Count > 10);
        Assert.InRange(turned.Average(judgement => Math.Sign(judgement.Score.Value) == judgement.Text.Class ? 1.0 : 0), 0, 0.1);
    }

    [Fact]
    public void The_card_says_how_many_were_judged()
    {
        var card = Learn.Linear(Labels.Of("set", Daily(120)), Rules, Quick).Card;
        Assert.Equal("3 folds by time, settings and cut points chosen by 2 within each, seed 1, 90 of 120 texts judged", card.Split);
        Assert.Equal(120, card.Texts);
    }

    [Fact]
    public void Texts_without_a_time_or_with_too_few_are_refused()
    {
        var items = Daily(30).Select((item, i) => i is 4 or 9 ? item with { Article = item.Article with { PublishedAt = null } } : item);
        Assert.Equal("set: 2 of its 30 texts have no publishedAt, 't004' the first. Expected a time for each text to split by time; or leave that out to split by story.", Refusal(() => Learn.Evaluate(Labels.Of("set", items), Rules, Quick)));
        var oneDay = Daily(30).Select(item => item with { Article = item.Article with { PublishedAt = Start } });
        Assert.Contains("30 texts of 1 different times cannot make 3 folds by time", Refusal(() => Learn.Evaluate(Labels.Of("set", oneDay), Rules, Quick)), StringComparison.Ordinal);
        // Each text is told again on the last day of its fold.
        var again = Enumerable.Range(0, 4).Select(day => Item("the desk and the window stand by the river in the garden", day, day % 2, day));
        Assert.Contains("are told again in it: nothing is left to be fitted on", Refusal(() => Folds([.. again], 3)), StringComparison.Ordinal);
    }
}
