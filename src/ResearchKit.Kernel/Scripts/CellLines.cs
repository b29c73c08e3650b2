using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>The lines of one cell in a script, without its marker.</summary>
static class CellLines
{
    /// <summary>Text as comments.</summary>
    public static IEnumerable<ScriptLine> Comment(string source, int cell, ScriptMark mark) =>
        source.Length == 0 ? [] : source.Split('\n').Select((line, i) => new ScriptLine(Comment(line, mark), cell, i + 1));

    static string Comment(string line, ScriptMark mark)
    {
        var comment = line.Length == 0 || line == "\r" ? "//" + line : "// " + line;
        return ScriptMark.IsPlain(line) && !ScriptMark.LooksLikeMarker(comment) ? comment : mark.Prefix + NotebookText.Line(System.Text.Json.Nodes.JsonValue.Create(line));
    }

    /// <summary>All of a code cell as comments.</summary>
    public static IEnumerable<ScriptLine> Aside(string source, int cell, ScriptMark mark) =>
        source.Length == 0 ? [] : source.Split('\n').Select((line, i) => new ScriptLine(mark.Aside(line), cell, i + 1));

    /// <summary>Code as it is, with comments for what has another place and lines that show the last value.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="code">What was found in it.</param>
    /// <param name="cell">Its 1-based number.</param>
    /// <param name="mark">How lines are marked.</param>
    /// <param name="before">Lines to open with, such as a new scope.</param>
    /// <param name="after">Lines to close with.</param>
    public static IEnumerable<ScriptLine> Code(string source, CellCode code, int cell, ScriptMark mark, IEnumerable<string> before, IEnumerable<string> after)
    {
        foreach (var line in before)
            yield return new(mark.Added(line), cell);
        if (source.Length > 0)
        {
            foreach (var line in Body(source.Split('\n'), code, cell, mark))
                yield return line;
        }
        foreach (var line in after)
            yield return new(mark.Added(line), cell);
    }

    static IEnumerable<ScriptLine> Body(string[] lines, CellCode code, int cell, ScriptMark mark)
    {
        var shown = code.Last is { } value ? Shown(value, lines, code, cell, mark) : default;
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            if (number != shown.From)
            {
                yield return new(code.Aside.Contains(number) ? mark.Aside(line) : line, cell, number);
                continue;
            }
            foreach (var one in shown.Lines)
                yield return one;
            number = shown.To;
        }
    }

    /// <summary>The lines that show the last value, and which lines of the cell they stand for.</summary>
    static (int From, int To, List<ScriptLine> Lines) Shown(ExpressionSyntax value, string[] lines, CellCode code, int cell, ScriptMark mark)
    {
        var text = code.Text.ToString();
        // A comment behind the value may go on for lines; what closes the call stands behind it.
        var end = value.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.MultiLineCommentTrivia)).Select(t => t.Span.End).Append(value.Span.End).Max();
        var (first, last) = (CellCode.LineOf(code.Text, value.SpanStart), CellCode.LineOf(code.Text, end));
        var start = value.SpanStart - (text.LastIndexOf('\n', Math.Max(0, value.SpanStart - 1)) + 1);
        var (open, close) = Frame(value);
        var whole = lines[(first - 1)..last];
        if (string.IsNullOrWhiteSpace(whole[0][..start]) && ScriptMark.IsPlain(whole[0]))
            return (first, last, [new(mark.Added(open), cell, first), new(string.Join('\n', whole), cell, first, Fixed: false), new(mark.Added(close), cell, last)]);
        // Other code stands before it on its line: the lines are kept as comments and written again, from where no string or comment is open.
        var from = first;
        while (Inside(value.SyntaxTree.GetRoot(), LineStart(text, from)) is { } outer)
            from = CellCode.LineOf(code.Text, outer);
        var again = string.Join('\n', [.. lines[(from - 1)..(first - 1)], whole[0][..start]]);
        whole[0] = whole[0][start..];
        return (from, last,
        [
            .. lines[(from - 1)..last].Select((line, i) => new ScriptLine(mark.Aside(line), cell, from + i)), new(mark.Open), new(again, cell, from, Fixed: false),
            new(open, cell, first), new(string.Join('\n', whole), cell, first, Fixed: false), new(close, cell, last), new(mark.Close),
        ]);
    }

    static int LineStart(string text, int line)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
            at = text.IndexOf('\n', at) + 1;
        return at;
    }

    /// <summary>Where the string or comment begins that a place lies inside of; null if it lies between tokens.</summary>
    static int? Inside(SyntaxNode root, int at)
    {
        var token = root.FindToken(at);
        if (token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>(n => n.SpanStart < at) is { } text && at < text.Span.End)
            return text.SpanStart;
        if (token.SpanStart < at && at < token.Span.End)
            return token.SpanStart;
        var trivia = root.FindTrivia(at);
        return trivia.SpanStart < at && at < trivia.Span.End && trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) ? trivia.SpanStart : null;
    }

    static (string Open, string Close) Frame(ExpressionSyntax value)
    {
        const string cell = "ResearchKitScript.Cell.";
        var nodes = value.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax).ToList();
        if (value.IsKind(SyntaxKind.NullLiteralExpression) || nodes.Any(n => n is DeclarationExpressionSyntax or SingleVariableDesignationSyntax))
            return (cell + "Value(", ");");
        return nodes.Any(n => n is AwaitExpressionSyntax) ? ($"await {cell}ShowAsync(async () =>", ");") : (cell + "Show(() =>", ");");
    }
}
