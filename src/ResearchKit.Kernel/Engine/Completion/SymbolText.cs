using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel;

/// <summary>A declaration in one line, and its kind in the words of Jupyter's fronts.</summary>
static class SymbolText
{
    static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)
        .AddKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);
    static readonly SymbolDisplayFormat Format = Full.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>The first of the symbols that share a name, and how many there are besides.</summary>
    public static string Signature(IReadOnlyList<ISymbol> symbols) => One(symbols[0]) + Others(symbols);

    public static string Others(IReadOnlyList<ISymbol> symbols)
    {
        var more = symbols.Count(s => s.Kind == symbols[0].Kind) - 1;
        return more == 0 ? "" : FormattableString.Invariant($" (+ {more} overload{(more == 1 ? "" : "s")})");
    }

    /// <summary>With the type that a member belongs to.</summary>
    public static string WithType(ISymbol symbol) => symbol.ToDisplayString(Full).ReplaceLineEndings(" ");

    public static string One(ISymbol symbol) => symbol.ToDisplayString(Format).ReplaceLineEndings(" ");

    public static string Kind(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } or IFieldSymbol { IsConst: true } => "constant",
        IFieldSymbol { ContainingType.IsScriptClass: true } or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => "variable",
        IMethodSymbol { ContainingType.IsScriptClass: true } or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => "function",
        INamedTypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        INamedTypeSymbol { TypeKind: TypeKind.Struct } => "struct",
        INamespaceSymbol => "namespace",
        ITypeSymbol => "class",
        _ => symbol.Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The kind that a tag of the compiler platform means; for what has no symbol.</summary>
    public static string Kind(IReadOnlyList<string> tags) => (tags.Count == 0 ? "" : tags[0]) switch
    {
        "ExtensionMethod" => "method",
        "Local" or "Parameter" or "RangeVariable" => "variable",
        "Structure" => "struct",
        "EnumMember" or "Constant" => "constant",
        "Delegate" or "TypeParameter" => "class",
        "" => "statement",
        var tag => tag.ToLowerInvariant(),
    };
}
