using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>An exchange's rules: when it is closed, and when it trades on a day.</summary>
/// <param name="Name">What the calendar is called.</param>
/// <param name="Zone">The IANA name of its time zone.</param>
/// <param name="Holidays">The closed weekdays of a year; days of a weekend do no harm.</param>
/// <param name="Hours">Open and close of a weekday that is no holiday, and whether it closes early; the second argument is the last session of its year, the third the first one.</param>
sealed record ExchangeRules(string Name, string Zone, Func<int, IEnumerable<DateOnly>> Holidays, Func<DateOnly, DateOnly, DateOnly, (TimeOnly Open, TimeOnly Close, bool Half)> Hours)
{
    public const int FirstYear = 2000, LastYear = 2035;

    public IEnumerable<(DateOnly Day, TimeOnly Open, TimeOnly Close, bool Half)> Sessions()
    {
        for (var year = FirstYear; year <= LastYear; year++)
        {
            var closed = Holidays(year).ToHashSet();
            ImmutableArray<DateOnly> open = [.. Days(year).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !closed.Contains(day))];
            foreach (var day in open)
            {
                var (from, until, half) = Hours(day, open[^1], open[0]);
                yield return (day, from, until, half);
            }
        }
    }

    static IEnumerable<DateOnly> Days(int year)
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1)) yield return day;
    }
}

/// <summary>Days that move from year to year.</summary>
static class MovableDays
{
    /// <summary>The n-th weekday of a month.</summary>
    public static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((int)weekday - (int)first.DayOfWeek + 7) % 7 + 7 * (n - 1));
    }

    /// <summary>The last weekday of a month.</summary>
    public static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var last = new DateOnly(year, month, 1).AddMonths(1).AddDays(-1);
        return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new(year, n / 31, n % 31 + 1);
    }
}
