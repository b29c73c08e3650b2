using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Kernel;

/// <summary>Two documents, however many cells there are: the outline of the session, and behind it the text that is being written.</summary>
sealed class SessionWorkspace : IDisposable
{
    static readonly CSharpParseOptions Script = CellSource.Syntax.WithDocumentationMode(DocumentationMode.Parse);

    readonly SessionSource source;
    readonly AdhocWorkspace workspace = new(CompletionHost.Create());
    readonly SessionOutline outline = new();
    readonly DocumentedReferences references;
    readonly DocumentId declared, written;
    Solution solution;
    HashSet<string> used = [];

    public SessionWorkspace(SessionSource source)
    {
        this.source = source;
        references = new(source.Find);
        var options = ((CSharpCompilationOptions)First(source.Last()).Options).WithMetadataReferenceResolver(references);
        var before = Submission("Session", options, null);
        var now = Submission("Cell", options, before.Id);
        declared = before.Documents.Single().Id;
        written = now.Documents.Single().Id;
        solution = workspace.CurrentSolution.AddProject(before).AddProject(now);
    }

    /// <summary>The text as a cell behind every cell that has run.</summary>
    public Document Open(string code)
    {
        if (outline.Update(source.Last()))
        {
            solution = solution.WithDocumentText(declared, SourceText.From(outline.Text()));
            if (!used.SetEquals(outline.References))
            {
                used = [.. outline.References];
                foreach (var project in solution.ProjectIds)
                    solution = solution.WithProjectMetadataReferences(project, references.For(used));
            }
        }
        return solution.WithDocumentText(written, SourceText.From(code)).GetDocument(written)!;
    }

    public void Dispose() => workspace.Dispose();

    /// <summary>The submission that names what is imported everywhere.</summary>
    static Compilation First(Compilation submission) => submission.ScriptCompilationInfo?.PreviousScriptCompilation is { } earlier ? First(earlier) : submission;

    ProjectInfo Submission(string name, CSharpCompilationOptions options, ProjectId? previous)
    {
        var id = ProjectId.CreateNewId();
        var document = DocumentInfo.Create(DocumentId.CreateNewId(id), name + ".csx", sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(""), VersionStamp.Default)), filePath: Path.Combine(source.Folder, name + ".csx"));
        return ProjectInfo.Create(id, VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: options, parseOptions: Script,
            documents: [document], projectReferences: previous is null ? [] : [new ProjectReference(previous)], isSubmission: true);
    }
}
