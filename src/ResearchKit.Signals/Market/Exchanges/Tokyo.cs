using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The Tokyo Stock Exchange: closed on Japan's national holidays (Act on National Holidays, 1948, as amended) and from 31 December to 3 January.</summary>
static class Tokyo
{
    static readonly TimeOnly Open = new(9, 0), Close = new(15, 0), Later = new(15, 30), Morning = new(11, 0);

    public static ExchangeRules Rules { get; } = new("Tokyo", "Asia/Tokyo", year => [.. Closed(year)], Hours);

    static IEnumerable<DateOnly> Closed(int year)
    {
        var national = National(year).ToHashSet();
        // Article 3, 3: a day between two holidays is one. In May that was the fourth until 2006.
        foreach (var day in national.Where(day => national.Contains(day.AddDays(2))).Select(day => day.AddDays(1)).ToList())
            if (day.DayOfWeek != DayOfWeek.Sunday) national.Add(day);
        // Article 3, 2: for one on a Sunday stands the next day that is none; until 2006 the Monday.
        foreach (var day in national.Where(day => day.DayOfWeek == DayOfWeek.Sunday).ToList())
        {
            var next = day.AddDays(1);
            while (year >= 2007 && national.Contains(next)) next = next.AddDays(1);
            national.Add(next);
        }
        return national.Concat([new(year, 1, 2), new(year, 1, 3), new(year, 12, 31)])
            .Concat(year == 2020 ? [new DateOnly(2020, 10, 1)] : []);                // the trading system failed for the whole day
    }

    static IEnumerable<DateOnly> National(int year)
    {
        yield return new(year, 1, 1);
        yield return MovableDays.Nth(year, 1, DayOfWeek.Monday, 2);                   // Coming of Age
        yield return new(year, 2, 11);                                               // National Foundation
        if (year >= 2020) yield return new(year, 2, 23);                             // the Emperor's birthday; none in 2019
        yield return new(year, 3, Equinox(year, 20.8431));
        yield return new(year, 4, 29);                                               // Greenery, since 2007 Shōwa
        yield return new(year, 5, 3);                                                // Constitution
        if (year >= 2007) yield return new(year, 5, 4);                              // Greenery
        yield return new(year, 5, 5);                                                // Children
        // The games of 2020 moved Marine, Sports and Mountain Day in two years.
        yield return year switch { 2020 => new(2020, 7, 23), 2021 => new(2021, 7, 22), < 2003 => new(year, 7, 20), _ => MovableDays.Nth(year, 7, DayOfWeek.Monday, 3) };
        if (year >= 2016) yield return year switch { 2020 => new(2020, 8, 10), 2021 => new(2021, 8, 8), _ => new(year, 8, 11) };
        yield return year < 2003 ? new(year, 9, 15) : MovableDays.Nth(year, 9, DayOfWeek.Monday, 3);     // Respect for the Aged
        yield return new(year, 9, Equinox(year, 23.2488));
        yield return year switch { 2020 => new(2020, 7, 24), 2021 => new(2021, 7, 23), _ => MovableDays.Nth(year, 10, DayOfWeek.Monday, 2) };
        yield return new(year, 11, 3);                                               // Culture
        yield return new(year, 11, 23);                                              // Labour Thanksgiving
        if (year <= 2018) yield return new(year, 12, 23);                            // the former Emperor's birthday
        // Accession and enthronement; the days beside the accession follow from article 3, 3.
        if (year == 2019) foreach (var day in (ImmutableArray<DateOnly>)[new(2019, 5, 1), new(2019, 10, 22)]) yield return day;
    }

    /// <summary>The day of an equinox in Japan, 1980 to 2099 (Nagasawa, the approximation in use; the Cabinet announces the day a year ahead).</summary>
    static int Equinox(int year, double epoch) => (int)(epoch + 0.242194 * (year - 1980)) - (year - 1980) / 4;

    /// <summary>Until three, and since 5 November 2024 until half past three. Until 2009 the first and until 2008 the last session of a year was the morning's alone.</summary>
    static (TimeOnly, TimeOnly, bool) Hours(DateOnly day, DateOnly last, DateOnly first)
    {
        var early = day == first && day.Year <= 2009 || day == last && day.Year <= 2008;
        return (Open, early ? Morning : day >= new DateOnly(2024, 11, 5) ? Later : Close, early);
    }
}
