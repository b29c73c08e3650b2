using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>Puts a check into every loop, lambda and label of a cell, so that a cell can be stopped. .NET has no safe way to stop a thread from
/// outside: <c>ControlledExecution</c> has been seen to end the process. Lines stay where they are.</summary>
static class LoopChecks
{
    const string Check = "global::ResearchKit.Kernel.Interruption.Check();";

    /// <summary>Whether there is anything to check, by the looks of the code alone.</summary>
    public static bool AreWanted(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node => Body(node) is not null || node is LabeledStatementSyntax or LambdaExpressionSyntax);

    /// <summary>The code with its checks; the same text if there is nothing to check.</summary>
    public static string Insert(SyntaxTree tree, SemanticModel model)
    {
        var pieces = new List<(int At, int Order, string Text)>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (Body(node) is { } body)
                Surround(pieces, body, body is BlockSyntax);
            else if (node is LabeledStatementSyntax label)
                pieces.Add((label.ColonToken.Span.End, 0, Check));
            else if (node is LambdaExpressionSyntax lambda)
                Enter(pieces, lambda, model);
        }
        if (pieces.Count == 0)
            return tree.ToString();
        var code = new StringBuilder(tree.ToString());
        // From the end, so that places stay true; where several pieces meet, inner ends come before outer ones.
        foreach (var (at, _, text) in pieces.OrderByDescending(p => p.At).ThenByDescending(p => p.Order))
            code.Insert(at, text);
        return code.ToString();
    }

    static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        _ => null,
    };

    static void Enter(List<(int, int, string)> pieces, LambdaExpressionSyntax lambda, SemanticModel model)
    {
        if (lambda.Block is { } block)
            Surround(pieces, block, isBlock: true);
        // An expression tree holds the code as data, and a reference cannot be checked on its way out.
        if (lambda.ExpressionBody is not { } body || body is RefExpressionSyntax || model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol { RefKind: RefKind.None } method
            || model.GetTypeInfo(lambda).ConvertedType is not { TypeKind: TypeKind.Delegate })
            return;
        var returns = body is not ThrowExpressionSyntax && !method.ReturnsVoid && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });
        pieces.Add((body.SpanStart, body.SpanStart, "{" + Check + (returns ? "return " : "")));
        pieces.Add((body.Span.End, -body.SpanStart, ";}"));
    }

    static void Surround(List<(int, int, string)> pieces, StatementSyntax body, bool isBlock)
    {
        if (isBlock)
        {
            pieces.Add((((BlockSyntax)body).OpenBraceToken.Span.End, 0, Check));
            return;
        }
        pieces.Add((body.SpanStart, body.SpanStart, "{" + Check));
        pieces.Add((body.Span.End, -body.SpanStart, "}"));
    }
}
