using System.Collections.Immutable;
using System.Reflection;

namespace ResearchKit;

/// <summary>Labels whose texts are made features of, to be fitted to.</summary>
sealed class LearnedTask
{
    /// <summary>Raised with every change to folds, grids or cut points, which moves figures and no feature.</summary>
    const int FitVersion = 2;

    readonly Labels labels;
    readonly LearnedOptions options;
    readonly Featuriser featuriser;
    readonly TextFeatures[] texts;
    readonly string name;
    readonly LearnedGoal goal;
    readonly LearnedFolds folds;
    readonly ILearnedSplit split;
    readonly LearnedChoice choice;

    /// <summary>The texts that are in the language of the rules: those that can be fitted on.</summary>
    readonly ImmutableArray<int> read;

    public LearnedTask(Labels labels, LexiconScorer rules, LearnedOptions options)
    {
        (this.labels, this.options) = (labels, options);
        goal = options.Goal ?? (labels.All(item => item.Class is not null) ? LearnedGoal.Classes : LearnedGoal.Scores);
        if (goal == LearnedGoal.Scores && labels.FirstOrDefault(item => item.Score is null) is { } unscored)
            throw new InputException($"{Untrusted.Line(labels.Name)}: {Untrusted.Quote(unscored.Article.Id)} has no score. Expected a score for each text, or the goal {LearnedGoal.Classes}.");
        featuriser = new(rules, options.Features, options.MaxWords);
        texts = new TextFeatures[labels.Count];
        Parallel.For(0, texts.Length, i => texts[i] = featuriser.Of(labels[i].Article));
        read = [.. Enumerable.Range(0, texts.Length).Where(i => texts[i].Rules.Score.Outcome != Outcome.UnsupportedLanguage)];
        if (read.IsEmpty) throw new InputException($"{Untrusted.Line(labels.Name)}: none of its {texts.Length} texts is in English. Expected labels in the language of the rules.");
        folds = new(labels);
        split = options.Split == LearnedSplit.Time ? new TimeSplit(labels, folds) : folds;
        choice = new(texts, labels, split, goal, options);
        name = NameInFolds(options, rules, split.By);
    }

    /// <summary>What judges in folds, as its evaluations are called.</summary>
    public static string NameInFolds(LearnedOptions options, LexiconScorer rules, string by = "") => $"learned@{Featuriser.Version}.{FitVersion}({LearnedScorer.Seen(options.Learner, options.Features)}, {options.Folds} folds{by}) on {rules.Identity}";

    /// <summary>The model of all texts.</summary>
    /// <param name="judged">Whether its card has figures, which takes a fit for each fold.</param>
    public LearnedModel Model(bool judged)
    {
        var fitted = choice.On(read);
        return new(Card(fitted, judged ? Judge() : null), fitted);
    }

    /// <summary>What is fitted on some of the texts, for folds.</summary>
    /// <param name="chosen">Which, by their place among the labels.</param>
    public FittedModel On(Func<int, bool> chosen) => choice.On([.. read.Where(chosen)]);

    /// <summary>What it says of a text.</summary>
    /// <param name="fitted">What was fitted.</param>
    /// <param name="text">The text's place among the labels.</param>
    public Score Score(FittedModel fitted, int text) => LearnedScorer.Explain(fitted, texts[text], name).Score;

    /// <summary>Each text by a model that has seen neither it nor its story, nor, where time splits, anything later.</summary>
    /// <param name="most">How many texts each model is fitted on at most; null for all that its fold leaves.</param>
    public Evaluation Judge(int? most = null)
    {
        int[] all = [.. Enumerable.Range(0, labels.Count)];
        var parts = split.Of(all, options.Folds, options.Seed);
        var scores = new Score?[labels.Count];
        var classes = new Scale?[labels.Count];
        // The folds are apart, and each is fitted on one thread.
        Apart.Each(parts, part =>
        {
            var fitted = choice.On(Part([.. part.Fitted.Intersect(read)], most));
            foreach (var i in part.Judged) (scores[i], classes[i]) = (Score(fitted, i), fitted.Classes);
        });
        var row = 0;
        var judged = labels.Part(_ => scores[row++] is not null);
        return Evaluation.Run(name, [.. classes.OfType<Scale>()], [.. scores.OfType<Score>()], judged, new EvaluationOptions { Folds = options.Folds, Seed = options.Seed, Resamples = options.Resamples }.Validated());
    }

    /// <summary>The rows of the first stories, in a shuffled order, that are no more than so many.</summary>
    int[] Part(int[] rows, int? most)
    {
        if (most is not { } size) return rows;
        if (size > rows.Length) throw new InputException($"{size} texts cannot be fitted on: a fold leaves {rows.Length}. Expected as many at most.");
        return [.. folds.First(rows, size, options.Seed ^ 0xD1B54A32D192ED03)];
    }

    ModelCard Card(FittedModel fitted, Evaluation? judged)
    {
        var rules = featuriser.Rules;
        return new(labels.Name, labels.Hash, options.Licence ?? labels.Licence, read.Length, labels.Count - read.Length, folds.Retold, judged is null ? 0 : Leaking, LearnedOn.Of(labels), goal, options.Features, options.MaxWords, featuriser.Hash, rules.Identity, rules.Lexicon.Label, rules.Lexicon.Hash, fitted.Settings, fitted.Falls, fitted.Rises,
            FormattableString.Invariant($"{options.Folds} folds{(split.By is "" ? " by story" : split.By)}, settings and cut points chosen by {options.InnerFolds} within each, seed {options.Seed}{(judged is null || judged.N == labels.Count ? "" : $", {judged.N} of {labels.Count} texts judged")}"), judged is null ? [] : Figures(judged), options.Date,
            $"ResearchKit {Version(typeof(Article).Assembly)}, features {Featuriser.Version}, {choice.Made}, {Receipt.Runtime}");
    }

    /// <summary>How many texts of the rest of the set tell what these tell: a model of these knows them.</summary>
    int Leaking => NearDuplicates.Across([.. labels.Select(item => item.Group)], [.. labels.Whole.Except(labels, ReferenceEqualityComparer.Instance).OfType<LabelledText>().Select(item => item.Group)]);

    ImmutableArray<ModelFigure> Figures(Evaluation judged) => goal == LearnedGoal.Classes
        ? [new("accuracy", judged.Accuracy), new("macro-F1", judged.MacroF1)]
        : [new("R²", judged.R2), new("MAE", judged.Mae), new("Spearman", judged.Spearman)];

    internal static string Version(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
