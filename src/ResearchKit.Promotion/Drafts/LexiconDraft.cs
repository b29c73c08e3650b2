using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A lexicon in the making: a parent and edits to it, each with who, when, why and on what it rests. Immutable: every edit gives another draft. Not yet a version: a <see cref="Registry"/> makes one of it.</summary>
/// <remarks>Edits are made one after another, each on what stands then. Entries keep their place; new ones stand in the order of their terms where the parent's do, and at the end where they do not.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class LexiconDraft
{
    const int MostAgain = 5;

    readonly DraftBase basis;
    readonly ImmutableDictionary<string, Entry?> changed;
    readonly Lazy<Lexicon> lexicon;

    LexiconDraft(DraftBase basis, string by, DateOnly on, ImmutableArray<EntryEdit> edits, ImmutableArray<LearnedOn> learned, ImmutableDictionary<string, Entry?> changed)
    {
        (this.basis, By, On, Edits, Learned, this.changed) = (basis, by, on, edits, learned, changed);
        lexicon = new(() => changed.IsEmpty ? basis.Parent : basis.With(changed, string.Create(CultureInfo.InvariantCulture, $"{edits.Length} {(edits.Length == 1 ? "edit" : "edits")} on {basis.Parent.Reference} ({basis.Parent.Hash[..8]})")));
    }

    /// <summary>A draft without edits.</summary>
    internal static LexiconDraft Of(Lexicon parent, string by, DateOnly on) => parent.IsVader
        ? throw new InputException($"Lexicon '{parent.Name}' is of VADER's form, whose terms are no words. Expected a lexicon of the kit's form: convert it with ./kit lexicon import.")
        : new(new(parent), Named(by), on, [], [], ImmutableDictionary.Create<string, Entry?>(StringComparer.Ordinal));

    /// <summary>What the edits are made to.</summary>
    public Lexicon Parent => basis.Parent;

    /// <summary>Who makes the next edits.</summary>
    public string By { get; }

    /// <summary>The day that the next edits are dated.</summary>
    public DateOnly On { get; }

    /// <summary>In their order.</summary>
    public ImmutableArray<EntryEdit> Edits { get; }

    /// <summary>The texts that its suggestions were learned on, or that its author says to have read: an evaluation on them is refused.</summary>
    public ImmutableArray<LearnedOn> Learned { get; }

    /// <summary>The parent with all edits made; the parent itself when there are none. Keeps the parent's name and licence, and has no version.</summary>
    public Lexicon Lexicon => lexicon.Value;

    /// <summary>The parent, and what impacts keep of corpora for the next edit.</summary>
    internal DraftBase Basis => basis;

    /// <summary>Canonical terms whose entry is not the parent's, with what they have become; null where it was removed.</summary>
    internal ImmutableDictionary<string, Entry?> Changed => changed;

    /// <summary>The method <c>finance</c> on the lexicon with the edits made.</summary>
    public LexiconScorer Scorer(Func<ScorerOptions, ScorerOptions>? options = null) => Lexicon.Scorer(options);

    /// <summary>Adds a term.</summary>
    /// <param name="term">One word or several that the lexicon lacks.</param>
    /// <param name="valence">In the range of the role.</param>
    /// <param name="because">The reason, in a line.</param>
    /// <param name="role">What it does.</param>
    /// <exception cref="InputException">The term stands there, or the valence is out of range.</exception>
    public LexiconDraft Add(string term, double valence, string because, Role role = Role.Polarity) => With(Edit(EditKind.Add, term, role, valence, because));

    /// <summary>Takes a term out.</summary>
    /// <exception cref="InputException">There is no such entry.</exception>
    public LexiconDraft Remove(string term, string because) => With(Edit(EditKind.Remove, term, null, null, because));

    /// <summary>Gives a term another valence; role, direction and quantity stay.</summary>
    /// <exception cref="InputException">There is no such entry, the valence is out of range, or it is the one that stands there.</exception>
    public LexiconDraft Reweigh(string term, double valence, string because) => With(Edit(EditKind.Reweigh, term, null, valence, because));

    /// <summary>Moves a term to another role.</summary>
    /// <exception cref="InputException">There is no such entry, or the role does not allow the valence.</exception>
    public LexiconDraft Move(string term, Role to, double valence, string because) => With(Edit(EditKind.Move, term, to, valence, because));

    /// <summary>Guards a phrase: the words in it carry nothing where they stand in it.</summary>
    /// <param name="phrase">Two words or more that the lexicon lacks.</param>
    /// <param name="because">The reason, in a line.</param>
    public LexiconDraft Guard(string phrase, string because) => With(Edit(EditKind.Guard, phrase, null, null, because));

    /// <summary>Takes up suggestions that one chose, and remembers what they were learned on.</summary>
    /// <exception cref="InputException">One only says where to look, or cannot be applied.</exception>
    public LexiconDraft Add(IEnumerable<EntrySuggestion> suggestions) => suggestions.Aggregate(this, (draft, suggestion) => draft.Add(suggestion));

    /// <summary>Takes up a suggestion, and remembers what it was learned on.</summary>
    /// <exception cref="InputException">It only says where to look, or cannot be applied.</exception>
    public LexiconDraft Add(EntrySuggestion suggestion) => suggestion.Kind is not { } kind
        ? throw new InputException($"{Untrusted.Quote(suggestion.Term)} ({suggestion.Method}) says where to look and proposes no edit. Make one of it: suggestion with {{ Kind = EditKind.Add, Valence = … }}.")
        : With(Edit(kind, suggestion.Term, kind is EditKind.Add or EditKind.Move ? suggestion.Role : null, kind is EditKind.Remove or EditKind.Guard ? null : suggestion.Valence, suggestion.Why)
            with
        { Source = $"{suggestion.Method} on {suggestion.LearnedOn}", Evidence = suggestion.Evidence }).Knowing(suggestion.LearnedOn);

    /// <summary>Says that its author has read these texts, or that something was learned on them.</summary>
    public LexiconDraft Knowing(LearnedOn texts) => texts.Texts.IsEmpty || Learned.Contains(texts) ? this : new(basis, By, On, Edits, Learned.Add(texts), changed);

    /// <summary>The edits that make another lexicon of this draft: what someone changed in a copy of the file. What an entry says of itself (note, author, day, source, evidence) is taken over where it is not what the old one said; where it is, the draft's author and day stand.</summary>
    /// <param name="edited">The whole lexicon, as it should be.</param>
    /// <param name="because">The reason for all of it; null for what the entries' notes say.</param>
    /// <exception cref="InputException">An entry cannot be used.</exception>
    public LexiconDraft Taking(Lexicon edited, string? because = null) => LexiconDiff.Of(Lexicon, edited).Changes.Aggregate(this, (draft, change) =>
    {
        var entry = (change.After ?? change.Before)!;
        var kind = change.Before is null ? EditKind.Add : change.After is null ? EditKind.Remove : change.Before.Role != change.After.Role ? EditKind.Move : EditKind.Reweigh;
        var gone = kind == EditKind.Remove;
        // What another direction or quantity replaces cannot be taken out by an edit that keeps what it does not name.
        if (kind == EditKind.Reweigh && (change.Before!.Direction is not null && entry.Direction is null || change.Before.Quantity is not null && entry.Quantity is null))
            (draft, kind) = (draft.With(draft.Edit(EditKind.Remove, entry.Term, null, null, "written anew")), EditKind.Add);
        return draft.With(draft.Edit(kind, entry.Term, gone || kind == EditKind.Reweigh ? null : entry.Role, gone ? null : entry.Valence, because is not null ? because : gone || entry.Note.Length == 0 || entry.Note == change.Before?.Note ? $"as {edited.Name} has it" : entry.Note) with
        {
            Direction = gone ? null : entry.Direction,
            Quantity = gone ? null : entry.Quantity,
            By = gone || entry.By.Length == 0 || entry.By == change.Before?.By ? By : entry.By,
            On = gone || entry.Date == change.Before?.Date ? On : entry.Date ?? On,
            Source = gone || entry.Source == change.Before?.Source ? "" : entry.Source,
            Evidence = gone || entry.Evidence == change.Before?.Evidence ? null : entry.Evidence,
        });
    });

    /// <summary>The edits of another draft on the same parent as well, each by its author, and what it was learned on. What both do alike is done once.</summary>
    /// <exception cref="InputException">The parents differ, or both change one entry in different ways; the message names the first.</exception>
    public LexiconDraft Joining(LexiconDraft other)
    {
        if (other.Parent.Hash != Parent.Hash) throw new InputException($"The drafts are made on {Parent.Label} and on {other.Parent.Label}. Expected one parent: move one of them with Onto.");
        var joined = this;
        foreach (var edit in other.Edits)
        {
            var term = CompiledLexicon.Canonical(edit.Term);
            if (!changed.TryGetValue(term, out var mine)) joined = joined.With(edit);
            else if (!(other.changed.TryGetValue(term, out var theirs) && (mine is null ? theirs is null : theirs is not null && mine.ScoresAs(theirs))))
                throw new InputException($"Both drafts change {Untrusted.Quote(edit.Term)}: one makes it {mine?.ToString() ?? "no entry"}, the other {theirs?.ToString() ?? "no entry"}. Decide which holds, and take the other edit out.");
        }
        return other.Learned.Aggregate(joined, (all, texts) => all.Knowing(texts));
    }

    /// <summary>Makes an edit that has an author and a day of its own.</summary>
    /// <exception cref="InputException">The edit cannot be made.</exception>
    public LexiconDraft With(EntryEdit edit) => With(edit, $"draft on {Parent.Reference}, edit {Edits.Length + 1}");

    internal LexiconDraft With(EntryEdit edit, string where)
    {
        var term = CompiledLexicon.Canonical(edit.Term);
        Entry? before = null;
        if (term.Length > 0 && !changed.TryGetValue(term, out before)) before = basis.Find(term);
        var after = edit.Apply(before, where);
        // What is as it was is no change: an entry that was added and removed again.
        var now = basis.Find(term) is var stood && (stood, after) is (null, null) || stood is not null && after is not null && stood.ScoresAs(after) ? changed.Remove(term) : changed.SetItem(term, after);
        return new(basis, By, On, Edits.Add(edit), Learned, now);
    }

    /// <summary>The same draft in other hands: the next edits are made by someone else, or on another day.</summary>
    public LexiconDraft WrittenBy(string by, DateOnly on) => new(basis, Named(by), on, Edits, Learned, changed);

    /// <summary>The same edits made to another parent: to the champion, when it has moved on.</summary>
    /// <exception cref="InputException">The other parent has changed what an edit changes; the message names the first.</exception>
    public LexiconDraft Onto(Lexicon parent)
    {
        var draft = Of(parent, By, On);
        foreach (var edit in Edits)
        {
            var term = CompiledLexicon.Canonical(edit.Term);
            if (!draft.changed.ContainsKey(term) && (basis.Find(term), draft.basis.Find(term)) is var (here, there) && !(here is null ? there is null : there is not null && here.ScoresAs(there)))
                throw new InputException($"{edit} cannot be made on {parent.Reference}: there the entry is {there?.ToString() ?? "missing"}, and on {Parent.Reference} it is {here?.ToString() ?? "missing"}. Decide which holds, and take the edit out of the draft or make it anew.");
            draft = draft.With(edit, $"draft moved to {parent.Reference}");
        }
        return Learned.Aggregate(draft, (moved, texts) => moved.Knowing(texts));
    }

    /// <summary>What the draft changes, against its parent or another lexicon.</summary>
    public LexiconDiff Diff(Lexicon? against = null) => LexiconDiff.Of(against ?? Parent, Lexicon);

    /// <summary>Judges the draft against its parent on labels that it has not seen: the paired gain over blocks of texts, in all of them and in guarded parts.</summary>
    /// <param name="labels">Texts with what people judged of them.</param>
    /// <param name="at">The time, for the receipt.</param>
    /// <param name="champion">What it is judged against; the parent when null.</param>
    /// <param name="trials">How many different drafts have been tried on the set, this one among them: the verdict is corrected for it.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Metric = "mae" }</c>.</param>
    /// <exception cref="InputException">The draft was learned on some of the texts, or in their time; an option is out of its range; the labels do not allow the metric.</exception>
    public DraftEvaluation Evaluate(Labels labels, DateTimeOffset at, Lexicon? champion = null, int trials = 1, Func<JudgingOptions, JudgingOptions>? options = null) =>
        DraftEvaluation.Of(this, champion ?? Parent, labels, _ => trials, at, (options is null ? new() : options(new())).Validated());

    /// <summary>Judges the draft against the champion of a registry, under its guards, and writes the trial into its ledger: the same draft looked at in the same way is one trial, however often; another part of the set, metric, method, block or seed is another.</summary>
    /// <param name="labels">Texts with what people judged of them.</param>
    /// <param name="at">The time, for receipt and ledger.</param>
    /// <param name="registry">Champion, rules and ledger.</param>
    /// <param name="options">Changes the defaults.</param>
    /// <exception cref="InputException">As without a registry; or the registry is not whole, or cannot be written.</exception>
    public DraftEvaluation Evaluate(Labels labels, DateTimeOffset at, Registry registry, Func<JudgingOptions, JudgingOptions>? options = null)
    {
        var ledger = registry.Ledger;
        var chosen = new JudgingOptions { Guarded = [.. registry.Rules.Guards.Keys] };
        var champion = registry.Champion(Parent.Name);
        if (champion.Hash != Parent.Hash) throw new InputException($"The draft is made on {Untrusted.Line(Parent.Label)}, and champion is {champion.Label}. Expected a draft on the champion: move it with ./kit lexicon draft FILE --onto champion, or in code with Onto.");
        for (var again = 0; ; again++)
        {
            var judged = DraftEvaluation.Of(this, champion, labels, evidence => TrialLedger.Count(ledger.Trials, labels.SetHash, labels.Name, evidence), at, (options is null ? chosen : options(chosen)).Validated());
            ledger.Record(judged.Evidence);
            // Another may have recorded a trial meanwhile: then the verdict is corrected for that as well.
            if (again == MostAgain || ledger.Count(labels.SetHash, labels.Name) == judged.Evidence.Trials) return judged;
        }
    }

    /// <summary>Which articles change value or label against the parent, by how much and through which terms.</summary>
    /// <remarks>The first question about a corpus scores all of it and notes which words stand where. Later ones, of this draft or of any other that comes from the same one, score only the articles that hold a
    /// term whose entry has changed; a corpus is remembered as long as something else keeps it. Methods of VADER's, which find words of their own, score all articles each time.</remarks>
    /// <param name="corpus">The articles; an article that is not English never changes.</param>
    /// <param name="options">Changes how: <c>o => o with { Method = "ratio:polarity" }</c>.</param>
    /// <exception cref="InputException">The method is unknown or needs a reference corpus, or an option of it is out of its range.</exception>
    public Impact Impact(IReadOnlyList<Article> corpus, Func<ImpactOptions, ImpactOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return ResearchKit.Impact.Of(this, corpus, options is null ? new() : options(new()));
    }

    /// <summary>Reads a draft: a CSV of edits under the column names <c>edit, term, role, valence, direction, quantity, why, by, date, source, evidence</c>; see <see cref="Write"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parent">What it is made on: must have the hash that the file names, if it names one.</param>
    /// <exception cref="InputException">A row cannot be used, or the parent is another; the message names the line.</exception>
    public static LexiconDraft Read(string path, Lexicon parent) => DraftFile.Read(path, Of(parent, "reader", default));

    /// <summary>Writes the draft as CSV, a row an edit, the parent's reference and hash in the first row and a row for each set of texts that was learned on; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => DraftFile.Write(path, this);

    /// <summary>Parent, number of edits, what it was learned on.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"draft of {Edits.Length} {(Edits.Length == 1 ? "edit" : "edits")} on {Parent.Label}{(Learned.IsEmpty ? "" : $"; learned on {string.Join(", ", Learned)}")}"));

    EntryEdit Edit(EditKind kind, string term, Role? role, double? valence, string because) => new(kind, term, role, valence, because, By, On);

    static string Named(string by) => by.Trim() is { Length: > 0 } name ? name : throw new InputException("A draft has an author. Expected a name that is not blank.");
}

/// <summary>A parent with its entries by term: shared by all drafts that come from one.</summary>
sealed class DraftBase(Lexicon parent)
{
    readonly Dictionary<string, int> at = parent.Words.Select((term, i) => (term, i)).ToDictionary(pair => pair.term, pair => pair.i, StringComparer.Ordinal);
    readonly bool sorted = parent.Entries.Zip(parent.Entries.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Term, pair.Second.Term) < 0);

    public Lexicon Parent => parent;

    public ImpactCache Impacts { get; } = new(parent);

    /// <summary>The parent's entry of a canonical term; null when it has none.</summary>
    public Entry? Find(string term) => at.TryGetValue(term, out var entry) ? parent.Entries[entry] : null;

    public Lexicon With(ImmutableDictionary<string, Entry?> changed, string provenance)
    {
        var all = new List<(Entry Entry, string Term)>(parent.Entries.Length + changed.Count);
        var stood = changed.Where(change => at.ContainsKey(change.Key)).ToDictionary(change => at[change.Key], change => change.Value);
        var added = new Queue<(Entry Entry, string Term)>(changed.Where(change => change.Value is not null && !at.ContainsKey(change.Key)).Select(change => (change.Value!, change.Key)).OrderBy(entry => entry.Item1.Term, StringComparer.Ordinal));
        for (var i = 0; i < parent.Entries.Length; i++)
        {
            while (sorted && added.TryPeek(out var next) && string.CompareOrdinal(next.Entry.Term, parent.Entries[i].Term) < 0) all.Add(added.Dequeue());
            if (!stood.TryGetValue(i, out var entry)) all.Add((parent.Entries[i], parent.Words[i]));
            else if (entry is not null) all.Add((entry, parent.Words[i]));
        }
        all.AddRange(added);
        return parent.With([.. all.Select(entry => entry.Entry)], [.. all.Select(entry => entry.Term)], provenance);
    }
}

/// <summary>Drafts of lexicons.</summary>
public static class Drafting
{
    /// <summary>A draft on this lexicon, without edits yet.</summary>
    /// <param name="parent">What the edits are made to.</param>
    /// <param name="by">Who makes them; not blank.</param>
    /// <param name="on">The day that they are dated.</param>
    public static LexiconDraft Draft(this Lexicon parent, string by, DateOnly on) => LexiconDraft.Of(parent, by, on);
}
