namespace ResearchKit;

/// <summary>A scorer in an ensemble.</summary>
/// <param name="Name">What explanations and files call it; different for each member.</param>
/// <param name="Scorer">The scorer; of a member that is fitted in folds the rules whose hits are features, on a lexicon.</param>
/// <param name="Weight">Its weight in a <see cref="WeightedScorer"/>, more than 0; a stack finds weights of its own.</param>
/// <param name="InFolds">Whether it is a learned method that a stack fits in folds, so that no text is foretold by a member that has seen it.</param>
public sealed record EnsembleMember(string Name, Scorer Scorer, double Weight = 1, bool InFolds = false)
{
    /// <summary><c>0.6*finance</c>.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Weight:R}*{Name}"));

    /// <exception cref="InputException">There is none, a name is empty or stands twice, or a weight is no number above 0.</exception>
    internal static void Check(IReadOnlyList<EnsembleMember> members)
    {
        if (members.Count == 0) throw new InputException("The ensemble has no members. Expected one at least.");
        if (members.FirstOrDefault(member => !(member.Weight > 0 && double.IsFinite(member.Weight))) is { } off)
            throw new InputException(FormattableString.Invariant($"The weight of {Untrusted.Quote(off.Name)} is {off.Weight:R}. Expected a number above 0: leave out a member that shall not count."));
        if (members.GroupBy(member => member.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Trim().Length == 0 || group.Count() > 1) is { } same)
            throw new InputException($"{same.Count()} members are called {Untrusted.Quote(same.Key)}. Expected a name for each, and each name once.");
    }
}
