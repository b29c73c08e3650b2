using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>Puts a check into every loop, lambda, label and method of a cell, so that a cell can be stopped. .NET has no safe way to stop a
/// thread from outside: <c>ControlledExecution</c> has been seen to end the process. Lines stay where they are.</summary>
sealed class LoopChecks
{
    const string Check = "if(global::ResearchKit.Kernel.Interruption.Requested)global::ResearchKit.Kernel.Interruption.Check();";
    const string Enter = "global::ResearchKit.Kernel.Interruption.Enter();";

    readonly SemanticModel model;
    readonly List<Piece> pieces = [];

    LoopChecks(SemanticModel model) => this.model = model;

    /// <param name="At">Where it is put.</param>
    /// <param name="Cut">How much of the text it takes the place of.</param>
    /// <param name="Order">Where several meet: outer ends come behind inner ones.</param>
    /// <param name="Text">What is put there.</param>
    sealed record Piece(int At, int Cut, int Order, string Text);

    /// <summary>Whether there is anything to check, by the looks of the code alone.</summary>
    public static bool AreWanted(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node =>
        Body(node) is not null || node is LabeledStatementSyntax or AnonymousFunctionExpressionSyntax or BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax);

    /// <summary>The code with its checks.</summary>
    /// <param name="tree">Compiles as it is.</param>
    /// <param name="model">Of the tree.</param>
    /// <param name="all">Or those in loops and blocks only, which change nothing that the compiler infers.</param>
    public static string Insert(SyntaxTree tree, SemanticModel model, bool all)
    {
        var checks = new LoopChecks(model);
        foreach (var node in tree.GetRoot().DescendantNodes())
            checks.Visit(node, all);
        var code = new StringBuilder(tree.ToString());
        // From the end, so that places stay true.
        foreach (var piece in checks.pieces.OrderByDescending(p => p.At).ThenByDescending(p => p.Order))
            code.Remove(piece.At, piece.Cut).Insert(piece.At, piece.Text);
        return code.ToString();
    }

    void Visit(SyntaxNode node, bool all)
    {
        if (Body(node) is { } body)
            Surround(body);
        else if (node is LabeledStatementSyntax label)
            pieces.Add(new(label.ColonToken.Span.End, 0, 0, Check));
        else if (node is AnonymousFunctionExpressionSyntax { Block: { } block } function && !IsData(function))
            pieces.Add(new(block.OpenBraceToken.Span.End, 0, 0, Check));
        else if (node is LambdaExpressionSyntax { ExpressionBody: { } expression } lambda && all)
            Open(lambda, expression);
        else if (node is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax } method)
            pieces.Add(new(method.OpenBraceToken.Span.End, 0, 0, Enter));
        else if (node is ArrowExpressionClauseSyntax arrow && all)
            Open(arrow);
    }

    static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        _ => null,
    };

    void Surround(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            pieces.Add(new(block.OpenBraceToken.Span.End, 0, 0, Check));
            return;
        }
        pieces.Add(new(body.SpanStart, 0, body.SpanStart, "{" + Check));
        pieces.Add(new(body.Span.End, 0, -body.SpanStart, "}"));
    }

    /// <summary>A lambda of one expression gets a block.</summary>
    void Open(LambdaExpressionSyntax lambda, ExpressionSyntax body)
    {
        if (IsData(lambda) || IsQuoted(lambda) || body is RefExpressionSyntax || model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol { RefKind: RefKind.None } method)
            return;
        pieces.Add(new(body.SpanStart, 0, body.SpanStart, "{" + Check + (Returns(method, body) ? "return " : "")));
        pieces.Add(new(body.Span.End, 0, -body.SpanStart, ";}"));
    }

    /// <summary>A method of one expression gets a block, and a property of one expression a getter with a block.</summary>
    void Open(ArrowExpressionClauseSyntax arrow)
    {
        var symbol = arrow.Parent is null ? null : model.GetDeclaredSymbol(arrow.Parent);
        var (method, opening, closing) = symbol switch
        {
            IMethodSymbol m => (m, "{", "}"),
            IPropertySymbol { GetMethod: { } getter } => (getter, "{get{", "}}"),
            _ => (null, "", ""),
        };
        if (method is null || arrow.GetLastToken().GetNextToken() is not { RawKind: (int)SyntaxKind.SemicolonToken } semicolon)
            return;
        pieces.Add(new(arrow.ArrowToken.SpanStart, arrow.ArrowToken.Span.Length, arrow.SpanStart, opening + Enter + (Returns(method, arrow.Expression) ? "return " : "")));
        pieces.Add(new(semicolon.Span.End, 0, -arrow.SpanStart, closing));
    }

    static bool Returns(IMethodSymbol method, ExpressionSyntax body) =>
        body is not ThrowExpressionSyntax && !method.ReturnsVoid && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 });

    /// <summary>The function stands in an expression tree, which holds code as data.</summary>
    bool IsData(AnonymousFunctionExpressionSyntax function) =>
        function.AncestorsAndSelf().OfType<AnonymousFunctionExpressionSyntax>().Any(outer => model.GetTypeInfo(outer).ConvertedType is not { TypeKind: TypeKind.Delegate });

    /// <summary>The text of the lambda is an argument itself, as assertions have it.</summary>
    bool IsQuoted(LambdaExpressionSyntax lambda) => lambda.Ancestors().OfType<InvocationExpressionSyntax>().Any(call =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol method && method.Parameters.Any(p => p.GetAttributes().Any(a => a.AttributeClass?.Name == "CallerArgumentExpressionAttribute")));
}
