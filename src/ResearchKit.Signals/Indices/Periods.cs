namespace ResearchKit;

/// <summary>Days, weeks and months, numbered without a gap.</summary>
static class Periods
{
    public static int Number(DateTimeOffset at, Period period) => Number(DateOnly.FromDateTime(at.UtcDateTime), period);

    /// <summary>The number of the period that holds a day. Day 0, the first of January of the year 1, is a Monday.</summary>
    public static int Number(DateOnly day, Period period) => period switch
    {
        Period.Day => day.DayNumber,
        Period.Week => day.DayNumber / 7,
        _ => day.Year * 12 + day.Month - 1,
    };

    /// <summary>A period's first day.</summary>
    public static DateOnly From(int number, Period period) => period switch
    {
        Period.Day => DateOnly.FromDayNumber(number),
        Period.Week => DateOnly.FromDayNumber(number * 7),
        _ => new(number / 12, number % 12 + 1, 1),
    };

    public static DateOnly Next(DateOnly from, Period period) => period == Period.Month ? from.AddMonths(1) : from.AddDays(period == Period.Week ? 7 : 1);
}
