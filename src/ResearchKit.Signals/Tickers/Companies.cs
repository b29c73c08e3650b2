using System.Collections;
using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Companies with the names they are found under. Immutable; indexed once, when it is made.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Companies : IReadOnlyList<Company>
{
    readonly ImmutableArray<Company> companies;
    readonly ImmutableArray<(Alias Alias, int Company)> aliases;
    readonly Dictionary<string, Company> byName;
    readonly PhraseIndex index;

    internal Companies(string name, ImmutableArray<Company> companies)
    {
        (Name, this.companies) = (name, companies);
        if (companies.IsEmpty) throw new InputException($"{name}: no company. Expected at least one.");
        byName = new(StringComparer.OrdinalIgnoreCase);
        aliases = [.. companies.SelectMany((company, number) => company.Aliases.Select(alias => (alias, number)))];
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var company in companies)
            if (string.IsNullOrWhiteSpace(company.Name)) throw new InputException($"{name}: a company has no name. Expected one.");
            else if (company.Aliases.IsEmpty) throw new InputException($"{name}: {Untrusted.Quote(company.Name)} has nothing that it is found under. Expected at least one alias.");
            else if (!byName.TryAdd(company.Name, company)) throw new InputException($"{name}: two companies are named {Untrusted.Quote(company.Name)}. Expected names that differ.");
        foreach (var company in companies)
            foreach (var ticker in company.Tickers)
                if (!byName.TryAdd(ticker, company) && byName[ticker] != company) throw Collision(ticker, byName[ticker], company);
        foreach (var (alias, number) in aliases)
        {
            if (alias.Phrase.Fault(name: true) is { } fault) throw new InputException($"{name}: {Untrusted.Quote(companies[number].Name)}: {fault}");
            var key = CompiledLexicon.Canonical(alias.Phrase.Text);
            if (!owners.TryAdd(key, number) && owners[key] != number) throw Collision(alias.Phrase.Text, companies[owners[key]], companies[number]);
        }
        index = new([.. aliases.Select(alias => (alias.Alias.Phrase, alias.Company))], apart: false);
        Hash = Hashing.Sha256(string.Concat(aliases.Select(alias => $"{companies[alias.Company].Name}\u001F{alias.Alias.Kind}\u001F{alias.Alias.Phrase.Key}\n").Order(StringComparer.Ordinal)));

        InputException Collision(string term, Company one, Company other) =>
            new($"{name}: {Untrusted.Quote(term)} stands for {Untrusted.Quote(one.Name)} and for {Untrusted.Quote(other.Name)}. Expected one company for each name: take it from one of them, or give each a longer name.");
    }

    /// <summary>The name of the file, or <c>companies</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of every name with its guards.</summary>
    public string Hash { get; }

    /// <inheritdoc/>
    public int Count => companies.Length;

    /// <inheritdoc/>
    public Company this[int index] => companies[index];

    /// <summary>A company by its name or one of its tickers, in any case.</summary>
    /// <exception cref="InputException">There is none; names that begin alike are listed.</exception>
    public Company this[string nameOrTicker] => byName.TryGetValue(nameOrTicker, out var company) ? company : throw InputException.Unknown("Company or ticker", Untrusted.Show(nameOrTicker),
        byName.Keys.Order(StringComparer.OrdinalIgnoreCase).OrderByDescending(known => nameOrTicker.Length > 0 && known.StartsWith(nameOrTicker[..1], StringComparison.OrdinalIgnoreCase)).Take(8).Select(known => Untrusted.Show(known)).Append("…"));

    /// <summary>Reads companies: a CSV with the columns <c>company, kind, term</c> and, if present, <c>case, needs, unless</c>; a folder's files are read as one.</summary>
    /// <remarks><c>kind</c> is <c>sector</c>, <c>ticker</c>, <c>name</c>, <c>product</c>, <c>compute</c> or <c>person</c>; <c>case</c> is <c>written</c> (the default) or <c>any</c>;
    /// <c>needs</c> (somewhere in the article) and <c>unless</c> (in the sentence) hold words separated by <c>|</c>.</remarks>
    /// <exception cref="InputException">A file or row cannot be used, or a name stands for two companies.</exception>
    public static Companies Read(string path) => CompaniesFile.Read(path);

    /// <summary>Any names, found in any case; one that is also a function word (IT) as it is written.</summary>
    public static Companies Of(params IEnumerable<string> names)
    {
        var given = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Of(given.Select(name => new Company(name) { Aliases = [.. Forms(name, given)] }));
    }

    /// <summary>A name, and its plural or a possessive that lost its apostrophe, unless that is a name too.</summary>
    static IEnumerable<Alias> Forms(string name, HashSet<string> given)
    {
        yield return new(new(name) { AsWritten = Language.IsFunctionWord(name.ToLowerInvariant()) }, AliasKind.Name);
        if (name is [_, _, .., (>= 'a' and <= 'z' and not 's') or (>= 'A' and <= 'Z' and not 'S')] && !given.Contains($"{name}s")) yield return new(new($"{name}s"), AliasKind.Name);
    }

    /// <summary>Companies made in memory.</summary>
    /// <exception cref="InputException">There is none, or a name stands for two.</exception>
    public static Companies Of(IEnumerable<Company> companies) => new("companies", [.. companies]);

    /// <summary>Where companies are named in an article, in the order of the text; of names that overlap the longest.</summary>
    internal ImmutableArray<Found> Find(Article article)
    {
        var found = index.Find(article);
        if (!found.Any(place => aliases[place.Number].Alias.Kind == AliasKind.Ticker)) return found;
        var text = article.Text;
        var named = found.Where(place => aliases[place.Number].Alias.Kind != AliasKind.Ticker || IsMarked(text, place)).Select(place => place.Owner).ToHashSet();
        return [.. found.Where(place => aliases[place.Number].Alias.Kind != AliasKind.Ticker || named.Contains(place.Owner))];
    }

    internal Alias AliasOf(in Found place) => aliases[place.Number].Alias;

    /// <summary>Whether a ticker stands as <c>$MSFT</c>, <c>(MSFT</c> or <c>NASDAQ: MSFT</c>.</summary>
    static bool IsMarked(string text, in Found place)
    {
        if (text[place.Start] == '$') return true;
        var before = text.AsSpan(0, place.Start);
        if (before is [.., '(']) return true;
        before = before.TrimEnd();
        if (before is not [.., ':']) return false;
        before = before[..^1].TrimEnd();
        var letters = 0;
        while (letters < before.Length && letters <= LongestExchange && char.IsAsciiLetter(before[^(letters + 1)])) letters++;
        return letters <= LongestExchange && Exchanges.Contains(before[^letters..].ToString(), StringComparer.OrdinalIgnoreCase);
    }

    const int LongestExchange = 6;

    static readonly ImmutableArray<string> Exchanges = ["NASDAQ", "NYSE", "LSE", "TSX", "AMEX", "ASX", "HKEX", "SIX", "TSE", "OTC", "CBOE"];

    /// <inheritdoc/>
    public IEnumerator<Company> GetEnumerator() => ((IEnumerable<Company>)companies).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>companies (170 companies, 0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Untrusted.Line(Name)} ({Count} {(Count == 1 ? "company" : "companies")}, {Hash[..8]})";
}
