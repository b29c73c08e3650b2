using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a scorer says of labels, one telling of each story, with the distance to what was judged.</summary>
sealed class ConformalTask
{
    /// <summary>Where bands of length begin, in tokens.</summary>
    static readonly int[] Lengths = [1, 11, 21, 41, 81, 161];

    readonly Scorer scorer;
    readonly Labels labels;
    readonly ConformalOptions options;
    readonly LearnedGoal goal;
    readonly int retold;
    readonly ImmutableArray<Text> texts;

    /// <param name="Item">What was judged.</param>
    /// <param name="Score">What was said.</param>
    /// <param name="Group">The group by the options.</param>
    /// <param name="Distances">Of classes, how far each is from what was said.</param>
    /// <param name="Distance">How far what was judged is.</param>
    sealed record Text(LabelledText Item, Score Score, string Group, double[] Distances, double Distance);

    public ConformalTask(Scorer scorer, Labels labels, ConformalOptions options)
    {
        (this.scorer, this.labels, this.options) = (scorer, labels, options);
        goal = options.Goal ?? (labels.All(item => item.Score is not null) ? LearnedGoal.Scores : LearnedGoal.Classes);
        if (goal == LearnedGoal.Scores && labels.FirstOrDefault(item => item.Score is not (>= -1 and <= 1)) is { } off)
            throw new InputException(FormattableString.Invariant($"{Untrusted.Line(labels.Name)}: {Untrusted.Quote(off.Article.Id)} has {(off.Score is { } score ? $"the score {score:R}" : "no score")}. Expected a score for each text, -1 to 1, or the goal {LearnedGoal.Classes}."));
        if (goal == LearnedGoal.Scores && options.By == ConformalOptions.Label) throw new InputException("Option By is label, which a new score does not have. Expected said, length, field:NAME or none for scores; label is of classes.");
        if (options.Measure != ConformalMeasure.Distance && (goal != LearnedGoal.Classes || !HasChances(scorer)))
            throw new InputException($"Option Measure is {options.Measure}, which asks for chances of classes, and {Untrusted.Line(scorer.Identity)} on {Untrusted.Line(labels.Name)} {(goal == LearnedGoal.Classes ? "has none" : "is held against scores")}. Expected a stack that was fitted to classes (of one method at least), and classes; or the measure {ConformalMeasure.Distance}.");
        SeenTexts.Refuse(scorer, labels, "");
        var scores = scorer.Score([.. labels.Select(item => item.Article)]);
        var folds = new LearnedFolds(labels);
        var stories = Enumerable.Range(0, labels.Count).Where(i => scores[i].Outcome != Outcome.UnsupportedLanguage).GroupBy(folds.Story).OrderBy(story => story.Key).ToList();
        var random = new SplitMix(options.Seed);
        texts = [.. stories.Select(story => story.OrderBy(i => labels[i].Group, StringComparer.Ordinal).ThenBy(i => labels[i].Score).ThenBy(i => labels[i].Judged).ElementAt(random.Below(story.Count()))).Select(i => Read(labels[i], scores[i]))];
        retold = labels.Count - scores.Count(each => each.Outcome == Outcome.UnsupportedLanguage) - texts.Length;
    }

    Text Read(LabelledText item, Score score)
    {
        double[] distances = goal == LearnedGoal.Scores ? [] : Distances(options.Measure, scorer, score, item.Article);
        return new(item, score, GroupOf(options.By, score, scorer.Classes, item.Article, item.Judged), distances, goal == LearnedGoal.Scores ? Math.Abs(item.Score!.Value - score.Value) : distances[item.Judged + 1]);
    }

    /// <summary>Whether a scorer has chances of classes.</summary>
    public static bool HasChances(Scorer scorer) => scorer is StackedScorer { Model.Card.Goal: LearnedGoal.Classes };

    /// <summary>How far negative, neutral and positive are from what a scorer says.</summary>
    public static double[] Distances(ConformalMeasure measure, Scorer scorer, in Score score, Article article)
    {
        var value = score.Value;
        if (measure == ConformalMeasure.Distance) return [Math.Abs(-1 - value), Math.Abs(value), Math.Abs(1 - value)];
        return Distances(measure, ((StackedScorer)scorer).Chances(article), Draw(article.Text));
    }

    /// <summary>The same of chances.</summary>
    /// <param name="measure">Chance or adaptive.</param>
    /// <param name="chances">Of negative, neutral and positive.</param>
    /// <param name="draw">0 up to 1: without it texts with the same chances, as all silent ones have, would be inside or out together.</param>
    public static double[] Distances(ConformalMeasure measure, ImmutableArray<double> chances, double draw) =>
        [.. chances.Select(own => measure == ConformalMeasure.Chance ? 1 - own : chances.Where(chance => chance > own).Sum() + draw * own)];

    /// <summary>0 up to 1, the same for the same text everywhere: FNV-1a (Fowler, Noll and Vo 1991) of its characters, mixed.</summary>
    static double Draw(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text) hash = (hash ^ character) * 1099511628211UL;
        return (SplitMix.Mix(hash) >> 11) / (double)(1L << 53);
    }

    /// <summary>The group of a text; of classes by label that of a class that it may have.</summary>
    public static string GroupOf(string by, in Score score, Scale classes, Article article, int label) => by switch
    {
        ConformalOptions.None => "all",
        ConformalOptions.Said => classes.Label(score),
        ConformalOptions.Length => LengthOf(score),
        ConformalOptions.Label => Evaluating.Names[label + 1],
        _ => JudgingOptions.Field(by[ConformalOptions.Field.Length..], article) ?? "(none)",
    };

    static string LengthOf(in Score score)
    {
        var band = 0;
        while (band + 1 < Lengths.Length && score.Tokens >= Lengths[band + 1]) band++;
        return band + 1 == Lengths.Length ? FormattableString.Invariant($"{Lengths[band]} tokens on") : FormattableString.Invariant($"{Lengths[band]} to {Lengths[band + 1] - 1} tokens");
    }

    ImmutableArray<ConformalQuantile> Quantiles(IEnumerable<Text> some) => [.. some.GroupBy(text => text.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => ConformalQuantile.Of(group.Key, group.Select(text => text.Distance), options.Alpha))];

    public Conformal Make()
    {
        var quantiles = Quantiles(texts);
        Enough(quantiles, texts.Length);
        return new(goal, options.Alpha, options.By, options.Measure, quantiles, FittedFor.Of(scorer), labels.Name, labels.Hash, options.Licence ?? labels.Licence, retold, LearnedOn.Of(labels), options.Seed, options.Date);
    }

    void Enough(ImmutableArray<ConformalQuantile> quantiles, int found)
    {
        if (Limits(quantiles).Count > 0) return;
        throw new InputException(FormattableString.Invariant($"{Untrusted.Line(labels.Name)}: {found} different stories{(options.By == ConformalOptions.None ? "" : $" in {quantiles.Length} groups by {Untrusted.Show(options.By)}, the largest of {quantiles.Select(quantile => quantile.Texts).DefaultIfEmpty(0).Max()},")} are too few for an alpha of {options.Alpha}. Expected {ConformalQuantile.Fewest(options.Alpha)} at least{(options.By switch { ConformalOptions.None => "", ConformalOptions.Label => " of each class", _ => " in a group" })}: give more texts, or a larger alpha."));
    }

    /// <summary>The distances by their groups; none where no text has an interval by them: a class that was not calibrated could be in no set and out of none.</summary>
    Dictionary<string, double> Limits(IEnumerable<ConformalQuantile> quantiles)
    {
        var limits = quantiles.Where(quantile => quantile.Distance is not null).ToDictionary(quantile => quantile.Group, quantile => quantile.Distance!.Value, StringComparer.Ordinal);
        return options.By != ConformalOptions.Label || Evaluating.Names.All(limits.ContainsKey) ? limits : [];
    }

    /// <summary>Halves the stories again and again, one generator a split.</summary>
    public ConformalCheck Check(int splits)
    {
        var (found, quantiles) = (new (double Count, double Inside, double Width)[splits][], new ImmutableArray<ConformalQuantile>[splits]);
        var (names, half) = (Rows().Select(row => row.Name).ToList(), texts.Length / 2);
        Parallel.For(0, splits, s =>
        {
            var random = SplitMix.Of(options.Seed, s);
            Text[] shuffled = [.. texts];
            for (var i = shuffled.Length - 1; i > 0; i--)
                if (random.Below(i + 1) is var other) (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
            quantiles[s] = Quantiles(shuffled.Take(half));
            found[s] = Count(shuffled[half..], Limits(quantiles[s]));
        });
        // Of groups near the least number some halves have enough and some have not.
        if (quantiles.All(each => Limits(each).Count == 0)) Enough(quantiles.MaxBy(each => each.Select(quantile => quantile.Texts).DefaultIfEmpty(0).Max()), half);
        return new(goal, options.Alpha, options.By, splits, [.. names.Select((name, row) =>
        {
            var counted = found.Where(split => split[row].Count > 0).Select(split => split[row]).ToList();
            double[] shares = [.. counted.Select(split => split.Inside / split.Count).Order()];
            return (name, counted, shares);
        }).Where(row => row.counted.Count > 0).Select(row => row.name == CoverageRow.NoInterval ? Without(row.counted.Sum(split => split.Count) / splits) : new CoverageRow(row.name, row.counted.Sum(split => split.Count) / splits,
            new(row.shares.Average(), row.shares[(int)(0.025 * (row.shares.Length - 1))], row.shares[(int)Math.Ceiling(0.975 * (row.shares.Length - 1))]), row.counted.Sum(split => split.Width) / row.counted.Sum(split => split.Count)))]);
    }

    /// <summary>Counts these texts once, by limits that were found on others.</summary>
    public ConformalCheck Count(Conformal conformal)
    {
        var counts = Count(texts, Limits(conformal.Groups));
        return new(goal, options.Alpha, options.By, 0, [.. Rows().Select((row, i) => (row.Name, Counts: counts[i])).Where(row => row.Counts.Count > 0)
            .Select(row => row.Name == CoverageRow.NoInterval ? Without(row.Counts.Count) : new CoverageRow(row.Name, row.Counts.Count, Wilson.Of((int)row.Counts.Inside, (int)row.Counts.Count), row.Counts.Width / row.Counts.Count))]);
    }

    static CoverageRow Without(double texts) => new(CoverageRow.NoInterval, texts, new(null, null, null), null);

    (double Count, double Inside, double Width)[] Count(IEnumerable<Text> some, Dictionary<string, double> limits)
    {
        var rows = Rows();
        var counts = new (double Count, double Inside, double Width)[rows.Count];
        foreach (var text in some)
        {
            // A group without a limit has no interval and no promise: its texts are counted apart, in the last row.
            if (!limits.TryGetValue(text.Group, out var limit))
            {
                counts[^1].Count++;
                continue;
            }
            var (inside, width) = (text.Distance <= limit ? 1 : 0, WidthOf(text, limit, limits));
            for (var r = 0; r < rows.Count; r++)
                if (rows[r].Holds(text)) counts[r] = (counts[r].Count + 1, counts[r].Inside + inside, counts[r].Width + width);
        }
        return counts;
    }

    double WidthOf(Text text, double limit, Dictionary<string, double> limits) => goal == LearnedGoal.Scores
        ? Math.Min(1, text.Score.Value + limit) - Math.Max(-1, text.Score.Value - limit)
        : text.Distances.Where((distance, label) => distance <= (options.By == ConformalOptions.Label ? limits[Evaluating.Names[label]] : limit)).Count();

    List<(string Name, Func<Text, bool> Holds)> Rows() =>
    [
        ("all", _ => true),
        .. Evaluating.Names.Select((name, i) => ($"judged {name}", (Func<Text, bool>)(text => text.Item.Judged == i - 1))),
        .. Evaluating.Names.Append(Scale.Silent).Select(name => ($"said {name}", (Func<Text, bool>)(text => scorer.Classes.Label(text.Score) == name))),
        .. texts.Select(text => (text.Score.Tokens, Name: LengthOf(text.Score))).GroupBy(each => each.Name).OrderBy(group => group.Min(each => each.Tokens)).Select(group => (group.Key, (Func<Text, bool>)(text => LengthOf(text.Score) == group.Key))),
        .. options.By.StartsWith(ConformalOptions.Field, StringComparison.Ordinal) ? texts.Select(text => text.Group).Distinct().Order(StringComparer.Ordinal).Select(name => ($"{options.By[ConformalOptions.Field.Length..]} {name}", (Func<Text, bool>)(text => text.Group == name))) : [],
        (CoverageRow.NoInterval, _ => false),
    ];
}
