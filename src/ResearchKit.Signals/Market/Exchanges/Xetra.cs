namespace ResearchKit;

/// <summary>Xetra, the electronic market of Frankfurt (Deutsche Börse's trading calendars).</summary>
static class Xetra
{
    static readonly TimeOnly Open = new(9, 0), Close = new(17, 30), Evening = new(20, 0), Early = new(14, 0);

    public static ExchangeRules Rules { get; } = new("Xetra", "Europe/Berlin", Holidays, Hours);

    static IEnumerable<DateOnly> Holidays(int year)
    {
        var easter = MovableDays.Easter(year);
        yield return new(year, 1, 1);
        yield return easter.AddDays(-2);
        yield return easter.AddDays(1);
        yield return new(year, 5, 1);
        if (year == 2007 || year is >= 2015 and <= 2021) yield return easter.AddDays(50);    // Whit Monday, traded in the other years
        if (year is >= 2014 and <= 2021) yield return new(year, 10, 3);                      // German Unity, traded before and since
        if (year == 2017) yield return new(2017, 10, 31);                                    // 500 years of the Reformation
        yield return new(year, 12, 24);
        yield return new(year, 12, 25);
        yield return new(year, 12, 26);
        yield return new(year, 12, 31);
    }

    /// <summary>Until eight in the evening from June 2000 to October 2003; since 2010 until two in the afternoon on the last session of a year.</summary>
    static (TimeOnly, TimeOnly, bool) Hours(DateOnly day, DateOnly last, DateOnly first)
    {
        var early = day == last && day.Year >= 2010;
        return (Open, early ? Early : day >= new DateOnly(2000, 6, 2) && day <= new DateOnly(2003, 10, 31) ? Evening : Close, early);
    }
}
