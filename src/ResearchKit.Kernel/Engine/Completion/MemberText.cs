using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>Writes what a cell declares so that it can be declared again elsewhere, without what it does.</summary>
sealed class MemberText : CSharpSyntaxRewriter
{
    static readonly SymbolDisplayFormat Qualified =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
    static readonly BlockSyntax Nothing = SyntaxFactory.Block(SyntaxFactory.ParseStatement("throw null;"));
    static readonly ExpressionSyntax NoValue = SyntaxFactory.ParseExpression(" throw null");

    public static string Of(ISymbol member)
    {
        var nodes = member.DeclaringSyntaxReferences.Select(r => r.GetSyntax());
        if (member is IFieldSymbol field)
            return Field(field, nodes.FirstOrDefault());
        return string.Join('\n', nodes.Select(n => n.FirstAncestorOrSelf<MemberDeclarationSyntax>()).OfType<MemberDeclarationSyntax>()
            .Select(n => Comment(n) + ((MemberDeclarationSyntax)new MemberText().Visit(n)).WithoutTrivia()));
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node) =>
        node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax ? Nothing : base.VisitBlock(node);

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) => node.WithExpression(NoValue);

    static string Field(IFieldSymbol field, SyntaxNode? declared)
    {
        var name = SyntaxFacts.GetKeywordKind(field.Name) == SyntaxKind.None ? field.Name : "@" + field.Name;
        var value = (declared as VariableDeclaratorSyntax)?.Initializer?.Value.ToString();
        var comment = declared?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member ? Comment(member) : "";
        var type = field.Type.ToDisplayString(Qualified);
        return comment + (value is not null && field.IsConst ? $"const {type} {name} = {value};"
            : IsNamed(field.Type) ? $"{type} {name};"
            : value is not null ? $"var {name} = {value};" // an anonymous type has no other name than the expression that makes it
            : $"object {name};");
    }

    static bool IsNamed(ITypeSymbol type) => type switch
    {
        { IsAnonymousType: true } => false,
        IArrayTypeSymbol array => IsNamed(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsNamed) && (named.ContainingType is null || IsNamed(named.ContainingType)),
        _ => true,
    };

    /// <summary>The XML comment above a declaration. Other trivia may hold directives, which must not be followed twice.</summary>
    static string Comment(SyntaxNode node) => string.Concat(node.GetLeadingTrivia()
        .Select(t => t.ToFullString().TrimStart())
        .Where(t => t.StartsWith("///", StringComparison.Ordinal) || t.StartsWith("/**", StringComparison.Ordinal) || t.StartsWith("<", StringComparison.Ordinal))
        .Select(t => t.TrimEnd('\n') + "\n"));
}
