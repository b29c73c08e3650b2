using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The London Stock Exchange: closed on the bank holidays of England and Wales (Banking and Financial Dealings Act 1971, and proclamations under it).</summary>
static class London
{
    static readonly TimeOnly Open = new(8, 0), Close = new(16, 30), Early = new(12, 30);

    public static ExchangeRules Rules { get; } = new("London", "Europe/London", Holidays, Hours);

    static IEnumerable<DateOnly> Holidays(int year)
    {
        yield return Weekday(new(year, 1, 1));
        var easter = MovableDays.Easter(year);
        yield return easter.AddDays(-2);
        yield return easter.AddDays(1);
        yield return year == 2020 ? new(2020, 5, 8) : MovableDays.Nth(year, 5, DayOfWeek.Monday, 1);     // moved to the 75th anniversary of the war's end
        // The spring holiday was moved beside the jubilees of 2002, 2012 and 2022.
        yield return year switch { 2002 => new(2002, 6, 4), 2012 => new(2012, 6, 4), 2022 => new(2022, 6, 2), _ => MovableDays.Last(year, 5, DayOfWeek.Monday) };
        yield return MovableDays.Last(year, 8, DayOfWeek.Monday);
        var christmas = new DateOnly(year, 12, 25);
        // Christmas or Boxing Day on a weekend: the next weekdays stand for them.
        yield return christmas.DayOfWeek switch { DayOfWeek.Saturday or DayOfWeek.Sunday => new(year, 12, 27), _ => christmas };
        yield return christmas.DayOfWeek switch { DayOfWeek.Friday or DayOfWeek.Saturday => new(year, 12, 28), _ => new(year, 12, 26) };
        foreach (var day in Special.Where(day => day.Year == year)) yield return day;
    }

    /// <summary>By proclamation: jubilees, a wedding, a funeral, a coronation.</summary>
    static readonly ImmutableArray<DateOnly> Special =
        [new(2002, 6, 3), new(2011, 4, 29), new(2012, 6, 5), new(2022, 6, 3), new(2022, 9, 19), new(2023, 5, 8)];

    static DateOnly Weekday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    /// <summary>Half past noon on the last weekdays before Christmas Day and New Year's Day (the exchange's business days).</summary>
    static (TimeOnly, TimeOnly, bool) Hours(DateOnly day, DateOnly last, DateOnly first)
    {
        var early = day == Before(new(day.Year, 12, 24)) || day == Before(new(day.Year, 12, 31));
        return (Open, early ? Early : Close, early);

        static DateOnly Before(DateOnly eve) => eve.DayOfWeek switch { DayOfWeek.Saturday => eve.AddDays(-1), DayOfWeek.Sunday => eve.AddDays(-2), _ => eve };
    }
}
