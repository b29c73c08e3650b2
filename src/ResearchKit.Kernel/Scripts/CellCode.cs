using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel;

/// <summary>What of a code cell has another place or form in a program of one file. Lines are counted from 1 and end with \n alone, as in the notebook's JSON.</summary>
/// <param name="Text">The cell as it is parsed: its magics are comments.</param>
/// <param name="Usings">They go to the head.</param>
/// <param name="Types">They go to the end.</param>
/// <param name="References">What <c>#r</c> names.</param>
/// <param name="Aside">Lines that become comments: directives, usings and types.</param>
/// <param name="Last">The expression whose value is the cell's; null if there is none.</param>
/// <param name="Names">What the cell declares.</param>
/// <param name="Notes">What of the cell a script does not do.</param>
sealed record CellCode(SourceText Text, IReadOnlyList<string> Usings, IReadOnlyList<CellCode.Moved> Types, IReadOnlyList<CellCode.Reference> References,
    IReadOnlySet<int> Aside, ExpressionSyntax? Last, CellNames Names, IReadOnlyList<string> Notes)
{
    /// <summary>A type's text, and the line it begins on.</summary>
    public sealed record Moved(string Text, int Line);

    /// <summary>What a <c>#r</c> names, and its line.</summary>
    public sealed record Reference(string Name, int Line);

    /// <exception cref="InputException">Something that no program of one file can hold; says where it stands.</exception>
    public static CellCode Read(string source, string place)
    {
        var aside = new SortedSet<int>();
        var references = new List<Reference>();
        var notes = new List<string>();
        var lines = source.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("#!", StringComparison.Ordinal))
            {
                var name = line.Split(' ', '\t')[0];
                // A magic of another language is for another kernel: all of the cell is a comment here.
                if (name != "#!c#" && Magic.Known.All(m => m.Name != name))
                    return new(SourceText.From(source), [], [], [], Enumerable.Range(1, lines.Length).ToHashSet(), null, CellNames.None, [$"{place}: {Terminal.Line(name, 60)} is not C#, and the cell is kept as comments, which do not run"]);
                Refuse(name, line, place, i + 1);
                aside.Add(i + 1);
                lines[i] = "";
                if (name != Magic.Html.Name && name != Magic.Markdown.Name)
                    continue;
                notes.Add(FormattableString.Invariant($"{place}, line {i + 1}: what {name} shows is kept as comments, and a script does not show it"));
                for (; i + 1 < lines.Length && lines[i + 1].Trim() != Magic.CSharp.Name; i++)
                {
                    aside.Add(i + 2);
                    lines[i + 1] = "";
                }
                continue;
            }
            var package = Directive(line, "#r") is { } text && text.TrimStart(' ', '\t', '"').StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);
            if (!package && Directive(line, "#i") is null)
                continue;
            if (package)
                references.Add(new(line[2..].Trim().Trim('"'), i + 1));
            aside.Add(i + 1);
            lines[i] = "//" + lines[i];
        }
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(string.Join('\n', lines)), CellSource.Syntax);
        if (tree.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw Refusal(place, LineOf(tree, error.Location.SourceSpan.Start), $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", "Mend the cell; one that fails on purpose is tagged raises-exception.");
        return Read((CompilationUnitSyntax)tree.GetRoot(), place, aside, references, notes);
    }

    /// <summary>Magics that change the session have no like in a program.</summary>
    static void Refuse(string name, string line, string place, int number)
    {
        if (name == Magic.Set.Name)
            throw Refusal(place, number, $"'{Terminal.Line(line, 80)}'", "Assign it in C#.");
        if (name == Magic.Import.Name)
            throw Refusal(place, number, $"'{Terminal.Line(line, 80)}'", "Put the imported code into a cell.");
        if (name == Magic.Reset.Name)
            throw Refusal(place, number, name, "Take it out; a script begins with nothing.");
    }

    public static InputException Refusal(string place, int line, string what, string instead) =>
        new(FormattableString.Invariant($"{place}, line {line}: {what} cannot stand in a script of one file. {instead}"));

    static CellCode Read(CompilationUnitSyntax root, string place, SortedSet<int> aside, List<Reference> references, IReadOnlyList<string> notes)
    {
        var tree = root.SyntaxTree;
        if (root.DescendantTrivia().Select(t => t.GetStructure()).OfType<LoadDirectiveTriviaSyntax>().FirstOrDefault() is { } load)
            throw Refusal(place, LineOf(tree, load.SpanStart), load.ToString().Trim(), "Put the loaded code into a cell.");
        foreach (var directive in root.GetReferenceDirectives())
        {
            references.Add(new(directive.File.ValueText, LineOf(tree, directive.SpanStart)));
            aside.Add(LineOf(tree, directive.SpanStart));
        }
        var moved = root.Usings.Cast<SyntaxNode>().Concat(root.Members.Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)).ToList();
        var taken = moved.SelectMany(n => LinesOf(tree, n.Span)).ToHashSet();
        foreach (var member in root.Members.Except(moved.OfType<MemberDeclarationSyntax>()))
        {
            if (member is not (GlobalStatementSyntax or FieldDeclarationSyntax or MethodDeclarationSyntax))
                throw Refusal(place, LineOf(tree, member.SpanStart), $"'{Terminal.Line(member.ToString(), 60)}'", "Put it into a type.");
            if (member is GlobalStatementSyntax { Statement: ReturnStatementSyntax })
                throw Refusal(place, LineOf(tree, member.SpanStart), "return between cells", "End the cell with an if.");
            if (LinesOf(tree, member.Span).FirstOrDefault(taken.Contains) is > 0 and var shared)
                throw Refusal(place, shared, "a using or a type on one line with other code", "Put it on a line of its own.");
        }
        if (root.Externs.Count + root.AttributeLists.Count > 0)
            throw Refusal(place, 1, "an attribute or alias of the whole assembly", "Take it out.");
        aside.UnionWith(taken);
        return new(tree.GetText(), [.. root.Usings.Select(u => u.WithoutTrivia().NormalizeWhitespace().ToString())],
            [.. moved.OfType<MemberDeclarationSyntax>().Select(m => new Moved(m.ToString(), LineOf(tree, m.SpanStart)))], references,
            aside, CellSource.LastExpression(tree), CellNames.Of(root), notes);
    }

    /// <summary>The 1-based line of a place, counted in \n alone: C# knows more line ends than a notebook.</summary>
    static int LineOf(SyntaxTree tree, int at) => LineOf(tree.GetText(), at);

    public static int LineOf(SourceText text, int at) => text.ToString().AsSpan(0, at).Count('\n') + 1;

    static IEnumerable<int> LinesOf(SyntaxTree tree, TextSpan span)
    {
        var first = LineOf(tree, span.Start);
        return Enumerable.Range(first, LineOf(tree, span.End) - first + 1);
    }

    static string? Directive(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && " \t\"".Contains(line[name.Length]) ? line[name.Length..] : null;
}
