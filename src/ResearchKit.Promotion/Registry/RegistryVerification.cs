using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>Holds every file of a registry against its histories.</summary>
sealed class RegistryVerification(RegistryFiles files, TrialLedger ledger)
{
    public IEnumerable<ChainFinding> Findings()
    {
        if (!Directory.Exists(files.Folder)) return [new(files.Shown, "no such folder", "a registry")];
        var findings = new List<ChainFinding>(Rules());
        var trials = ledger.Verify();
        findings.AddRange(trials);
        var recorded = trials.Any(finding => finding.IsFault) ? null : ledger.Trials.Select(trial => trial.Evidence).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Directory.EnumerateDirectories(files.Folder).Select(folder => Path.GetFileName(folder)).Where(RegistryNames.IsLexicon).Order(StringComparer.Ordinal)) findings.AddRange(Lexicon(name, recorded));
        return findings.Distinct();
    }

    IEnumerable<ChainFinding> Lexicon(string name, HashSet<string>? recorded)
    {
        var shown = files.Show(name, RegistryFiles.HistoryName);
        var chain = files.History(name).Read();
        foreach (var finding in chain.Findings) yield return finding;
        foreach (var finding in RegistryHistory.Faults(name, shown, chain.Links)) yield return finding;
        var history = new RegistryHistory(name, chain.Links);
        if (chain.Links.IsEmpty && files.Versions(name).ToList() is { Count: > 0 } lost)
            yield return new(shown, $"is missing, and there {(lost.Count == 1 ? "is the version" : "are the versions")} {string.Join(", ", lost)}", "the history that names them: take it from git again; where a first promotion died, do the same one again");
        foreach (var made in history.Versions)
        {
            foreach (var finding in files.Faults(made)) yield return finding;
            foreach (var finding in files.Strangers(made)) yield return finding;
            foreach (var finding in Content(made)) yield return finding;
        }
        foreach (var made in history.Events.Where(made => made.Evidence is not null))
        {
            if (Evaluation(made) is { } finding) yield return finding;
            if (recorded?.Contains(made.Evidence!) == false)
                yield return new(files.Show(TrialLedger.FileName), $"has no trial with the evidence {made.Evidence![..Math.Min(8, made.Evidence!.Length)]}…", string.Create(CultureInfo.InvariantCulture, $"the one that event {made.Number} of {name} rests on"));
        }
        foreach (var finding in Regressions(name)) yield return finding;
        if (history.Events.LastOrDefault(made => made.Rules is not null) is { } judged && RegistryFiles.Sha256(files.Rules) != judged.Rules) yield return Changed(files.Show(RegistryFiles.RulesName), judged);
        if (history.Events.LastOrDefault(made => made.Regressions is not null) is { } passed && RegistryFiles.Sha256(files.At(name, RegressionSentences.FileName)) != passed.Regressions) yield return Changed(files.Show(name, RegressionSentences.FileName), passed);
        // Of a broken history nobody can say what it names, so nothing is called left over.
        if (!chain.Findings.Any(finding => finding.IsFault))
            foreach (var left in files.LeftOver(name, history))
                yield return new(files.Show([.. left.Select(Untrusted.Line)]), "is left over: no event names it", "nothing of you: the next promotion takes it away", IsFault: false);
    }

    ChainFinding Changed(string file, RegistryEvent judged) => !File.Exists(files.At(file[(files.Shown.TrimEnd('/').Length + 1)..]))
        ? new(file, "no such file", $"what event {RegistryFiles.Number(judged.Number)} ({judged.Reference}) was judged by: take it from git again")
        : new(file, $"is not what event {RegistryFiles.Number(judged.Number)} ({judged.Reference}) was judged by", "that it was changed on purpose: git says by whom", IsFault: false);

    /// <summary>What the version's own file says, and whether the words hash to what the history says.</summary>
    IEnumerable<ChainFinding> Content(RegistryEvent made)
    {
        var number = RegistryFiles.Number(made.Version);
        var (own, words) = (files.At(made.Lexicon, number, VersionFile.Name), files.At(made.Lexicon, number, $"{made.Lexicon}.csv"));
        if (File.Exists(own) && Own(own) is not { } file) yield return new(files.Show(made.Lexicon, number, VersionFile.Name), "cannot be read as a version", "the file as the kit wrote it");
        else if (File.Exists(own) && !Own(own)!.Says(made)) yield return new(files.Show(made.Lexicon, number, VersionFile.Name), "says something else than the history", $"what event {RegistryFiles.Number(made.Number)} says");
        if (File.Exists(words) && Words(words) != made.Content) yield return new(files.Show(made.Lexicon, number, $"{made.Lexicon}.csv"), "does not hold the words that the history says", $"a lexicon with the hash {made.Content[..Math.Min(8, made.Content.Length)]}…");
    }

    ChainFinding? Evaluation(RegistryEvent made)
    {
        var (path, shown) = (files.At(made.Lexicon, RegistryFiles.EvaluationsName, RegistryFiles.Evaluation(made.Number)), files.Show(made.Lexicon, RegistryFiles.EvaluationsName, RegistryFiles.Evaluation(made.Number)));
        if (!File.Exists(path)) return new(shown, "no such file", string.Create(CultureInfo.InvariantCulture, $"the evaluation that event {made.Number} rests on"));
        try
        {
            var evidence = Evidence.Read(path);
            return evidence.Draft.Hash != made.Content ? new(shown, $"is of {evidence.Draft}", $"an evaluation of {made.Reference} ({made.Content[..Math.Min(8, made.Content.Length)]})")
                : evidence.Hash != made.Evidence ? new(shown, $"is the evaluation {evidence.Hash[..8]}…", $"{made.Evidence![..Math.Min(8, made.Evidence!.Length)]}…, which event {RegistryFiles.Number(made.Number)} rests on")
                : Files.ReadText(path, "") != evidence.ToJson() || File.ReadAllBytes(path)[0] != '{' ? new(shown, "is not written as the kit writes it", "the file as it was written, to the byte") : null;
        }
        catch (InputException e)
        {
            return new(shown, $"cannot be used: {e.Message.Replace(path, shown, StringComparison.Ordinal).TrimEnd('.')}", "the file as the kit wrote it");
        }
    }

    IEnumerable<ChainFinding> Rules()
    {
        if (!File.Exists(files.Rules)) return [];
        try
        {
            _ = RulesFile.Read(files.Rules, files.Show(RegistryFiles.RulesName));
            return [];
        }
        catch (InputException e)
        {
            return [new(files.Show(RegistryFiles.RulesName), $"cannot be used: {e.Message.TrimEnd('.')}", "rules of promotion")];
        }
    }

    IEnumerable<ChainFinding> Regressions(string name)
    {
        var path = files.At(name, RegressionSentences.FileName);
        if (!File.Exists(path)) return [];
        try
        {
            _ = RegressionSentences.Read(path, files.Show(name, RegressionSentences.FileName));
            return [];
        }
        catch (InputException e)
        {
            return [new(files.Show(name, RegressionSentences.FileName), $"cannot be used: {e.Message.TrimEnd('.')}", "regression sentences")];
        }
    }

    static VersionFile? Own(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PromotionJson.Default.VersionFile);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string? Words(string path)
    {
        try
        {
            return ResearchKit.Lexicon.Read(path).Hash;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
