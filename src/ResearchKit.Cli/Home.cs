namespace ResearchKit.Cli;

/// <summary>Where the kit's own files are.</summary>
static class Home
{
    /// <summary>The repository's root: the folder of ResearchKit.sln above the program.</summary>
    public static string Root { get; } = Find();

    /// <summary>The lexicon that methods use unless another is named: by its name below the root, so that a receipt says the same from every folder.</summary>
    public const string Lexicon = "data/lexicons/finance.csv";

    /// <summary>Articles to look at unless others are named.</summary>
    public const string Articles = "data/articles";

    /// <summary>Where the versions of lexicons are kept.</summary>
    public const string Registry = "data/registry";

    /// <summary>The companies and themes that are looked for unless others are named.</summary>
    public const string Companies = "data/tickers", Themes = "data/themes/compute.csv";

    /// <summary>What was measured of methods.</summary>
    public const string MethodFigures = "data/methods/figures.json";

    /// <summary>This process was started by the dotnet that the user has; what it starts gets the same one.</summary>
    public static string Dotnet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>A file as it is named, or else below the root: a receipt made in the root can be verified from elsewhere.</summary>
    public static string Locate(string path) => File.Exists(path) || Directory.Exists(path) || !Path.Exists(Path.Combine(Root, path)) ? path : Path.Combine(Root, path);

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "ResearchKit.sln"))) return folder;
        throw new InputException($"ResearchKit.sln was not found above {AppContext.BaseDirectory}. Start the kit with ./kit from its repository.");
    }
}
