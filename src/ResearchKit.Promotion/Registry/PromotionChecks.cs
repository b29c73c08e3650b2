using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Everything that can stand against a promotion, a line each.</summary>
/// <param name="wanted">The request.</param>
/// <param name="plan">What it comes to.</param>
/// <param name="history">The lexicon's history.</param>
/// <param name="champion">The champion's words; null when there is none.</param>
/// <param name="rules">The rules.</param>
/// <param name="trials">The ledger.</param>
sealed class PromotionChecks(PromotionRequest wanted, PromotionPlan plan, RegistryHistory history, Lexicon? champion, PromotionRules rules, TrialLedger trials)
{
    const string MoveOn = "move the draft with ./kit lexicon draft FILE --onto champion, and evaluate again";

    readonly ImmutableArray<Trial> known = trials.Trials;

    RegistryEvent? Standing { get; } = history.Standing(RegistryNames.Champion);

    /// <param name="sentences">The regression sentences.</param>
    public IEnumerable<string> Refusals(IReadOnlyList<RegressionSentence> sentences)
    {
        var all = Basics(history, wanted.At, plan.Lexicon, sentences);
        return wanted.Alias == RegistryNames.Champion ? all.Concat(Descent()).Concat(Evidence()).Concat(Approval()) : all.Concat(Named());
    }

    /// <summary>What every version is held to, whatever it is to be called: the clock, its licence, the sentences that no version may get wrong.</summary>
    public static IEnumerable<string> Basics(RegistryHistory history, DateTimeOffset at, Lexicon lexicon, IReadOnlyList<RegressionSentence> sentences) =>
        Clock(history, at).Concat(Licensed(lexicon)).Concat(RegressionSentences.Failing(sentences, lexicon));

    /// <summary>An event is never before the last one.</summary>
    public static IEnumerable<string> Clock(RegistryHistory history, DateTimeOffset at)
    {
        if (history.Events is [.., var last] && at < last.At)
            yield return $"time: {RegistryEvent.Instant(at)} lies before {RegistryEvent.Instant(last.At)}, when event {RegistryFiles.Number(last.Number)} was. Expected a time not before it: look at the clock.";
    }

    /// <summary>Two people, where the rules want two.</summary>
    public static IEnumerable<string> TwoPeople(PromotionRules rules, IEnumerable<string> authors, string? approvedBy, string wrote)
    {
        if (!rules.TwoPeople) yield break;
        if (approvedBy is null) yield return "approval: nobody has approved. Expected a second person: say who, or set the rule twoPeople to false where one works alone.";
        else if (authors.FirstOrDefault(author => RegistryNames.Same(author, approvedBy)) is { } author)
            yield return Untrusted.Line($"approval: {approvedBy} approves what {author} {wrote}. Expected somebody else; or set the rule twoPeople to false where one works alone.");
    }

    static IEnumerable<string> Licensed(Lexicon lexicon)
    {
        string? refused = null;
        try
        {
            lexicon.Licence.Require(Use.Promotion, $"Lexicon '{lexicon.Name}'");
        }
        catch (InputException e)
        {
            refused = $"licence: {e.Message}";
        }
        if (refused is not null) yield return refused;
    }

    /// <summary>The champion is what it was made on, and it is something else.</summary>
    IEnumerable<string> Descent()
    {
        if (champion is null || Standing is null) yield return $"champion: '{wanted.Lexicon}' has none to be compared with. Expected a first version that is champion.";
        else if (plan.Lexicon.Hash == champion.Hash) yield return $"change: these are the words of {Standing.Reference}, which is champion already ({Standing}). Expected a draft that changes something.";
        else if (plan.Parent != Standing.Version) yield return plan.Draft is null && plan.Made is { } made && history.Events.Any(set => set.Alias == RegistryNames.Champion && set.Version == made.Version)
            ? $"parent: {made.Reference} was champion before, and is no draft on {Standing.Reference}. Expected ./kit lexicon rollback --to {RegistryFiles.Number(made.Version)}."
            : Untrusted.Line($"parent: it was made on {(plan.Parent is { } parent ? $"{wanted.Lexicon}@{RegistryFiles.Number(parent)}" : "what is no version of the registry")}, and champion is {Standing.Reference}: {Standing}. Expected a draft on the champion: {MoveOn}.");
    }

    IEnumerable<string> Evidence()
    {
        if (wanted.Evidence is not { } evidence)
        {
            yield return "evidence: there is none. Expected an evaluation against the champion, as ./kit lexicon evaluate writes it.";
            yield break;
        }
        foreach (var refusal in Recorded(evidence)) yield return refusal;
        if (champion is not null && evidence.Champion.Hash != champion.Hash) yield return Untrusted.Line($"evidence: it is against {evidence.Champion}, and champion is {Standing!.Reference} ({Short(champion.Hash)}), {Standing.ApprovedBy ?? Standing.By} approving. Expected one against the champion: {MoveOn}.");
        if (TrialLedger.Count(known, evidence.Labels.SetHash, evidence.Labels.Name) is var count && count != evidence.Trials)
            yield return Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"ledger: the evaluation corrects for {evidence.Trials} {(evidence.Trials == 1 ? "trial" : "trials")} on {evidence.Labels.Name}, and by now there are {count}. Expected it to correct for all of them: evaluate again, which costs no trial."));
        foreach (var learned in plan.Learned.Where(learned => !evidence.LearnedOn.Contains(learned.ToString())))
            yield return $"learned: the draft was learned on {learned}, of which the evaluation knows nothing. Expected an evaluation of this draft: evaluate again.";
        foreach (var refusal in rules.Refusals(evidence)) yield return refusal;
    }

    /// <summary>Whatever an evaluation is given for, it is of these words and in the ledger.</summary>
    IEnumerable<string> Recorded(Evidence evidence)
    {
        if (evidence.Draft.Hash != plan.Lexicon.Hash) yield return $"evidence: it is of {evidence.Draft}, and this is {Short(plan.Lexicon.Hash)}. Expected an evaluation of these words: evaluate again.";
        if (!known.Any(trial => trial.Evidence == evidence.Hash)) yield return $"ledger: no trial has the evidence {Short(evidence.Hash)}. Expected every evaluation to be in the ledger, where ./kit lexicon evaluate records it.";
    }

    /// <summary>Whoever wrote it, now or when the same words were made a version, does not approve it.</summary>
    IEnumerable<string> Approval() => TwoPeople(rules, plan.Authors.Concat(plan.Draft?.Edits.Select(edit => edit.By) ?? []), wanted.ApprovedBy, "wrote");

    /// <summary>What another alias is held to besides.</summary>
    IEnumerable<string> Named()
    {
        if (wanted.Evidence is { } evidence)
            foreach (var refusal in Recorded(evidence)) yield return refusal;
        if (plan is { Parent: null, Made: null }) yield return $"parent: it was made on what is no version of {wanted.Lexicon}. Expected a draft on one of {string.Join(", ", history.Versions.Select(made => made.Reference))}.";
        else if (champion is not null && plan is { Made: null, Draft.Changed.IsEmpty: true }) yield return "change: it has none. Expected a draft that changes something.";
        if (plan.Made is not null && history.Standing(wanted.Alias) is { } set && set.Version == plan.Made.Version) yield return $"already so: {wanted.Alias} is {set.Reference} ({set}).";
    }

    static string Short(string hash) => hash.Length > 8 ? $"{Untrusted.Show(hash[..8])}…" : Untrusted.Show(hash);
}
