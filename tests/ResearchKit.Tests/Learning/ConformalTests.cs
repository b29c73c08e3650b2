using Xunit;

namespace ResearchKit.Tests;

/// <summary>Intervals with a promise: quantiles by hand, and coverage that is counted.</summary>
public sealed class ConformalTests : IDisposable
{
    static readonly string? Data = Environment.GetEnvironmentVariable("RESEARCHKIT_DATA");

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    /// <summary>Texts that say 0 to people who judge otherwise by a hundredth, two …; each of words of its own, so that none tells what another tells.</summary>
    static Labels Off(int texts) => Labels.Of("off", Enumerable.Range(1, texts).Select(i => Item(i, 0, i / 100.0)));

    static LabelledText Item(int id, double said, double judged, string source = "") =>
        new(Stated.Text(said) with { Id = $"{id}", Source = source.Length == 0 ? null : source }, null, judged, null, $"word{id} other{id} third{id}");

    /// <summary>Generated: people judge what is said, and normal-like noise besides.</summary>
    static Labels Noisy(int texts, ulong seed, Func<double, double>? spread = null)
    {
        var draws = new Draws(seed);
        return Labels.Of("noisy", Enumerable.Range(0, texts).Select(i =>
        {
            var said = draws.Share() - 0.5;
            return Item(i, said, Math.Clamp(said + (spread?.Invoke(said) ?? 1) * 0.2 * (draws.Share() + draws.Share() - 1), -1, 1));
        }));
    }

    [Theory]
    [InlineData(9, 0.1, 9, 0.09)] // ⌈10·0.9⌉
    [InlineData(19, 0.1, 18, 0.18)] // ⌈20·0.9⌉
    [InlineData(20, 0.1, 19, 0.19)] // ⌈21·0.9⌉ = ⌈18.9⌉
    [InlineData(99, 0.07, 93, 0.93)] // 100·0.93 is 93 and not a last bit more
    [InlineData(10, 0.5, 6, 0.06)] // ⌈11·0.5⌉
    public void The_distance_is_the_one_at_the_finite_sample_rank(int texts, double alpha, int rank, double distance)
    {
        var conformal = Conformal.Of(new Stated(), Off(texts), o => o with { Alpha = alpha });
        var quantile = Assert.Single(conformal.Groups);
        Assert.Equal((texts, rank, distance), (quantile.Texts, quantile.Rank, quantile.Distance));
        var interval = conformal.Interval(new Stated(), Stated.Text(0.5));
        Assert.Equal((Math.Max(-1, 0.5 - distance), Math.Min(1, 0.5 + distance), "all"), (interval.Low!.Value, interval.High!.Value, interval.Group));
    }

    [Fact]
    public void Too_few_texts_for_the_promise_are_refused_with_the_number_that_is_needed()
    {
        Assert.Contains("off: 8 different stories are too few for an alpha of 0.1. Expected 9 at least", Refusal(() => Conformal.Of(new Stated(), Off(8))), StringComparison.Ordinal);
        Assert.Contains("Expected 99 at least", Refusal(() => Conformal.Of(new Stated(), Off(98), o => o with { Alpha = 0.01 })), StringComparison.Ordinal);
        foreach (var alpha in (double[])[1, 1e-12, 1e-30, 0.9999999999999999, 0, -0.1, double.NaN]) Assert.Contains("Expected 0.0001 to 0.9999", Refusal(() => Conformal.Of(new Stated(), Off(98), o => o with { Alpha = alpha })), StringComparison.Ordinal);
        Assert.Contains("Expected 9999 at least", Refusal(() => Conformal.Of(new Stated(), Off(98), o => o with { Alpha = 0.0001 })), StringComparison.Ordinal);
        // ⌈99·0.0001⌉ is the first.
        Assert.Equal(0.01, Conformal.Of(new Stated(), Off(98), o => o with { Alpha = 0.9999 }).Groups[0].Distance);
        Assert.Contains("By 'day' is not known", Refusal(() => Conformal.Of(new Stated(), Off(98), o => o with { By = "day" })), StringComparison.Ordinal);
        Assert.Contains("which a new score does not have", Refusal(() => Conformal.Of(new Stated(), Off(98), o => o with { By = "label" })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_story_that_is_told_again_counts_once()
    {
        var again = Labels.Of("again", Off(20).SelectMany(item => (LabelledText[])[item, item with { Article = item.Article with { Id = item.Article.Id + "b" } }]));
        var conformal = Conformal.Of(new Stated(), again);
        Assert.Equal((20, 19, 0.19, 20), (conformal.Groups[0].Texts, conformal.Groups[0].Rank, conformal.Groups[0].Distance, conformal.Retold));
    }

    [Fact]
    public void Each_group_has_a_distance_of_its_own_and_one_that_is_too_small_has_none()
    {
        var labels = Labels.Of("sources", Enumerable.Range(1, 43).Select(i => Item(i, 0, i <= 20 ? 0.01 * i : i <= 40 ? 0.02 * (i - 20) : 0.5, i <= 20 ? "near" : i <= 40 ? "far" : "rare")));
        var conformal = Conformal.Of(new Stated(), labels, o => o with { By = "field:source" });
        Assert.Equal([("far", 0.38), ("near", 0.19), ("rare", null)], conformal.Groups.Select(group => (group.Group, group.Distance)));
        Assert.Equal(0.38, conformal.Interval(new Stated(), Stated.Text(0) with { Source = "far" }).High);
        Assert.Equal("too few labels of the group 'rare'", conformal.Interval(new Stated(), Stated.Text(0) with { Source = "rare" }).Reason);
        Assert.Equal("no interval: too few labels of the group 'new'", conformal.Interval(new Stated(), Stated.Text(0) with { Source = "new" }).ToString());
    }

    [Fact]
    public void Coverage_over_random_splits_lies_in_its_exact_band()
    {
        // With n = 99 calibrated and m = 100 counted, the number inside is beta-binomial(m; k, n + 1 − k), k = 90: mean 0.9, variance 0.9·0.1·(100 + 100)/(100·101).
        const int Sets = 400;
        double inside = 0;
        for (var s = 0; s < Sets; s++)
        {
            var all = Noisy(199, (ulong)s + 1);
            var conformal = Conformal.Of(new Stated(), all.Part(item => int.Parse(item.Article.Id, System.Globalization.CultureInfo.InvariantCulture) < 99));
            var held = all.Part(item => int.Parse(item.Article.Id, System.Globalization.CultureInfo.InvariantCulture) >= 99);
            // The texts are numbers, which are told apart by more than their words here.
            inside += held.Average(item => conformal.Interval(new Stated(), item.Article) is { Low: { } low, High: { } high } && item.Score >= low && item.Score <= high ? 1.0 : 0);
        }
        var error = Math.Sqrt(0.9 * 0.1 * 200 / (100 * 101) / Sets);
        Assert.InRange(inside / Sets, 0.9 - 4 * error, 0.9 + 4 * error);
    }

    [Fact]
    public void A_check_holds_stories_out_and_shows_groups_of_which_nothing_was_promised()
    {
        // The noise is three times as large where little is said.
        var labels = Noisy(600, 7, said => Math.Abs(said) < 0.25 ? 3 : 1);
        var check = Conformal.Check(new Stated(), labels, splits: 100);
        Assert.Equal(("all", 300), (check.Rows[0].Group, check.Rows[0].Texts));
        Assert.InRange(check.Rows[0].Coverage.Value!.Value, 0.88, 0.93);
        Assert.True(check.Rows[0].Coverage.Low < 0.9 && check.Rows[0].Coverage.High > 0.9);
        double Of(ConformalCheck from, string group) => from.Rows.Single(row => row.Group == group).Coverage.Value!.Value;
        Assert.InRange(Of(check, "said neutral"), 0.7, 0.87);
        Assert.InRange(Of(check, "said positive"), 0.97, 1);
        var by = Conformal.Check(new Stated(), labels, o => o with { By = "said" }, splits: 100);
        Assert.InRange(Of(by, "said neutral"), 0.87, 0.94);
        Assert.InRange(Of(by, "said positive"), 0.87, 0.94);
        Assert.Equal(check.ToString(), Conformal.Check(new Stated(), labels, splits: 100).ToString());
    }

    [Fact]
    public void Sets_hold_the_classes_that_are_near_enough()
    {
        // Distances of the judged class: 0 to 0.9 by tenths, and ⌈11·0.8⌉ = 9 of 10 is 0.8.
        var labels = Labels.Of("classes", Enumerable.Range(0, 10).Select(i => Item(i, 1 - i / 10.0, 0) with { Score = null, Class = 1 }));
        var conformal = Conformal.Of(new Stated(), labels, o => o with { Alpha = 0.2 });
        Assert.Equal((LearnedGoal.Classes, 0.8), (conformal.Goal, Math.Round(conformal.Groups[0].Distance!.Value, 12)));
        Assert.Equal("{neutral, positive}", conformal.Interval(new Stated(), Stated.Text(0.5)).ToString());
        Assert.Equal("{positive}", conformal.Interval(new Stated(), Stated.Text(0.9)).ToString());
        Assert.Contains("Expected 4 at least of each class", Refusal(() => Conformal.Of(new Stated(), labels, o => o with { Alpha = 0.2, By = "label" })), StringComparison.Ordinal);
    }

    [Fact]
    public void Chances_become_distances_of_either_kind()
    {
        double[] Of(ConformalMeasure measure) => [.. ConformalTask.Distances(measure, [0.1, 0.3, 0.6], 0.5).Select(distance => Math.Round(distance, 12))];
        Assert.Equal([0.9, 0.7, 0.4], Of(ConformalMeasure.Chance));
        // 0.6 + 0.3 + 0.1/2, 0.6 + 0.3/2, 0.6/2.
        Assert.Equal([0.95, 0.75, 0.3], Of(ConformalMeasure.Adaptive));
    }

    [Fact]
    public void By_label_each_class_is_covered_by_itself()
    {
        var draws = new Draws(3);
        var labels = Labels.Of("classes", Enumerable.Range(0, 900).Select(i => i % 3 - 1 is var kind ? Item(i, Math.Clamp(kind * 0.5 + (kind == 0 ? 0.9 : 0.3) * (draws.Share() + draws.Share() - 1), -1, 1), 0) with { Score = null, Class = kind } : null!));
        var check = Conformal.Check(new Stated(), labels, o => o with { By = "label" }, splits: 50);
        foreach (var name in (string[])["negative", "neutral", "positive"]) Assert.InRange(check.Rows.Single(row => row.Group == $"judged {name}").Coverage.Value!.Value, 0.87, 0.94);
        Assert.Contains(Conformal.Check(new Stated(), labels, splits: 50).Rows, row => row.Group.StartsWith("judged", StringComparison.Ordinal) && row.Coverage.Value is < 0.87 or > 0.95);
    }

    [Fact]
    public void A_file_gives_the_intervals_back_for_the_same_scorer_and_labels_that_were_used_are_refused()
    {
        var labels = Noisy(60, 5);
        var conformal = Conformal.Of(new Stated(), labels, o => o with { Date = new(2026, 11, 27) });
        conformal.Write(folder["c.json"]);
        var read = Conformal.Read(folder["c.json"]);
        Assert.Equal((conformal, conformal.ToString()), (read, read.ToString()));
        Assert.Contains("The intervals were made for stated@1, and this is finance@2", Refusal(() => read.Interval(Repository.Finance.Scorer(), Stated.Text(0))), StringComparison.Ordinal);
        Assert.Contains("which the intervals were made on", Refusal(() => read.Coverage(new Stated(), labels)), StringComparison.Ordinal);
        var elsewhere = Labels.Of("elsewhere", Enumerable.Range(0, 50).Select(i => Item(i, 0, 0.9) with { Article = Stated.Text(2 + i) with { Id = $"x{i}" } }));
        Assert.Equal((50, 0), (read.Coverage(new Stated(), elsewhere).Rows[0].Texts, read.Coverage(new Stated(), elsewhere).Rows[0].Coverage.Value));
        File.WriteAllText(folder["c.json"], File.ReadAllText(folder["c.json"]).Replace("\"alpha\": 0.1", "\"alpha\": 0.2", StringComparison.Ordinal));
        Assert.Contains("Expected a file as it was written", Refusal(() => Conformal.Read(folder["c.json"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_says_how_many_texts_have_no_interval()
    {
        // 60 of one source and 4 of another, of which no half has the 9 that an interval needs: 2 of them are held out on average.
        var labels = Labels.Of("sources", Enumerable.Range(1, 64).Select(i => Item(i, 0, i / 100.0, i <= 60 ? "many" : "rare")));
        var check = Conformal.Check(new Stated(), labels, o => o with { By = "field:source" }, 200);
        var without = check.Rows[^1];
        Assert.Equal(("no interval", null, null), (without.Group, without.Coverage.Value, without.Width));
        Assert.InRange(without.Texts, 1.7, 2.3);
        Assert.Equal(32, check.Rows[0].Texts + without.Texts, 1e-9);
        Assert.EndsWith("texts, whose group has too few labels for the promise", check.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Conformal.Check(new Stated(), labels, splits: 10).Rows, row => row.Group == "no interval");
        var others = Labels.Of("others", Enumerable.Range(1, 7).Select(i => Item(i, 0, 0, i <= 5 ? "many" : "rare") with { Article = Stated.Text(2 + i) with { Id = $"x{i}", Source = i <= 5 ? "many" : "rare" } }));
        var counted = Conformal.Of(new Stated(), labels, o => o with { By = "field:source" }).Coverage(new Stated(), others);
        Assert.Equal((5, 2), (counted.Rows[0].Texts, counted.Rows[^1].Texts));
    }

    [Fact]
    public void Whether_halves_are_enough_does_not_hang_on_the_order_of_the_labels()
    {
        // 14 of one source and 6 of two others: a half has 9 of the first at times, whichever stands first.
        Labels Of(bool first) => Labels.Of("order", Enumerable.Range(1, 20).Select(i => Item(i, 0, i / 100.0, (first ? i <= 14 : i > 6) ? "a" : i % 2 == 0 ? "b" : "c")));
        foreach (var first in (bool[])[true, false]) Assert.Contains(Conformal.Check(new Stated(), Of(first), o => o with { By = "field:source" }).Rows, row => row.Group == "source a");
        Assert.Contains("the largest of", Refusal(() => Conformal.Check(new Stated(), Of(true), o => o with { By = "field:source", Alpha = 0.05 })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("By", "day")]
    [InlineData("By", "label")]
    [InlineData("Alpha", 1e-30)]
    [InlineData("Goal", 7)]
    [InlineData("Measure", 1)]
    [InlineData("Groups", null)]
    public void A_file_that_somebody_hashed_anew_is_not_taken_at_its_word(string what, object? value)
    {
        var right = Conformal.Of(new Stated(), Noisy(60, 5));
        var wrong = what switch
        {
            "By" => right with { By = (string)value! },
            "Alpha" => right with { Alpha = (double)value! },
            "Goal" => right with { Goal = (LearnedGoal)value! },
            "Measure" => right with { Measure = (ConformalMeasure)value! },
            _ => right with { Groups = [right.Groups[0], right.Groups[0]] },
        };
        wrong.Write(folder["c.json"]);
        Assert.Contains("make it again", Refusal(() => Conformal.Read(folder["c.json"])), StringComparison.Ordinal);
        Assert.Contains("has none. Expected a stack that was fitted to classes", Refusal(() => (right with { Goal = LearnedGoal.Classes, Measure = ConformalMeasure.Chance }).Interval(new Stated(), Stated.Text(0))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_was_fitted_on_the_same_labels_is_refused()
    {
        var mapped = new Stated().Calibrate(Noisy(60, 5), o => o with { Resamples = 0 });
        Assert.Contains("the map of stated@1", Refusal(() => Conformal.Of(mapped, Noisy(60, 5))), StringComparison.Ordinal);
        Assert.Equal(60, Conformal.Of(mapped, Noisy(60, 6)).Groups[0].Texts);
    }

    [Theory]
    [InlineData("fiqa")]
    [InlineData("semeval2017t5")]
    [InlineData("phrasebank/Sentences_50Agree.txt")]
    public void On_public_halves_the_promise_is_kept(string set)
    {
        if (Data is null || !Path.Exists(Path.Combine(Data, set))) return;
        var all = Conformal.Check(Repository.Finance.Scorer(), Labels.Read(Path.Combine(Data, set))).Rows[0];
        Assert.True(all.Coverage.Value >= 0.895, $"{all}");
    }
}
