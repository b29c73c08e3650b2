namespace ResearchKit;

/// <summary>New York: NYSE and Nasdaq, which keep the same days and hours.</summary>
static class NewYork
{
    static readonly TimeOnly Open = new(9, 30), Close = new(16, 0), Early = new(13, 0);

    public static ExchangeRules Rules { get; } = new("New York", "America/New_York", Holidays, Hours);

    /// <summary>NYSE Rule 7.2: a holiday on a Saturday is kept on the Friday before unless that ends a month or year of accounts (so New Year's Day is not), one on a Sunday on the Monday after.</summary>
    static IEnumerable<DateOnly> Holidays(int year)
    {
        if (new DateOnly(year, 1, 1) is { DayOfWeek: not DayOfWeek.Saturday } newYear) yield return Kept(newYear);
        yield return MovableDays.Nth(year, 1, DayOfWeek.Monday, 3);                  // Martin Luther King, since 1998
        yield return MovableDays.Nth(year, 2, DayOfWeek.Monday, 3);                  // Washington
        yield return MovableDays.Easter(year).AddDays(-2);                           // Good Friday
        yield return MovableDays.Last(year, 5, DayOfWeek.Monday);                    // Memorial Day
        if (year >= 2022) yield return Kept(new(year, 6, 19));                       // Juneteenth, federal since 2021-06-17 and kept by the exchanges from 2022
        yield return Kept(new(year, 7, 4));                                          // Independence Day
        yield return MovableDays.Nth(year, 9, DayOfWeek.Monday, 1);                  // Labor Day
        yield return MovableDays.Nth(year, 11, DayOfWeek.Thursday, 4);               // Thanksgiving
        yield return Kept(new(year, 12, 25));                                        // Christmas
        foreach (var day in Special.Where(day => day.Year == year)) yield return day;
    }

    /// <summary>Closings that no rule foresaw, as NYSE's list of special closings has them.</summary>
    static readonly System.Collections.Immutable.ImmutableArray<DateOnly> Special =
    [
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14),      // attacks of 11 September
        new(2004, 6, 11), new(2007, 1, 2), new(2018, 12, 5), new(2025, 1, 9),        // mourning for Reagan, Ford, G. H. W. Bush, Carter
        new(2012, 10, 29), new(2012, 10, 30),                                        // hurricane Sandy
    ];

    static DateOnly Kept(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    /// <summary>Early closings at one in the afternoon: the day after Thanksgiving, Christmas Eve, and the eve of Independence Day when both are weekdays; until 2012 the Friday after it instead of the eve when the day was a Thursday.</summary>
    static (TimeOnly, TimeOnly, bool) Hours(DateOnly day, DateOnly last, DateOnly first)
    {
        var independence = new DateOnly(day.Year, 7, 4).DayOfWeek;
        var early = day == MovableDays.Nth(day.Year, 11, DayOfWeek.Thursday, 4).AddDays(1)
            || day is { Month: 12, Day: 24 }
            || day is { Month: 7, Day: 3 } && independence is (DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Friday)
            || independence == DayOfWeek.Thursday && (day.Year >= 2013 ? day is { Month: 7, Day: 3 } : day is { Month: 7, Day: 5 })
            || day == new DateOnly(2003, 12, 26);                                    // by decision of that year
        return (Open, early ? Early : Close, early);
    }
}
