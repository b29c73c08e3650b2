namespace ResearchKit.Kernel;

/// <summary>The verb <c>convert</c>: a notebook becomes a script that <c>dotnet run</c> runs, and a script a notebook.</summary>
static class ConvertVerb
{
    public const string Help = """
        ResearchKit.Kernel convert FILE... --to script|ipynb [--out FILE]
            Makes a C# script in cells (// %%) of a notebook, which 'dotnet run FILE.cs' runs, or the other way round. Nothing but outputs is lost.
            Exit code 1 if a script was changed where it is generated: the notebook is written, and what it does not have is said.
            --out      default: beside it, with the other ending; an existing file is replaced only if it is named
        """;

    public static int Run(string[] words, TextWriter error)
    {
        var arguments = Arguments.Parse("convert", words, "--to", "--out");
        if (arguments.Files.Count == 0 || arguments.Files.Count > 1 && arguments.Has("--out"))
            throw new InputException($"convert: {arguments.Files.Count} files given. Expected one, or several without --out.");
        var ending = arguments.Required("convert", "--to") switch
        {
            "script" => ".cs",
            "ipynb" => ".ipynb",
            var other => throw new InputException($"convert: --to {other}. Expected script or ipynb."),
        };
        var code = 0;
        foreach (var file in arguments.Files)
        {
            try
            {
                code = Math.Max(code, Convert(file, ending, arguments.Option("--out"), error));
            }
            catch (InputException e) when (arguments.Files.Count > 1)
            {
                error.WriteLine(Terminal.Line(e.Message, 2000));
                code = 2;
            }
        }
        return code;
    }

    static int Convert(string file, string ending, string? named, TextWriter error)
    {
        var target = named ?? Path.ChangeExtension(file, ending);
        if (!target.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || Path.GetFullPath(target) == Path.GetFullPath(file))
            throw new InputException($"convert: {target}: expected another file than the one that is read, ending in {ending}.");
        if (named is null && File.Exists(target))
            throw new InputException($"convert: {target} is there already. Name it with --out to replace it, or another file.");
        var conversion = ending == ".cs" ? ScriptConversion.ToScript(file, target) : ScriptConversion.ToNotebook(file);
        AtomicFile.Write(target, stream => stream.Write(conversion.Bytes));
        foreach (var note in conversion.Notes)
            error.WriteLine(Terminal.Line(note, 1000));
        error.WriteLine($"Wrote {Terminal.Line(target, 500)}");
        return conversion.IsWhole ? 0 : 1;
    }
}
