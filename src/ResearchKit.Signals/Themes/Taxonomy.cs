using System.Collections;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Themes in a fixed order. Immutable; indexed once, when it is made.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Taxonomy : IReadOnlyList<Theme>
{
    readonly ImmutableArray<Theme> themes;
    readonly ImmutableArray<(Phrase Phrase, int Theme)> terms;
    readonly Dictionary<string, int> byName = new(StringComparer.OrdinalIgnoreCase);
    readonly PhraseIndex index;

    Taxonomy(string name, ImmutableArray<Theme> themes)
    {
        (Name, this.themes) = (name, themes);
        if (themes.IsEmpty) throw new InputException($"{name}: no theme. Expected at least one.");
        foreach (var (number, theme) in themes.Index())
        {
            if (theme.Fault() is { } fault) throw new InputException($"{name}: {fault}");
            if (!byName.TryAdd(theme.Name, number)) throw new InputException($"{name}: two themes are named {Untrusted.Quote(theme.Name)}. Expected names that differ by more than their case.");
        }
        terms = [.. themes.SelectMany((theme, number) => theme.Terms.Select(term => (term, number)))];
        index = new(terms, apart: true);
        Hash = Hashing.Sha256(string.Concat(terms.Select(term => $"{themes[term.Theme].Name}\u001F{term.Phrase.Key}\n").Order(StringComparer.Ordinal)));
    }

    /// <summary>The name of the file, or <c>themes</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of every term with its guards.</summary>
    public string Hash { get; }

    /// <inheritdoc/>
    public int Count => themes.Length;

    /// <inheritdoc/>
    public Theme this[int index] => themes[index];

    /// <summary>A theme by its name, in any case.</summary>
    /// <exception cref="InputException">There is none; all are listed.</exception>
    public Theme this[string name] => byName.TryGetValue(name, out var number) ? themes[number]
        : throw InputException.Unknown("Theme", Untrusted.Show(name), themes.Select(theme => Untrusted.Show(theme.Name)));

    /// <summary>Reads themes: a CSV with the columns <c>theme, term</c> and, if present, <c>case, needs, unless</c>, a term a row; a folder's files are read as one.</summary>
    /// <remarks><c>case</c> is <c>any</c> (the default) or <c>written</c>; <c>needs</c> (somewhere in the article) and <c>unless</c> (in the sentence) hold words separated by <c>|</c>.</remarks>
    /// <exception cref="InputException">A file or row cannot be used.</exception>
    public static Taxonomy Read(string path)
    {
        var terms = new Dictionary<string, ImmutableArray<Phrase>.Builder>(StringComparer.Ordinal);
        var rows = new Dictionary<(string Theme, string Term), string>();
        var names = new List<string>();
        foreach (var (cells, phrase, where) in PhraseRows.Read(path, "themes", asWritten: false, "theme", "term"))
        {
            if (phrase.Fault() is { } fault) throw new InputException($"{where}: {fault}");
            var key = (cells[0], CompiledLexicon.Canonical(phrase.Text));
            if (!rows.TryAdd(key, where)) throw new InputException($"{where}: {Untrusted.Quote(phrase.Text)} of {Untrusted.Quote(cells[0])} stands already in {rows[key]}. Keep one of them.");
            if (terms.TryAdd(cells[0], ImmutableArray.CreateBuilder<Phrase>())) names.Add(cells[0]);
            terms[cells[0]].Add(phrase);
        }
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), [.. names.Select(name => new Theme(name, terms[name].ToImmutable()))]);
    }

    /// <summary>Themes made in memory, in the order given.</summary>
    /// <exception cref="InputException">There is none, two have one name, or one cannot be used.</exception>
    public static Taxonomy Of(params IEnumerable<Theme> themes) => new("themes", [.. themes]);

    /// <summary>The same with one theme more, or with another in the place of the one that has its name.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public Taxonomy With(Theme theme) => new(Name, byName.TryGetValue(theme.Name, out var number) ? themes.SetItem(number, theme) : themes.Add(theme));

    /// <summary>Where themes are mentioned in an article, in the order of the text; of a theme's terms that overlap the longest.</summary>
    internal ImmutableArray<Found> Find(Article article) => index.Find(article);

    internal string TermOf(in Found place) => terms[place.Number].Phrase.Text;

    /// <inheritdoc/>
    public IEnumerator<Theme> GetEnumerator() => ((IEnumerable<Theme>)themes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>compute.csv (15 themes, 0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Untrusted.Line(Name)} ({Count} {(Count == 1 ? "theme" : "themes")}, {Hash[..8]})";
}
