using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive;

namespace ResearchKit.Kernel;

/// <summary>One C# session: cells run one after another, each seeing what the ones before declared. It knows nothing of notebooks, reports
/// or protocols: it emits outputs, and a front does with them what it wants. One engine per process, since it takes the console.</summary>
sealed class CellEngine : IDisposable
{
    readonly string folder;
    readonly Dictionary<string, string[]> sources = [];
    readonly InteractiveAssemblyLoader loader = new();
    readonly ReferenceResolver resolver;
    readonly ConsoleCapture console;
    readonly ErrorText errors;
    readonly ScriptOptions options;
    ScriptState<object> state = null!;

    CellEngine(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        resolver = new(this.folder, loader, new LibraryContext());
        errors = new(sources);
        options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest).WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8).WithAllowUnsafe(true)
            .WithMetadataResolver(resolver).WithSourceResolver(new SourceFileResolver([], this.folder))
            .WithReferences(LibraryContext.Framework().Concat(new[] { typeof(DisplayedValue), typeof(Microsoft.DotNet.Interactive.Formatting.Formatter),
                typeof(Microsoft.AspNetCore.Html.IHtmlContent) }.Select(t => t.Assembly.Location)).Select(p => MetadataReference.CreateFromFile(p)))
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
                "Microsoft.DotNet.Interactive.Kernel");
        console = new((name, text) => Emitted?.Invoke(new StreamText(name, text)));
    }

    /// <summary>A session that has compiled and run once already, so that the first cell's time is its own.</summary>
    /// <param name="folder">Where <c>#r</c> and <c>#load</c> start from; the notebook's folder.</param>
    public static async Task<CellEngine> StartAsync(string folder)
    {
        var engine = new CellEngine(folder);
        engine.state = await CSharpScript.Create<object>("(object)null", engine.options, assemblyLoader: engine.loader).RunAsync();
        return engine;
    }

    /// <summary>Raised for everything a cell emits, on whatever thread it does; handlers must be quick and thread-safe.</summary>
    public event Action<CellOutput>? Emitted;

    /// <summary>The declared type of a variable and whether it can be assigned; null if no cell declared it.</summary>
    public (Type Type, bool IsReadOnly)? Variable(string name) => state.GetVariable(name) is { } v ? (v.Type, v.IsReadOnly) : null;

    /// <summary>Runs a cell. The task ends soon after cancellation, the cell does not: .NET has no safe way to stop a thread (aborting one
    /// with ControlledExecution has been seen to end the process), so a cell that must not go on is stopped by ending the process.</summary>
    /// <param name="text">The cell as the user wrote it.</param>
    /// <param name="count">The n of <c>In [n]</c>.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<CellOutcome> ExecuteAsync(string text, int count, CancellationToken cancellation = default)
    {
        try
        {
            return await Task.Run(() => RunAsync(text, count), CancellationToken.None).WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return CellOutcome.Cancelled;
        }
    }

    public void Dispose()
    {
        console.Dispose();
        loader.Dispose();
    }

    async Task<CellOutcome> RunAsync(string text, int count)
    {
        Microsoft.DotNet.Interactive.Kernel.Emit.Value = o => Emitted?.Invoke(o);
        var file = Path.Combine(folder, $"In [{count}]");
        var source = CellSource.Read(text);
        sources[file] = text.ReplaceLineEndings("\n").Split('\n');
        var clock = Stopwatch.StartNew();
        var error = source.Problem is { } problem ? errors.From(problem, file) : await RunAsync(source, file, count);
        if (source.Timed)
            Emitted?.Invoke(new StreamText("stdout", FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:0.#} ms\n")));
        if (error is not null)
            Emitted?.Invoke(new CellFailure(error));
        return error is null ? CellOutcome.Done : CellOutcome.Failed;
    }

    async Task<CellError?> RunAsync(CellSource source, string file, int count)
    {
        if (Load(source) is { } trouble)
            return errors.From(trouble, file);
        var options = this.options.WithFilePath(file);
        var script = this.state.Script.ContinueWith<object>(source.Code, options);
        var diagnostics = script.Compile();
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return errors.From(diagnostics, file);
        var state = await script.RunFromAsync(this.state, catchException: _ => true);
        this.state = state;
        if (state.Exception is { } exception)
            return errors.From(exception, file);
        if (HasValue(script, file) && state.ReturnValue is not DisplayedValue)
            Emitted?.Invoke(new CellValue(ValueFormatter.Format(state.ReturnValue), count));
        return null;
    }

    CellSource.Trouble? Load(CellSource source)
    {
        foreach (var (reference, line) in source.References())
        {
            if (resolver.Find(reference, null) is null)
            {
                var place = Path.GetFullPath(Path.Combine(folder, reference));
                return new("ReferenceNotFound", $"#r \"{reference}\" was not found. Expected a file at {place}, relative to the notebook's folder, or the name of a .NET assembly.", line);
            }
            try
            {
                resolver.Initialize(reference);
            }
            catch (Exception e)
            {
                return new("ReferenceNotLoaded", $"#r \"{reference}\" cannot be loaded: {(e is TypeInitializationException { InnerException: { } inner } ? inner : e).Message}", line);
            }
        }
        return null;
    }

    static bool HasValue(Script script, string file)
    {
        var compilation = script.GetCompilation();
        return compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == file) is { } tree
            && CellSource.LastExpression(tree) is { } last
            && compilation.GetSemanticModel(tree).GetTypeInfo(last).Type?.SpecialType != SpecialType.System_Void;
    }
}
