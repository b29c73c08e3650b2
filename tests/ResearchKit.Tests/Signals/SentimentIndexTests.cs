using Xunit;

namespace ResearchKit.Tests;

public sealed class SentimentIndexTests
{
    static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    static Observation Seen(string at, double value, double weight = 1, string key = "k", string id = "a") => new(id, At(at), key, value, weight);

    static SentimentIndex Of(Period period, Func<SentimentIndexOptions, SentimentIndexOptions>? options, params Observation[] seen) => SentimentIndex.Of(seen, period, options);

    static (string From, double? Value, int Count)[] Values(SentimentIndex index, string key = "k") =>
        [.. index[key].Select(point => (point.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), point.Value, point.Count))];

    [Fact]
    public void A_point_is_the_weighted_mean() => Assert.Equal(
        [("2026-01-05", (2 * 0.5 + 1 * -0.25) / (2 + 1), 2), ("2026-01-06", -1, 1)],
        Values(Of(Period.Day, null, Seen("2026-01-06T00:00Z", -1), Seen("2026-01-05T09:00Z", 0.5, 2), Seen("2026-01-05T10:00Z", -0.25))));

    [Fact]
    public void Periods_begin_in_UTC_weeks_on_Monday_and_months_on_the_first()
    {
        // The last instant of Sunday the fourth, in New York's afternoon; then Monday's first.
        Observation[] seen = [Seen("2026-01-04T18:59:59-05:00", 1), Seen("2026-01-05T00:00Z", 0), Seen("2026-01-31T23:59Z", 0), Seen("2026-02-01T00:30+01:00", 1)];
        Assert.Equal(["2026-01-04", "2026-01-05", "2026-01-31"], Values(Of(Period.Day, null, seen)).Select(point => point.From));
        Assert.Equal([("2025-12-29", 1, 1), ("2026-01-05", 0, 1), ("2026-01-26", 1 / 2.0, 2)], Values(Of(Period.Week, null, seen)));
        Assert.Equal([("2026-01-01", 2 / 4.0, 4)], Values(Of(Period.Month, null, seen)));
    }

    [Fact]
    public void Gaps_lie_between_a_keys_first_and_last_point_only()
    {
        Observation[] seen = [Seen("2026-01-05T09:00Z", 0.5), Seen("2026-01-08T09:00Z", -0.5), Seen("2026-01-01T09:00Z", 1, key: "other"), Seen("2026-01-31T09:00Z", 1, key: "other")];
        Assert.Equal([("2026-01-05", 0.5, 1), ("2026-01-08", -0.5, 1)], Values(Of(Period.Day, null, seen)));
        Assert.Equal([("2026-01-05", 0.5, 1), ("2026-01-06", 0, 0), ("2026-01-07", 0, 0), ("2026-01-08", -0.5, 1)], Values(Of(Period.Day, o => o with { Gaps = Gaps.Zero }, seen)));
        Assert.Equal([("2026-01-05", 0.5, 1), ("2026-01-06", 0.5, 0), ("2026-01-07", 0.5, 0), ("2026-01-08", -0.5, 1)], Values(Of(Period.Day, o => o with { Gaps = Gaps.Latest }, seen)));
        Assert.Equal(31, Of(Period.Day, o => o with { Gaps = Gaps.Zero }, seen)["other"].Length);
        Assert.Equal(["2026-11-01", "2026-12-01", "2027-01-01"], Values(Of(Period.Month, o => o with { Gaps = Gaps.Zero }, Seen("2026-11-30T00:00Z", 1), Seen("2027-01-31T00:00Z", 1))).Select(point => point.From));
        Assert.Equal(("9999-12-31", 1, 1), Values(Of(Period.Day, o => o with { Gaps = Gaps.Zero }, Seen("9999-12-30T00:00Z", 1), Seen("9999-12-31T00:00Z", 1)))[^1]);
    }

    [Fact]
    public void A_period_that_weighs_nothing_has_no_value_and_the_latest_before_it_is_carried_on()
    {
        var index = Of(Period.Day, o => o with { Gaps = Gaps.Latest }, Seen("2026-01-05T00:00Z", 0.5), Seen("2026-01-06T00:00Z", 1, 0), Seen("2026-01-08T00:00Z", 1));
        Assert.Equal([("2026-01-05", 0.5, 1), ("2026-01-06", null, 1), ("2026-01-07", 0.5, 0), ("2026-01-08", 1, 1)], Values(index));
        Assert.Equal((null, null), (index["k"][1].Low, index["k"][1].High));
    }

    [Fact]
    public void The_interval_is_Students_for_the_standard_error_of_the_mean()
    {
        // 0.1, 0.2, 0.6: mean 0.3, squares 0.04 + 0.01 + 0.09 = 0.14, so s² = 0.14/2/3; t(2) = 0.95·√(2/(1 − 0.95²)).
        var equal = Of(Period.Day, null, Seen("2026-01-05T01:00Z", 0.1), Seen("2026-01-05T02:00Z", 0.2), Seen("2026-01-05T03:00Z", 0.6))["k"][0];
        Assert.Equal(0.3 - 0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95)) * Math.Sqrt(0.14 / 2 / 3), equal.Low!.Value, 1e-11);
        Assert.Equal(0.3 + 0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95)) * Math.Sqrt(0.14 / 2 / 3), equal.High!.Value, 1e-11);
        // Weights 3 and 1 on 0 and 1: mean 0.25, Σw²(v − m)² = 9/16 + 9/16, over 16, times 2/1; t(1) = tan(0.475·π).
        var weighted = Of(Period.Day, null, Seen("2026-01-05T01:00Z", 0, 3), Seen("2026-01-05T02:00Z", 1, 1))["k"][0];
        Assert.Equal(0.25 + Math.Tan(0.475 * Math.PI) * Math.Sqrt(2 * (18 / 16.0) / 16), weighted.High!.Value, 1e-10);
        // What weighs nothing is no second observation.
        Assert.Null(Of(Period.Day, null, Seen("2026-01-05T01:00Z", 0), Seen("2026-01-05T02:00Z", 1, 0))["k"][0].Low);
        Assert.Equal([2.0395, 2.0211, 1.9840, 1.9623], new[] { 31, 40, 100, 1000 }.Select(freedom => Math.Round(Distributions.Student95(freedom), 4)));
    }

    [Fact]
    public void The_interval_holds_the_mean_as_often_as_it_says()
    {
        var random = new SplitMix(9);
        double Draw() => Enumerable.Range(0, 12).Sum(_ => random.Below(1 << 20) / (double)(1 << 20)) - 6;
        var held = 0;
        for (var i = 0; i < 2000; i++)
        {
            var point = Of(Period.Day, null, [.. Enumerable.Range(0, 5).Select(_ => Seen("2026-01-05T01:00Z", 0.2 + Draw() / 3))])["k"][0];
            if (point.Low <= 0.2 && 0.2 <= point.High) held++;
        }
        // 95% of 2000 with a standard error of 0.5%: four of them to either side.
        Assert.InRange(held / 2000.0, 0.93, 0.97);
    }

    [Fact]
    public void A_root_of_the_balance_counts_signs()
    {
        // R = (3 − 1)/(3 + 1 + 4) = 0.25, T = 0.5; how positive or negative counts for nothing.
        SentimentIndex Index(params Observation[] seen) => Of(Period.Day, o => o with { Aggregation = Aggregation.RootBalance }, seen);
        var up = Index(Seen("2026-01-05T01:00Z", 0.9, 3), Seen("2026-01-05T02:00Z", -0.01, 1), Seen("2026-01-05T03:00Z", 0, 4))["k"][0];
        Assert.Equal(0.5, up.Value!.Value, 1e-15);
        Assert.InRange(up.Low!.Value, -1, 0);
        Assert.Equal(1, up.High!.Value);
        Assert.Equal(-0.5, Index(Seen("2026-01-05T01:00Z", -0.9, 3), Seen("2026-01-05T02:00Z", 0.01, 1), Seen("2026-01-05T03:00Z", 0, 4))["k"][0].Value!.Value, 1e-15);
    }

    [Fact]
    public void The_order_of_observations_changes_no_bit()
    {
        var random = new SplitMix(3);
        var seen = Enumerable.Range(0, 500).Select(i => new Observation($"a{i % 50}", Examples.Day(random.Below(20)), $"k{random.Below(3)}", random.Below(1000) / 999.0 - 0.3, random.Below(7) / 3.0)).ToList();
        var index = SentimentIndex.Of(seen, Period.Week);
        Assert.Equal(index.Points, SentimentIndex.Of(seen.AsEnumerable().Reverse(), Period.Week).Points);
        Assert.Equal(index.Points, SentimentIndex.Of(seen.OrderBy(one => one.Value), Period.Week).Points);
        Assert.Equal(["k0", "k1", "k2"], index.Keys);
        Assert.Equal(500, index.Points.Sum(point => point.Count));
    }

    [Fact]
    public void What_has_no_time_is_counted_and_left_out()
    {
        var index = SentimentIndex.Of([Seen("2026-01-05T01:00Z", 1), new("b", null, "k", 1), new("c", null, "undated", 1)], Period.Week);
        Assert.Equal(2, index.Undated);
        Assert.Equal([("2026-01-05", 1, 1)], Values(index));
        Assert.Equal("1 key, 1 week with a point, 2026-01-05 to 2026-01-05 (2 undated)", index.ToString());
        Assert.Equal("Key 'undated' is not known. Available: k.", Assert.Throws<InputException>(() => index["undated"]).Message);
        Assert.Equal("0 keys, 0 days with a point", SentimentIndex.Of([], Period.Day).ToString());
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        static string Refusal(Observation seen) => Assert.Throws<InputException>(() => SentimentIndex.Of([seen], Period.Day)).Message;
        Assert.Equal("Observation of 'k' in article 'a': value NaN is not a finite number. Leave it out.", Refusal(Seen("2026-01-05T01:00Z", double.NaN)));
        Assert.Equal("Observation of 'k' in article 'a': weight -1. Expected a finite number, 0 or more.", Refusal(Seen("2026-01-05T01:00Z", 1, -1)));
        Assert.Equal("Option Gaps is 9. Expected one of None, Zero, Latest.", Assert.Throws<InputException>(() => SentimentIndex.Of([], Period.Day, o => o with { Gaps = (Gaps)9 })).Message);
        Assert.Equal("Period is 9. Expected one of Day, Week, Month.", Assert.Throws<InputException>(() => SentimentIndex.Of([], (Period)9)).Message);
    }
}
