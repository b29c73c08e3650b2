using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>The sessions of an exchange: on which days it trades, from when until when. Immutable. It reads no clock.</summary>
/// <remarks>The four exchanges of the kit follow rules, with the exceptions known by November 2026, for 2000 to 2035; what governments and exchanges decide later is not in them. Times are by the time zone data of the machine, and breaks within a day are not known.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class TradingCalendar
{
    static readonly ImmutableArray<Lazy<TradingCalendar>> Exchanges = [.. new[] { ResearchKit.NewYork.Rules, ResearchKit.London.Rules, ResearchKit.Xetra.Rules, ResearchKit.Tokyo.Rules }.Select(rules => new Lazy<TradingCalendar>(() => new(rules.Name, rules.Zone, rules.Sessions())))];

    readonly int[] days;
    readonly Session[] sessions;
    readonly long[] opens, closes;

    TradingCalendar(string name, string timeZone, IEnumerable<(DateOnly Day, TimeOnly Open, TimeOnly Close, bool Half)> hours)
    {
        Name = name;
        TimeZone = Zone(name, timeZone);
        sessions = [.. hours.Select(one => new Session(one.Day, Instant(one.Day, one.Open), Instant(one.Day, one.Close), one.Half))];
        if (sessions.Length == 0) throw new InputException($"{name}: no session. Expected at least one.");
        (days, opens, closes) = ([.. sessions.Select(one => one.Day.DayNumber)], [.. sessions.Select(one => one.Open.UtcTicks)], [.. sessions.Select(one => one.Close.UtcTicks)]);
        Start = Instant(sessions[0].Day, TimeOnly.MinValue).UtcTicks;
    }

    /// <summary>NYSE and Nasdaq: 9:30 to 16:00, until 13:00 on half days.</summary>
    public static TradingCalendar NewYork => Exchanges[0].Value;

    /// <summary>The London Stock Exchange: 8:00 to 16:30, until 12:30 on half days; the closing auction comes after.</summary>
    public static TradingCalendar London => Exchanges[1].Value;

    /// <summary>Xetra: 9:00 to 17:30 (to 20:00 from June 2000 to October 2003), until 14:00 on the last session of a year since 2010.</summary>
    public static TradingCalendar Xetra => Exchanges[2].Value;

    /// <summary>The Tokyo Stock Exchange: 9:00 to 15:00, since 5 November 2024 to 15:30; its break at noon is not known here.</summary>
    public static TradingCalendar Tokyo => Exchanges[3].Value;

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where the exchange is.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Every session, by time.</summary>
    public ImmutableArray<Session> Sessions => ImmutableCollectionsMarshal.AsImmutableArray(sessions);

    /// <summary>The first session's day.</summary>
    public DateOnly First => sessions[0].Day;

    /// <summary>The last session's day.</summary>
    public DateOnly Last => sessions[^1].Day;

    /// <summary>The session of a day; null when there is none.</summary>
    public Session? this[DateOnly day] => Index(day.DayNumber) is >= 0 and var index ? sessions[index] : null;

    internal int Count => sessions.Length;

    /// <summary>The instant from which the calendar knows what comes next: the start of its first day.</summary>
    long Start { get; }

    /// <summary>A calendar by its name: <c>new-york</c> (or <c>nyse</c>, <c>nasdaq</c>), <c>london</c>, <c>xetra</c>, <c>tokyo</c>.</summary>
    /// <exception cref="InputException">There is none of the name.</exception>
    public static TradingCalendar Named(string name) => name.ToLowerInvariant() switch
    {
        "new-york" or "nyse" or "nasdaq" => NewYork,
        "london" => London,
        "xetra" => Xetra,
        "tokyo" => Tokyo,
        _ => throw InputException.Unknown("Calendar", Untrusted.Show(name), ["new-york (nyse, nasdaq)", "london", "xetra", "tokyo"]),
    };

    /// <summary>The session in which something is first traded that is known at an instant; null when the calendar does not reach that far, back or ahead.</summary>
    /// <param name="instant">When a trader could have known it. What comes with the close, to the tick, is too late for it.</param>
    /// <param name="trade">At the next close, or at the next open.</param>
    public Session? FirstTradeAfter(DateTimeOffset instant, Trade trade = Trade.AtNextClose) => IndexAfter(instant, trade) is >= 0 and var index ? sessions[index] : null;

    /// <summary>As <see cref="FirstTradeAfter"/>, by the session's place; −1 when there is none.</summary>
    internal int IndexAfter(DateTimeOffset instant, Trade trade)
    {
        if (instant.UtcTicks < Start) return -1;
        var times = trade switch { Trade.AtNextClose => closes, Trade.AtNextOpen => opens, _ => throw new InputException($"Trade is {trade}. Expected one of {string.Join(", ", Enum.GetNames<Trade>())}.") };
        var found = Array.BinarySearch(times, instant.UtcTicks);
        // What is known at the tick of a trade came too late for it.
        var next = found >= 0 ? found + 1 : ~found;
        return next < times.Length ? next : -1;
    }

    /// <summary>Whether an instant lies before the first day.</summary>
    internal bool IsBefore(DateTimeOffset instant) => instant.UtcTicks < Start;

    /// <summary>A session's place by its day number; negative when there is none.</summary>
    internal int Index(int day) => Array.BinarySearch(days, day);

    internal DateOnly Day(int index) => sessions[index].Day;

    static TimeZoneInfo Zone(string name, string id)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new InputException($"{name}: time zone {Untrusted.Quote(id)} is not known on this machine. Expected an IANA name such as America/New_York; where every name is unknown, install the time zone data (the package tzdata).", e);
        }
    }

    DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (TimeZone.IsInvalidTime(local)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Name}: there is no {time:HH:mm} on {day:yyyy-MM-dd} in {TimeZone.Id}: clocks go forward then. Expected a time that exists."));
        return new(local, TimeZone.GetUtcOffset(local));
    }

    /// <summary><c>New York (9057 sessions, 2000-01-03 to 2035-12-31, America/New_York)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Name} ({Count} {(Count == 1 ? "session" : "sessions")}, {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}, {TimeZone.Id})"));
}
