using System.Collections.Immutable;

namespace ResearchKit.Tests;

/// <summary>Invented companies, and texts about several of them.</summary>
static class Invented
{
    public static LexiconScorer Finance { get; } = Repository.Finance.Scorer();

    public static ImmutableArray<string> Names { get; } = ["Orvane", "Belcora", "Tamrel"];

    public static TickerScorer Scorer { get; } = Finance.Tickers(Companies.Of(Names));

    /// <summary>The rows of a text, by company.</summary>
    public static Dictionary<string, TickerScore> Rows(string text, TickerScorer? scorer = null) => Rows(Article.Of(text), scorer);

    public static Dictionary<string, TickerScore> Rows(Article article, TickerScorer? scorer = null) => (scorer ?? Scorer).Score(article).ToDictionary(row => row.Company.Name);

    public static string Bits(TickerScore row) => FormattableString.Invariant($"{row.Company.Name} {row.Relevance:R} {Examples.Bits(row.Explanation.Score)} {string.Join(", ", row.Mentions)} {string.Join("; ", row.Explanation.Contributions.Select(part => $"{part} {string.Join(", ", part.Shifts)}"))}");

    /// <summary>Texts from a seed: one to nine sentences of names, events, words of the lexicon and what joins them.</summary>
    public static ImmutableArray<Article> Texts(ulong seed, int count)
    {
        string[] terms = [.. Examples.Sample.Entries.Where(entry => entry.Role == Role.Polarity).Select(entry => entry.Term)],
            events = ["beats", "loses exclusivity with", "sues", "was acquired by", "diversifies away from", "cut orders from", "prefers", "over", "says", "according to", "profit rose at", "loss widened,", "replaced"],
            joints = [",", ";", ":", "and", "but", "while", "as", "which", "at", "not", "may", "potentially", "in talks with", "despite", "5%", "\u0000", "<b>", "(", ")", "$ORV", "\uD83D\uDE80", "—"];
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var random = SplitMix.Of(seed, number);
            var paragraphs = Enumerable.Range(0, 1 + random.Below(3)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Below(3)).Select(_ => Sentence()))).ToImmutableArray();
            return new Article { Id = $"t{number}", Language = "en", Paragraphs = paragraphs };

            string Sentence() => $"{Names[random.Below(3)]} {string.Join(' ', Enumerable.Range(0, 2 + random.Below(14)).Select(_ => Word()))}.";
            string Word() => random.Below(4) switch { 0 => Names[random.Below(3)], 1 => events[random.Below(events.Length)], 2 => joints[random.Below(joints.Length)], _ => terms[random.Below(terms.Length)] };
        })];
    }
}
