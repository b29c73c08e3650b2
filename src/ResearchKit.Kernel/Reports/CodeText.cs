using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>C# as HTML, with keywords, strings, numbers, comments and directives marked by the compiler's own lexer.</summary>
static class CodeText
{
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        // Magics are not C#, but take a line each: as comments they pass the lexer, and are shown as they were.
        foreach (var token in CSharpSyntaxTree.ParseText(code.ReplaceLineEndings("\n").Trim('\n'), CellSource.Syntax).GetRoot().DescendantTokens())
        {
            Append(html, token.LeadingTrivia);
            Append(html, token.Text, Class(token));
            Append(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    static void Append(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var piece in trivia)
            Append(html, piece.ToFullString(), piece.IsDirective ? "directive" : piece.ToString().StartsWith('/') ? "comment" : null);
    }

    static void Append(StringBuilder html, string text, string? kind)
    {
        if (kind is null || text.Length == 0)
            html.Append(WebUtility.HtmlEncode(text));
        else
            html.Append($"<span class=\"{kind}\">").Append(WebUtility.HtmlEncode(text)).Append("</span>");
    }

    static string? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "number",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "string",
        SyntaxKind.IdentifierToken when token.Text == "var" => "keyword",
        _ => token.IsKeyword() ? "keyword" : null,
    };
}
