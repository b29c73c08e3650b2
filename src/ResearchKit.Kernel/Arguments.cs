namespace ResearchKit.Kernel;

/// <summary>What stands after a verb on the command line: files, and options with their values.</summary>
sealed record Arguments(IReadOnlyList<string> Files, ILookup<string, string> Options)
{
    /// <exception cref="InputException">An unknown option, or one without a value.</exception>
    public static Arguments Parse(string verb, IEnumerable<string> words, params string[] known) => Parse(verb, words, [], known);

    /// <param name="verb">Named in messages.</param>
    /// <param name="words">What stands after it.</param>
    /// <param name="flags">Options that take no value.</param>
    /// <param name="known">Options that take one.</param>
    /// <exception cref="InputException">An unknown option, one without a value, or a flag with one.</exception>
    public static Arguments Parse(string verb, IEnumerable<string> words, string[] flags, string[] known)
    {
        var files = new List<string>();
        var options = new List<(string Name, string Value)>();
        using var word = words.GetEnumerator();
        while (word.MoveNext())
        {
            if (!word.Current.StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(word.Current);
                continue;
            }
            var parts = word.Current.Split('=', 2);
            if (flags.Contains(parts[0]))
            {
                options.Add((parts[0], parts.Length == 1 ? "" : throw new InputException($"{verb}: option '{parts[0]}' takes no value.")));
                continue;
            }
            if (!known.Contains(parts[0]))
                throw new InputException($"{verb}: option '{parts[0]}' is not known. Available: {string.Join(", ", [.. known, .. flags])}.");
            if (parts.Length == 2)
                options.Add((parts[0], parts[1]));
            else if (word.MoveNext())
                options.Add((parts[0], word.Current));
            else
                throw new InputException($"{verb}: option '{parts[0]}' has no value.");
        }
        return new(files, options.ToLookup(o => o.Name, o => o.Value));
    }

    /// <summary>Whether an option was given at all.</summary>
    public bool Has(string name) => Options.Contains(name);

    public string? Option(string name) => Options[name].LastOrDefault();

    /// <exception cref="InputException">The option is missing.</exception>
    public string Required(string verb, string name) => Option(name) is { Length: > 0 } value ? value : throw new InputException($"{verb}: {name} is missing. See --help.");
}
