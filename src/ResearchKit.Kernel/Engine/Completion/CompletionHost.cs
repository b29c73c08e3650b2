using System.Composition.Hosting;
using Microsoft.CodeAnalysis.Host.Mef;

namespace ResearchKit.Kernel;

/// <summary>The parts of the compiler platform that completion is made of.</summary>
static class CompletionHost
{
    /// <summary>What offers more than plain text at the cursor: a type that needs a using, a template to be filled in, a conversion that is
    /// written in front. These cost most of the time too, since they look at every type of every reference.</summary>
    static readonly string[] LeftOut = ["ImportCompletionProvider", "SnippetCompletionProvider", "UnnamedSymbolCompletionProvider"];

    public static MefHostServices Create() => MefHostServices.Create(new ContainerConfiguration()
        .WithParts(MefHostServices.DefaultAssemblies.SelectMany(a => a.DefinedTypes)
            .Where(t => !LeftOut.Any(n => t.Name.EndsWith(n, StringComparison.Ordinal)))
            .Select(t => t.AsType()))
        .CreateContainer());
}
