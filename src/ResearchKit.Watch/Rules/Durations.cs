using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>Times as they stand in rules: <c>90s</c>, <c>15m</c>, <c>6h</c>, <c>30d</c>.</summary>
static partial class Durations
{
    public const string Form = "a time such as 90s, 15m, 6h or 30d, up to 3650d";

    const int MostDays = 3650;

    /// <summary>Null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (!Written().IsMatch(text) || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        var seconds = text[^1] switch { 's' => 1L, 'm' => 60, 'h' => 3600, _ => 86_400 };
        return count <= MostDays * 86_400L / seconds ? TimeSpan.FromSeconds(count * seconds) : null;
    }

    public static string Text(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        var (count, unit) = seconds % 86_400 == 0 && seconds > 0 ? (seconds / 86_400, "d") : seconds % 3600 == 0 && seconds > 0 ? (seconds / 3600, "h") : seconds % 60 == 0 && seconds > 0 ? (seconds / 60, "m") : (seconds, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    /// <summary>A condition as a rule file writes it.</summary>
    public static string Words(AlertCondition condition) => condition switch
    {
        AlertCondition.UnusuallyHigh => "unusually high",
        AlertCondition.UnusuallyLow => "unusually low",
        _ => condition.ToString().ToLowerInvariant(),
    };

    [GeneratedRegex(@"^[0-9]{1,10}[smhd]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
