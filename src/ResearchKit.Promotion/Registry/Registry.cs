using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Versions of lexicons in plain files, which of them is champion, and which was on any day. Not a folder of lexicons: a version is named by a history, whose every line holds the hash of the one before.</summary>
/// <remarks>It reads its files whenever it is asked, so it sees what others have promoted. Each version's files are compared with the history before they are used.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class Registry
{
    readonly RegistryFiles files;
    readonly RegistryOptions options;

    Registry(RegistryFiles files, RegistryOptions options) => (this.files, this.options) = (files, options);

    /// <summary>The registry of a folder. A folder that does not exist is a registry without lexicons: the first promotion makes it.</summary>
    /// <param name="folder">The folder: <c>data/registry</c>.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Wait = TimeSpan.FromSeconds(60) }</c>.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public static Registry Open(string folder, Func<RegistryOptions, RegistryOptions>? options = null) => Open(folder, folder, options);

    /// <param name="folder">Where it is.</param>
    /// <param name="shown">What it is called in receipts and messages.</param>
    /// <param name="options">Changes the defaults.</param>
    internal static Registry Open(string folder, string shown, Func<RegistryOptions, RegistryOptions>? options = null) =>
        new(new(Path.GetFullPath(folder), shown.Replace('\\', '/')), (options is null ? new() : options(new())).Validated());

    /// <summary>The names of the lexicons, in ordinal order.</summary>
    public ImmutableArray<string> Names => [.. files.Names];

    /// <summary>The rules of promotion: those of <c>rules.json</c> in its folder, or else the defaults.</summary>
    /// <exception cref="InputException">The file cannot be used.</exception>
    public PromotionRules Rules => File.Exists(files.Rules) ? RulesFile.Read(files.Rules, files.Show(RegistryFiles.RulesName)) : new();

    /// <summary>The ledger of trials in its folder.</summary>
    public TrialLedger Ledger => new(files.At(TrialLedger.FileName), files.Show(TrialLedger.FileName), options.Wait);

    /// <summary>Reads a version: <c>finance@1</c> by its number, <c>finance@champion</c> by an alias, <c>finance</c> or <c>champion</c> for short (the champion of that lexicon; that alias of <c>finance</c>).</summary>
    /// <returns>The lexicon, with <see cref="Lexicon.Version"/>.</returns>
    /// <exception cref="InputException">There is no such version, the history is broken, or a file of the version is not as the history says.</exception>
    public Lexicon Read(string reference)
    {
        var (name, version) = Split(reference);
        var history = HistoryOf(name);
        if (RegistryNames.Version(version) is { } number)
            return Read(history.Made(number) ?? throw InputException.Unknown("Version", $"{name}@{version}", history.Versions.Select(made => made.Reference)));
        return Read(history.Standing(version) ?? throw InputException.Unknown("Alias", $"{name}@{Untrusted.Show(version)}", history.Aliases.Select(set => $"{name}@{set.Alias}")));
    }

    /// <summary>The champion of a lexicon.</summary>
    /// <exception cref="InputException">There is none, or it is not as the history says.</exception>
    public Lexicon Champion(string name = RegistryNames.Default) => Read(Standing(name));

    /// <summary>The champion as of a time: what a score of that day is to be scored with.</summary>
    /// <param name="name">The lexicon.</param>
    /// <param name="at">The time; an event of that very time counts.</param>
    /// <exception cref="InputException">There was none yet; the message says since when.</exception>
    public Lexicon ChampionAsOf(string name, DateTimeOffset at) => Read(Standing(name, at));

    /// <summary>The event that made the champion, now or as of a time.</summary>
    /// <exception cref="InputException">There was none yet; the message says since when.</exception>
    public RegistryEvent Standing(string name, DateTimeOffset? asOf = null)
    {
        var history = HistoryOf(name);
        if (history.Standing(RegistryNames.Champion, asOf) is { } set) return set;
        var first = history.Events.FirstOrDefault(made => made.Alias == RegistryNames.Champion);
        throw new InputException(first is null ? $"Lexicon '{name}' has no champion yet. Expected one: promote a version with ./kit lexicon promote."
            : $"Lexicon '{name}' had no champion as of {RegistryEvent.Instant(asOf!.Value)}. Expected {RegistryEvent.Instant(first.At)} or later, when {first.Reference} became the first.");
    }

    /// <summary>The events of a lexicon, from the first on.</summary>
    /// <exception cref="InputException">There is no such lexicon, or its history is broken.</exception>
    public ImmutableArray<RegistryEvent> History(string name = RegistryNames.Default) => HistoryOf(name).Events;

    /// <summary>What is not as the histories and the ledger say: empty when the registry is whole. Reads every file of every version.</summary>
    public ImmutableArray<ChainFinding> Verify() => [.. new RegistryVerification(files, Ledger).Findings()];

    /// <summary>The version whose content has a hash; null when none has.</summary>
    internal RegistryEvent? Find(string content) => files.Names.Select(name => HistoryOf(name).Versions.FirstOrDefault(made => made.Content == content)).FirstOrDefault(made => made is not null);

    /// <summary>What the edits of a version were learned on: its draft says so.</summary>
    internal ImmutableArray<LearnedOn> LearnedOf(RegistryEvent made) => files.At(made.Lexicon, RegistryFiles.Number(made.Version), "draft.csv") is var draft && File.Exists(draft) ? DraftFile.LearnedOf(draft) : [];

    /// <summary>The version of an event, each of its files as the history says.</summary>
    internal Lexicon Read(RegistryEvent made)
    {
        if (files.Faults(made).FirstOrDefault() is { } fault) throw new InputException($"{made.Reference} cannot be used: {fault}");
        var (number, file) = (RegistryFiles.Number(made.Version), $"{made.Lexicon}.csv");
        var shown = files.Show(made.Lexicon, number, file);
        var lexicon = Lexicon.Read(files.At(made.Lexicon, number, file), shown).With(made.Lexicon, shown, made.Version);
        return lexicon.Hash == made.Content ? lexicon : throw new InputException($"{made.Reference} cannot be used: {shown} holds {lexicon.Hash[..8]}…. Expected {made.Content[..Math.Min(8, made.Content.Length)]}…, as the history says.");
    }

    /// <summary>A lexicon in words and aliases, a line each.</summary>
    public override string ToString() => Names.IsEmpty ? $"{Untrusted.Line(files.Shown)}: no lexicon yet" : string.Join('\n', Names.Select(name =>
        HistoryOf(name) is var history ? Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {history.Versions.Count()} {(history.Versions.Count() == 1 ? "version" : "versions")}; {string.Join(", ", history.Aliases.Select(set => $"{set.Alias} is {set.Version}"))}")) : ""));

    RegistryHistory HistoryOf(string name)
    {
        if (!files.Names.Contains(name)) throw new InputException($"Lexicon {Untrusted.Quote(name)} is not in {files.Shown}. Available: {(Names.IsEmpty ? "none yet; ./kit lexicon promote FILE.csv makes the first version" : string.Join(", ", Names))}.");
        var history = new RegistryHistory(name, files.History(name).Read().Whole());
        return RegistryHistory.Faults(name, files.Show(name, RegistryFiles.HistoryName), history.Events).FirstOrDefault() is { } fault ? throw new InputException(fault.ToString()) : history;
    }

    /// <summary>The lexicon and the version or alias that a reference names.</summary>
    (string Name, string Version) Split(string reference) => reference.Split('@') switch
    {
        [var name, var version] when name.Length > 0 && version.Length > 0 => (name, version),
        [var word] when files.Names.Contains(word) => (word, RegistryNames.Champion),
        [var alias] when alias.Length > 0 => (RegistryNames.Default, RegistryNames.Version(alias) is null ? alias : throw Bad()),
        _ => throw Bad(),
    };

    static InputException Bad() => new("No version is named. Expected name@number or name@alias, such as finance@1 or finance@champion.");
}
