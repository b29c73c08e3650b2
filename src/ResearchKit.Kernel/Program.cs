using System.Globalization;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>The command line: runs notebooks, and makes a report of those that were run.</summary>
static class Program
{
    const string Help = $"""
        ResearchKit.Kernel runs C# notebooks and makes reports of them.

        ResearchKit.Kernel execute NOTEBOOK --out EXECUTED.ipynb [--set NAME=VALUE]... [--timeout SECONDS] [--quiet]
            Runs a notebook in its own folder and writes it with its outputs.
            --set      assigns a parameter that the cell tagged 'parameters' declares
            --timeout  for each cell, in seconds; default 300
            --quiet    does not say where it wrote
            A cell tagged 'raises-exception' may fail: the run goes on behind it.

        ResearchKit.Kernel parameters NOTEBOOK
            Prints the names that the cell tagged 'parameters' declares, a line each.

        {StripVerb.Help}

        {ConvertVerb.Help}

        {CheckVerb.Help}

        ResearchKit.Kernel report EXECUTED.ipynb... --out REPORT.html [--title TITLE] [--time TEXT]
            Makes one HTML file, which needs no network, of one or more executed notebooks.
            --time     is shown as the time of the run; without it the same notebooks give the same bytes

        ResearchKit.Kernel pictures EXECUTED.ipynb... --out FOLDER --format png|svg --browser PROGRAM [--timeout SECONDS]
            Draws every chart of executed notebooks with a Chromium and writes it as NOTEBOOK-N-TITLE.png or .svg.
            --timeout  for all of them, in seconds; default 120

        ResearchKit.Kernel jupyter CONNECTION_FILE
            Serves a Jupyter front end, which starts it and writes the file, until it is told to end.

        Exit codes: 0 done, 1 a cell failed or took too long (the executed notebook is written) or a chart cannot be drawn, 2 what was given cannot be used.
        """;

    static async Task<int> Main(string[] args)
    {
        // A notebook gives the same results on every machine; one that wants another culture names it.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var utf8 = new UTF8Encoding(false);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        try
        {
            return Exit(args switch
            {
                [] or ["--help" or "-h" or "help", ..] or [_, "--help" or "-h"] => Say(output, Help),
                ["--version"] => Say(output, typeof(Program).Assembly.GetName().Version!.ToString(3)),
                ["execute", .. var rest] => await ExecuteAsync(rest, error),
                ["parameters", var notebook] => Say(output, string.Join('\n', Parameters.DeclaredBy(Notebook.Read(notebook)))),
                ["strip", .. var rest] => StripVerb.Run(rest, output.BaseStream, error),
                ["convert", .. var rest] => ConvertVerb.Run(rest, error),
                ["check", .. var rest] => CheckVerb.Run(rest, output, error),
                ["report", .. var rest] => Report(rest, error),
                ["pictures", .. var rest] => Pictures(rest, error),
                ["jupyter", var file] => JupyterKernel.Run(file, error),
                _ => throw new InputException($"'{Terminal.Line(args[0], 60)}' is not known. Available: execute, parameters, strip, convert, check, report, pictures, jupyter, --help."),
            });
        }
        catch (InputException e)
        {
            error.WriteLine(Terminal.Line(e.Message, 2000));
            return Exit(2);
        }
    }

    static async Task<int> ExecuteAsync(string[] words, StreamWriter error)
    {
        var arguments = Arguments.Parse("execute", words, ["--quiet"], ["--out", "--set", "--timeout"]);
        if (arguments.Files is not [var file])
            throw new InputException($"execute: {arguments.Files.Count} notebooks given. Expected one.");
        var target = Path.GetFullPath(arguments.Required("execute", "--out"));
        if (Directory.Exists(target) || target == Path.GetFullPath(file))
            throw new InputException($"execute: --out {arguments.Option("--out")} is {(Directory.Exists(target) ? "a folder" : "the notebook itself")}. Expected another file.");
        var timeout = Timeout(arguments.Option("--timeout") ?? "300");
        var notebook = Notebook.Read(file);
        var run = new NotebookRun(notebook, timeout, error.WriteLine);
        // A timer or a thread of a cell that was stopped is stopped as well, which is no failure; anything else is, and ends the run.
        System.Runtime.ExceptionServices.ExceptionHandling.SetUnhandledExceptionHandler(e =>
        {
            if (!CellEngine.IsEndOfStopped(e))
                Task.Run(() => Abandon(run, target, error, e));
            return true;
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Abandon(run, target, error, null);
        var failure = await run.ExecuteAsync(Parameters.For(notebook, [.. arguments.Options["--set"].Select(Setting)]));
        run.Write(target);
        if (failure is not null || !arguments.Has("--quiet"))
            error.WriteLine(failure ?? $"Wrote {arguments.Option("--out")}");
        return failure is null ? 0 : 1;
    }

    /// <summary>A cell that does not stop, or a thread it left behind, must not keep the process.</summary>
    static int Exit(int code)
    {
        Environment.Exit(code);
        return code;
    }

    /// <summary>The process ends in the middle of a cell: what there is of the notebook is kept, and the exit code says that it failed.</summary>
    static void Abandon(NotebookRun run, string target, StreamWriter error, Exception? exception)
    {
        if (run.Abandon(exception) is not { } failure)
            return;
        run.Write(target);
        error.WriteLine(failure);
        Environment.ExitCode = 1;
        if (exception is not null)
            Environment.Exit(1);
    }

    static int Report(string[] words, StreamWriter error)
    {
        var arguments = Arguments.Parse("report", words, "--out", "--title", "--time");
        if (arguments.Files.Count == 0)
            throw new InputException("report: no notebook given. Expected one or more executed notebooks.");
        var target = arguments.Required("report", "--out");
        var html = new Report([.. arguments.Files.Select(Notebook.Read)], arguments.Option("--title"), arguments.Option("--time")).ToHtml();
        AtomicFile.Write(target, stream => stream.Write(Encoding.UTF8.GetBytes(html)));
        error.WriteLine($"Wrote {target}");
        return 0;
    }

    static int Pictures(string[] words, StreamWriter error)
    {
        var arguments = Arguments.Parse("pictures", words, "--out", "--format", "--browser", "--timeout");
        var format = arguments.Required("pictures", "--format");
        if (format is not ("png" or "svg")) throw new InputException($"pictures: --format {format}. Expected png or svg.");
        var pictures = new Pictures(format, new(arguments.Required("pictures", "--browser"), Timeout(arguments.Option("--timeout") ?? "120")));
        var failures = pictures.Write([.. arguments.Files.Select(Notebook.Read)], arguments.Required("pictures", "--out"));
        foreach (var failure in failures) error.WriteLine(Terminal.Line(failure, 500));
        return failures.Count == 0 ? 0 : 1;
    }

    static KeyValuePair<string, string> Setting(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? new(name.Trim(), value)
        : throw new InputException($"--set {text}: expected NAME=VALUE.");

    static TimeSpan Timeout(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException($"--timeout {text}: expected seconds such as 300, more than 0 and at most 1000000.");

    static int Say(StreamWriter output, string text)
    {
        output.WriteLine(text);
        return 0;
    }
}
