using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel;

/// <summary>Words errors for the person who wrote the cell: the cell, the line and its text; the compiler's and the engine's own frames are left out.</summary>
/// <param name="sources">The lines of every cell so far, by the file name it was compiled under.</param>
sealed class ErrorText(IReadOnlyDictionary<string, string[]> sources)
{
    const int FrameLimit = 20;

    public CellError From(CellSource.Trouble trouble, string file) => new(trouble.Name, trouble.Message, trouble.Line, null,
        [$"{Place(file, trouble.Line)}: {trouble.Message}", .. Source(file, trouble.Line)]);

    public CellError From(IEnumerable<Diagnostic> diagnostics, string file)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var span = errors[0].Location.GetLineSpan();
        var here = span.Path == file;
        return new("CompilationError", $"{errors[0].Id}: {Message(errors[0])}", here ? span.StartLinePosition.Line + 1 : null,
            here ? null : Place(errors[0]), [.. errors.SelectMany(Lines)]);
    }

    public CellError From(Exception exception, string file)
    {
        var lines = new List<string>();
        var frames = new List<Frame>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            lines.Add($"{(e == exception ? "" : "Caused by ")}{e.GetType().FullName}: {e.Message}");
            foreach (var frame in Frames(e))
            {
                frames.Add(frame);
                lines.Add("  " + frame.Text);
                if (frame.File is { } source)
                    lines.AddRange(Source(source, frame.Line));
            }
        }
        var innermost = frames.Find(f => f.File is not null);
        var line = frames.FindLast(f => f.File == file)?.Line;
        return new(exception.GetType().FullName ?? exception.GetType().Name, exception.Message, line,
            innermost is null || innermost.File == file ? null : Place(innermost.File!, innermost.Line), lines);
    }

    sealed record Frame(string Text, string? File, int Line);

    IEnumerable<string> Lines(Diagnostic error)
    {
        yield return $"{(Place(error) is { } place ? place + ": " : "")}{error.Id}: {Message(error)}";
        var span = error.Location.GetLineSpan();
        foreach (var line in Source(span.Path, span.StartLinePosition.Line + 1))
            yield return line;
        if (error.Location.IsInSource && Line(span.Path, span.StartLinePosition.Line + 1) is { } text)
        {
            var start = Math.Min(span.StartLinePosition.Character, text.Length);
            var end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : text.Length;
            yield return "    " + string.Concat(text[..start].Select(c => c == '\t' ? '\t' : ' ')).Remove(0, Indent(text, start)) + new string('^', Math.Max(1, end - start));
        }
    }

    IEnumerable<Frame> Frames(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames().Select(Read).OfType<Frame>().Take(FrameLimit);

    Frame? Read(StackFrame frame)
    {
        var method = frame.GetMethod();
        var file = frame.GetFileName();
        if (file is not null && (sources.ContainsKey(file) || file.EndsWith(".csx", StringComparison.OrdinalIgnoreCase)))
        {
            // Compilers hide a method's name in brackets: <Mean>d__1.MoveNext, <Mean>b__0; a cell's own code is <Initialize>.
            var name = method?.Name == "MoveNext" ? method.DeclaringType?.Name : method?.Name;
            name = name?.TrimStart('<').Split('>')[0];
            return new(Place(file, frame.GetFileLineNumber()) + (name is null or "Initialize" ? "" : $", in {name}"), file, frame.GetFileLineNumber());
        }
        var type = method?.DeclaringType;
        var plumbing = type is null || type.Assembly.IsDynamic || type.Assembly == typeof(ErrorText).Assembly || type.Namespace is null or "System" or "Microsoft"
            || type.Namespace.StartsWith("System.", StringComparison.Ordinal) || type.Namespace.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);
        return plumbing ? null : new($"at {type!.FullName}.{method!.Name}", null, 0);
    }

    static string Message(Diagnostic error) => error.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    static string? Place(Diagnostic error) => error.Location.IsInSource
        ? Place(error.Location.GetLineSpan().Path, error.Location.GetLineSpan().StartLinePosition.Line + 1) : null;

    static string Place(string file, int line) => $"{Path.GetFileName(file)}, line {line}";

    IEnumerable<string> Source(string file, int line) => Line(file, line) is { } text ? ["    " + text.TrimStart()] : [];

    string? Line(string file, int line)
    {
        if (!sources.TryGetValue(file, out var lines))
        {
            try
            {
                lines = File.ReadAllLines(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
        return line >= 1 && line <= lines.Length ? lines[line - 1] : null;
    }

    static int Indent(string text, int limit) => Math.Min(text.Length - text.TrimStart().Length, limit);
}
