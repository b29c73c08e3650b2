using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A line of the ledger: that a draft was judged on a set, whatever came out.</summary>
/// <param name="Number">1 for the first, one more for each.</param>
/// <param name="At">When it was judged, in UTC.</param>
/// <param name="By">Who judged it.</param>
/// <param name="Draft">The hash of the draft's content.</param>
/// <param name="Champion">That of the champion that it was judged against.</param>
/// <param name="Set">The hash of the whole set, by which trials are counted.</param>
/// <param name="SetName">What the set was called.</param>
/// <param name="Look">How it was looked at, as 16 characters of a hash: which part of the set, metric, method, blocks and seed.</param>
/// <param name="Metric">What was compared.</param>
/// <param name="Gain">The draft's less the champion's.</param>
/// <param name="Evidence">See <see cref="Evidence.Hash"/>.</param>
/// <param name="Previous">The hash of the line before; null for the first.</param>
/// <param name="Hash">SHA-256 of the line without this field.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Trial(int Number, DateTimeOffset At, string By, string Draft, string Champion, string Set, string SetName, string Look, string Metric, double Gain, string Evidence, string? Previous, string Hash) : ILink
{
    /// <summary><c>2. 2026-11-27T09:00:00Z draft 0f3a9c12 on news: accuracy +0.0130 (ada)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Number}. {RegistryEvent.Instant(At)} draft {Draft[..Math.Min(8, Draft.Length)]} on {SetName}: {Metric} {Gain:+0.0000;-0.0000;0.0000} ({By})"));
}

/// <summary>Every draft that was ever judged on a set, so that a gain can be corrected for how often one has tried. Added to, never changed; each line holds the hash of the one before.</summary>
/// <remarks>It reads its file whenever it is asked, so it sees what others have added. It shares the lock of the registry in whose folder it stands.</remarks>
public sealed class TrialLedger
{
    /// <summary>Its name in a registry's folder.</summary>
    internal const string FileName = "trials.jsonl";

    readonly Ledger<Trial> ledger;

    internal TrialLedger(string path, string shown, TimeSpan wait) => ledger = new(path, shown, RegistryFiles.VerifyCommand, wait, Lines.Form.Trial, (trial, hash) => trial with { Hash = hash });

    /// <summary>The ledger of a file, which need not exist yet.</summary>
    /// <param name="path">The file: <c>data/registry/trials.jsonl</c>.</param>
    public static TrialLedger Open(string path) => new(path, path, new RegistryOptions().Wait);

    /// <summary>In the order in which they were recorded; one for each evaluation, so a draft that was evaluated again stands there again.</summary>
    /// <exception cref="InputException">The file is not as it was written.</exception>
    public ImmutableArray<Trial> Trials => ledger.Read().Whole();

    /// <summary>How many different looks at a set there have been: drafts, and ways to look at one. A set with a row more or less is the same as long as it has its name.</summary>
    /// <param name="set">See <see cref="EvidenceLabels.SetHash"/>.</param>
    /// <param name="name">What the set is called.</param>
    /// <exception cref="InputException">The file is not as it was written.</exception>
    public int Count(string set, string name) => Count(Trials, set, name);

    internal static int Count(ImmutableArray<Trial> trials, string set, string name, Evidence? with = null) =>
        trials.Where(trial => trial.Set == set || trial.SetName == name).Select(trial => (trial.Draft, trial.Look)).Concat(with is null ? [] : [(with.Draft.Hash, with.Look)]).Distinct().Count();

    /// <summary>Records an evaluation. The same draft looked at in the same way is the same trial: it is written down and not counted again. An evaluation that stands there already is not written twice.</summary>
    /// <returns>Its line.</returns>
    /// <exception cref="InputException">The ledger is not as it was written, another writer does not end, or the file cannot be written; then nothing has changed.</exception>
    public Trial Record(Evidence evidence)
    {
        var hash = evidence.Hash;
        return ledger.Record(trial => trial.Evidence == hash, (number, previous) => new(number, evidence.At.ToUniversalTime(), evidence.By, evidence.Draft.Hash, evidence.Champion.Hash, evidence.Labels.SetHash, evidence.Labels.Name, evidence.Look, evidence.Metric, evidence.Gain.Value, hash, previous, ""));
    }

    /// <summary>What is not as it was written; empty when nothing is.</summary>
    public ImmutableArray<ChainFinding> Verify() => ledger.Read().Findings;
}
