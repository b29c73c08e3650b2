using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>The value that a cell of a script shows. A notebook shows only the last: code that somebody wrote below it makes it a statement.</summary>
/// <param name="mark">How the cell's lines are marked.</param>
sealed class ShownValue(ScriptMark mark)
{
    // Of these the kernel shows nothing, or they show something themselves.
    static readonly string[] Statements = ["display", "Display", "DisplayAs", "Write", "WriteLine"];

    readonly List<(string Line, int At)> below = [];
    int from = -1, to = -1;
    bool isDone;

    /// <summary>Takes a line of the script before it is read, and how many lines the cell has so far.</summary>
    public void Pass(string line, int count)
    {
        if (line == mark.Close)
            isDone = true;
        else if (line == mark.Added(");") && from >= 0)
            (to, isDone) = (count, true);
        else if (line.EndsWith(mark.Added(""), StringComparison.Ordinal) && line.Replace("await ", "", StringComparison.Ordinal).StartsWith("ResearchKitScript.Cell.", StringComparison.Ordinal))
            from = count;
    }

    /// <summary>Takes a line of code, which may be below the value.</summary>
    public void Below(string line, int at)
    {
        if (isDone)
            below.Add((line, at));
    }

    /// <param name="at">The first such line.</param>
    public bool HasCodeBelow(out int at)
    {
        at = below.Count == 0 ? -1 : below[0].At;
        return below.Count > 0 && CSharpSyntaxTree.ParseText(string.Join('\n', below.Select(b => b.Line)), CellSource.Syntax).GetRoot().DescendantTokens().Any(t => !t.IsKind(SyntaxKind.EndOfFileToken));
    }

    /// <summary>Makes the value a statement that shows it; false if it does not stand on lines of its own.</summary>
    public bool Display(List<string> source)
    {
        if (from < 0 || to <= from)
            return false;
        var value = string.Join('\n', source[from..to]);
        var isStatement = SyntaxFactory.ParseExpression(value) is InvocationExpressionSyntax call
            && Statements.Contains(call.Expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.ValueText : call.Expression.ToString());
        var (open, close) = (isStatement ? "" : "display(", isStatement ? ";" : ");");
        // A comment at the end of the value's line would take what closes it.
        source[from] = open + source[from];
        if (source[to - 1].Contains("//", StringComparison.Ordinal))
            source.Insert(to, close);
        else
            source[to - 1] += close;
        return true;
    }
}
