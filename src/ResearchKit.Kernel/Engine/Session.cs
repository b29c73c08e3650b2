using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive;

namespace ResearchKit.Kernel;

/// <summary>What cells have declared so far, and the libraries they have named: one chain of submissions to the compiler.</summary>
sealed class Session : IDisposable
{
    readonly string folder;
    readonly InteractiveAssemblyLoader loader = new();
    readonly LibraryContext libraries = new();
    readonly ReferenceResolver resolver;
    readonly SessionPackages packages;
    readonly HashSet<string> referenced = [];
    readonly ScriptOptions first, next;
    readonly Lock gate = new();
    ScriptState<object> state = null!;

    Session(string folder)
    {
        this.folder = folder;
        resolver = new(folder, loader, libraries);
        packages = new(new(PackageCache.OfUser()), folder);
        first = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest).WithOptimizationLevel(OptimizationLevel.Debug)
            // Optimised code shares the places where it throws: an index out of range would stand at another line, or at none.
            .WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8).WithAllowUnsafe(true)
            .WithMetadataResolver(resolver).WithSourceResolver(new SourceFileResolver([], folder))
            .WithReferences(LibraryContext.Framework().Concat(new[] { typeof(DisplayedValue), typeof(Microsoft.DotNet.Interactive.Formatting.Formatter),
                typeof(Microsoft.AspNetCore.Html.IHtmlContent) }.Select(t => t.Assembly.Location)).Select(p => MetadataReference.CreateFromFile(p)))
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
                "Microsoft.DotNet.Interactive.Kernel");
        // A submission sees the references and imports of those before it. Named again, each would bind them all anew, and memory would grow with the square of the cells.
        next = first.WithReferences(Array.Empty<MetadataReference>()).WithImports(Array.Empty<string>());
    }

    /// <summary>A session that has compiled and run once already, so that the first cell's time is its own.</summary>
    /// <param name="folder">Where <c>#r</c> and <c>#load</c> start from; in full.</param>
    public static async Task<Session> StartAsync(string folder)
    {
        var session = new Session(folder);
        session.state = await CSharpScript.Create<object>("(object)null", session.first, assemblyLoader: session.loader).RunAsync();
        return session;
    }

    /// <summary>The last submission; the others are before it in its chain.</summary>
    public Script<object> Last => (Script<object>)State.Script;

    /// <summary>Every variable under the last declaration of its name, in the order of those.</summary>
    public IReadOnlyList<ScriptVariable> Variables => [.. State.Variables.Reverse().DistinctBy(v => v.Name).Reverse()];

    ScriptState<object> State
    {
        get { lock (gate) return state; }
    }

    public ScriptVariable? Variable(string name) => State.GetVariable(name);

    /// <summary>Loads the libraries that a piece of code names, so that their formatters are known before it runs.</summary>
    public CellSource.Trouble? Load(CellSource.Step step)
    {
        foreach (var (reference, line) in step.References())
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

    /// <summary>Brings the NuGet packages that a piece of code names and loads them.</summary>
    /// <returns>The packages that are new to the session, with their versions.</returns>
    /// <exception cref="InputException">They cannot be had.</exception>
    public async Task<IReadOnlyList<ResolvedPackage>> InstallAsync(CellSource.Step step, CancellationToken cancellation)
    {
        var before = packages.Assets;
        var assets = await packages.AddAsync(step.Packages, cancellation);
        foreach (var library in libraries.Add(assets))
            loader.RegisterDependency(library);
        return [.. assets.Packages.Except(before.Packages)];
    }

    /// <summary>Compiles code that goes on from the last submission.</summary>
    /// <param name="code">C#.</param>
    /// <param name="file">The name it has in errors.</param>
    public Submission Compile(string code, string file)
    {
        var options = next.WithFilePath(file).AddReferences(packages.Assets.References.Where(r => !referenced.Contains(r)).Select(r => MetadataReference.CreateFromFile(r)));
        var script = Last.ContinueWith<object>(code, options);
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.First(t => t.FilePath == file);
        var checks = LoopChecks.AreWanted(tree);
        var diagnostics = checks ? compilation.GetDiagnostics() : script.Compile();
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return new(script, false, diagnostics);
        var model = compilation.GetSemanticModel(tree);
        var hasValue = CellSource.LastExpression(tree) is { } last && model.GetTypeInfo(last).Type?.SpecialType != SpecialType.System_Void;
        if (!checks)
            return new(script, hasValue, []);
        // Checks that the code does not take are left out, those in lambdas first.
        foreach (var all in new[] { true, false })
        {
            var other = Last.ContinueWith<object>(LoopChecks.Insert(tree, model, all), options);
            if (other.Compile().All(d => d.Severity != DiagnosticSeverity.Error))
                return new(other, hasValue, []);
        }
        return new(script, hasValue, script.Compile());
    }

    /// <summary>Runs a submission; an exception of its own is in the state, not thrown.</summary>
    public Task<ScriptState<object>> RunAsync(Submission submission) => submission.Script.RunFromAsync(State, catchException: _ => true);

    /// <summary>What the submission declared and assigned is the session's from here on.</summary>
    public void Adopt(ScriptState<object> state)
    {
        lock (gate)
            this.state = state;
        referenced.UnionWith(state.Script.Options.MetadataReferences.Select(r => r.Display ?? ""));
    }

    public void Dispose() => loader.Dispose();
}

/// <summary>Compiled code, or why it does not compile.</summary>
/// <param name="Script">To run.</param>
/// <param name="HasValue">It ends in an expression whose value is the cell's.</param>
/// <param name="Diagnostics">Of the compiler.</param>
sealed record Submission(Script<object> Script, bool HasValue, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Fails => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}
