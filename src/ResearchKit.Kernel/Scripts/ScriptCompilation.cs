using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>Compiles a script before it is written, so that what cannot be one program is said in the words of the notebook: which cell, which line.</summary>
static class ScriptCompilation
{
    static readonly IReadOnlyList<MetadataReference> Framework = [.. LibraryContext.Framework().Select(f => MetadataReference.CreateFromFile(f))];

    /// <summary>Null if the script compiles, else why that could not be found out.</summary>
    /// <exception cref="InputException">It does not compile; names the cell and the line.</exception>
    public static string? Check(ScriptWriter script, ScriptPlace place)
    {
        if (Unknown(script, place) is { } unknown)
            return unknown;
        var lines = script.Lines.ToList();
        var text = string.Concat(lines.Select(l => l.Text + "\n"));
        var errors = Errors(text, Files(script, place));
        if (errors.Count == 0)
            return null;
        var error = errors[0];
        var (cell, line) = Find(lines, text.AsSpan(0, error.Location.SourceSpan.Start).Count('\n'));
        var where = cell == 0 ? $"{place.Name}: the script of it" : FormattableString.Invariant($"{place.Cell(cell)}{(line == 0 ? "" : $", line {line}")}");
        throw new InputException($"{where}: {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}{(errors.Count == 1 ? "" : FormattableString.Invariant($" (and {errors.Count - 1} more)"))}. "
            + "The notebook may run so, a script of one file does not: there, cells are one method, and types cannot see its variables.");
    }

    /// <summary>Why a script as somebody laid it out by hand does not compile; null if it does, or if that cannot be found out.</summary>
    public static string? Trouble(string text, ScriptWriter script, ScriptPlace place)
    {
        var made = script.Lines.SelectMany(l => l.Text.Split('\n')).ToHashSet();
        var plain = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (Unknown(script, place) is not null || plain.Split('\n').Any(l => (l.StartsWith("#:package", StringComparison.Ordinal) || l.StartsWith("#:project", StringComparison.Ordinal)) && !made.Contains(l)))
            return null;
        if (plain.StartsWith("#!", StringComparison.Ordinal))
            plain = "//" + plain;
        // A file without a program, such as an empty one, is nothing to mend.
        return Errors(plain, Files(script, place), Implied(plain)).FirstOrDefault(e => e.Id != "CS5001") is { } error
            ? FormattableString.Invariant($"{error.Id} in line {error.Location.GetLineSpan().StartLinePosition.Line + 1}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}") : null;
    }

    /// <summary>The usings that a program of one file has without a word.</summary>
    static string Implied(string text) => text.Contains("#:property ImplicitUsings=disable", StringComparison.Ordinal) ? ""
        : string.Concat(new[] { "System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "System.Net.Http" }.Select(n => $"global using {n};\n"));

    static List<Diagnostic> Errors(string text, IEnumerable<string> files, string implied = "")
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var tree = CSharpSyntaxTree.ParseText(("\n" + text).Replace("\n#:", "\n//", StringComparison.Ordinal)[1..], options);
        var compilation = CSharpCompilation.Create("script", [tree, CSharpSyntaxTree.ParseText(implied, options)], [.. Framework, .. files.Select(f => MetadataReference.CreateFromFile(f))],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    static HashSet<string> Files(ScriptWriter script, ScriptPlace place) => [.. script.References.Select(r => ScriptReferences.File(place, r.Name)).OfType<string>().SelectMany(Beside)];

    static string? Unknown(ScriptWriter script, ScriptPlace place)
    {
        foreach (var (name, _, _) in script.References)
        {
            if (ScriptReferences.IsPackage(name))
                return "not compiled to see whether it is one program, since packages are not compiled against";
            if (ScriptReferences.File(place, name) is null && !ScriptReferences.IsFramework(place, name))
                return $"not compiled to see whether it is one program, since {Terminal.Line(name, 200)} is not here";
        }
        return null;
    }

    static (int Cell, int Line) Find(IEnumerable<ScriptLine> lines, int number)
    {
        foreach (var line in lines)
        {
            var count = line.Text.Count(c => c == '\n') + 1;
            if (number < count)
                return (line.Cell, line.Line == 0 || line.Fixed ? line.Line : line.Line + number);
            number -= count;
        }
        return (0, 0);
    }

    /// <summary>A library with those that lie beside it: a project brings them along.</summary>
    static IEnumerable<string> Beside(string file) => Directory.GetFiles(Path.GetDirectoryName(file)!, "*.dll").Where(IsLibrary).Append(file);

    static bool IsLibrary(string file)
    {
        try
        {
            return LibraryContext.HostFile(AssemblyName.GetAssemblyName(file).Name!) is not { } host || Path.GetDirectoryName(host) != Path.GetDirectoryName(typeof(object).Assembly.Location);
        }
        catch (BadImageFormatException)
        {
            return false; // a native library
        }
    }
}
