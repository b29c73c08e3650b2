namespace ResearchKit.Benchmarks;

/// <summary>Measures, prints, writes and compares.</summary>
static class BenchVerb
{
    /// <param name="options">What is asked for.</param>
    /// <param name="output">Receives the results.</param>
    /// <param name="say">Receives what goes on meanwhile.</param>
    /// <exception cref="InputException">A file cannot be read or written.</exception>
    public static void Run(BenchOptions options, TextWriter output, Action<string> say)
    {
        // Before minutes are spent on figures that nothing can be done with.
        var old = options.Compare is { } earlier ? BenchResult.Read(earlier) : null;
        if (options.Json is { } file && Directory.Exists(file)) throw new InputException($"{Untrusted.Line(file)}: is a folder. Expected a file for --json, or none for standard output.");
        var result = new Bench(options, say).Run();
        if (options.Json is { } path) Files.WriteText(path, writer => writer.Write(result.Json()));
        var isTable = !options.IsJson || options.Json is not null;
        output.Write(isTable ? BenchTable.Of(result) : result.Json());
        if (old is null) return;
        var comparison = BenchComparison.Of(old, result).ToString();
        if (isTable) output.Write($"\n{comparison}");
        else say(comparison);
    }
}
