using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ResearchKit;

public static partial class Learn
{
    /// <summary>A linear model of words and of what the rules find, fitted to labels; its card has figures from folds in which it was not fitted.</summary>
    /// <remarks>
    /// <para>Runs of words count (1 + ln n)·idf, those of a text together with the length 1; numbers are one word, and so are names. Hits count by term, topic and shifters, with their sign and with what of them is counted; values, masses and coverage count as they are.</para>
    /// <para>Penalty and cut point are chosen by folds within the texts that a model is fitted on, for each fold anew. What is told again in nearly the same words stands in one fold.</para>
    /// </remarks>
    /// <param name="labels">What is fitted to; texts in other languages are left out, and counted on the card.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features.</param>
    /// <param name="options">Changes how: <c>o => o with { Features = FeatureKinds.Words }</c>.</param>
    /// <exception cref="InputException">All texts are of one class, there are fewer stories than folds, or an option is out of its range.</exception>
    public static LearnedModel Linear(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions>? options = null)
    {
        var task = new LearnedTask(labels, rules, (options is null ? new() : options(new())).Validated());
        var linear = task.All;
        return new(task.Card(linear, task.Judge()), linear);
    }

    /// <summary>Judges such a method on labels: each text by a model fitted on the folds that it does not stand in.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features.</param>
    /// <param name="options">Changes how.</param>
    /// <exception cref="InputException">As <see cref="Linear"/>.</exception>
    public static Evaluation Evaluate(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions>? options = null) =>
        new LearnedTask(labels, rules, (options is null ? new() : options(new())).Validated()).Judge();
}

/// <summary>Labels whose texts are made features of, to be fitted to.</summary>
sealed class LearnedTask
{
    readonly Labels labels;
    readonly LearnedOptions options;
    readonly Featuriser featuriser;
    readonly LearnedGoal goal;
    readonly LearnedFolds folds;

    /// <summary>The texts that are in the language of the rules: those that can be fitted on.</summary>
    readonly ImmutableArray<int> read;

    public LearnedTask(Labels labels, LexiconScorer rules, LearnedOptions options)
    {
        (this.labels, this.options) = (labels, options);
        goal = options.Goal ?? (labels.All(item => item.Class is not null) ? LearnedGoal.Classes : LearnedGoal.Scores);
        if (goal == LearnedGoal.Scores && labels.FirstOrDefault(item => item.Score is null) is { } unscored)
            throw new InputException($"{Untrusted.Line(labels.Name)}: {Untrusted.Quote(unscored.Article.Id)} has no score. Expected a score for each text, or the goal {LearnedGoal.Classes}.");
        featuriser = new(rules, options.Features, options.MaxWords);
        var texts = new TextFeatures[labels.Count];
        Parallel.For(0, texts.Length, i => texts[i] = featuriser.Of(labels[i].Article));
        read = [.. Enumerable.Range(0, texts.Length).Where(i => texts[i].Rules.Score.Outcome != Outcome.UnsupportedLanguage)];
        if (read.IsEmpty) throw new InputException($"{Untrusted.Line(labels.Name)}: none of its {texts.Length} texts is in English. Expected labels in the language of the rules.");
        folds = new(labels);
        Choice = new(texts, labels, folds, goal, options);
    }

    public LinearChoice Choice { get; }

    /// <summary>The model of all texts.</summary>
    public LinearModel All => Choice.On(read);

    /// <summary>The scorer of a model that is fitted on some of the texts.</summary>
    /// <param name="chosen">Which, by their place among the labels.</param>
    public LearnedScorer On(Func<int, bool> chosen)
    {
        var linear = Choice.On([.. read.Where(chosen)]);
        return new(new(Card(linear, null), linear), featuriser);
    }

    /// <summary>Each text by a model that has seen neither it nor its story.</summary>
    public Evaluation Judge()
    {
        int[] all = [.. Enumerable.Range(0, labels.Count)];
        var fold = folds.Of(all, options.Folds, options.Seed);
        var scores = new Score[labels.Count];
        var classes = new Scale[labels.Count];
        try
        {
            // The folds are apart, and each is fitted on one thread.
            Parallel.For(0, options.Folds, f =>
            {
                var scorer = On(i => fold[i] != f);
                foreach (var i in all.Where(i => fold[i] == f)) (scores[i], classes[i]) = (scorer.Score(labels[i].Article), scorer.Classes);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<InputException>().OrderBy(each => each.Message, StringComparer.Ordinal).FirstOrDefault() is { } fault)
        {
            throw new InputException(fault.Message, e);
        }
        var method = $"learned@{Featuriser.Version}({options.Features.ToString().ToLowerInvariant()}, {options.Folds} folds) on {featuriser.Rules.Identity}";
        return Evaluation.Run(method, classes, [.. scores.Select(score => score with { Method = method })], labels, new EvaluationOptions { Folds = options.Folds, Seed = options.Seed, Resamples = options.Resamples }.Validated());
    }

    /// <param name="linear">What was fitted.</param>
    /// <param name="judged">The figures; null for a model of a fold, which is judged with the others.</param>
    public ModelCard Card(LinearModel linear, Evaluation? judged)
    {
        var rules = featuriser.Rules;
        return new(labels.Name, labels.Hash, options.Licence ?? labels.Licence, read.Length, labels.Count - read.Length, folds.Retold, LearnedOn.Of(labels), goal, options.Features, options.MaxWords, featuriser.Hash, rules.Identity, rules.Lexicon.Label, rules.Lexicon.Hash, linear.Penalty, linear.Falls, linear.Rises,
            FormattableString.Invariant($"{options.Folds} folds by story, penalty and cut points chosen by {options.InnerFolds} within each, seed {options.Seed}"), judged is null ? [] : Figures(judged), options.Date,
            $"ResearchKit {Version(typeof(Article).Assembly)}, features {Featuriser.Version}, Microsoft.ML {LinearFit.Version}, {RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}");
    }

    ImmutableArray<ModelFigure> Figures(Evaluation judged) => goal == LearnedGoal.Classes
        ? [new("accuracy", judged.Accuracy), new("macro-F1", judged.MacroF1)]
        : [new("R²", judged.R2), new("MAE", judged.Mae), new("Spearman", judged.Spearman)];

    internal static string Version(Assembly assembly) => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
