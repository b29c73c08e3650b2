using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

public sealed class TradingCalendarTests : IDisposable
{
    readonly MarketFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Close(TradingCalendar calendar, string day) => calendar[Day(day)]!.Value.ToString()[11..];

    static void Closed(TradingCalendar calendar, params string[] days) => Assert.All(days, day => Assert.True(calendar[Day(day)] is null && Day(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), day));

    static void Open(TradingCalendar calendar, params string[] days) => Assert.All(days, day => Assert.True(calendar[Day(day)] is { IsHalf: false }, day));

    static string[] Halves(TradingCalendar calendar, int year) => [.. calendar.Sessions.Where(one => one.Day.Year == year && one.IsHalf).Select(one => one.Day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture))];

    static int Count(TradingCalendar calendar, int year) => calendar.Sessions.Count(one => one.Day.Year == year);

    /// <summary>As the exchanges counted them.</summary>
    [Fact]
    public void A_year_has_as_many_sessions_as_its_exchange_counted()
    {
        Assert.Equal([252, 248, 262 - 9, 250, 252, 253, 251, 250, 252, 250], new[] { 2000, 2001, 2008, 2012, 2019, 2020, 2022, 2023, 2024, 2025 }.Select(year => Count(TradingCalendar.NewYork, year)));
        // JPX counts 243 for 2020, the day on which its system stood still among them.
        Assert.Equal([243, 245, 248, 245, 244, 241, 243 - 1, 246, 245], new[] { 2009, 2011, 2012, 2013, 2015, 2019, 2020, 2023, 2024 }.Select(year => Count(TradingCalendar.Tokyo, year)));
        // Weekdays less the holidays that fall on them.
        Assert.Equal([262 - 8, 260 - 10], new[] { 2024, 2022 }.Select(year => Count(TradingCalendar.London, year)));
        Assert.Equal([262 - 8, 261 - 10], new[] { 2024, 2019 }.Select(year => Count(TradingCalendar.Xetra, year)));
        Assert.All([TradingCalendar.NewYork, TradingCalendar.London, TradingCalendar.Xetra, TradingCalendar.Tokyo], calendar => Assert.Equal((2000, 2035), (calendar.First.Year, calendar.Last.Year)));
    }

    [Fact]
    public void New_York_keeps_its_holidays()
    {
        var ny = TradingCalendar.NewYork;
        Closed(ny, "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25");
        // Sunday's are kept on Monday, Saturday's on Friday, but New Year's not on 31 December.
        Closed(ny, "2023-01-02", "2022-06-20", "2021-07-05", "2021-12-24", "2020-07-03");
        Open(ny, "2021-12-31", "2010-12-31", "2021-06-18", "2026-04-06");
        Closed(ny, "2001-09-11", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09");
        Open(ny, "2001-09-10", "2001-09-17", "2012-10-31");
        Assert.Equal(["07-03", "11-28", "12-24"], Halves(ny, 2025));
        Assert.Equal(["11-27", "12-24"], Halves(ny, 2026));
        Assert.Equal(["07-03", "11-29", "12-24"], Halves(ny, 2024));
        // On a Thursday the Friday after it was the half day until 2012.
        Assert.Equal(["07-05", "11-29", "12-24"], Halves(ny, 2002));
        Assert.Equal(["07-03", "11-28", "12-24", "12-26"], Halves(ny, 2003));
        Assert.Equal(["11-26"], Halves(ny, 2021));
    }

    [Fact]
    public void London_keeps_its_holidays()
    {
        var london = TradingCalendar.London;
        Closed(london, "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28");
        Closed(london, "2022-01-03", "2022-06-02", "2022-06-03", "2022-09-19", "2022-12-26", "2022-12-27", "2021-12-27", "2021-12-28", "2020-05-08", "2012-06-04", "2012-06-05", "2002-06-03", "2002-06-04", "2011-04-29", "2023-05-08");
        Open(london, "2022-05-30", "2020-05-04", "2012-05-28", "2002-05-27");
        Assert.Equal(["12-24", "12-31"], Halves(london, 2026));
        Assert.Equal(["12-23", "12-30"], Halves(london, 2022));
    }

    [Fact]
    public void Xetra_keeps_its_holidays()
    {
        var xetra = TradingCalendar.Xetra;
        Closed(xetra, "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-24", "2026-12-25", "2026-12-31");
        Closed(xetra, "2021-05-24", "2019-10-03", "2017-10-31", "2007-05-28");
        Open(xetra, "2022-06-06", "2022-10-03", "2013-10-03", "2014-06-09");
        Assert.Equal(["12-30"], Halves(xetra, 2026));
        Assert.Equal("07:00Z to 18:00Z", Close(xetra, "2001-07-02"));
    }

    [Fact]
    public void Tokyo_keeps_its_holidays()
    {
        var tokyo = TradingCalendar.Tokyo;
        Closed(tokyo, "2026-01-01", "2026-01-02", "2026-01-12", "2026-02-11", "2026-02-23", "2026-03-20", "2026-04-29", "2026-05-04", "2026-05-05", "2026-05-06", "2026-07-20", "2026-08-11", "2026-09-21", "2026-09-22", "2026-09-23", "2026-10-12", "2026-11-03", "2026-11-23", "2026-12-31");
        Closed(tokyo, "2019-04-30", "2019-05-01", "2019-05-02", "2019-05-06", "2019-10-22", "2020-07-23", "2020-07-24", "2020-08-10", "2021-07-22", "2021-07-23", "2021-08-09", "2009-09-22", "2008-05-06", "2020-10-01");
        Open(tokyo, "2019-12-23", "2020-10-12", "2021-08-11", "2026-12-30");
        // Mornings only, to open a year until 2009 and to end it until 2008.
        Assert.Equal(["01-04", "12-28"], Halves(tokyo, 2007));
        Assert.Equal(["01-05"], Halves(tokyo, 2009));
        Assert.Empty(Halves(tokyo, 2010));
        Assert.Equal("00:00Z to 06:00Z", Close(tokyo, "2024-11-01"));
        Assert.Equal("00:00Z to 06:30Z", Close(tokyo, "2024-11-05"));
    }

    [Fact]
    public void The_close_moves_in_UTC_when_clocks_do()
    {
        Assert.Equal(["14:30Z to 21:00Z", "13:30Z to 20:00Z"], new[] { "2026-03-06", "2026-03-09" }.Select(day => Close(TradingCalendar.NewYork, day)));
        Assert.Equal(["13:30Z to 20:00Z", "14:30Z to 21:00Z"], new[] { "2026-10-30", "2026-11-02" }.Select(day => Close(TradingCalendar.NewYork, day)));
        // Until 2006 America's summer began in April and ended in October.
        Assert.Equal(["14:30Z to 21:00Z", "13:30Z to 20:00Z"], new[] { "2006-03-31", "2006-04-03" }.Select(day => Close(TradingCalendar.NewYork, day)));
        Assert.Equal(["08:00Z to 16:30Z", "07:00Z to 15:30Z"], new[] { "2026-03-27", "2026-03-30" }.Select(day => Close(TradingCalendar.London, day)));
        Assert.Equal(["07:00Z to 15:30Z", "08:00Z to 16:30Z"], new[] { "2026-10-23", "2026-10-26" }.Select(day => Close(TradingCalendar.Xetra, day)));
    }

    [Theory]
    [InlineData("2026-03-06T20:59:59Z", "2026-03-06")]      // a second before Friday's close, winter time
    [InlineData("2026-03-06T21:00:00Z", "2026-03-09")]      // with the close
    [InlineData("2026-03-09T20:00:00Z", "2026-03-10")]      // summer time: the close is an hour earlier
    [InlineData("2026-03-09T23:00:00+03:00", "2026-03-10")] // the same instant, told in Moscow
    [InlineData("2026-11-26T15:00:00Z", "2026-11-27")]      // Thanksgiving
    [InlineData("2026-11-27T17:59:00Z", "2026-11-27")]      // before the half day's close
    [InlineData("2026-11-27T18:30:00Z", "2026-11-30")]      // after it, and before the usual one
    [InlineData("2026-04-02T20:30:00Z", "2026-04-06")]      // Thursday evening before Good Friday
    [InlineData("2026-01-01T00:00:00Z", "2026-01-02")]
    public void An_article_after_the_close_trades_at_the_next_sessions_close(string instant, string day) =>
        Assert.Equal(Day(day), TradingCalendar.NewYork.FirstTradeAfter(At(instant))!.Value.Day);

    [Theory]
    [InlineData("2026-03-09T13:29:59Z", "2026-03-09")]
    [InlineData("2026-03-09T13:30:00Z", "2026-03-10")]
    [InlineData("2026-03-06T22:00:00Z", "2026-03-09")]
    public void At_opens_an_article_within_a_session_waits_for_the_next(string instant, string day) =>
        Assert.Equal(Day(day), TradingCalendar.NewYork.FirstTradeAfter(At(instant), Trade.AtNextOpen)!.Value.Day);

    [Fact]
    public void Beyond_its_ends_a_calendar_knows_nothing()
    {
        Assert.Null(TradingCalendar.NewYork.FirstTradeAfter(At("1999-12-31T12:00Z")));
        Assert.Null(TradingCalendar.NewYork.FirstTradeAfter(At("2035-12-31T21:00Z")));
        Assert.Null(TradingCalendar.NewYork[Day("2036-01-02")]);
    }

    [Fact]
    public void Names_are_known()
    {
        Assert.Same(TradingCalendar.NewYork, TradingCalendar.Named("NYSE"));
        Assert.Equal("Calendar 'paris' is not known. Available: new-york (nyse, nasdaq), london, xetra, tokyo.", Assert.Throws<InputException>(() => TradingCalendar.Named("paris")).Message);
        Assert.Matches("^New York \\([0-9]+ sessions, 2000-01-03 to 2035-12-31, America/New_York\\)$", TradingCalendar.NewYork.ToString());
    }

    [Fact]
    public void A_users_own_calendar_is_read()
    {
        var own = TradingCalendar.Read(folder.Write("hk.csv", "date,open,close", "2026-02-16,9:30,12:00", "2026-02-13,9:30,16:00", "2026-02-20,9:30,16:00"), "Asia/Hong_Kong");
        Assert.Equal(["2026-02-13 01:30Z to 08:00Z", "2026-02-16 01:30Z to 04:00Z, half", "2026-02-20 01:30Z to 08:00Z"], own.Sessions.Select(one => one.ToString()));
        Assert.Equal(Day("2026-02-20"), own.FirstTradeAfter(At("2026-02-16T04:30Z"))!.Value.Day);
        string Fault(string zone, params string[] rows) => Assert.Throws<InputException>(() => TradingCalendar.Read(folder.Write("c.csv", ["date,open,close", .. rows]), zone)).Message;
        Assert.Contains("c.csv(3): 2026-02-13 stands already, at ", Fault("Asia/Hong_Kong", "2026-02-13,9:30,16:00", "2026-02-13,9:30,12:00"));
        Assert.Contains("c.csv(2): the close 09:00 is not after the open 09:30", Fault("Asia/Hong_Kong", "2026-02-13,9:30,9:00"));
        Assert.Contains("close '4pm' is no time", Fault("Asia/Hong_Kong", "2026-02-13,9:30,4pm"));
        Assert.Contains("time zone 'Hongkong/Isle' is not known", Fault("Hongkong/Isle", "2026-02-13,9:30,16:00"));
        Assert.Contains("there is no 02:30 on 2026-03-08", Fault("America/New_York", "2026-03-08,2:30,16:00"));
    }

    [Fact]
    public void Days_are_observed_in_prices_and_half_days_only_where_they_are_told()
    {
        var prices = Prices.Of("p", [new(Day("2026-11-25"), "QA", 1), new(Day("2026-11-27"), "QB", 1), new(Day("2026-11-30"), "QA", 1)], adjusted: true);
        var (open, close) = (new TimeOnly(9, 30), new TimeOnly(16, 0));
        Assert.Equal(["11-25", "11-27", "11-30"], TradingCalendar.ObservedIn(prices, "America/New_York", open, close).Sessions.Select(one => one.Day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(Day("2026-11-27"), TradingCalendar.ObservedIn(prices, "America/New_York", open, close).FirstTradeAfter(At("2026-11-27T18:30Z"))!.Value.Day);
        Assert.Equal(Day("2026-11-30"), TradingCalendar.ObservedIn(prices, "America/New_York", open, close, new Dictionary<DateOnly, TimeOnly> { [Day("2026-11-27")] = new(13, 0) }).FirstTradeAfter(At("2026-11-27T18:30Z"))!.Value.Day);
    }

    [Fact]
    public void A_calendar_says_what_prices_lack()
    {
        var path = folder.Write("p.csv", "date,ticker,close", "2026-11-24,QA,10", "2026-11-27,QA,10", "2026-11-25,QB,5", "2026-11-26,QB,5");
        var prices = Prices.Read(path, adjusted: true, CorporateActions.Of(new CorporateAction(Day("2026-11-30"), "QB", ActionKind.Delisting, -0.5)));
        Assert.Equal(
        [
            (PriceFindingKind.MissingDay, "QA", Day("2026-11-25"), "p.csv: 'QA' has no price on 2026-11-25, a session of New York."),
            (PriceFindingKind.NoSession, "QB", Day("2026-11-26"), $"{path}(5): 'QB' has a price on 2026-11-26, a Thursday, when New York has no session: another exchange, another time zone, or a day that was not closed after all."),
            (PriceFindingKind.EndsEarly, "QB", Day("2026-11-26"), "p.csv: 'QB' ends on 2026-11-26, and others go on to 2026-11-27; its delisting return is -0.5."),
        ], TradingCalendar.NewYork.Check(prices).Select(one => (one.Kind, one.Ticker, one.Date, one.Text)));
    }
}
