using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A draft judged against a champion on labels, text by text.</summary>
/// <param name="Evidence">What came out, as a receipt that a promotion can be based on.</param>
/// <param name="Champion">The champion on the labels.</param>
/// <param name="Draft">The draft on the same labels.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record DraftEvaluation(Evidence Evidence, Evaluation Champion, Evaluation Draft)
{
    /// <summary>Texts whose class only the champion has right.</summary>
    public IEnumerable<Judgement> Broken => Draft.Judgements.Where((judgement, i) => judgement.Class != judgement.Text.Judged && Champion.Judgements[i].Class == judgement.Text.Judged);

    /// <summary>Texts whose class only the draft has right.</summary>
    public IEnumerable<Judgement> Mended => Draft.Judgements.Where((judgement, i) => judgement.Class == judgement.Text.Judged && Champion.Judgements[i].Class != judgement.Text.Judged);

    /// <summary>Whether the evidence suffices by some rules.</summary>
    /// <param name="rules">The rules; their defaults when null.</param>
    /// <returns>A line for each rule that it breaks; none when it suffices.</returns>
    public ImmutableArray<string> Refusals(PromotionRules? rules = null) => [.. (rules ?? new()).Validated().Refusals(Evidence)];

    /// <summary>The evidence, and how many texts were mended and broken.</summary>
    public override string ToString() => FormattableString.Invariant($"{Evidence}\n{Mended.Count()} texts mended, {Broken.Count()} broken");

    internal static DraftEvaluation Of(LexiconDraft draft, Lexicon champion, Labels labels, Func<int> trials, DateTimeOffset at, JudgingOptions options)
    {
        foreach (var learned in draft.Learned)
            if (learned.Overlap(labels) is { } overlap)
                throw new InputException($"The draft cannot be judged on {Untrusted.Line(labels.ToString())}: {overlap}, on which it was learned. Expected texts that it has not seen: another set, or the part of this one that came later (--from DATE).");
        Evaluation before = Judge(champion), after = Judge(draft.Lexicon);
        var blocks = Blocks(labels, ref options);
        var gain = new Gain(Labels.Of(labels.Name, labels.Select((item, i) => item with { Group = blocks[i] })), before, after, options);
        int[] all = [.. Enumerable.Range(0, labels.Count)];
        var (value, draws) = gain.Over();
        var (low, high) = Gain.Interval(draws, 0.025);
        var (count, p) = (Math.Max(1, trials()), Gain.P(draws));
        var times = labels.Select(item => item.Article.AvailableAt).OfType<DateTimeOffset>().ToList();
        return new(new(Evidence.CurrentFormat, at, draft.By, before.Method, new(champion.Reference, champion.Hash), new(draft.Lexicon.Reference, draft.Lexicon.Hash),
            new(labels.Name, labels.SetHash, labels.Hash, labels.Count, times.Count == 0 ? null : times.Min(), times.Count == 0 ? null : times.Max(), labels.Licence),
            options.Metric, options.Block!, blocks.Distinct().Count(), options.Resamples, options.Seed, gain.Before(all), gain.After(all), new(options.Metric, value, low, high), p,
            count, Math.Min(1, p * count), Gain.Interval(draws, 0.025 / count).Low, [.. options.Guarded], Groups(labels, gain, options), [.. draft.Learned.Select(texts => texts.ToString())]), before, after);

        Evaluation Judge(Lexicon lexicon) => lexicon.Scorer(options.Method).Evaluate(labels, o => o with { Resamples = 0 });
    }

    static ImmutableArray<GuardedGroup> Groups(Labels labels, Gain gain, JudgingOptions options) =>
    [
        .. from kind in options.Guarded
           from part in labels.SelectMany((item, i) => options.Parts(kind, item.Article).Distinct(StringComparer.Ordinal).Select(name => (name, i))).GroupBy(pair => pair.name, pair => pair.i).OrderBy(part => part.Key, StringComparer.Ordinal)
           let over = gain.Over([.. part])
           let interval = Gain.Interval(over.Draws, 0.025)
           select new GuardedGroup(kind, Untrusted.Line(part.Key), part.Count(), new(options.Metric, over.Value, interval.Low, interval.High)),
    ];

    /// <summary>A block for each text; those that share a block or are equal stand in one.</summary>
    static string[] Blocks(Labels labels, ref JudgingOptions options)
    {
        var kind = options.Block ?? (labels.All(item => item.Article.AvailableAt is not null) ? "date" : "text");
        options = options with { Block = kind };
        var of = options.BlockOf;
        var names = labels.Select(item => of is not null ? of(item.Article) : kind == "text" ? item.Group : JudgingOptions.Field(kind, item.Article)
            ?? throw new InputException($"{Untrusted.Line(labels.Name)}: {Untrusted.Quote(item.Article.Id)} has no {Untrusted.Line(kind)} to make blocks by. Expected --block date, text, story, or a field that every text has.")).ToArray();
        var parent = Enumerable.Range(0, names.Length).ToArray();
        foreach (var keys in new[] { names, [.. labels.Select(item => item.Group)] })
            foreach (var same in keys.Select((key, i) => (key, i)).GroupBy(pair => pair.key, pair => pair.i))
                foreach (var i in same) parent[Root(i)] = Root(same.First());
        return [.. names.Select((_, i) => names[Root(i)])];

        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
    }
}
