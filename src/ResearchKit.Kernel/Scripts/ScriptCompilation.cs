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
        var files = new HashSet<string>();
        foreach (var (name, _, _) in script.References)
        {
            if (ScriptReferences.File(place, name) is { } file)
                files.UnionWith(Beside(file));
            else if (!ScriptReferences.IsFramework(place, name))
                return $"not compiled to see whether it is one program, since {Terminal.Line(name, 200)} is not here";
        }
        var lines = script.Lines.ToList();
        var text = string.Concat(lines.Select(l => l.Text + "\n"));
        var tree = CSharpSyntaxTree.ParseText(text.Replace("\n#:", "\n//", StringComparison.Ordinal), new CSharpParseOptions(LanguageVersion.Latest));
        var compilation = CSharpCompilation.Create("script", [tree], [.. Framework, .. files.Select(f => MetadataReference.CreateFromFile(f))],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0)
            return null;
        var error = errors[0];
        var (cell, line) = Find(lines, text.AsSpan(0, error.Location.SourceSpan.Start).Count('\n'));
        var where = cell == 0 ? $"{place.Name}: the script of it" : FormattableString.Invariant($"{place.Cell(cell)}{(line == 0 ? "" : $", line {line}")}");
        throw new InputException($"{where}: {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}{(errors.Count == 1 ? "" : FormattableString.Invariant($" (and {errors.Count - 1} more)"))}. "
            + "The notebook may run so, a script of one file does not: there, cells are one method, and types cannot see its variables.");
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
