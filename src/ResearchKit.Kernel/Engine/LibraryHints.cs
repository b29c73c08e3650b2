using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>Adds to a compiler's error what most likely helps: the <c>#r</c> of the kit's library that has the missing name, or that a value
/// is shown where the semicolon is left off. The libraries are looked at only then.</summary>
/// <param name="folder">The notebook's; the kit is <c>artifacts/kit</c> in it or in the nearest folder above that has one.</param>
sealed class LibraryHints(string folder)
{
    const int Most = 3;

    static readonly string[] Patterns = ["ResearchKit*.dll", "Microsoft.Data.Analysis.dll", "Plotly.NET*.dll"];

    readonly ConcurrentDictionary<string, LibraryNames> known = [];

    /// <summary>The error with the hints that its diagnostics allow, behind its traceback.</summary>
    public CellError Add(CellError error, Submission submission)
    {
        var errors = submission.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.IsInSource).ToList();
        return error with { Traceback = [.. error.Traceback, .. Libraries([.. errors.Select(Read).OfType<Missing>()], submission), .. errors.Where(IsShown).Take(1).Select(_ => "Leave off the semicolon to show the value.")] };
    }

    /// <summary>A name that the compiler does not know: with what follows it, as far as that is names.</summary>
    sealed record Missing(string Name, bool IsMember, bool IsUsing)
    {
        public string? In(LibraryNames library) =>
            IsMember ? library.Extensions.Contains(Name) ? Name : null
            : IsUsing && library.Namespaces.Contains(Name) ? Name : library.Type(Name);
    }

    IEnumerable<string> Libraries(IReadOnlyList<Missing> missing, Submission submission)
    {
        if (missing.Count == 0 || Kit() is not { } kit)
            return [];
        var referenced = Referenced(submission.Script.GetCompilation());
        var holding = Patterns.SelectMany(p => Directory.EnumerateFiles(kit, p)).Where(file => !referenced.Contains(Path.GetFileName(file))).Select(Names)
            .Select(library => (library.File, Names: missing.Select(m => m.In(library)).OfType<string>().Distinct().ToList(), library.Namespaces))
            .Where(l => l.Names.Count > 0).OrderByDescending(l => l.Names.Count).ThenBy(l => l.File.Length).ThenBy(l => l.File, StringComparer.Ordinal);
        // A namespace is opened by any of its libraries, so one is enough; a type may be meant in either.
        var told = new HashSet<string>();
        return holding.Where(l => l.Names.Count(told.Add) > 0 || l.Names.Any(n => !l.Namespaces.Contains(n))).Take(Most)
            .Select(l => $"{string.Join(", ", l.Names)} {(l.Names.Count == 1 ? "is" : "are")} in {Path.GetFileName(l.File)}: #r \"{Path.GetRelativePath(folder, l.File).Replace('\\', '/')}\"").ToList();
    }

    string? Kit()
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Combine(at, "artifacts", "kit") is var kit && Directory.Exists(kit))
                return kit;
        }
        return null;
    }

    LibraryNames Names(string file)
    {
        var written = File.GetLastWriteTimeUtc(file);
        return known.TryGetValue(file, out var names) && names.Written == written ? names : known[file] = LibraryNames.Read(file, written);
    }

    /// <summary>The files of the references of a submission and of all before it.</summary>
    static HashSet<string> Referenced(Compilation? compilation)
    {
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (; compilation is not null; compilation = compilation.ScriptCompilationInfo?.PreviousScriptCompilation)
            files.UnionWith(compilation.References.OfType<PortableExecutableReference>().Select(r => Path.GetFileName(r.FilePath) ?? ""));
        return files;
    }

    static Missing? Read(Diagnostic error)
    {
        if (error.Id is not ("CS0103" or "CS0246" or "CS0234" or "CS1061"))
            return null;
        var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        if (error.Id != "CS1061")
        {
            while (node.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax)
                node = node.Parent;
        }
        var name = string.Concat(node.ToString().TakeWhile(c => c != '<').Where(c => !char.IsWhiteSpace(c)));
        return new(name, error.Id == "CS1061", node.Parent is UsingDirectiveSyntax);
    }

    /// <summary>The last statement is an expression that stands there for its value.</summary>
    static bool IsShown(Diagnostic error) => error.Id == "CS0201"
        && error.Location.SourceTree!.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: false } last }] }
        && last.Expression.Span == error.Location.SourceSpan;
}
