using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>The variables and functions that a cell declares: for the cells behind it, and inside its own blocks. A cell may declare a name
/// again, one scope of C# may not.</summary>
sealed record CellNames(IReadOnlySet<string> Top, IReadOnlySet<string> Nested)
{
    public static CellNames None { get; } = new(new HashSet<string>(), new HashSet<string>());

    public static CellNames Of(CompilationUnitSyntax root)
    {
        var top = new HashSet<string>();
        var nested = new HashSet<string>();
        foreach (var member in root.Members)
        {
            if (member is MethodDeclarationSyntax method)
            {
                top.Add(method.Identifier.ValueText);
                continue;
            }
            if (member is BaseTypeDeclarationSyntax)
                continue;
            foreach (var node in member.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            {
                if (Name(node) is { } name)
                    (IsTop(node, member) ? top : nested).Add(name);
            }
        }
        return new(top, nested);
    }

    /// <summary>Whether the names of a cell cannot stand in one scope with these.</summary>
    public bool Collides(CellNames next) => next.Top.Overlaps(Top) || next.Top.Overlaps(Nested) || next.Nested.Overlaps(Top);

    public CellNames With(CellNames next) => new(Top.Union(next.Top).ToHashSet(), Nested.Union(next.Nested).ToHashSet());

    static string? Name(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        CatchDeclarationSyntax error => error.Identifier.ValueText,
        FromClauseSyntax range => range.Identifier.ValueText,
        LetClauseSyntax range => range.Identifier.ValueText,
        JoinClauseSyntax range => range.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        _ => null,
    };

    static bool IsTop(SyntaxNode node, MemberDeclarationSyntax member) => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax
        && !node.Ancestors().TakeWhile(a => a != member).Any(a => a is BlockSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax
            or FixedStatementSyntax or WhileStatementSyntax or SwitchStatementSyntax or SwitchExpressionArmSyntax or QueryExpressionSyntax);
}
