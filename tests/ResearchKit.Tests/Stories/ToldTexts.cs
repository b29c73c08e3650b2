namespace ResearchKit.Tests;

/// <summary>Texts of drawn words, and copies of them in which some words are replaced.</summary>
sealed class ToldTexts(ulong seed)
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    SplitMix random = new(seed);

    public static DateTimeOffset Hour(double hours) => Start.AddHours(hours);

    public string[] Words(int count)
    {
        var words = new string[count];
        for (var i = 0; i < count; i++) words[i] = Word();
        return words;
    }

    /// <summary>Each word replaced with a probability in per cent.</summary>
    public string[] Copy(string[] words, int percent)
    {
        var copy = new string[words.Length];
        for (var i = 0; i < copy.Length; i++) copy[i] = random.Below(100) < percent ? Word() : words[i];
        return copy;
    }

    public int Below(int count) => random.Below(count);

    /// <summary>Four letters, one of 160,000 words, in lower case and without digits.</summary>
    string Word() => string.Concat(Enumerable.Range(0, 4).Select(_ => (char)('a' + random.Below(20))));

    public static Article Article(string id, IEnumerable<string> words, double? hours = null, string title = "") =>
        new() { Id = id, Title = title, Paragraphs = [string.Join(' ', words)], PublishedAt = hours is { } h ? Hour(h) : null };
}
