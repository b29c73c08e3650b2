using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>Whether a console may run what was typed so far, or waits for another line.</summary>
static class Completeness
{
    public static JsonObject Answer(Message message)
    {
        var lines = message.Text("code").ReplaceLineEndings("\n").Split('\n');
        // Lines for the engine are none of the compiler's business.
        var code = string.Join('\n', lines.Select(line => line.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? "" : line));
        if (Nesting.IsTooDeep(code))
            return new() { ["status"] = "invalid" };
        var tree = CSharpSyntaxTree.ParseText(code, CellSource.Syntax);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new() { ["status"] = "incomplete", ["indent"] = new string(' ', 4 * Open(tree)) };
        return new() { ["status"] = tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete" };
    }

    /// <summary>How many braces and brackets are open at the end.</summary>
    static int Open(SyntaxTree tree)
    {
        var open = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(t => !t.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken)
                open++;
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken)
                open--;
        }
        return Math.Clamp(open, 0, 50);
    }
}
