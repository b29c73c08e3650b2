namespace ResearchKit.Tests;

/// <summary>A folder of files for one test, and short ways to write days and instants.</summary>
sealed class MarketFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("market").FullName;

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
