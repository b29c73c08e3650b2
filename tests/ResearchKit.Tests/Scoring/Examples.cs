using System.Collections.Immutable;
using ResearchKit.Tests.Reference;

namespace ResearchKit.Tests;

/// <summary>What the scoring tests share: a small lexicon to work by hand, a dense sample of the real one, generated articles.</summary>
static class Examples
{
    /// <summary>Every role once or twice, with valences that are easy to multiply.</summary>
    public static Lexicon Small { get; } = Lexicon.Of("small",
        new("gain", Role.Polarity, 0.5, "results: up"), new("surge", Role.Polarity, 0.8), new("profit", Role.Polarity, 0.3),
        new("loss", Role.Polarity, -0.5, "results: down"), new("shortage", Role.Polarity, -0.4), new("debt", Role.Polarity, -0.3),
        new("profit warning", Role.Polarity, -0.6), new("debt free", Role.Polarity, 0),
        new("not", Role.Negator, -0.5), new("very", Role.Amplifier, 0.5), new("slightly", Role.Deamplifier, -0.5),
        new("critical", Role.Intensifier, 0.4), new("may", Role.Hedge, -0.4),
        new("but", Role.Adversative, 0.5), new("however", Role.Adversative, 0.25), new("despite", Role.Concessive, 0.6),
        new("while", Role.Boundary, 0));

    /// <summary>All shifters and every eighth polarity entry of the working copy: small enough that generated texts are dense with hits.</summary>
    public static Lexicon Sample { get; } =
        Lexicon.Of("sample", Repository.Finance.Entries.Where((e, i) => e.Role != Role.Polarity || i % 8 == 0));

    /// <summary>Articles from a seed, tagged as English so that the language guess stays out of it.</summary>
    public static ImmutableArray<Article> Generated(ulong seed, int count, Lexicon? lexicon = null)
    {
        var generator = new TextGenerator(seed, (lexicon ?? Sample).Entries.Select(e => new ReferenceEntry(e.Term, Known(e.Role), e.Role is Role.Comparison or Role.Relief ? 0 : e.Valence)));
        return
        [
            .. Enumerable.Range(0, count).Select(i => generator.Next() is var text
                ? new Article { Id = $"g{i}", Title = text.Title, Paragraphs = [.. text.Paragraphs], Language = "en", PublishedAt = Day(i % 20) } : null!)
        ];
    }

    public static string Known(Role role) => role is Role.Turn or Role.Comparison or Role.Relief ? "polarity" : role.ToString().ToLowerInvariant();

    /// <summary>Twelve days of articles, in which some words are rare and some are not.</summary>
    public static Corpus Reference { get; } = Corpus.Of(Enumerable.Range(0, 12).Select(day => Article.Of(
        string.Join(". ", Sample.Entries.Where((_, i) => i % (day + 1) == 0).Select(e => e.Term)) + ". Not a gain, but a surge.", $"day {day}") with
    { PublishedAt = Day(day), Language = "en" }));

    /// <summary>Every method of the kit with every weighting, with and without shifters; the rivals with their own weighting and by length, with
    /// each kind of shifters and without. VADER's laws are fewer: <see cref="VaderLawTests"/>.</summary>
    public static IEnumerable<LexiconScorer> Scorers(Lexicon lexicon) =>
        (from method in Method.All
         where method.Options.Measure <= Measure.Root
         from weighting in Enum.GetValues<Weighting>()
         where weighting != Weighting.Median
         from shifters in new[] { true, false }
         select lexicon.Scorer(method.Name, o => o with { Weighting = weighting, Shifters = shifters })).Concat(
         from method in Method.All
         where WordWeights.Are(method.Options.Measure)
         from weighting in new[] { method.Options.Weighting, Weighting.Length }
         from mode in new[] { ShifterMode.Clause, ShifterMode.Bigram, ShifterMode.Cluster, ShifterMode.Context }
         select lexicon.Scorer(method.Name, o => o with { Weighting = weighting, Shifters = mode != ShifterMode.Clause, ShifterMode = mode == ShifterMode.Clause ? o.ShifterMode : mode }, Reference));

    /// <summary>Noon, so many days after the first of January.</summary>
    public static DateTimeOffset Day(int number) => new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(number);

    /// <summary>A score down to its bits, since 0 equals −0 and the bits must not.</summary>
    public static string Bits(Score score)
    {
        var bits = new[] { score.Value, score.Positive, score.Negative, score.Coverage }.Select(v => Convert.ToHexString(BitConverter.GetBytes(v)));
        return FormattableString.Invariant($"{score.ArticleId} {score.Method} {string.Join(' ', bits)} {score.Hits} {score.Sentences} {score.Tokens} {score.Outcome}");
    }
}
