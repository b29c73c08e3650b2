using Xunit;

namespace ResearchKit.Tests;

public sealed class EventStudyTests
{
    static readonly Func<EventStudyOptions, EventStudyOptions> Short = o => o with { EstimationDays = 40, FewestEstimationDays = 30, Gap = 3, First = -2, Last = 4, CarFirst = 0, CarLast = 2 };

    static readonly NaiveEventStudy Naive = new(40, 3, -2, 0, 2);

    [Fact]
    public void One_event_worked_by_hand()
    {
        // The market does +1%, −1%, …; the ticker twice that, and ±0.1% of its own in the pattern + − − +, which the market does not go with. Then 3% on day 0 while the market stands still.
        double[] market = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.01 : -0.01), 0, 0];
        double[] own = [.. Enumerable.Range(0, 20).Select(i => 2 * market[i] + (i % 4 is 0 or 3 ? 0.001 : -0.001)), 0.03, 0];
        var study = EventStudy.Of([(MadePanel.Day(20), "A")], own.Select((gain, i) => (MadePanel.Day(i), "A", gain)), market.Select((gain, i) => (MadePanel.Day(i), gain)),
            o => o with { EstimationDays = 20, FewestEstimationDays = 20, Gap = 0, First = 0, Last = 1, CarFirst = 0, CarLast = 0 });
        var one = Assert.Single(study.Events);
        Assert.Equal(2, one.Beta, 1e-12);
        Assert.Equal(0, one.Alpha, 1e-15);
        Assert.Equal(0.03, one.Car, 1e-15);
        // s² = 20·0.001²/18; the forecast of one day at the market's mean adds 1/20.
        var scar = 0.03 / Math.Sqrt(20 * 1e-6 / 18 * (1 + 1 / 20.0));
        Assert.Equal(scar, one.Scar, 1e-9);
        Assert.Equal(scar / Math.Sqrt(18 / 16.0), study.Patell.Statistic!.Value, 1e-9);
        Assert.Null(study.Bmp.Statistic);
        Assert.Contains("BMP none", study.ToString());
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 12, 0)]
    [InlineData(3, 12, 1)]
    [InlineData(4, 12, 30)]
    public void Every_statistic_agrees_with_an_independent_computation(ulong seed, int tickers, int spread)
    {
        var made = new MadeEvents(seed, tickers, days: 110, common: 0.5, perDay: 0);
        (DateOnly, string)[] events = [.. Enumerable.Range(0, tickers).Select(i => (MadePanel.Day(60 + (spread == 0 ? 0 : i * 7 % (spread + 1))), $"T{i}"))];
        var study = EventStudy.Of(events, made.Returns, made.Market, Short);
        var naive = Naive.Of(made, [.. events.Select(one => (one.Item2, one.Item1.DayNumber - MadePanel.Day(0).DayNumber))]);
        Assert.Equal(naive.Cars.Order(), study.Events.Select(one => one.Car).Order(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(naive.Scars.Order(), study.Events.Select(one => one.Scar).Order(), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(naive.Cars.Average(), study.MeanCar, 1e-12);
        Assert.Equal(naive.Patell, study.Patell.Statistic!.Value, 1e-9);
        Assert.Equal(naive.Corrado, study.Corrado.Statistic!.Value, 1e-9);
        if (tickers == 1) return;
        Assert.Equal(naive.Correlation, study.Correlation, 1e-10);
        Assert.Equal(naive.Bmp, study.Bmp.Statistic!.Value, 1e-9);
        Assert.Equal(naive.KolariPynnonen, study.KolariPynnonen.Statistic!.Value, 1e-9);
        Assert.Equal(Distributions.TwoSidedStudent(naive.Bmp, tickers - 1), study.Bmp.P!.Value, 1e-9);
    }

    [Fact]
    public void Two_events_worked_by_hand()
    {
        // As above; A gains 3% on day 0 and B 1%, and both know the same market, so their standardised returns are as 3 to 1: mean 2 and deviation √2 of what 1% comes to.
        double[] market = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.01 : -0.01), 0, 0];
        (DateOnly, string, double)[] returns = [.. from one in new[] { (Ticker: "A", Gain: 0.03), (Ticker: "B", Gain: 0.01) }
                                                  from i in Enumerable.Range(0, 22)
                                                  select (MadePanel.Day(i), one.Ticker, i < 20 ? 2 * market[i] + (i % 4 is 0 or 3 ? 0.001 : -0.001) : i == 20 ? one.Gain : 0)];
        var study = EventStudy.Of([(MadePanel.Day(20), "A"), (MadePanel.Day(20), "B")], returns, market.Select((gain, i) => (MadePanel.Day(i), gain)),
            o => o with { EstimationDays = 20, FewestEstimationDays = 20, Gap = 0, First = 0, Last = 1, CarFirst = 0, CarLast = 0 });
        // BMP: mean·√2/deviation = 2·√2/√2. Student's t with one degree is Cauchy's: p = 1 − 2/π·atan 2.
        Assert.Equal(2, study.Bmp.Statistic!.Value, 1e-9);
        Assert.Equal(1 - 2 / Math.PI * Math.Atan(2), study.Bmp.P!.Value, 1e-9);
        // The residuals are the same, so r̄ is 1 and nothing is left of the second event.
        Assert.Equal(1, study.Correlation, 1e-9);
        Assert.Equal(0, study.KolariPynnonen.Statistic ?? 0, 1e-4);
    }

    [Fact]
    public void The_model_is_fitted_before_the_event_even_where_the_path_begins_after_it()
    {
        // 20% on day 0 moves neither α nor what days 11 to 13 come to.
        var made = new MadeEvents(12, 1, days: 110, common: 0, perDay: 0);
        EventReturn Studied(double jump) => EventStudy.Of([(MadePanel.Day(60), "T0")], made.Returns.Select(row => row.Date == MadePanel.Day(60) ? row with { Return = jump } : row), made.Market, o => Short(o) with { First = 11, CarFirst = 11, CarLast = 13, Last = 14 }).Events[0];
        Assert.Equal(Studied(0), Studied(0.2));
    }

    [Fact]
    public void Days_outside_the_market_are_no_events_and_several_on_a_day_are_one()
    {
        var made = new MadeEvents(13, 3, days: 200, common: 0, perDay: 0);
        (DateOnly, string)[] once = [(MadePanel.Day(100), "T0"), (MadePanel.Day(100), "T1"), (MadePanel.Day(101), "T2")];
        var plain = EventStudy.Of(once, made.Returns, made.Market, Short);
        var many = EventStudy.Of([.. once, .. once, .. once, (new DateOnly(1990, 1, 1), "T0"), (MadePanel.Day(200), "T0")], made.Returns, made.Market, o => Short(o) with { Last = 4 });
        Assert.Equal(plain.Events, many.Events);
        Assert.Equal((plain.Patell.Statistic, plain.KolariPynnonen.P), (many.Patell.Statistic, many.KolariPynnonen.P));
        Assert.Equal("a day before or after the market's 2, another of the ticker on the same day 6", string.Join(", ", many.LeftOut.Select(reason => $"{reason.Key} {reason.Value}")));
        // Before the market's first day, and with a path long after it.
        Assert.Contains("a day before or after the market's", Assert.Throws<InputException>(() => EventStudy.Of([(new DateOnly(1990, 1, 1), "T0")], made.Returns, made.Market, o => Short(o) with { First = 60, CarFirst = 60, CarLast = 61, Last = 62 })).Message);
    }

    [Fact]
    public void What_is_planted_is_found_with_its_path()
    {
        var made = new MadeEvents(7, 40, days: 140, common: 0, perDay: 0.01, at: 80);
        var study = EventStudy.Of(made.Tickers.Select(ticker => (MadePanel.Day(80), ticker)), made.Returns, made.Market, Short);
        // One percent on each of days 0, 1 and 2, of returns that move 2% a day.
        Assert.InRange(study.MeanCar, 0.02, 0.04);
        Assert.All([study.Patell, study.Bmp, study.KolariPynnonen, study.Corrado], test => Assert.True(test.P < 0.01, test.ToString()));
        Assert.Equal(Enumerable.Range(-2, 7), study.Path.Select(day => day.Day));
        Assert.Equal(study.MeanCar, study.Path[4].Cumulative - study.Path[1].Cumulative, 1e-14);
        Assert.True(study.Path[1].Low < 0 && study.Path[1].High > 0 && study.Path[4].Low > 0);
    }

    [Fact]
    public void Events_of_one_day_fool_BMP_and_not_Kolari_and_Pynnonen()
    {
        // Nothing happens, but half of every ticker's own variance is shared, and the market does not hold it.
        var (bmp, adjusted) = (0, 0);
        const int Samples = 200;
        for (var sample = 0; sample < Samples; sample++)
        {
            var made = new MadeEvents((ulong)(100 + sample), 20, days: 60, common: 0.5, perDay: 0);
            var study = EventStudy.Of(made.Tickers.Select(ticker => (MadePanel.Day(50), ticker)), made.Returns, made.Market, Short);
            Assert.InRange(study.Correlation, 0.2, 0.8);
            if (study.Bmp.P < 0.05) bmp++;
            if (study.KolariPynnonen.P < 0.05) adjusted++;
        }
        Assert.InRange(bmp / (double)Samples, 0.4, 1);
        // 5%, and four standard errors of 1.5% to either side.
        Assert.InRange(adjusted / (double)Samples, 0.01, 0.11);
    }

    [Fact]
    public void The_model_never_sees_the_path_nor_the_days_before_it()
    {
        var made = new MadeEvents(5, 3, days: 110, common: 0, perDay: 0);
        (DateOnly, string)[] events = [(MadePanel.Day(60), "T0")];
        var plain = EventStudy.Of(events, made.Returns, made.Market, Short).Events[0];
        // Path from day 58, gap of three before it: all from 55 on may change and the model may not.
        var moved = EventStudy.Of(events, made.Returns.Select(row => row.Date >= MadePanel.Day(55) ? row with { Return = row.Return + 0.1 } : row), made.Market, Short).Events[0];
        Assert.Equal((plain.Alpha, plain.Beta), (moved.Alpha, moved.Beta));
        Assert.NotEqual(plain.Alpha, EventStudy.Of(events, made.Returns.Select(row => row.Date == MadePanel.Day(54) ? row with { Return = 0.3 } : row), made.Market, Short).Events[0].Alpha);
    }

    [Fact]
    public void What_cannot_be_studied_is_counted_by_reason()
    {
        var made = new MadeEvents(6, 2, days: 110, common: 0, perDay: 0);
        var returns = made.Returns.Where(row => row != made.Returns.First(one => one.Ticker == "T1" && one.Date == MadePanel.Day(61)));
        var study = EventStudy.Of([(MadePanel.Day(60), "T0"), (MadePanel.Day(60), "T1"), (MadePanel.Day(60), "GONE"), (MadePanel.Day(20), "T0"), (MadePanel.Day(108), "T0")], returns, made.Market, Short);
        Assert.Single(study.Events);
        Assert.Equal("days without a return 1, no returns of the ticker 1, too few days after 1, too few days before 1", string.Join(", ", study.LeftOut.Select(reason => $"{reason.Key} {reason.Value}")));
        Assert.Contains("left out: 1 with days without a return", study.ToString());
        Assert.Contains("No event is left to study: 1 with no returns of the ticker.", Assert.Throws<InputException>(() => EventStudy.Of([(MadePanel.Day(60), "GONE")], returns, made.Market, Short)).Message);
    }

    [Fact]
    public void An_event_on_a_day_without_trading_counts_on_the_next()
    {
        var made = new MadeEvents(6, 1, days: 110, common: 0, perDay: 0);
        bool Trades(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var saturday = Enumerable.Range(75, 7).Select(MadePanel.Day).First(date => date.DayOfWeek == DayOfWeek.Saturday);
        var study = EventStudy.Of([(saturday, "T0")], made.Returns.Where(row => Trades(row.Date)), made.Market.Where(day => Trades(day.Date)), Short);
        Assert.Equal(saturday.AddDays(2), study.Events[0].Date);
    }

    [Fact]
    public void Bad_returns_and_windows_are_refused()
    {
        var made = new MadeEvents(6, 1, days: 110, common: 0, perDay: 0);
        (DateOnly, string)[] events = [(MadePanel.Day(60), "T0")];
        string Refusal(IEnumerable<(DateOnly, string, double)> returns, IEnumerable<(DateOnly, double)> market, Func<EventStudyOptions, EventStudyOptions>? options = null) => Assert.Throws<InputException>(() => EventStudy.Of(events, returns, market, options ?? Short)).Message;
        Assert.Contains("'T0' has two returns on 2025-01-01. Expected one a day.", Refusal([.. made.Returns, made.Returns[0]], made.Market).Replace('"', '\''));
        Assert.Contains("The market has two returns on 2025-01-01", Refusal(made.Returns, [.. made.Market, made.Market[0]]));
        Assert.Contains("is NaN. Expected a finite share", Refusal([(MadePanel.Day(3), "T0", double.NaN)], made.Market));
        Assert.Contains("The market has no returns", Refusal(made.Returns, []));
        Assert.Contains("Options First -2, CarFirst -3", Refusal(made.Returns, made.Market, o => Short(o) with { CarFirst = -3 }));
        Assert.Contains("Option FewestEstimationDays is 50. Expected 6 to EstimationDays, which is 40.", Refusal(made.Returns, made.Market, o => Short(o) with { FewestEstimationDays = 50 }));
    }
}
