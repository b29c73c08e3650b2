namespace ResearchKit.Kernel;

/// <summary>The verb <c>strip</c>: in place, to another file, or as a filter between standard input and output.</summary>
static class StripVerb
{
    public const string Help = """
        ResearchKit.Kernel strip NOTEBOOK... [--check] [--keep TAG]... [--out FILE]
            Takes outputs, execution counts and times of runs out and leaves every other byte. A notebook without any is not touched, nor is an approved file.
            --check    changes nothing; exit code 1 if there is something to take out
            --keep     keeps the outputs of cells with this tag; those tagged keep_output, or with it in their metadata, always stay
            --out      writes one notebook to another file; '-' as NOTEBOOK reads standard input and writes standard output
        """;

    const string Pipe = "-";

    public static int Run(string[] words, Stream output, TextWriter error)
    {
        var arguments = Arguments.Parse("strip", words, ["--check"], ["--keep", "--out"]);
        var (check, target) = (arguments.Has("--check"), arguments.Option("--out"));
        if (arguments.Files.Count == 0)
            throw new InputException("strip: no notebook given. Expected one or more, or - for standard input.");
        if (arguments.Files.Contains(Pipe) && arguments.Files.Count > 1)
            throw new InputException("strip: - stands with other notebooks. Expected - alone.");
        if (target is not null && (check || arguments.Files.Count > 1))
            throw new InputException($"strip: --out {target} {(check ? "with --check, which writes nothing" : $"for {arguments.Files.Count} notebooks")}. Expected one notebook and one of the two options.");
        // All are read before one is written: a notebook that cannot be used leaves the others as they were.
        var stripped = arguments.Files.Select(file => (File: file, Strip: Read(file, [.. arguments.Options["--keep"]]))).ToList();
        foreach (var (file, strip) in stripped)
        {
            if (!check && (target is not null || file != Pipe))
                Write(target ?? file, strip, always: target is not null);
            else if (!check)
                Pass(output, strip.Bytes);
            // Said when it is done, since it may not be.
            if (!strip.IsClean && (check || file != Pipe && target is null))
                error.WriteLine($"{Terminal.Line(file, 500)}: {Counted(strip)} {(check ? "to strip" : "stripped")}");
        }
        return check && stripped.Any(s => !s.Strip.IsClean) ? 1 : 0;
    }

    static string Counted(NotebookStrip strip) => strip.Times == 0 ? FormattableString.Invariant($"{strip.Outputs} cells with outputs and {strip.Counts} execution counts")
        : FormattableString.Invariant($"{strip.Outputs} cells with outputs, {strip.Counts} execution counts and {strip.Times} cells with times of runs");

    static void Pass(Stream output, byte[] bytes)
    {
        try
        {
            output.Write(bytes);
            output.Flush();
        }
        catch (IOException e)
        {
            throw new InputException($"standard output: cannot be written: {e.Message}", e);
        }
    }

    static NotebookStrip Read(string file, IReadOnlyCollection<string> keep) =>
        file == Pipe ? NotebookStrip.Of("standard input", Piped(), keep) : NotebookStrip.Of(file, Notebook.Bytes(file), keep);

    static byte[] Piped()
    {
        using var all = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(all);
        return all.ToArray();
    }

    static void Write(string file, NotebookStrip strip, bool always)
    {
        if (!always && strip.IsClean)
            return;
        // A notebook may be a link to one elsewhere, and may be for its owner's eyes: both stay so.
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(file) ? File.GetUnixFileMode(file) : null;
        AtomicFile.Write(file, stream => stream.Write(strip.Bytes));
        if (mode is { } kept && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, kept);
    }
}
