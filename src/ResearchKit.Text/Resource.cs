namespace ResearchKit;

/// <summary>Data files that are part of a library and of its methods' versions.</summary>
static class Resource
{
    /// <summary>The lines of an embedded file that are neither empty nor a comment (<c>#</c>).</summary>
    /// <param name="name">The file.</param>
    /// <param name="of">A type of the assembly that holds it; this one by default.</param>
    public static IEnumerable<string> Lines(string name, Type? of = null)
    {
        using var stream = (of ?? typeof(Resource)).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
