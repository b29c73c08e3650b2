using System.Globalization;

namespace ResearchKit;

/// <summary>A day on which an exchange trades.</summary>
/// <param name="Day">The exchange's own day.</param>
/// <param name="Open">When it opens.</param>
/// <param name="Close">When it closes; breaks in between are not known here.</param>
/// <param name="IsHalf">Whether it closes early.</param>
public readonly record struct Session(DateOnly Day, DateTimeOffset Open, DateTimeOffset Close, bool IsHalf)
{
    /// <summary><c>2026-11-27 14:30Z to 18:00Z, half</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd} {Open.UtcDateTime:HH:mm}Z to {Close.UtcDateTime:HH:mm}Z{(IsHalf ? ", half" : "")}");
}

/// <summary>At which price of a day something is first traded.</summary>
public enum Trade
{
    /// <summary>At the next close after it is known: what closing prices alone allow.</summary>
    AtNextClose,

    /// <summary>At the next open after it is known; what comes within a session waits for the next one.</summary>
    AtNextOpen,
}
