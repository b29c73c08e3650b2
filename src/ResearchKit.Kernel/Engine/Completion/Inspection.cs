using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.QuickInfo;

namespace ResearchKit.Kernel;

/// <summary>Finds what stands at a cursor, or which method is being called around it, and says what it is.</summary>
static class Inspection
{
    const int FewOverloads = 5, ManyOverloads = 50;

    public static async Task<MimeBundle?> InspectAsync(Document document, int cursor, int detail, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        if (Word(root, cursor) is { } word && await DescribeAsync(document, model, word, detail, null, cancellation).ConfigureAwait(false) is { } known)
            return known.ToBundle();
        foreach (var (called, arguments) in Calls(root, cursor))
        {
            if (await DescribeAsync(document, model, called, detail, arguments, cancellation).ConfigureAwait(false) is { } call)
                return call.ToBundle();
        }
        return null;
    }

    /// <param name="document">The cell.</param>
    /// <param name="model">Its meaning.</param>
    /// <param name="word">What is described.</param>
    /// <param name="detail">How much of it.</param>
    /// <param name="arguments">How many the call has so far; null if it is not asked for as a call.</param>
    /// <param name="cancellation">Gives up.</param>
    static async Task<Description?> DescribeAsync(Document document, SemanticModel model, SyntaxToken word, int detail, int? arguments, CancellationToken cancellation)
    {
        var info = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, word.SpanStart, cancellation).ConfigureAwait(false);
        var (symbols, isCertain) = Symbols(model, word, cancellation);
        if (info is null && symbols.Count == 0)
            return null;
        var isOpen = arguments is not null && !isCertain && symbols.Count > 1;
        if (isOpen)
            symbols = [.. symbols.OrderBy(s => Takes(s, arguments!.Value) ? 0 : 1)];
        var signature = info?.Sections.FirstOrDefault(s => s.Kind == QuickInfoSectionKinds.Description)?.Text;
        if (isOpen || signature is null)
            signature = symbols.Count == 0 ? null : SymbolText.WithType(symbols[0]) + SymbolText.Others(symbols);
        if (signature is null)
            return null;
        // To the compiler the variables of cells are fields.
        if (symbols is [IFieldSymbol { ContainingType.IsScriptClass: true }])
            signature = signature.Replace("(field)", "(variable)", StringComparison.Ordinal);
        var notes = info?.Sections.Where(s => s.Kind is QuickInfoSectionKinds.AnonymousTypes or QuickInfoSectionKinds.Usage).Select(s => s.Text.Trim()) ?? [];
        var overloads = symbols.OfType<IMethodSymbol>().Where(_ => symbols.Count > 1 && (arguments is not null || detail > 0))
            .Select(SymbolText.One).Distinct().Take(detail > 0 ? ManyOverloads : FewOverloads);
        return new(signature, Documentation.Of(symbols.Count > 0 ? symbols[0] : null, cancellation), [.. notes], [.. overloads], detail > 0);
    }

    static bool Takes(ISymbol symbol, int arguments) => symbol is IMethodSymbol method && (method.Parameters.Length >= arguments || method.Parameters.Any(p => p.IsParams));

    /// <summary>The name or keyword that the cursor is in, or just behind.</summary>
    static SyntaxToken? Word(SyntaxNode root, int cursor)
    {
        var token = root.FindToken(cursor);
        if (!IsWord(token) || token.SpanStart > cursor)
            token = root.FindToken(Math.Max(0, cursor - 1));
        if (token.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax generic } && token.Span.End == cursor)
            return generic.Identifier;
        return IsWord(token) && token.SpanStart <= cursor && token.Span.End >= cursor ? token : null;
    }

    static bool IsWord(SyntaxToken token) => token.Span.Length > 0 && (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind()));

    /// <summary>The names of the methods and types whose arguments the cursor is among, innermost first, and how many there are.</summary>
    static IEnumerable<(SyntaxToken Name, int Arguments)> Calls(SyntaxNode root, int cursor) => root.FindToken(Math.Max(0, cursor - 1)).Parent!.AncestorsAndSelf()
        .OfType<ArgumentListSyntax>()
        .Where(a => cursor >= a.OpenParenToken.Span.End && (a.CloseParenToken.IsMissing || cursor <= a.CloseParenToken.SpanStart))
        .Select(a => (a.Parent switch
        {
            InvocationExpressionSyntax call => Name(call.Expression),
            ObjectCreationExpressionSyntax made => Name(made.Type),
            ImplicitObjectCreationExpressionSyntax made => made.NewKeyword,
            _ => default,
        }, a.Arguments.Count))
        .Where(c => c.Item1.RawKind != 0);

    static SyntaxToken Name(SyntaxNode expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier,
        QualifiedNameSyntax qualified => qualified.Right.Identifier,
        SimpleNameSyntax name => name.Identifier,
        _ => default,
    };

    /// <summary>What a name means, and behind it whatever else it might mean here.</summary>
    static (IReadOnlyList<ISymbol> Symbols, bool IsCertain) Symbols(SemanticModel model, SyntaxToken word, CancellationToken cancellation)
    {
        var node = word.Parent!;
        if (model.GetDeclaredSymbol(node, cancellation) is { } declared && word.IsKind(SyntaxKind.IdentifierToken))
            return ([declared], true);
        // Of "new Trade(" the constructor is meant, not the type.
        var whole = node.AncestorsAndSelf().TakeWhile(n => n is NameSyntax or BaseObjectCreationExpressionSyntax).LastOrDefault(n => n is BaseObjectCreationExpressionSyntax) ?? node;
        var info = model.GetSymbolInfo(whole, cancellation);
        return ([.. new[] { info.Symbol }.Concat(info.CandidateSymbols).Concat(model.GetMemberGroup(whole, cancellation)).OfType<ISymbol>()
            .Distinct(SymbolEqualityComparer.Default)], info.Symbol is not null);
    }
}
