using Xunit;

namespace ResearchKit.Tests;

public sealed class WatchedSeriesTests
{
    static AlertEvidence At(double hour, double value, int i) => new(FormattableString.Invariant($"a{i}"), Wire.Hour(hour), value);

    [Fact]
    public void Means_and_deviations_are_those_of_all_that_lie_in_the_time_whatever_order_they_came_in_and_however_the_clock_goes()
    {
        var (random, series, all) = (SplitMix.Of(11, 4), new WatchedSeries(), new List<AlertEvidence>());
        for (var i = 0; i < 3_000; i++)
        {
            // Hours go on, some come late, and now and then the clock is put back.
            var now = i * 0.1 - (i % 500 > 480 ? 20 : 0);
            var one = At(now - random.Below(60) / 10.0, (random.Below(2_000_001) - 1_000_000) / 1e6, i);
            series.Forget(Wire.Hour(now - 30));
            all.RemoveAll(other => other.At <= Wire.Hour(now - 30));
            if (one.At > Wire.Hour(now - 30))
            {
                series.Add(one);
                all.Add(one);
            }
            var (recent, before) = series.At(Wire.Hour(now - 15), Wire.Hour(now));
            Same(recent, [.. all.Where(other => other.At > Wire.Hour(now - 15) && other.At <= Wire.Hour(now)).Select(other => other.Value)]);
            Same(before, [.. all.Where(other => other.At <= Wire.Hour(now - 15)).Select(other => other.Value)]);
        }
        Assert.InRange(all.Count, 100, 1000);

        static void Same(Sums sums, double[] values)
        {
            Assert.Equal(values.Length, sums.Count);
            if (values.Length > 0) Assert.Equal(values.Average(), sums.Mean, 1e-14);
            if (values.Length > 1) Assert.Equal(Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1)), sums.Deviation, 1e-13);
        }
    }

    [Fact]
    public void A_sum_has_the_same_bits_in_any_order_and_nothing_is_left_of_what_was_taken_away()
    {
        double[] values = [0.1, -0.7, 1, 1e-9, -1, 1 / 3.0, -2 / 7.0];
        Sums Of(IEnumerable<double> some) => some.Aggregate(default(Sums), (sums, value) => sums.With(Sums.Fixed(value)));
        Assert.Equal(Of(values), Of(values.Reverse()));
        Assert.Equal(Of(values.Skip(1)), Of(values).Without(Sums.Fixed(values[0])));
        Assert.Equal(default, Of(values).Without(Of(values)));
        // (1 + 0.5) / 2, and two values that are each 0.25 off it: √(2 · 0.25² / (2 − 1)).
        Assert.Equal((0.75, Math.Sqrt(2 * 0.25 * 0.25)), (Of([1, 0.5]).Mean, Of([1, 0.5]).Deviation));
        Assert.Equal(0, Of(Enumerable.Repeat(1 / 3.0, 100)).Deviation);
    }
}
