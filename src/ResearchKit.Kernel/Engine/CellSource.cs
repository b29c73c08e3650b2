using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>A cell's text taken apart: code for the compiler, and between it the magics that do something at their place. Line numbers never
/// change: what a step leaves out stays as a comment or an empty line.</summary>
/// <param name="Steps">In order.</param>
/// <param name="Timed">The cell asked for its run time with <c>#!time</c>.</param>
/// <param name="Problem">What stops it from being run at all, or null.</param>
sealed record CellSource(IReadOnlyList<CellSource.Step> Steps, bool Timed, CellSource.Trouble? Problem)
{
    /// <summary>A directive that the engine cannot follow.</summary>
    public sealed record Trouble(string Name, string Message, int Line);

    /// <summary>A piece of a cell.</summary>
    /// <param name="Magic"><see cref="Magic.CSharp"/> for code, else what is to be done.</param>
    /// <param name="Text">Code with the line numbers of the cell, or what stands behind the magic's name or below it.</param>
    /// <param name="Line">1-based, where it begins.</param>
    public sealed record Step(Magic Magic, string Text, int Line)
    {
        /// <summary>NuGet packages, and sources of them, that the code names.</summary>
        public IReadOnlyList<PackageDirective> Packages { get; init; } = [];

        /// <summary>The files and assemblies that the code names with <c>#r</c>, with their lines.</summary>
        public IEnumerable<(string Reference, int Line)> References() =>
            Root(Text).GetReferenceDirectives().Select(d => (d.File.ValueText, d.File.GetLocation().GetLineSpan().StartLinePosition.Line + 1));
    }

    /// <summary>How cells are parsed, wherever they are.</summary>
    public static readonly CSharpParseOptions Syntax = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    public static CellSource Read(string text)
    {
        if (Nesting.IsTooDeep(text))
            return new([], false, new("TooDeep", Nesting.Message, 1));
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var steps = new List<Step>();
        var code = Enumerable.Repeat("", lines.Length).ToArray();
        var packages = new List<PackageDirective>();
        var (timed, begun, problem) = (false, -1, (Trouble?)null);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            var isMagic = line.StartsWith("#!", StringComparison.Ordinal);
            var directive = isMagic ? null : PackageDirective.Read(line, i + 1);
            if ((!isMagic && directive is null) || IsText(begun < 0 ? [] : code[begun..i]))
            {
                code[i] = lines[i];
                if (begun < 0 && line.Length > 0)
                    begun = i;
                continue;
            }
            if (directive is not null)
            {
                code[i] = Named(directive, lines[i]);
                if (begun < 0 && line.Length > 0)
                    begun = i;
                continue;
            }
            code[i] = "//" + lines[i];
            var name = line.Split(' ', '\t')[0];
            var magic = Magic.Known.FirstOrDefault(m => m.Name == name);
            if (magic is null)
                problem ??= new("UnknownMagic", $"'{name}' is not known. Available: {string.Join(", ", Magic.Known.Select(m => m.Name))}.", i + 1);
            else if (magic == Magic.Time)
                timed = true;
            else if (magic != Magic.CSharp)
            {
                Close(i);
                var end = magic == Magic.Html || magic == Magic.Markdown ? Array.FindIndex(lines, i + 1, l => l.Trim() == Magic.CSharp.Name) : i + 1;
                end = end < 0 ? lines.Length : end;
                steps.Add(new(magic, end == i + 1 ? line[name.Length..].Trim() : string.Join('\n', lines[(i + 1)..end]), i + 1));
                i = end - 1;
            }
        }
        Close(lines.Length);
        return new(steps, timed, problem);

        string Named(PackageDirective directive, string line)
        {
            problem ??= directive.Problem;
            packages.Add(directive);
            return "//" + line;
        }

        // Code ends where a magic does something, or at the end: the lines before it are empty in this step.
        void Close(int end)
        {
            if (begun >= 0 && Late(code[..end]) is { Count: > 0 } late)
            {
                steps.Add(new(Magic.CSharp, string.Join('\n', code[..end].Select((l, at) => late.Contains(at) ? l : "")), late.Min() + 1));
                foreach (var at in late)
                    code[at] = "//" + code[at];
            }
            if (begun >= 0)
                steps.Add(new(Magic.CSharp, string.Join('\n', code[..end]), begun + 1) { Packages = [.. packages] });
            Array.Fill(code, "", 0, end);
            packages.Clear();
            begun = -1;
        }
    }

    /// <summary>The variables that the cell declares at its top level.</summary>
    public IEnumerable<string> Declarations() => Steps.Where(s => s.Magic == Magic.CSharp)
        .SelectMany(s => Root(s.Text).Members.OfType<FieldDeclarationSyntax>()).SelectMany(f => f.Declaration.Variables).Select(v => v.Identifier.ValueText);

    /// <summary>The last expression if it stands without a semicolon: only then is its value the cell's.</summary>
    public static ExpressionSyntax? LastExpression(SyntaxTree tree) =>
        tree.GetRoot() is CompilationUnitSyntax root
        && root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken: { IsMissing: true } } last }
            ? last.Expression
            : null;

    /// <summary>What follows these lines stands in a string or a comment that they have opened.</summary>
    static bool IsText(string[] before)
    {
        if (!before.Any(l => l.Contains('"') || l.Contains("/*", StringComparison.Ordinal) || l.Contains("#if", StringComparison.Ordinal)))
            return false;
        var code = string.Join('\n', before) + "\n#";
        return !Root(code + "!").FindTrivia(code.Length - 1).IsDirective;
    }

    /// <summary>The lines whose <c>#r</c> stands behind code, where the compiler does not take it: they go before.</summary>
    static HashSet<int> Late(string[] lines) => [.. Root(string.Join('\n', lines)).GetDiagnostics().Where(d => d.Id == "CS7009").Select(d => d.Location.GetLineSpan().StartLinePosition.Line)];

    static CompilationUnitSyntax Root(string code) => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, Syntax).GetRoot();
}
