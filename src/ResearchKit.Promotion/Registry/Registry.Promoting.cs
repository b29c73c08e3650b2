using System.Collections.Immutable;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What changes a registry.</summary>
public sealed partial class Registry
{
    /// <summary>Makes the first version of a lexicon, and makes it champion. There is nothing to compare it with, so it needs neither evidence nor a second person; licence and regression sentences are looked at.</summary>
    /// <param name="lexicon">The whole lexicon; its name is the version's.</param>
    /// <param name="by">Who wrote it.</param>
    /// <param name="why">The reason, in a line.</param>
    /// <param name="at">The time to record.</param>
    /// <exception cref="InputException">The lexicon has a version already, something stands against it (a line each), or the folder cannot be written; then nothing has changed.</exception>
    public RegistryEvent Found(Lexicon lexicon, string by, string why, DateTimeOffset at) => FoundOrRefuse(lexicon, by, why, at).Done();

    /// <summary>Makes a version of a draft and lets an alias name it: all of it or nothing.</summary>
    /// <remarks>To become champion, it must have evidence that is in the ledger and satisfies the rules, on the champion that stands, and be approved by someone who wrote none of it. Another alias needs a licence and the regression sentences alone.
    /// A draft whose very words are a version already becomes that one.</remarks>
    /// <param name="draft">The edits.</param>
    /// <param name="because">The evaluation against the champion.</param>
    /// <param name="by">Who asks for it; who wrote it, its edits say.</param>
    /// <param name="approvedBy">Who approves; a name, recorded as it is given.</param>
    /// <param name="why">The reason, in a line.</param>
    /// <param name="at">The time to record; not before the last event.</param>
    /// <param name="alias">What is to name it.</param>
    /// <returns>The event, as the history has it.</returns>
    /// <exception cref="InputException">Something stands against it (a line each), another promotion was first, or the folder cannot be written; then nothing has changed.</exception>
    public RegistryEvent Promote(LexiconDraft draft, Evidence? because, string by, string? approvedBy, string why, DateTimeOffset at, string alias = RegistryNames.Champion) =>
        Attempt(Drafted(draft, new(draft.Parent.Name, alias, because, by, approvedBy, why, at))).Done();

    /// <summary>Lets an alias name a version that there is, as <see cref="Promote(LexiconDraft, Evidence?, string, string?, string, DateTimeOffset, string)"/> does.</summary>
    /// <param name="reference">The version: <c>finance@2</c>, <c>finance@candidate</c>.</param>
    /// <param name="because">The evaluation against the champion.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="approvedBy">Who approves.</param>
    /// <param name="why">The reason, in a line.</param>
    /// <param name="at">The time to record.</param>
    /// <param name="alias">What is to name it.</param>
    /// <exception cref="InputException">There is no such version, or as above.</exception>
    public RegistryEvent Promote(string reference, Evidence? because, string by, string? approvedBy, string why, DateTimeOffset at, string alias = RegistryNames.Champion) =>
        Attempt(Named(reference, new(RegistryNames.Default, alias, because, by, approvedBy, why, at))).Done();

    /// <summary>Makes an older version champion again.</summary>
    /// <param name="name">The lexicon.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="approvedBy">Who approves: someone else than who asks, under the same rule.</param>
    /// <param name="why">The reason, in a line.</param>
    /// <param name="at">The time to record; not before the last event.</param>
    /// <param name="to">The version, which must have been champion; the champion's parent when null.</param>
    /// <exception cref="InputException">There is no such version, something stands against it (a line each), or the folder cannot be written; then nothing has changed.</exception>
    public RegistryEvent Rollback(string name, string by, string? approvedBy, string why, DateTimeOffset at, int? to = null) => RollbackOrRefuse(name, by, approvedBy, why, at, to).Done();

    /// <summary>A request for a draft: of the lexicon whose version it was made on, whatever the file was called that the version was read from.</summary>
    internal PromotionRequest Drafted(LexiconDraft draft, PromotionRequest wanted) =>
        wanted with { Draft = draft, Lexicon = files.Names.Contains(draft.Parent.Name) ? draft.Parent.Name : Find(draft.Parent.Hash)?.Lexicon ?? draft.Parent.Name };

    internal PromotionRequest Named(string reference, PromotionRequest wanted)
    {
        var version = Read(reference);
        return wanted with { Lexicon = version.Name, Version = version.Version };
    }

    internal PromotionOutcome Attempt(PromotionRequest request)
    {
        var wanted = request.Validated();
        return Write(wanted.Lexicon, (write, sign) =>
        {
            if (write.History.Events.IsEmpty) throw new InputException($"Lexicon '{wanted.Lexicon}' has no version in {files.Shown}. Expected a first one: ./kit lexicon promote with the whole lexicon makes it.");
            var champion = write.History.Standing(RegistryNames.Champion) is { } standing ? Read(standing) : null;
            var plan = Plan(write.History, wanted, champion);
            var (rules, regressions) = (files.Rules, files.At(wanted.Lexicon, RegressionSentences.FileName));
            ImmutableArray<string> refusals = [.. Gone(write.History), .. new PromotionChecks(wanted, plan, write.History, champion, Rules, Ledger).Refusals(Sentences(wanted.Lexicon))];
            if (!refusals.IsEmpty) return new(null, refusals);
            var version = plan.Made?.Version ?? write.History.Versions.Count() + 1;
            var next = new RegistryEvent(0, wanted.At, wanted.Alias == RegistryNames.Champion ? RegistryEventKind.Promote : RegistryEventKind.Alias, wanted.Lexicon, wanted.Alias, version, write.History.Standing(wanted.Alias)?.Version, plan.Parent,
                wanted.By, plan.Authors, wanted.ApprovedBy, wanted.Why, plan.Lexicon.Hash, plan.Made?.Files ?? [], wanted.Evidence?.Hash, RegistryFiles.Sha256(rules), RegistryFiles.Sha256(regressions), null, "");
            if (plan.Made is null) next = next with { Files = write.Stage(version, Contents(next, plan.Lexicon, plan.Draft)) };
            var made = sign(next);
            if (wanted.Evidence is { } evidence) write.Stage(made.Number, evidence);
            write.Commit(made);
            return PromotionOutcome.Of(made);
        });
    }

    internal PromotionOutcome FoundOrRefuse(Lexicon lexicon, string by, string why, DateTimeOffset at)
    {
        var wanted = new PromotionRequest(lexicon.Name, RegistryNames.Champion, null, by, null, why, at).Validated();
        if (lexicon.IsVader) throw new InputException($"Lexicon '{wanted.Lexicon}' is of VADER's form, whose terms are no words. Expected a lexicon of the kit's form: convert it with ./kit lexicon import.");
        return Write(wanted.Lexicon, (write, sign) =>
        {
            if (write.History.Standing(RegistryNames.Champion) is { } there)
                throw new InputException($"Lexicon '{wanted.Lexicon}' has versions already: champion is {there}. Expected a draft on it, whose gain can be judged: ./kit lexicon draft.");
            ImmutableArray<string> refusals = [.. PromotionChecks.Basics(write.History, wanted.At, lexicon, Sentences(wanted.Lexicon))];
            if (!refusals.IsEmpty) return new(null, refusals);
            write.Restart(lexicon.Hash);
            var first = new RegistryEvent(0, wanted.At, RegistryEventKind.Promote, wanted.Lexicon, wanted.Alias, 1, null, null, wanted.By, [wanted.By], null, wanted.Why, lexicon.Hash, [], null, RegistryFiles.Sha256(files.Rules), RegistryFiles.Sha256(files.At(wanted.Lexicon, RegressionSentences.FileName)), null, "");
            var made = sign(first with { Files = write.Stage(1, Contents(first, lexicon, null)) });
            write.Commit(made);
            return PromotionOutcome.Of(made);
        });
    }

    internal PromotionOutcome RollbackOrRefuse(string name, string by, string? approvedBy, string why, DateTimeOffset at, int? to)
    {
        var wanted = new PromotionRequest(name, RegistryNames.Champion, null, by, approvedBy, why, at).Validated();
        _ = HistoryOf(name);
        return Write(wanted.Lexicon, (write, sign) =>
        {
            var standing = write.History.Standing(RegistryNames.Champion) ?? throw new InputException($"Lexicon '{name}' has no champion. Expected one to go back from.");
            var were = write.History.Events.Where(set => set.Alias == RegistryNames.Champion && set.Version != standing.Version).Select(set => set.Version).Distinct().Order().ToList();
            var target = to ?? standing.Parent ?? throw new InputException($"{standing.Reference} is champion and has no parent. Expected a version to go back to.");
            if (!were.Contains(target)) throw new InputException($"{name}@{RegistryFiles.Number(target)} {(target == standing.Version ? "is champion now" : "was never champion")}. Available: {(were.Count == 0 ? "none" : string.Join(", ", were.Select(RegistryFiles.Number)))}.");
            var made = write.History.Made(target)!;
            _ = Read(made);
            ImmutableArray<string> refusals = [.. PromotionChecks.Clock(write.History, wanted.At), .. PromotionChecks.TwoPeople(Rules, [wanted.By], wanted.ApprovedBy, "asks for")];
            if (!refusals.IsEmpty) return new(null, refusals);
            var back = sign(made with { At = wanted.At, Kind = RegistryEventKind.Rollback, Alias = RegistryNames.Champion, From = standing.Version, By = wanted.By, ApprovedBy = wanted.ApprovedBy, Why = wanted.Why, Evidence = null, Rules = null, Regressions = null });
            write.Commit(back);
            return PromotionOutcome.Of(back);
        });
    }

    /// <summary>A write under the lock; an error of the file system says whether it stands.</summary>
    PromotionOutcome Write(string name, Func<RegistryWrite, Func<RegistryEvent, RegistryEvent>, PromotionOutcome> work)
    {
        RegistryEvent? signed = null;
        return ChainWrite.Guarded(files.Show(name), () =>
        {
            using var one = ChainLock.Take(files.Folder, files.Shown, options.Wait);
            var write = new RegistryWrite(files, name);
            try
            {
                write.Begin();
                return work(write, made => signed = write.Next(made));
            }
            catch
            {
                write.Abandon();
                throw;
            }
        }, () => signed is not null && files.History(name).Read().Links.Contains(signed));
    }

    PromotionPlan Plan(RegistryHistory history, PromotionRequest wanted, Lexicon? champion)
    {
        if (wanted.Draft is not { } draft)
        {
            var version = history.Made(wanted.Version!.Value) ?? throw InputException.Unknown("Version", $"{wanted.Lexicon}@{RegistryFiles.Number(wanted.Version.Value)}", history.Versions.Select(made => made.Reference));
            return new(Read(version), null, version, version.Parent, version.Authors, LearnedOf(version));
        }
        // On the registry's own version, whose notes and licence count; the words are the same.
        var on = champion is not null && draft.Parent.Hash == champion.Hash ? champion : history.Versions.FirstOrDefault(made => made.Content == draft.Parent.Hash) is { } older ? Read(older) : null;
        if (on is not null) draft = draft.Onto(on);
        ImmutableArray<string> authors = [.. draft.Edits.Select(edit => edit.By.Trim()).DefaultIfEmpty(draft.By).Distinct(StringComparer.Ordinal)];
        var same = history.Versions.FirstOrDefault(made => made.Content == draft.Lexicon.Hash && made.Parent == on?.Version && made.Parent is not null);
        return new(same is null ? draft.Lexicon : Read(same), draft, same, on?.Version, same?.Authors ?? authors, [.. draft.Learned.Concat(same is null ? [] : LearnedOf(same)).Distinct()]);
    }

    /// <summary>Rules or sentences by which versions were judged, and which are no longer there.</summary>
    IEnumerable<string> Gone(RegistryHistory history)
    {
        if (!File.Exists(files.Rules) && history.Events.LastOrDefault(made => made.Rules is not null) is { } judged) yield return Lost(files.Show(RegistryFiles.RulesName), judged);
        if (!File.Exists(files.At(history.Name, RegressionSentences.FileName)) && history.Events.LastOrDefault(made => made.Regressions is not null) is { } passed) yield return Lost(files.Show(history.Name, RegressionSentences.FileName), passed);

        static string Lost(string file, RegistryEvent made) => $"{file}: is missing, and {made.Reference} was judged by it. Expected the file: take it from git again, or put one there on purpose.";
    }

    /// <summary>The regression sentences of a lexicon that another would get wrong, a line each.</summary>
    internal IEnumerable<string> Failing(Lexicon lexicon) => RegressionSentences.Failing(Sentences(lexicon.Name), lexicon);

    IReadOnlyList<RegressionSentence> Sentences(string name) => File.Exists(files.At(name, RegressionSentences.FileName)) ? RegressionSentences.Read(files.At(name, RegressionSentences.FileName), files.Show(name, RegressionSentences.FileName)) : [];

    static IEnumerable<(string, Action<string>)> Contents(RegistryEvent made, Lexicon lexicon, LexiconDraft? draft)
    {
        yield return ($"{made.Lexicon}.csv.licence.txt", lexicon.Licence.Write);
        yield return ($"{made.Lexicon}.csv", path => LexiconFile.Write(path, lexicon.Entries));
        if (draft is not null) yield return ("draft.csv", draft.Write);
        var own = new VersionFile(made.Lexicon, made.Version, made.Parent, made.Content, lexicon.Entries.Length, made.At, made.Authors, made.Why);
        yield return (VersionFile.Name, path => Files.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(own, PromotionJson.Default.VersionFile) + "\n")));
    }
}
