namespace ResearchKit.Kernel;

/// <summary>Where a notebook and its script are.</summary>
/// <param name="Name">The file that is read, as the user named it.</param>
/// <param name="Notebooks">The folder in full that paths in the cells start from.</param>
/// <param name="Scripts">The script's folder in full.</param>
sealed record ScriptPlace(string Name, string Notebooks, string Scripts)
{
    /// <summary>A path as the script names it.</summary>
    public string FromScript(string path) => Path.GetRelativePath(Scripts, path).Replace('\\', '/');

    public string Cell(int number) => FormattableString.Invariant($"{Name}: cell {number}");
}
