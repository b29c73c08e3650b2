using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>A cell's text made ready for the compiler. Line numbers never change: magics become comments.</summary>
/// <param name="Code">What is compiled.</param>
/// <param name="Timed">The cell asked for its run time with <c>#!time</c>.</param>
/// <param name="Problem">What stops it from being compiled at all, or null.</param>
sealed record CellSource(string Code, bool Timed, CellSource.Trouble? Problem)
{
    /// <summary>A directive that the engine cannot follow.</summary>
    public sealed record Trouble(string Name, string Message, int Line);

    static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    static readonly string[] Known = ["#!csharp", "#!time"];

    public static CellSource Read(string text)
    {
        var timed = false;
        Trouble? problem = null;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("#!", StringComparison.Ordinal))
            {
                var name = line.Split(' ', '\t')[0];
                timed |= name == "#!time";
                if (!Known.Contains(name))
                    problem ??= new("UnknownMagic", $"'{name}' is not known. Available: {string.Join(", ", Known)}.", i + 1);
            }
            else if (IsDirective(line, "#i"))
            {
                problem ??= new("UnsupportedDirective",
                    "#i (package sources) is not supported here. Reference a library by its file: #r \"../path/Library.dll\".", i + 1);
            }
            else if (IsDirective(line, "#r") && line[2..].TrimStart(' ', '\t', '"').StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            {
                problem ??= new("UnsupportedDirective",
                    "#r \"nuget: …\" is not supported here. Reference a library by its file: #r \"../path/Library.dll\".", i + 1);
            }
            else
            {
                continue;
            }
            lines[i] = "//" + lines[i];
        }
        return new(string.Join('\n', lines), timed, problem);
    }

    /// <summary>The files and assemblies that the cell itself names with <c>#r</c>, with their lines.</summary>
    public IEnumerable<(string Reference, int Line)> References() =>
        Root().GetReferenceDirectives().Select(d => (d.File.ValueText, d.File.GetLocation().GetLineSpan().StartLinePosition.Line + 1));

    /// <summary>The variables that the cell declares at its top level.</summary>
    public IEnumerable<string> Declarations() =>
        Root().Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Select(v => v.Identifier.ValueText);

    /// <summary>The last expression if it stands without a semicolon: only then is its value the cell's.</summary>
    public static ExpressionSyntax? LastExpression(SyntaxTree tree) =>
        tree.GetRoot() is CompilationUnitSyntax root
        && root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken: { IsMissing: true } } last }
            ? last.Expression
            : null;

    CompilationUnitSyntax Root() => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(Code, Script).GetRoot();

    static bool IsDirective(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && " \t\"".Contains(line[name.Length]);
}
