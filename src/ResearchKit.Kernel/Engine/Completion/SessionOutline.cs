using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel;

/// <summary>The declarations of every cell so far as one text: of what was declared twice the last, and no statement and no method body.
/// A chain of one project for each cell would be exact, but 500 cells took 800 MB and 0.7 s for each completion.</summary>
sealed class SessionOutline
{
    readonly Dictionary<string, List<(string Key, string Text)>> members = [];
    readonly Dictionary<string, string> usings = [];
    readonly HashSet<string> references = [];
    readonly WeakReference<Compilation?> last = new(null); // a session that was reset must not be kept by what describes it

    /// <summary>The file of every library that some cell was compiled with.</summary>
    public IReadOnlyCollection<string> References => references;

    /// <summary>Takes the cells that came since the last call. False if there were none.</summary>
    public bool Update(Compilation latest)
    {
        last.TryGetTarget(out var known);
        if (latest == known)
            return false;
        var fresh = new Stack<Compilation>();
        var next = (Compilation?)latest;
        for (; next is not null && next != known; next = next.ScriptCompilationInfo?.PreviousScriptCompilation)
            fresh.Push(next);
        if (next is null)
            Forget();
        last.SetTarget(latest);
        foreach (var submission in fresh)
            Add(submission);
        return true;
    }

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var line in usings.Values.Concat(members.Values.SelectMany(m => m.Select(d => d.Text))))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    void Add(Compilation submission)
    {
        references.UnionWith(submission.References.OfType<PortableExecutableReference>().Select(r => r.FilePath).OfType<string>());
        foreach (var directive in submission.SyntaxTrees.SelectMany(t => ((CompilationUnitSyntax)t.GetRoot()).Usings))
            usings[directive.Alias is { } alias ? alias.Name.Identifier.ValueText + "=" : directive.WithoutTrivia().ToString()] = directive.WithoutTrivia().ToString();
        foreach (var declared in submission.ScriptClass?.GetMembers().Where(m => m.CanBeReferencedByName && !m.IsImplicitlyDeclared).GroupBy(m => m.Name) ?? [])
        {
            var texts = declared.Select(m => (Key: Key(m), Text: MemberText.Of(m))).Where(m => m.Text.Length > 0).ToList();
            // A method stands beside the earlier ones of its name that take other parameters; anything else takes the name for itself.
            if (members.TryGetValue(declared.Key, out var earlier) && declared.All(m => m is IMethodSymbol))
                texts.InsertRange(0, earlier.Where(e => e.Key.StartsWith('(') && texts.TrueForAll(t => t.Key != e.Key)));
            members[declared.Key] = texts;
        }
    }

    void Forget()
    {
        members.Clear();
        usings.Clear();
        references.Clear();
    }

    static string Key(ISymbol member) => member is IMethodSymbol method
        ? $"({string.Join(',', method.Parameters.Select(p => p.Type.ToDisplayString()))})`{method.Arity}"
        : "";
}
