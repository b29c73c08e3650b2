using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Splits, dividends and ends of listings, of which each ticker has at most one of a kind on a day. Immutable.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class CorporateActions : IReadOnlyCollection<CorporateAction>
{
    static readonly ImmutableArray<string> Columns = ["date", "ticker", "kind", "value"];

    static readonly ImmutableSortedDictionary<string, ActionKind> Kinds =
        Enum.GetValues<ActionKind>().ToImmutableSortedDictionary(kind => kind.ToString().ToLowerInvariant(), kind => kind, StringComparer.Ordinal);

    readonly ImmutableArray<CorporateAction> items;
    readonly ILookup<string, (CorporateAction Action, string Where)> byTicker;

    CorporateActions(string name, List<(CorporateAction Action, string Where)> rows)
    {
        Name = name;
        var seen = new Dictionary<(string, ActionKind, DateOnly), string>();
        foreach (var (action, where) in rows)
        {
            if (action.Fault is { } fault) throw new InputException($"{where}: {fault}");
            // A listing ends once.
            var key = (action.Ticker, action.Kind, action.Kind == ActionKind.Delisting ? default : action.Date);
            if (!seen.TryAdd(key, where)) throw new InputException($"{where}: {Untrusted.Quote(action.Ticker)} has a {action.Kind.ToString().ToLowerInvariant()} already, at {seen[key]}. Expected one{(action.Kind == ActionKind.Delisting ? "" : " a day: make one of them")}.");
        }
        items = [.. rows.Select(row => row.Action).OrderBy(action => action.Ticker, StringComparer.Ordinal).ThenBy(action => action.Date).ThenBy(action => action.Kind)];
        byTicker = rows.ToLookup(row => row.Action.Ticker, StringComparer.Ordinal);
    }

    /// <summary>No action at all.</summary>
    public static CorporateActions None { get; } = new("none", []);

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <summary>Reads actions: a CSV with the columns <c>date</c> (2026-01-31), <c>ticker</c>, <c>kind</c> (<c>split</c>, <c>dividend</c> or <c>delisting</c>) and <c>value</c>, in any order of columns and rows.</summary>
    /// <param name="path">A file in UTF-8.</param>
    /// <exception cref="InputException">The file or a row of it cannot be used; the message names the line.</exception>
    public static CorporateActions Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rows = new List<(CorporateAction, string)>();
        MarketFile.Read(path, "corporate actions: CSV with the columns date, ticker, kind, value", Columns, [], row =>
        {
            var kind = Kinds.TryGetValue(row.Text("kind").ToLowerInvariant(), out var known) ? known
                : throw new InputException($"{row.Where}: kind {Untrusted.Quote(row.Text("kind"))} is not known. Available: {string.Join(", ", Kinds.Keys)}.");
            rows.Add((new(row.Day("date"), row.Text("ticker"), kind, row.Number("value") ?? throw new InputException($"{row.Where}: value is empty. Expected a number.")), row.Where));
        });
        return new(Path.GetFileName(path), rows);
    }

    /// <summary>Actions made in memory.</summary>
    /// <exception cref="InputException">One of them cannot be used, or a ticker has two of a kind on a day.</exception>
    public static CorporateActions Of(params IEnumerable<CorporateAction> actions) =>
        new("actions", [.. actions.Select((action, i) => (action, string.Create(CultureInfo.InvariantCulture, $"actions, item {i + 1}")))]);

    /// <summary>What a ticker did, with where that was read.</summary>
    internal IEnumerable<(CorporateAction Action, string Where)> OfTicker(string ticker) => byTicker[ticker];

    /// <inheritdoc/>
    public IEnumerator<CorporateAction> GetEnumerator() => ((IEnumerable<CorporateAction>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>actions.csv (12 actions of 5 tickers)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Name} ({Count} {(Count == 1 ? "action" : "actions")} of {byTicker.Count} {(byTicker.Count == 1 ? "ticker" : "tickers")})"));
}
