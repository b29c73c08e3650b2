using System.Collections.Immutable;
using System.Globalization;

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

    /// <summary>Fewer blocks tell nothing of chance: of one, every resample is the same.</summary>
    const int FewestBlocks = 20;

    internal static DraftEvaluation Of(LexiconDraft draft, Lexicon champion, Labels labels, Func<Evidence, int> trials, DateTimeOffset at, JudgingOptions options)
    {
        foreach (var learned in draft.Learned)
            if (learned.Overlap(labels) is { } overlap)
                throw new InputException($"The draft cannot be judged on {Untrusted.Line(labels.ToString())}: {overlap}, on which it was learned. Expected texts that it has not seen: another set, or the part of this one that came later (--from DATE).");
        if (draft.Lexicon.Hash == champion.Hash) throw new InputException($"The draft has the words of {Untrusted.Line(champion.Label)}: there is nothing to judge. Expected a draft that changes something.");
        var blocks = Blocks(labels, ref options);
        if (blocks.Distinct().Count() is var different && different < FewestBlocks)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(labels.ToString())} makes {different} blocks by {Untrusted.Line(options.Block!)}, too few to tell a gain from chance. Expected at least {FewestBlocks}: --block text or date, or more texts."));
        Evaluation before = Judge(champion), after = Judge(draft.Lexicon);
        var gain = new Gain(Labels.Of(labels.Name, labels.Select((item, i) => item with { Group = blocks[i] })), before, after, options);
        int[] all = [.. Enumerable.Range(0, labels.Count)];
        var (value, draws) = gain.Over();
        var (low, high) = Gain.Interval(draws, 0.025);
        if (!double.IsFinite(value)) throw new InputException($"{Untrusted.Line(labels.ToString())}: {options.Metric} cannot be taken where all texts are judged or scored alike. Expected --metric accuracy, or texts that differ.");
        var p = Gain.P(draws);
        var times = labels.Select(item => item.Article.AvailableAt).OfType<DateTimeOffset>().ToList();
        var first = new Evidence(Evidence.CurrentFormat, at, draft.By, before.Method, new(champion.Reference, champion.Hash), new(draft.Lexicon.Reference, draft.Lexicon.Hash),
            new(labels.Name, labels.SetHash, labels.Hash, labels.Count, times.Count == 0 ? null : times.Min(), times.Count == 0 ? null : times.Max(), LeftOut(draft, labels), labels.Licence),
            options.Metric, options.Block!, blocks.Distinct().Count(), options.Resamples, options.Seed, gain.Before(all), gain.After(all), new(options.Metric, value, low, high), p,
            1, p, low, [.. options.Guarded], Groups(labels, gain, options), [.. draft.Learned.Select(texts => texts.ToString())]);
        var count = Math.Max(1, trials(first));
        return new(first with { Trials = count, AdjustedP = Math.Min(1, p * count), AdjustedLow = Gain.Interval(draws, 0.025 / count).Low }, before, after);

        Evaluation Judge(Lexicon lexicon) => lexicon.Scorer(options.Method).Evaluate(labels, o => o with { Resamples = 0 });
    }

    /// <summary>Texts of the set that could have been judged with these: of their time, and not learned on.</summary>
    static int LeftOut(LexiconDraft draft, Labels labels)
    {
        var judged = labels.Select(item => item.Group).ToHashSet(StringComparer.Ordinal);
        var times = labels.Select(item => item.Article.AvailableAt).OfType<DateTimeOffset>().ToList();
        return labels.Whole.Count(item => !judged.Contains(item.Group) && !draft.Learned.Any(learned => learned.Holds(item.Article))
            && (item.Article.AvailableAt is not { } at || times.Count == 0 || at >= times.Min() && at <= times.Max()));
    }

    static ImmutableArray<GuardedGroup> Groups(Labels labels, Gain gain, JudgingOptions options) =>
    [
        .. from kind in options.Guarded
           from part in labels.SelectMany((item, i) => options.Parts(kind, item.Article).Distinct(StringComparer.Ordinal).Select(name => (name, i))).GroupBy(pair => pair.name, pair => pair.i).OrderBy(part => part.Key, StringComparer.Ordinal)
           let over = gain.Over([.. part])
           where double.IsFinite(over.Value)
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
