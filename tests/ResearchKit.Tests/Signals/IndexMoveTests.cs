using Xunit;

namespace ResearchKit.Tests;

/// <summary>Levels, moves and peaks of an index, taken apart.</summary>
public sealed class IndexMoveTests
{
    static DateTimeOffset At(int day) => new(2026, 1, day, 9, 0, 0, TimeSpan.Zero);

    static DateOnly Day(int day) => new(2026, 1, day);

    static Observation Seen(string id, int day, double value, double weight = 1) => new(id, At(day), "k", value, weight);

    static readonly SentimentIndex Index = SentimentIndex.Of([Seen("old", 5, 0.5), Seen("mid", 6, -0.25), Seen("heavy", 6, 0.75, 3), Seen("new", 8, -1)], Period.Day, o => o with { Time = TimeWeighting.Linear(3) });

    [Fact]
    public void A_level_is_the_sum_of_its_observations()
    {
        // Day 6: 2/5 of day 5, 3/5 of day 6, in which one weighs 1/4 and the other 3/4.
        var level = Index.Explain("k", Day(6));
        Assert.Equal(Index["k"][1].Value, level.Change);
        Assert.Equal(["heavy", "old", "mid"], level.Parts.Select(part => part.Observation.ArticleId));
        Assert.Equal(3 / 5.0 * 3 / 4 * 0.75, level.Parts[0].After, 1e-12);
        Assert.Equal(2 / 5.0 * 0.5, level.Parts[1].After, 1e-12);
        Assert.Equal(3 / 5.0 * 1 / 4 * -0.25, level.Parts[2].After, 1e-12);
        Assert.Equal(0, level.Remainder, 1e-12);
    }

    [Fact]
    public void A_move_is_what_came_what_faded_and_what_went()
    {
        // From day 6 to day 8: the old one leaves, day 6 goes from 3/5 to 1/4, the new one has 3/4.
        var move = Index.Move("k", Day(6), Day(8));
        Assert.Equal(["new", "old", "heavy", "mid"], move.Parts.Select(part => part.Observation.ArticleId));
        Assert.Equal(-1 * 3 / 4.0, move.Parts[0].Change, 1e-12);
        Assert.Equal(-2 / 5.0 * 0.5, move.Parts[1].Change, 1e-12);
        Assert.Equal((1 / 4.0 - 3 / 5.0) * 3 / 4 * 0.75, move.Parts[2].Change, 1e-12);
        Assert.Equal((1 / 4.0 - 3 / 5.0) * 1 / 4 * -0.25, move.Parts[3].Change, 1e-12);
        Assert.Equal(move.Change, move.Parts.Sum(part => part.Change), 1e-12);
        Assert.Equal(Index["k"][2].Value!.Value - Index["k"][1].Value!.Value, move.Change, 1e-15);
        Assert.Equal(-move.Change, Index.Move("k", Day(8), Day(6)).Change, 1e-15);
        Assert.StartsWith("k: +0.5000 on 2026-01-06 to -0.6250 on 2026-01-08, -1.1250 from 4 observations\n  -0.7500  new, which says -1.000\n", move.ToString());
    }

    [Fact]
    public void A_root_of_the_balance_goes_to_its_signs()
    {
        // R = (3 − 1)/8 = 0.25, T = 0.5: 3/8·2 and −1/8·2, and nothing for what says nothing.
        var index = SentimentIndex.Of([Seen("up", 5, 0.9, 3), Seen("down", 5, -0.01), Seen("none", 5, 0, 4)], Period.Day, o => o with { Aggregation = Aggregation.RootBalance });
        var level = index.Explain("k", Day(5));
        Assert.Equal([0.75, -0.25, 0], level.Parts.Select(part => Math.Round(part.After, 12)));
        Assert.Equal(0, level.Remainder, 1e-12);
    }

    [Fact]
    public void Every_move_sums_whatever_the_weights()
    {
        var random = new SplitMix(5);
        var seen = Enumerable.Range(0, 300).Select(i => new Observation($"a{i}", At(1 + random.Below(28)), $"k{random.Below(2)}", random.Below(2001) / 1000.0 - 1, random.Below(5) / 4.0)).ToList();
        foreach (var gaps in Enum.GetValues<Gaps>())
            foreach (var aggregation in Enum.GetValues<Aggregation>())
            {
                var index = SentimentIndex.Of(seen, Period.Day, o => o with { Time = TimeWeighting.HalfLife(10, 3), Gaps = gaps, Aggregation = aggregation });
                foreach (var key in index.Keys)
                    foreach (var (first, second) in index[key].Zip(index[key].Skip(1)))
                    {
                        var move = index.Move(key, first.From, second.From);
                        Assert.Equal(second.Value!.Value - first.Value!.Value, move.Parts.Sum(part => part.Change), 1e-12);
                        Assert.Equal(0, move.Remainder, 1e-12);
                    }
            }
    }

    [Fact]
    public void Peaks_are_the_dates_that_stand_out()
    {
        var index = SentimentIndex.Of([Seen("a", 1, 0.1), Seen("b", 2, -0.6), Seen("c", 3, 0.5), Seen("d", 3, 0.3), Seen("e", 5, 0.2), Seen("f", 6, 1, 0), Seen("g", 7, -0.6)], Period.Day);
        int[] Days(PeakKind kind, int count = 10) => [.. index.Peaks("k", count, kind).Select(peak => peak.From.Day)];
        Assert.Equal([2, 7, 3], Days(PeakKind.Level, 3));
        Assert.Equal([3, 5, 1, 2, 7], Days(PeakKind.High));
        Assert.Equal([2, 7, 1], Days(PeakKind.Low, 3));
        // From −0.6 to 0.4, from 0.2 to −0.6 (the sixth has no value), from 0.1 to −0.6, from 0.4 to 0.2.
        Assert.Equal([3, 7, 2, 5], Days(PeakKind.Move));
        Assert.Equal([3], Days(PeakKind.Rise));
        Assert.Equal([7, 2, 5], Days(PeakKind.Fall));
        var rise = Assert.Single(index.Peaks("k", 1, PeakKind.Rise));
        Assert.Equal(1, rise.Size, 1e-12);
        Assert.Equal([("b", 0.6), ("c", 0.25), ("d", 0.15)], rise.Behind.Parts.Select(part => (part.Observation.ArticleId, Math.Round(part.Change, 12))));
        Assert.Equal(["c", "d"], index.Peaks("k", 1, PeakKind.High)[0].Behind.Parts.Select(part => part.Observation.ArticleId));
    }

    [Fact]
    public void What_cannot_be_taken_apart_is_refused()
    {
        Assert.Equal("'k' has no value in the day of 2026-01-20. Expected one with observations in its window; the key has points from 2026-01-05 to 2026-01-08.", Assert.Throws<InputException>(() => Index.Move("k", Day(6), Day(20))).Message);
        Assert.Equal("Key 'x' is not known. Available: k.", Assert.Throws<InputException>(() => Index.Explain("x", Day(6))).Message);
        Assert.Equal("Peaks: 0 are asked for. Expected 1 or more.", Assert.Throws<InputException>(() => Index.Peaks("k", 0)).Message);
        Assert.StartsWith("Peaks of kind 9. Expected one of Level, High,", Assert.Throws<InputException>(() => Index.Peaks("k", 1, (PeakKind)9)).Message);
        Assert.Empty(Index.Explain("k", Day(20)).Parts);
        Assert.Equal("k: nothing on 2026-01-20 from 0 observations", Index.Explain("k", Day(20)).ToString());
    }

    [Fact]
    public void Peaks_are_periods_with_articles_of_their_own_and_lie_apart_as_far_as_is_asked()
    {
        Observation[] seen = [Seen("a", 1, 0.1), Seen("b", 4, 0.9), Seen("c", 5, 0.8), Seen("d", 6, 0.7), Seen("e", 20, 0.5)];
        var latest = SentimentIndex.Of(seen, Period.Day, o => o with { Gaps = Gaps.Latest, Time = TimeWeighting.Equal(3) });
        // (0.9 + 0.8 + 0.7)/3, (0.7 + 0.7 + 0.5)/3, (0.1 + 0.9 + 0.8)/3; the days from the eighth on stand at 0.7, and are filled.
        Assert.Equal([6, 20, 5, 4, 1], latest.Peaks("k").Select(peak => peak.From.Day));
        Assert.Equal([6, 20, 1], latest.Peaks("k", apart: 3).Select(peak => peak.From.Day));
        Assert.DoesNotContain(latest.Peaks("k", kind: PeakKind.Move), peak => peak.From.Day is 2 or 3 or 7);
        var zero = SentimentIndex.Of(seen, Period.Day, o => o with { Gaps = Gaps.Zero });
        // The fall back to 0 on the seventh is made by filling alone.
        Assert.Equal([6, 5], zero.Peaks("k", kind: PeakKind.Fall).Select(peak => peak.From.Day).OrderDescending());
        Assert.Equal("Peaks: 0 periods apart. Expected 1 or more.", Assert.Throws<InputException>(() => Index.Peaks("k", apart: 0)).Message);
    }
}
