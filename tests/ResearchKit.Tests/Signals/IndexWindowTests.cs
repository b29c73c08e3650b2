using Xunit;

namespace ResearchKit.Tests;

/// <summary>Indices over windows of periods, and by what documents weigh.</summary>
public sealed class IndexWindowTests
{
    static DateTimeOffset At(int day, int hour = 9) => new(2026, 1, day, hour, 0, 0, TimeSpan.Zero);

    static DateOnly Day(int day) => new(2026, 1, day);

    static Observation Seen(int day, double value, double weight = 1, string key = "k", int hour = 9) => new($"{day}-{hour}-{value}", At(day, hour), key, value, weight);

    static SentimentIndex Of(Func<SentimentIndexOptions, SentimentIndexOptions> options, params Observation[] seen) => SentimentIndex.Of(seen, Period.Day, options);

    static void Values((int Day, double? Value)[] expected, SentimentIndex index)
    {
        Assert.Equal(expected.Select(point => Day(point.Day)), index["k"].Select(point => point.From));
        foreach (var (one, point) in expected.Zip(index["k"]))
            if (one.Value is { } value) Assert.Equal(value, point.Value!.Value, 1e-12);
            else Assert.Null(point.Value);
    }

    /// <summary>Days 5, 6, 8: the seventh is a gap.</summary>
    static readonly Observation[] Gapped = [Seen(5, 0.5), Seen(6, -0.25), Seen(6, 0.75, 3, hour: 10), Seen(8, 1)];

    // (−0.25 + 3·0.75)/4
    const double Sixth = 2.0 / 4;

    [Fact]
    public void A_window_weighs_the_periods_that_end_with_a_point() => Values(
        [(5, 0.3), (6, (2 * 0.3 + 3 * -0.1) / 5), (7, (1 * 0.3 + 2 * -0.1 + 3 * 0.9) / 6), (8, (1 * -0.1 + 2 * 0.9 + 3 * 0) / 6)],
        Of(o => o with { Time = TimeWeighting.Linear(3) }, Seen(5, 0.3), Seen(6, -0.1), Seen(7, 0.9), Seen(8, 0)));

    [Fact]
    public void A_gap_has_no_weight_or_is_0_or_the_latest()
    {
        Values([(5, 0.5), (6, (2 * 0.5 + 3 * Sixth) / 5), (8, (1 * Sixth + 3 * 1) / 4)], Of(o => o with { Time = TimeWeighting.Linear(3) }, Gapped));
        Values([(5, 0.5), (6, (2 * 0.5 + 3 * Sixth) / 5), (7, (1 * 0.5 + 2 * Sixth + 3 * 0) / 6), (8, (1 * Sixth + 2 * 0 + 3 * 1) / 6)], Of(o => o with { Time = TimeWeighting.Linear(3), Gaps = Gaps.Zero }, Gapped));
        Values([(5, 0.5), (6, (2 * 0.5 + 3 * Sixth) / 5), (7, (1 * 0.5 + 2 * Sixth + 3 * Sixth) / 6), (8, (1 * Sixth + 2 * Sixth + 3 * 1) / 6)], Of(o => o with { Time = TimeWeighting.Linear(3), Gaps = Gaps.Latest }, Gapped));
    }

    [Fact]
    public void A_whole_window_can_be_asked_for() =>
        Values([(8, (1 * Sixth + 3 * 1) / 4)], Of(o => o with { Time = TimeWeighting.Linear(3), WholeWindow = true }, Gapped));

    [Fact]
    public void The_latest_before_a_window_is_carried_into_it() => Values(
        [(5, 0.5), (6, 0.5), (7, 0.5), (8, 0.5), (9, (0.5 + -1) / 2)],
        Of(o => o with { Time = TimeWeighting.Equal(2), Gaps = Gaps.Latest }, Seen(5, 0.5), Seen(9, -1)));

    [Fact]
    public void What_is_carried_ages_out_after_the_periods_that_it_may_stand()
    {
        Observation[] seen = [Seen(5, 0.5), Seen(9, -1)];
        Values([(5, 0.5), (6, 0.5), (7, 0.5), (9, -1)], Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 2 }, seen));
        Values([(5, 0.5), (6, 0.5), (9, -1), (10, -1)], Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 1, AsOf = At(12) }, seen));
        Values([(5, 0.5), (6, 0.5), (7, 0.5), (8, 0.5), (9, -1)], Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 3 }, seen));
        // In a window: day 7 is days 6 and 7, the second with nothing; day 8 has nothing at all.
        Values([(5, 0.5), (6, 0.5), (7, 0.5), (9, -1)], Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 1, Time = TimeWeighting.Equal(2) }, seen));
        Assert.Null(Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 2 }, seen).At("k", Day(8)).Value);
        // A day whose observations weigh nothing keeps its point, and what was said before goes on.
        Values([(5, 0.5), (6, null), (7, 0.5)], Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 2, AsOf = At(9) }, Seen(5, 0.5), Seen(6, 1, 0)));
        Assert.Equal("Option CarryPeriods is 0. Expected 1 or more, or null for no end.", Assert.Throws<InputException>(() => Of(o => o with { Gaps = Gaps.Latest, CarryPeriods = 0 })).Message);
        Assert.StartsWith("Option CarryPeriods is 3, and option Gaps is None, which carries nothing.", Assert.Throws<InputException>(() => Of(o => o with { CarryPeriods = 3 })).Message);
    }

    [Fact]
    public void A_period_that_weighs_nothing_has_no_weight_in_a_window()
    {
        Observation[] seen = [Seen(5, 0.5), Seen(6, 1, 0), Seen(7, -1)];
        Values([(5, 0.5), (6, 0.5), (7, (1 * 0.5 + 3 * -1) / 4.0)], Of(o => o with { Time = TimeWeighting.Linear(3), Gaps = Gaps.Zero }, seen));
        Values([(6, null), (8, 1), (9, 0.5)], Of(o => o with { Time = TimeWeighting.Linear(2) }, Seen(6, 1, 0), Seen(8, 1), Seen(9, 0.25)));
    }

    [Fact]
    public void Any_day_can_be_asked_after()
    {
        var index = Of(o => o with { Time = TimeWeighting.Linear(3) }, Gapped);
        Assert.Equal((1 * 0.5 + 2 * Sixth) / 3, index.At("k", Day(7)).Value!.Value, 1e-12);
        Assert.Equal((0, null), (index.At("k", Day(7)).Count, index.At("k", Day(7)).Low));
        Assert.Equal(1, index.At("k", Day(10)).Value!.Value, 1e-12);
        Assert.Null(index.At("k", Day(11)).Value);
        Assert.Null(index.At("k", Day(4)).Value);
        Assert.Equal(1 / 6.0, Of(o => o with { Time = TimeWeighting.Linear(3), Gaps = Gaps.Zero }, Gapped).At("k", Day(10)).Value!.Value, 1e-12);
    }

    [Fact]
    public void The_interval_of_a_window_is_that_of_one_weighted_mean()
    {
        // Weights 1/3 on 0 and 2/3 on 1: mean 2/3; Σw²(v − m)² = 1/9·4/9 + 4/9·1/9 = 8/81; times 2; t(1) = tan(0.475·π).
        var point = Of(o => o with { Time = TimeWeighting.Linear(2) }, Seen(5, 0), Seen(6, 1))["k"][1];
        Assert.Equal(2 / 3.0 - Math.Tan(0.475 * Math.PI) * Math.Sqrt(2 * 8 / 81.0), point.Low!.Value, 1e-10);
        Assert.Equal(2 / 3.0 + Math.Tan(0.475 * Math.PI) * Math.Sqrt(2 * 8 / 81.0), point.High!.Value, 1e-10);
        // An observation that is carried on is still one.
        Assert.Null(Of(o => o with { Time = TimeWeighting.Linear(3), Gaps = Gaps.Latest }, Seen(5, 0)).At("k", Day(6)).Low);
    }

    [Fact]
    public void Documents_weigh_by_what_is_chosen()
    {
        Observation[] seen = [Seen(5, 1, 0.5) with { Tokens = 100, Novelty = 0.75 }, Seen(5, -1, 1) with { Tokens = 300 }, Seen(5, 0.2, 0.25) with { Tokens = 50, Novelty = 0.5 }];
        void Is(double[] weights, DocumentWeights documents) => Assert.Equal((weights[0] * 1 + weights[1] * -1 + weights[2] * 0.2) / weights.Sum(), Of(o => o with { Documents = documents }, seen)["k"][0].Value!.Value, 1e-12);
        Is([1, 1, 1], DocumentWeights.Equal);
        Is([0.5, 1, 0.25], DocumentWeights.Relevance);
        Is([0.75, 1, 0.5], DocumentWeights.Novelty);
        Is([0.5 * 0.75, 1, 0.25 * 0.5], DocumentWeights.Relevance | DocumentWeights.Novelty);
        Is([100, 300, 50], DocumentWeights.Length);
        Is([1 / 100.0, 1 / 300.0, 1 / 50.0], DocumentWeights.InverseLength);
        Is([50, 300, 12.5], DocumentWeights.Relevance | DocumentWeights.Length);
        // Parts of 450 tokens, and 10α = 1.
        Is([Math.Exp(100 / 450.0 - 1), Math.Exp(300 / 450.0 - 1), Math.Exp(50 / 450.0 - 1)], DocumentWeights.ExponentialLength);
        Is([Math.Exp(1 - 100 / 450.0), Math.Exp(1 - 300 / 450.0), Math.Exp(1 - 50 / 450.0)], DocumentWeights.InverseExponentialLength);
        Is([0.5 * Math.Exp(100 / 450.0), Math.Exp(300 / 450.0), 0.25 * Math.Exp(50 / 450.0)], DocumentWeights.Relevance | DocumentWeights.ExponentialLength);
        Assert.Equal((Math.Exp(3 * 100 / 450.0) - Math.Exp(3 * 300 / 450.0) + 0.2 * Math.Exp(3 * 50 / 450.0)) / (Math.Exp(3 * 100 / 450.0) + Math.Exp(3 * 300 / 450.0) + Math.Exp(3 * 50 / 450.0)),
            Of(o => o with { Documents = DocumentWeights.ExponentialLength, LengthAlpha = 0.3 }, seen)["k"][0].Value!.Value, 1e-12);
        Assert.Equal(Of(o => o, seen).Points, Of(o => o with { Documents = DocumentWeights.Relevance | DocumentWeights.Novelty }, seen).Points);
    }

    [Fact]
    public void A_point_does_not_move_when_the_corpus_is_cut_behind_it()
    {
        var random = new SplitMix(11);
        var seen = Enumerable.Range(0, 400).Select(i => new Observation($"a{i}", At(1 + random.Below(28), random.Below(24)), $"k{random.Below(3)}", random.Below(2001) / 1000.0 - 1, random.Below(5) / 4.0) { Tokens = 10 + random.Below(300), Novelty = random.Below(2) == 0 ? 1 : 0.75 }).Where(one => one.At!.Value.Day % 5 != 0).ToList();
        TimeWeighting[] over = [TimeWeighting.None, TimeWeighting.Equal(4), TimeWeighting.Linear(5), TimeWeighting.Exponential(6, 0.3), TimeWeighting.HalfLife(9, 2), TimeWeighting.Almon(5, 1, 3), TimeWeighting.Beta(7, 2, 3)];
        foreach (var time in over)
            foreach (var gaps in Enum.GetValues<Gaps>())
                foreach (var aggregation in Enum.GetValues<Aggregation>())
                {
                    SentimentIndexOptions Made(SentimentIndexOptions o) => o with { Time = time, Gaps = gaps, Aggregation = aggregation, Documents = DocumentWeights.Relevance | DocumentWeights.Novelty | DocumentWeights.Length };
                    var whole = SentimentIndex.Of(seen, Period.Day, o => Made(o) with { AsOf = At(31) });
                    foreach (var cut in new[] { 3, 10, 15, 27 })
                    {
                        var end = At(cut, 23).AddMinutes(59);
                        var before = SentimentIndex.Of(seen.Where(one => one.At <= end), Period.Day, o => Made(o) with { AsOf = end });
                        Assert.NotEmpty(before.Points);
                        Assert.Equal(whole.Points.Where(point => point.From <= Day(cut)), before.Points);
                        Assert.Equal(before.Points, SentimentIndex.Of(seen, Period.Day, o => Made(o) with { AsOf = end }).Points);
                    }
                }
    }

    [Fact]
    public void What_came_later_is_left_out_and_counted()
    {
        var index = SentimentIndex.Of([Seen(5, 0.5), Seen(6, 1), Seen(6, 0, hour: 11)], Period.Day, o => o with { AsOf = At(6, 10), Gaps = Gaps.Latest });
        Values([(5, 0.5), (6, 1)], index);
        Assert.Equal(1, index.Later);
        Assert.Equal("1 key, 2 days with a point, 2026-01-05 to 2026-01-06 (1 later)", index.ToString());
        Values([(5, 0.5), (6, 0.5), (7, 0.5)], SentimentIndex.Of([Seen(5, 0.5)], Period.Day, o => o with { AsOf = At(7), Gaps = Gaps.Latest }));
    }

    [Fact]
    public void Weights_that_cannot_be_are_refused()
    {
        static string Refusal(Func<SentimentIndexOptions, SentimentIndexOptions> options, Observation seen) => Assert.Throws<InputException>(() => Of(options, seen)).Message;
        Assert.Equal("Observation of 'k' in article '5-9-1': its length is not known, and option Documents is Length. Expected Tokens of 1 or more.", Refusal(o => o with { Documents = DocumentWeights.Length }, Seen(5, 1)));
        Assert.StartsWith("Option LengthAlpha is 0. Expected more than 0,", Refusal(o => o with { LengthAlpha = 0 }, Seen(5, 1)));
        Assert.Equal("Option Documents is Length, InverseLength: a length counts in one way. Expected one of Length, InverseLength, ExponentialLength, InverseExponentialLength, or none.", Refusal(o => o with { Documents = DocumentWeights.Length | DocumentWeights.InverseLength }, Seen(5, 1)));
        Assert.StartsWith("Option Documents is 64. Expected some of Equal, Relevance,", Refusal(o => o with { Documents = (DocumentWeights)64 }, Seen(5, 1)));
        Assert.Equal("Observation of 'k' in article '5-9-1': novelty 75. Expected 0 to 1.", Refusal(o => o, Seen(5, 1) with { Novelty = 75 }));
        Assert.Equal("Observation of 'k' in article '5-9-1': -1 tokens. Expected 0 or more.", Refusal(o => o, Seen(5, 1) with { Tokens = -1 }));
    }

    [Fact]
    public void Scores_bring_their_method_and_their_length()
    {
        var corpus = Corpus.Of(Article.Of("A gain.", "short") with { PublishedAt = At(5), Language = "en" }, Article.Of("A loss of the firm in the month of May.", "long") with { PublishedAt = At(5), Language = "en" });
        var scores = Examples.Small.Scorer().Score(corpus);
        var index = corpus.Aggregate(scores, Period.Day, options: o => o with { Documents = DocumentWeights.Length });
        Assert.Equal(scores[0].Method, index.Method);
        Assert.Equal((2 * scores[0].Value + 10 * scores[1].Value) / (2 + 10), index["all"][0].Value!.Value, 1e-12);
        Assert.Null(SentimentIndex.Of([], Period.Day).Method);
    }

    [Fact]
    public void An_interval_of_a_long_window_is_that_of_all_its_observations()
    {
        // Told naively: every observation with its weight in the window, its mean and its squares.
        var seen = Enumerable.Range(0, 300).Select(i => Seen(1 + i % 28, i * 37 % 101 / 50.0 - 1, 0.1 + i * 53 % 97 / 97.0, hour: i / 28)).ToArray();
        var index = Of(o => o with { Time = TimeWeighting.Linear(10) }, seen);
        var point = index.At("k", Day(28));
        var parts = index.Explain("k", Day(28)).Parts;
        var mean = parts.Sum(part => part.After);
        var half = Distributions.Student95(parts.Length - 1) * Math.Sqrt(parts.Length / (parts.Length - 1.0) * parts.Sum(part => part.WeightAfter * part.WeightAfter * (part.Observation.Value - mean) * (part.Observation.Value - mean)));
        Assert.Equal((mean - half, mean + half), (point.Low!.Value, point.High!.Value), Comparer);

        static bool Comparer((double, double) one, (double, double) other) => Math.Abs(one.Item1 - other.Item1) < 1e-12 && Math.Abs(one.Item2 - other.Item2) < 1e-12;
    }

    [Fact]
    public void A_text_without_a_token_is_left_out_where_lengths_weigh()
    {
        var corpus = Corpus.Of(Article.Of("Orvane shares rose 9%.", "a") with { PublishedAt = At(5), Language = "en" }, Article.Of("…", "b") with { PublishedAt = At(5), Language = "en" });
        var scores = Book.Finance.Score(corpus);
        Assert.Equal(0, scores[1].Tokens);
        var index = corpus.Aggregate(scores, Period.Day, options: o => o with { Documents = DocumentWeights.Length, IncludeSilent = true });
        Assert.Equal((1, 1, scores[0].Value), (index["all"][0].Count, index.Unscored, index["all"][0].Value!.Value));
        Assert.Equal(2, corpus.Aggregate(scores, Period.Day, options: o => o with { IncludeSilent = true })["all"][0].Count);
    }
}
