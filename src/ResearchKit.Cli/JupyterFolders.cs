namespace ResearchKit.Cli;

/// <summary>Where Jupyter keeps kernels, by its rules: https://docs.jupyter.org/en/latest/use/jupyter-directories.html</summary>
static class JupyterFolders
{
    /// <summary>The user's folder of data.</summary>
    public static string User => Named("JUPYTER_DATA_DIR")
        ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(Home, "Library", "Jupyter")
            : Path.Combine(Named("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"), "jupyter"));

    /// <summary>The jupyter program on the PATH; null if there is none.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "jupyter.exe" : "jupyter")).FirstOrDefault(File.Exists);

    static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>A folder of data: that of an installation of Python, or the user's.</summary>
    public static string Of(string? prefix) => prefix is null ? User
        : prefix.Trim().Length == 0 ? throw new InputException("--prefix is empty. Expected a folder such as that of a Python environment, whose kernels lie in share/jupyter.")
        : File.Exists(prefix) ? throw new InputException($"--prefix {Untrusted.Line(prefix)}: is a file. Expected a folder such as that of a Python environment, whose kernels lie in share/jupyter.")
        : Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Every folder of data in the order in which Jupyter looks: the first kernel of a name is taken.</summary>
    /// <param name="prefix">One more, before the others; or null.</param>
    public static IReadOnlyList<string> All(string? prefix)
    {
        string?[] environments = [Named("VIRTUAL_ENV"), Named("CONDA_PREFIX")];
        // Python's own prefix is not known here: that of the program is nearly always the same.
        var installed = Program is { } program ? Path.GetDirectoryName(Path.GetDirectoryName(new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program)) : null;
        string?[] system = OperatingSystem.IsWindows() ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter")] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        IEnumerable<string?> folders =
        [
            prefix is null ? null : Of(prefix),
            .. (Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. environments.Select(Shared), User, Shared(installed), .. system,
        ];
        return [.. folders.OfType<string>().Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct()];

        static string? Shared(string? folder) => folder is null ? null : Path.Combine(folder, "share", "jupyter");
    }

    static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? Path.GetFullPath(value) : null;
}
