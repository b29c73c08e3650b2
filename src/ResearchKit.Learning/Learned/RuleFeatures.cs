using System.Globalization;

namespace ResearchKit;

/// <summary>What the rules find as features. Each belongs to hits: a text without hits has none, and the intercept speaks for it.</summary>
/// <param name="rules">What the rules say of the text.</param>
/// <param name="classes">The rules' own classes.</param>
/// <param name="add">Takes a feature: its name, its kind, its amount, and the hit's number among those that count.</param>
sealed class RuleFeatures(Explanation rules, Scale classes, Action<string, FeatureKind, double, int> add)
{
    const int MostHits = 6;

    /// <summary>The class that the rules give, as part of a feature's name.</summary>
    public static string ClassOf(Explanation rules, Scale classes) => classes.Label(rules.Score);

    /// <param name="hits">The hits that come to something, in the order of the text.</param>
    public void Add(IReadOnlyList<Contribution> hits)
    {
        for (var i = 0; i < hits.Count; i++) AddHit(hits[i], i);
        if (hits.Count > 0) AddWhole(hits);
    }

    /// <summary>Which entry was hit, of which topic, through which shifters, and how much of it is counted.</summary>
    void AddHit(Contribution hit, int number)
    {
        var sign = hit.Counted > 0 ? '+' : '-';
        var topic = hit.Note.Split(':')[0];
        add($"term {hit.Term} {sign}", FeatureKind.Hit, 1, number);
        add($"topic {topic} {sign}", FeatureKind.Hit, 1, number);
        add($"note {hit.Note} {sign}", FeatureKind.Hit, 1, number);
        add($"topic sum {topic}", FeatureKind.Hit, hit.Counted, number);
        add($"note sum {hit.Note}", FeatureKind.Hit, hit.Counted, number);
        add($"term sum {hit.Term}", FeatureKind.Hit, hit.Counted, number);
        foreach (var shift in hit.Shifts)
        {
            add($"by {shift.Role} {sign}", FeatureKind.Hit, 1, number);
            // An amount's term is its digits.
            if (shift.Role != Role.Amount) add($"by {shift.Term} {sign}", FeatureKind.Hit, 1, number);
            if (shift.Role == Role.Quantity) add($"event {hit.Term} of {shift.Term}", FeatureKind.Hit, 1, number);
        }
    }

    /// <summary>Value and masses, the value in classes and steps, the strongest hits, the first and the last, how many there are and how much of the text they cover.</summary>
    void AddWhole(IReadOnlyList<Contribution> hits)
    {
        var score = rules.Score;
        var share = 1.0 / hits.Count;
        var step = Math.Round(score.Value * 5) + 0.0;
        string[] said = [$"class {classes.Label(score)}", $"label {Scale.TenWords.Label(score)}", string.Create(CultureInfo.InvariantCulture, $"step {step}"), string.Create(CultureInfo.InvariantCulture, $"hits {Math.Min(score.Hits, MostHits)}")];
        for (var i = 0; i < hits.Count; i++)
        {
            var hit = hits[i];
            add("value", FeatureKind.Rule, hit.Value, i);
            add("size", FeatureKind.Rule, Math.Sign(score.Value) * hit.Value, i);
            add(hit.Value > 0 ? "positive" : "negative", FeatureKind.Rule, Math.Abs(hit.Value), i);
            add("sum", FeatureKind.Rule, hit.Counted, i);
            add(hit.Counted > 0 ? "positive sum" : "negative sum", FeatureKind.Rule, Math.Abs(hit.Counted), i);
            add("coverage", FeatureKind.Rule, score.Coverage * share, i);
            foreach (var each in said) add(each, FeatureKind.Rule, share, i);
        }
        AddStrongest(hits, 1, "strongest positive");
        AddStrongest(hits, -1, "strongest negative");
        add("first", FeatureKind.Rule, Math.Sign(hits[0].Counted), 0);
        add("last", FeatureKind.Rule, Math.Sign(hits[^1].Counted), hits.Count - 1);
    }

    void AddStrongest(IReadOnlyList<Contribution> hits, int sign, string name)
    {
        var best = -1;
        for (var i = 0; i < hits.Count; i++)
            if (Math.Sign(hits[i].Counted) == sign && (best < 0 || Math.Abs(hits[i].Counted) > Math.Abs(hits[best].Counted))) best = i;
        if (best >= 0) add(name, FeatureKind.Rule, Math.Abs(hits[best].Counted), best);
    }
}
