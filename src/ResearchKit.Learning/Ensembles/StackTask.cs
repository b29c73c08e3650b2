using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Labels with what the members of a stack say of them, out of fold where a member is fitted.</summary>
sealed class StackTask
{
    readonly Labels labels;
    readonly ImmutableArray<EnsembleMember> members;
    readonly StackOptions options;
    readonly LearnedGoal goal;
    readonly LearnedFolds folds;
    readonly int[] fold;
    readonly LearnedTask?[] fitted;

    /// <summary>[member][text]: of a ready member its score; of one that is fitted in folds the score by a model of the other folds.</summary>
    readonly Score[][] said;

    /// <summary>[member][text][fold]: the score by a model that has seen neither the text's fold nor this one. Null for ready members.</summary>
    readonly Score[][]?[] without;

    /// <summary>[member][text]: the classes of what scored it.</summary>
    readonly Scale[][] classes;

    public StackTask(Labels labels, IEnumerable<EnsembleMember> given, StackOptions options)
    {
        members = [.. given];
        (this.labels, this.options) = (labels, options);
        EnsembleMember.Check(members);
        goal = options.Goal ?? (labels.All(item => item.Class is not null) ? LearnedGoal.Classes : LearnedGoal.Scores);
        if (goal == LearnedGoal.Scores && labels.FirstOrDefault(item => item.Score is null) is { } unscored)
            throw new InputException($"{Untrusted.Line(labels.Name)}: {Untrusted.Quote(unscored.Article.Id)} has no score. Expected a score for each text, or the goal {LearnedGoal.Classes}.");
        foreach (var member in members)
            if (member.InFolds && member.Scorer is not LexiconScorer) throw new InputException($"{Untrusted.Quote(member.Name)} is fitted behind {Untrusted.Line(member.Scorer.Identity)}. Expected rules on a lexicon, whose hits are features.");
            else if (!member.InFolds) SeenTexts.Refuse(member.Scorer, labels, "; or the member 'learned', which is fitted in folds");
        folds = new(labels);
        fold = folds.Of([.. Enumerable.Range(0, labels.Count)], options.Folds, options.Seed);
        fitted = [.. members.Select(member => member.InFolds ? new LearnedTask(labels, (LexiconScorer)member.Scorer, (options.Learned with { Goal = goal, Licence = options.Licence, Resamples = 0 }).Validated()) : null)];
        var ready = Mixing.Scores([.. labels.Select(item => item.Article)], [.. members.Where(member => !member.InFolds).Select(member => member.Scorer)]);
        var next = 0;
        said = [.. members.Select(member => member.InFolds ? new Score[labels.Count] : Column(ready, next++))];
        classes = [.. members.Select(member => Enumerable.Repeat(member.Scorer.Classes, labels.Count).ToArray())];
        without = [.. members.Select(member => member.InFolds ? Enumerable.Range(0, labels.Count).Select(_ => new Score[options.Folds]).ToArray() : null)];
        for (var m = 0; m < members.Length; m++)
            if (fitted[m] is { } task) FitInFolds(task, m);
    }

    static Score[] Column(Score[][] scores, int column) => [.. scores.Select(row => row[column])];

    /// <summary>A model for each fold that it has not seen, and one for each two: the same one stands for both.</summary>
    void FitInFolds(LearnedTask task, int m)
    {
        var pairs = (from first in Enumerable.Range(0, options.Folds) from second in Enumerable.Range(first, options.Folds - first) select (first, second)).ToList();
        Apart.Each(pairs, pair =>
        {
            var model = task.On(i => fold[i] != pair.first && fold[i] != pair.second);
            for (var i = 0; i < fold.Length; i++)
            {
                if (fold[i] != pair.first && fold[i] != pair.second) continue;
                var score = task.Score(model, i);
                if (pair.first == pair.second) (said[m][i], classes[m][i]) = (score, model.Classes);
                else without[m]![i][fold[i] == pair.first ? pair.second : pair.first] = score;
            }
        });
    }

    /// <summary>What the members say of a text, by models that have seen neither its fold nor another.</summary>
    public Score[] Row(int text, int? other) => [.. members.Select((_, m) => other is { } f && without[m] is { } pairs ? pairs[text][f] : said[m][text])];

    /// <summary>Fits the second level on the texts on which a member speaks.</summary>
    /// <param name="left">The fold that is left out; null when none is.</param>
    StackWeights Fit(int? left)
    {
        var rows = Enumerable.Range(0, labels.Count).Where(i => fold[i] != left).Select(i => (Scores: Row(i, left), Judged: goal == LearnedGoal.Scores ? labels[i].Score!.Value : labels[i].Judged)).Where(row => Mixing.OutcomeOf(row.Scores) == Outcome.Scored).ToList();
        if (rows.Count == 0 || rows.All(row => row.Judged == rows[0].Judged))
            throw new InputException($"{Untrusted.Line(labels.Name)}: {(rows.Count == 0 ? "no member speaks on any of its texts" : FormattableString.Invariant($"all {rows.Count} texts to be fitted on are judged {rows[0].Judged}"))}. Expected texts that are judged differently, with members that find something in them.");
        return StackFit.Of([.. rows.Select(row => row.Scores)], [.. rows.Select(row => row.Judged)], goal, options.Penalty);
    }

    /// <summary>The stack, each text by one that has seen neither it nor its story; then each member by itself on the same texts.</summary>
    public IReadOnlyList<Evaluation> Judge()
    {
        var levels = Enumerable.Range(0, options.Folds).Select(f => Fit(f)).ToList();
        var method = $"stack({string.Join(" + ", members.Select(member => member.Name))}, {options.Folds} folds)";
        Score[] scores = [.. Enumerable.Range(0, labels.Count).Select(i => levels[fold[i]].Score(method, Row(i, null)).Score)];
        var judging = new EvaluationOptions { Folds = options.Folds, Seed = options.Seed, Resamples = options.Resamples }.Validated();
        return [Evaluation.Run(method, [.. fold.Select(f => levels[f].Classes)], scores, labels, judging),
            .. members.Select((member, m) => Evaluation.Run(member.InFolds ? $"{member.Name}, in folds" : member.Scorer.Identity, classes[m], said[m], labels,
                // Values of scorers that nobody brought to the scale of the scores get two parameters, as the stack has them.
                judging with { Map = goal == LearnedGoal.Scores && !member.InFolds ? Map.Affine : Map.None }))];
    }

    /// <summary>The stack of all texts, with its card.</summary>
    public StackedModel Make()
    {
        var judged = Judge();
        var level = Fit(null);
        ImmutableArray<LearnedModel?> models = [.. fitted.Select(task => task?.Model(judged: false))];
        var spoken = Enumerable.Range(0, labels.Count).Count(i => Mixing.OutcomeOf(Row(i, null)) == Outcome.Scored);
        var card = new StackCard(labels.Name, labels.Hash, options.Licence ?? labels.Licence, spoken, labels.Count - spoken, folds.Retold, LearnedOn.Of(labels), goal, options.Penalty, level.Falls, level.Rises,
            FormattableString.Invariant($"{options.Folds} folds by story, members that are fitted within each, seed {options.Seed}"),
            goal == LearnedGoal.Classes ? [new("accuracy", judged[0].Accuracy), new("macro-F1", judged[0].MacroF1)] : [new("R²", judged[0].R2), new("MAE", judged[0].Mae), new("Spearman", judged[0].Spearman)],
            [.. members.Select((member, m) => new ModelFigure(member.Name, goal == LearnedGoal.Classes ? judged[m + 1].Accuracy : judged[m + 1].R2))], options.Date,
            $"ResearchKit {LearnedTask.Version(typeof(Article).Assembly)}, Microsoft.ML {LinearFit.Version}, {Receipt.Runtime}");
        return new(card, [.. members.Select((member, m) => new StackedMember(member.Name, FittedFor.Of(member.Scorer), level.Up[m], level.Down?[m] ?? 0, models[m]?.Hash))], level, models);
    }
}
