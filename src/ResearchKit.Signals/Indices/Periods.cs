using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Days, weeks and months, numbered without a gap, and Student's t.</summary>
static class Periods
{
    /// <summary>Two-sided 95% quantiles of Student's t for 1 to 30 degrees of freedom.</summary>
    static readonly ImmutableArray<double> Students =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
        2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>Beyond the table by the first terms of the expansion in 1/freedom (Fisher, Cornish 1960), to four decimals.</summary>
    public static double Student(int freedom) => freedom <= Students.Length ? Students[freedom - 1] : 1.95996 + (2.37227 + (2.82250 + 2.5558 / freedom) / freedom) / freedom;

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
