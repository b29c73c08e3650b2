using Xunit;

namespace ResearchKit.Tests;

/// <summary>One <c>./kit run</c> of every notebook, as a reader of the README starts it; shared by the tests that look at what it wrote.</summary>
public sealed class KitRun
{
    readonly Lazy<string> dom;

    public KitRun()
    {
        StatusBefore = Git.Status();
        Result = Kit.Run("run");
        StatusAfter = Git.Status();
        dom = new(() => Browser.Open(Report));
    }

    public string Report { get; } = Repository.File("artifacts", "report", "index.html");

    public string StatusBefore { get; }

    public string StatusAfter { get; }

    /// <summary>The report in a browser, its charts drawn.</summary>
    public string Dom => dom.Value;

    internal KitResult Result { get; }

    internal IReadOnlyList<NotebookFile> Executed => NotebookFile.Read(Repository.File("artifacts", "report", "executed"));
}

[CollectionDefinition(nameof(KitRun))]
public sealed class KitRunCollection : ICollectionFixture<KitRun>;
