using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit.Tests;

/// <summary>Small texts and lexicons to count by hand.</summary>
static class MadeTexts
{
    public static readonly DateOnly Day = new(2026, 1, 1);

    public static Lexicon Small { get; } = Lexicon.Of("small", new Entry("calm", Role.Polarity, 0.4), new Entry("storm", Role.Polarity, -0.4), new Entry("storm glass", Role.Polarity, 0), new Entry("not", Role.Negator, -0.8));

    public static Article Text(string text, string id = "a") => Article.Of(text, id) with { Language = "en" };

    public static Article[] Corpus(params string[] texts) => [.. texts.Select((text, i) => Text(text, string.Create(CultureInfo.InvariantCulture, $"t{i}")))];

    public static LabelledText Judged(string text, int? judged, double? score = null, string? target = null, string id = "a") => new(Text(text, id), judged, score, target, text.ToLowerInvariant());

    public static Labels Labels(params (string Text, int Class)[] items) => ResearchKit.Labels.Of("made", items.Select((item, i) => Judged(item.Text, item.Class, id: string.Create(CultureInfo.InvariantCulture, $"t{i}"))));

    /// <summary>Texts of two clauses and a second sentence, of few words and all in lower case; the last words lean to the class.</summary>
    public static List<(string[][] Clauses, int Class)> Drawn(int count, ulong seed)
    {
        string[] words = ["of", "the", "calm", "tide", "quay", "crane", "ferry", "keel", "mast", "sail"];
        var draw = new SplitMix(seed);
        var texts = new List<(string[][], int)>();
        for (var i = 0; i < count; i++)
        {
            var judged = draw.Below(3) - 1;
            texts.Add(([.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 2 + draw.Below(5)).Select(_ => words[Math.Clamp(draw.Below(words.Length) + judged * draw.Below(3), 0, words.Length - 1)]).ToArray())], judged));
        }
        return texts;
    }

    public static string Written(string[][] clauses) => $"{string.Join(' ', clauses[0])}, {string.Join(' ', clauses[1])}\n\n{string.Join(' ', clauses[2])}";

    /// <summary>The texts of each n-gram, counted with sets and nothing else; what is left out is told to <paramref name="can"/>.</summary>
    public static Dictionary<string, HashSet<int>> Count(IReadOnlyList<string[][]> texts, int maxWords, Func<string[], bool> can)
    {
        var found = new Dictionary<string, HashSet<int>>();
        for (var text = 0; text < texts.Count; text++)
            foreach (var clause in texts[text])
                for (var from = 0; from < clause.Length; from++)
                    for (var length = 1; length <= maxWords && from + length <= clause.Length; length++)
                    {
                        var words = clause[from..(from + length)];
                        if (!can(words)) continue;
                        var term = string.Join(' ', words);
                        if (!found.TryGetValue(term, out var held)) found[term] = held = [];
                        held.Add(text);
                    }
        return found;
    }

    /// <summary>Everything that a suggestion says, its figures to the bit.</summary>
    public static string Bits(this ImmutableArray<EntrySuggestion> all) => string.Join('\n', all.Select(one =>
        $"{one}|{BitConverter.DoubleToInt64Bits(one.Statistic)}|{BitConverter.DoubleToInt64Bits(one.P ?? 0)}|{BitConverter.DoubleToInt64Bits(one.Q ?? 0)}|{string.Join('/', one.Examples)}|{one.LearnedOn}|{string.Join('.', one.LearnedOn.Texts)}"));
}
