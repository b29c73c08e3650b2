using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Companies as a CSV file: a fact a row.</summary>
static class CompaniesFile
{
    const string Sector = "sector";

    static readonly ImmutableSortedDictionary<string, AliasKind> Kinds =
        Enum.GetValues<AliasKind>().ToImmutableSortedDictionary(kind => kind.ToString().ToLowerInvariant(), kind => kind, StringComparer.Ordinal);

    public static Companies Read(string path)
    {
        var companies = new Dictionary<string, Company>(StringComparer.Ordinal);
        var rows = new Dictionary<(string Owner, string Term, bool Ticker), string>();
        var owners = new Dictionary<string, (string Company, string Where)>(StringComparer.Ordinal);
        foreach (var (cells, phrase, where) in PhraseRows.Read(path, "companies", asWritten: true, "company", "kind", "term"))
        {
            var (name, kind) = (cells[0], cells[1]);
            var company = companies.GetValueOrDefault(name) ?? new(name);
            if (kind == Sector)
            {
                if (company.Sector.Length > 0) throw new InputException($"{where}: {Untrusted.Quote(name)} has the sector '{Untrusted.Line(company.Sector)}' already. Expected one.");
                companies[name] = company with { Sector = phrase.Text };
                continue;
            }
            if (!Kinds.TryGetValue(kind, out var known)) throw new InputException($"{where}: kind {Untrusted.Quote(kind)} is not known. Available: {string.Join(", ", Kinds.Keys.Append(Sector))}.");
            if (phrase.Fault(name: true) is { } fault) throw new InputException($"{where}: {fault}");
            var term = CompiledLexicon.Canonical(phrase.Text);
            var ticker = known == AliasKind.Ticker;
            if (!rows.TryAdd((name, term, ticker), where)) throw new InputException($"{where}: {Untrusted.Quote(phrase.Text)} of {Untrusted.Quote(name)} stands already in {rows[(name, term, ticker)]}. Keep one of them.");
            if (owners.TryGetValue(term, out var other) && other.Company != name) throw new InputException($"{where}: {Untrusted.Quote(phrase.Text)} stands for {Untrusted.Quote(name)} and, in {other.Where}, for {Untrusted.Quote(other.Company)}. Expected one company for each name: take it from one of them, or write a longer name.");
            owners[term] = (name, where);
            companies[name] = company with
            {
                Tickers = ticker ? company.Tickers.Add(phrase.Text) : company.Tickers,
                Aliases = ticker ? company.Aliases.AddRange(new Alias(new($"${phrase.Text}"), known), new Alias(phrase with { AsWritten = true }, known)) : company.Aliases.Add(new(phrase, known)),
            };
        }
        if (companies.Count == 0) throw new InputException($"{path}: no company. Expected at least one row under the header.");
        foreach (var company in companies.Values)
            if (company.Aliases.IsEmpty) throw new InputException($"{path}: {Untrusted.Quote(company.Name)} has a sector and no name. Expected at least one row of kind name.");
        // IBM is a name and a ticker: as a name it needs no mark.
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), [.. companies.Values.Select(company => company with { Aliases = [.. company.Aliases.Where(alias => alias.Kind != AliasKind.Ticker || !rows.ContainsKey((company.Name, CompiledLexicon.Canonical(alias.Phrase.Text), false)))] })]);
    }
}
