namespace ResearchKit.Kernel;

/// <summary><c>#!import FILE</c>: what there is to run in a notebook or a C# file.</summary>
static class ImportMagic
{
    const string Expected = "Expected a notebook (.ipynb) or a C# file (.cs, .csx), relative to the notebook's folder.";

    /// <summary>Texts and the names that errors call them by.</summary>
    /// <exception cref="InputException">The file is missing or is of another kind.</exception>
    public static IReadOnlyList<(string Text, string File)> Read(string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".ipynb":
                var notebook = Notebook.Read(path);
                Language.Require(notebook);
                return [.. notebook.Cells.Where(c => c.IsCode && c.Source.Trim().Length > 0).Select(c => (c.Source, FormattableString.Invariant($"{path}, cell {c.Number}")))];
            case ".cs" or ".csx":
                try
                {
                    return [(File.ReadAllText(path), path)];
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new InputException(File.Exists(path) ? $"{path}: cannot be read: {e.Message}" : $"#!import: there is no file at {path}. {Expected}", e);
                }
            case "":
                throw new InputException($"#!import: no file is named, or a folder. {Expected}");
            case var kind:
                throw new InputException($"#!import: '{kind}' files are not known. {Expected}");
        }
    }
}
