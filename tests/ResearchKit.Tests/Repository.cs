namespace ResearchKit.Tests;

/// <summary>Finds files of the repository from a test's output folder.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    public static Lexicon Finance { get; } = Lexicon.Read(File("data", "lexicons", "finance.csv"));

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (System.IO.File.Exists(Path.Combine(folder, "ResearchKit.sln"))) return folder;
        throw new InvalidOperationException("ResearchKit.sln was not found above the tests.");
    }
}
