using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace ResearchKit;

/// <summary>Terms with their roles and valences. Immutable; compiled once, when it is made.</summary>
/// <remarks>Not a method: <see cref="Scorer(Func{ScorerOptions, ScorerOptions}?)"/> makes one of it.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Lexicon
{
    readonly Lazy<VaderLexicon> vader;
    readonly Lazy<string> hash;

    Lexicon(string name, ImmutableArray<Entry> entries, string? path, Licence licence, string provenance, ImmutableArray<Rejection> leftOut, FrozenDictionary<int, string>? emoji = null, ImmutableArray<string> words = default, Lexicon? same = null)
    {
        Name = name;
        Entries = entries;
        Words = words.IsDefault ? [.. entries.Select(entry => CompiledLexicon.Canonical(entry.Term))] : words;
        Path = path;
        Licence = licence;
        Provenance = provenance;
        LeftOut = leftOut;
        Emoji = emoji;
        Compiled = same?.Compiled ?? new(entries, Words, IsVader);
        hash = same?.hash ?? new(() => IsVader ? VaderLexicon.ContentHash(entries, emoji!) : ContentHash(entries, Words));
        vader = same?.vader ?? new(() => new(entries, emoji));
    }

    /// <summary>The name that methods, receipts and errors give it: the file's, without its extension.</summary>
    public string Name { get; }

    /// <summary>Its number in a registry, 1 or more; null when it comes from elsewhere. No part of <see cref="Hash"/>: it moves no score.</summary>
    public int? Version { get; private init; }

    /// <summary>Name and, where it has one, version: <c>finance@1</c>.</summary>
    public string Reference => Version is { } version ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}@{version}") : Name;

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Entry> Entries { get; }

    /// <summary>The file it was read from, as the user named it; null when it was made in memory.</summary>
    public string? Path { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of what can move a score: terms, roles and valences, sorted by term, and the emoji of a lexicon
    /// of VADER's form. A note or a date may change without it.</summary>
    public string Hash => hash.Value;

    /// <summary>Under which it may be used; part of receipts, not of the hash.</summary>
    public Licence Licence { get; }

    /// <summary>What it was made of: the published form, the day as of which it was read, what was not read, whose shifters were added. Empty for a lexicon of the kit's own form.</summary>
    public string Provenance { get; }

    /// <summary>The terms of a published list that could not be used, and why.</summary>
    public ImmutableArray<Rejection> LeftOut { get; }

    /// <summary>The entries' terms in the form in which they are the same or not.</summary>
    internal ImmutableArray<string> Words { get; }

    internal CompiledLexicon Compiled { get; }

    /// <summary>Code points in words, for VADER; null unless the lexicon is of its form.</summary>
    internal FrozenDictionary<int, string>? Emoji { get; }

    /// <summary>Whether it was read from VADER's form: its terms stand as they were written, emoticons among them.</summary>
    internal bool IsVader => Emoji is not null;

    /// <summary>In the form VADER looks words up in.</summary>
    internal VaderLexicon Vader => vader.Value;

    /// <summary>A lexicon made in memory. Its licence is not stated; <see cref="With(ResearchKit.Licence)"/> states one.</summary>
    /// <param name="name">Not empty.</param>
    /// <param name="entries">Each term once.</param>
    /// <exception cref="InputException">An entry cannot be used, or a term stands there twice.</exception>
    public static Lexicon Of(string name, params IEnumerable<Entry> entries)
    {
        var check = new LexiconCheck();
        foreach (var entry in entries) check.Add(entry, $"lexicon '{name}'");
        return new(name, check.Entries, null, Licence.NotStated, "", [], words: check.Words);
    }

    /// <summary>Reads a lexicon: a CSV with the columns <c>term, role, valence</c> and, if present, <c>direction, quantity, note, date</c>; or a list of words in a published form, which is
    /// recognised by what stands in it.</summary>
    /// <remarks>The licence is the one of the options, or else the one beside the file (<c>finance.csv.licence.txt</c> beside <c>finance.csv</c>, <c>licence.txt</c> in a folder), or else the one
    /// that the form is known to be published under. A list of words has no valence shifters: <see cref="With(Lexicon)"/> adds those of another lexicon.</remarks>
    /// <param name="path">A file in UTF-8, or a folder of <c>positive*.txt</c> and <c>negative*.txt</c>.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { AsOf = new(2014, 12, 31) }</c>.</param>
    /// <exception cref="InputException">The file or a row of it cannot be used, or more terms are left out than <see cref="ImportOptions.MaxLoss"/> allows; the message names the line.</exception>
    public static Lexicon Read(string path, Func<ImportOptions, ImportOptions>? options = null) => Read(path, path, options);

    /// <param name="path">Where the file is.</param>
    /// <param name="shown">What it is called in receipts.</param>
    /// <param name="options">Changes the defaults.</param>
    internal static Lexicon Read(string path, string shown, Func<ImportOptions, ImportOptions>? options = null)
    {
        var wanted = options is null ? new() : options(new());
        var list = ListForms.Read(path, wanted, out var emoji);
        var name = System.IO.Path.GetFileNameWithoutExtension(System.IO.Path.TrimEndingDirectorySeparator(path));
        return new(name, list.Entries, shown.Replace('\\', '/'), wanted.Licence ?? LicenceFile.Of(path) ?? list.Licence, list.Provenance, list.LeftOut, emoji, list.Words);
    }

    /// <summary>Writes the lexicon as CSV, and its licence beside it where it has one; each file is replaced as a whole or not at all.</summary>
    public void Write(string path)
    {
        var licence = LicenceFile.Beside(path);
        // Never a moment in which the words stand under a licence that is not theirs.
        if (Licence != Licence.NotStated || File.Exists(licence)) Licence.Write(licence);
        if (IsVader) VaderLexiconFile.Write(path, this);
        else LexiconFile.Write(path, Entries);
    }

    /// <summary>The same words under another licence, as their owner gave it.</summary>
    public Lexicon With(Licence licence) => new(Name, Entries, Path, licence, Provenance, LeftOut, Emoji, Words, this) { Version = Version };

    /// <summary>The same words as a registry keeps them, or as a draft makes them.</summary>
    internal Lexicon With(string name, string? path, int? version) => new(name, Entries, path, Licence, Provenance, LeftOut, Emoji, Words, this) { Version = version };

    /// <summary>Other entries, each of them checked, under the same name and licence.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="words">Their terms' words.</param>
    /// <param name="provenance">What they were made of.</param>
    internal Lexicon With(ImmutableArray<Entry> entries, ImmutableArray<string> words, string provenance) => new(Name, entries, null, Licence, provenance, LeftOut, Emoji, words);

    /// <summary>These entries and the valence shifters of another lexicon, so that methods with shifters work on a plain list. Name, provenance and notes say whose they are; the licence is
    /// the stricter of both.</summary>
    /// <param name="shiftersOf">Its entries from negator to boundary are taken. A term that stands here already keeps its meaning, and the shifter is reported in <see cref="LeftOut"/>.</param>
    public Lexicon With(Lexicon shiftersOf)
    {
        var own = Words.ToHashSet();
        var shifters = shiftersOf.Entries.Where(entry => entry.Role is > Role.Polarity and < Role.Turn).ToLookup(entry => own.Contains(CompiledLexicon.Canonical(entry.Term)));
        return new($"{Name} with shifters of {shiftersOf.Name}",
            [.. Entries, .. shifters[false].Select(entry => entry with { Note = $"shifter of {shiftersOf.Name}{(entry.Note.Length > 0 ? ", " : "")}{entry.Note}" })], null, Licence.And(shiftersOf.Licence),
            $"{(Provenance.Length > 0 ? Provenance : Name)}; valence shifters of {shiftersOf.Name} ({shiftersOf.Hash[..8]})",
            [.. LeftOut, .. shifters[true].Select(entry => new Rejection(shiftersOf.Path ?? shiftersOf.Name, 0, "shifter", $"{Untrusted.Quote(entry.Term)} stands in {Name} with a meaning of its own, which is kept."))]);
    }

    /// <summary>The method <c>finance</c> on this lexicon.</summary>
    /// <param name="options">Changes the method's options, as in <c>o => o with { NegationWindow = 3 }</c>.</param>
    public LexiconScorer Scorer(Func<ScorerOptions, ScorerOptions>? options = null) => Scorer("finance", options);

    /// <summary>A method by its name, on this lexicon.</summary>
    /// <param name="method">A name that <see cref="Method.Find"/> knows.</param>
    /// <param name="options">Changes the method's options.</param>
    /// <param name="reference">Articles that say how rare a word is; only <c>sentometrics:TFIDF</c> looks at them, and needs them.</param>
    /// <exception cref="InputException">No method has that name, an option is out of its range, or a reference is missing.</exception>
    public LexiconScorer Scorer(string method, Func<ScorerOptions, ScorerOptions>? options = null, Corpus? reference = null) => Scorer(Method.Find(method), options, reference);

    /// <summary>A method on this lexicon, the kit's or one's own.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">Changes the method's options.</param>
    /// <param name="reference">Articles that say how rare a word is, for the measure <see cref="Measure.Tfidf"/>.</param>
    /// <exception cref="InputException">An option is out of its range, or a reference is missing.</exception>
    public LexiconScorer Scorer(Method method, Func<ScorerOptions, ScorerOptions>? options = null, Corpus? reference = null) =>
        new(method, this, options is null ? method.Options : options(method.Options), reference);

    /// <summary><c>finance (6075 entries, 0f3a9c12)</c>: name, size and the first characters of the hash; then the licence, if it is not MIT.</summary>
    public override string ToString() => $"{Label}{(Licence == Licence.Mit ? "" : $", licence {Licence}")}";

    internal string Label => $"{Reference} ({Entries.Length} {(Entries.Length == 1 ? "entry" : "entries")}, {Hash[..8]})";

    static string ContentHash(ImmutableArray<Entry> entries, ImmutableArray<string> words)
    {
        // By their words, which is how the lines would stand: no word holds a character as low as the tab behind it.
        int[] order = [.. Enumerable.Range(0, words.Length)];
        Array.Sort(words.ToArray(), order, StringComparer.Ordinal);
        var lines = new StringBuilder();
        foreach (var i in order)
            if (entries[i] is var e) lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{words[i]}\t{e.Role}\t{Bits(e.Valence)}\t{Bits(e.Direction)}\t{Bits(e.Quantity)}\n");
        return Hashing.Sha256(lines.ToString());

        static string Bits(double? value) => value is { } number ? BitConverter.DoubleToUInt64Bits(number + 0.0).ToString("x16", System.Globalization.CultureInfo.InvariantCulture) : "";
    }
}
