using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Recommendations;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel;

/// <summary>Completes C#: asks the compiler platform what may stand at the cursor, and keeps what fits what was typed and inserts as text.</summary>
static class CodeCompletion
{
    const int Limit = 200;

    public static async Task<Completions> CompleteAsync(Document document, WrittenCell cell, CancellationToken cancellation)
    {
        var service = CompletionService.GetService(document)!;
        var list = await service.GetCompletionsAsync(document, cell.Cursor, cancellationToken: cancellation).ConfigureAwait(false);
        var fitting = list.ItemsList
            .Where(i => !i.Tags.Contains(WellKnownTags.Snippet) && i.Span.Start <= cell.Cursor && i.Span.End >= cell.Cursor)
            .Select(i => (Item: i, Rank: Ranking.Of(i.FilterText, cell.Code[i.Span.Start..cell.Cursor])))
            .Where(i => i.Rank != Ranking.None).ToList();
        if (fitting.Count == 0)
            return Completions.None(cell.Cursor);
        var symbols = (await Recommender.GetRecommendedSymbolsAtPositionAsync(document, cell.Cursor, cancellationToken: cancellation).ConfigureAwait(false))
            .ToLookup(s => s.Name, StringComparer.Ordinal);
        var best = fitting.Select(i => (i.Item, i.Rank, Symbols: (IReadOnlyList<ISymbol>)[.. symbols[SymbolName(i.Item)]]))
            // What the cells declared before what a library did: without a word typed there are thousands of types.
            .OrderBy(i => i.Rank).ThenBy(i => i.Symbols.Any(s => s.Locations.Any(l => l.IsInSource)) ? 0 : 1)
            .ThenBy(i => i.Item.SortText, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.Item.SortText, StringComparer.Ordinal)
            .Take(Limit);
        var changes = new List<(TextChange Change, TextSpan Word, Completion Match)>();
        foreach (var (item, _, known) in best)
        {
            var change = await ChangeAsync(service, document, item, cancellation).ConfigureAwait(false);
            // What reaches beyond the cursor's surroundings is an edit of the cell, not a word.
            if (change.NewText is { Length: > 0 } text && change.Span.Start <= cell.Cursor && change.Span.End >= cell.Cursor)
                changes.Add((change, item.Span, known.Count == 0 ? new(text, SymbolText.Kind(item.Tags)) : new(text, SymbolText.Kind(known[0]), SymbolText.Signature(known))));
        }
        if (changes.Count == 0)
            return Completions.None(cell.Cursor);
        // A change may be as small as the letters that differ; a front wants the word.
        var (start, end) = (changes.Min(c => Math.Min(c.Change.Span.Start, c.Word.Start)), changes.Max(c => Math.Max(c.Change.Span.End, c.Word.End)));
        return new(start, end, [.. changes
            .Select(c => c.Match with { Text = cell.Text[start..c.Change.Span.Start] + c.Match.Text + cell.Text[c.Change.Span.End..end] })
            .DistinctBy(m => m.Text)]);
    }

    static async Task<TextChange> ChangeAsync(CompletionService service, Document document, CompletionItem item, CancellationToken cancellation)
    {
        // "await" would make the method around it async as well.
        if (item.Tags.Contains(WellKnownTags.Keyword))
            return new(item.Span, item.DisplayText);
        if (!item.IsComplexTextEdit && item.Properties.TryGetValue("InsertionText", out var plain))
            return new(item.Span, plain);
        var change = (await service.GetChangeAsync(document, item, cancellationToken: cancellation).ConfigureAwait(false)).TextChange;
        // An editor leaves the colon of a named argument to the next key.
        return item.DisplayTextSuffix == ":" && change.NewText?.EndsWith(':') == false ? new(change.Span, change.NewText + ":") : change;
    }

    static string SymbolName(CompletionItem item) => item.Tags.Contains(WellKnownTags.Keyword) ? "" : item.DisplayText.TrimStart('@');
}
