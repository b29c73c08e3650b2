using System.Collections.Concurrent;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ResearchKit.Cli;

/// <summary><c>./kit run [NOTEBOOK…]</c>: the notebooks, then one report of them all.</summary>
static class RunCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebooks to run. Default: every one in notebooks/.", Arity = ArgumentArity.ZeroOrMore };
        var set = new Option<string[]>("--set") { Description = "Set a parameter that the notebook's cell tagged 'parameters' declares; may be given several times.", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false };
        var output = new Option<string?>("--out") { Description = "Folder of the report. Default: artifacts/report.", HelpName = "DIR" };
        var timeout = new Option<int>("--timeout") { Description = "Seconds that one cell may take.", DefaultValueFactory = _ => 300, CustomParser = Shared.WholeNumber, HelpName = "SECONDS" };
        var jobs = new Option<int>("--jobs") { Description = "Notebooks that run at a time, each in a process of its own. Default: one for each processor, and four at most.", DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount), CustomParser = Shared.WholeNumber, HelpName = "N" };
        var pictures = new Option<string?>("--static") { Description = "Write every chart as a picture too, into charts/ of the report's folder: png (when nothing is said) or svg. Needs a Chromium or Chrome, which RESEARCHKIT_CHROMIUM may name.", Arity = ArgumentArity.ZeroOrOne, CustomParser = Format, HelpName = "png|svg" };
        var command = new Command("run", "Run notebooks and write the report, one HTML file that needs no network. Exit code 1 when a cell fails.\n\nExamples:\n  ./kit run\n  ./kit run notebooks/01-reproduce-a-score.ipynb --set tolerance=0.05 --out my-report\n  ./kit run --static svg") { notebooks, set, output, timeout, jobs, pictures };
        command.SetAction(parsed => Run(parsed.GetValue(notebooks)!, parsed.GetValue(set) ?? [], parsed.GetValue(output) ?? Path.Combine(Home.Root, "artifacts", "report"), parsed.GetValue(timeout), parsed.GetValue(jobs),
            parsed.GetResult(pictures) is null ? null : parsed.GetValue(pictures) ?? "png"));
        return command;
    }

    static string? Format(ArgumentResult result)
    {
        if (result.Tokens.Count == 0) return "png";
        if (result.Tokens[0].Value is "png" or "svg") return result.Tokens[0].Value;
        result.AddError($"--static is '{result.Tokens[0].Value}'. Expected png or svg; to name a notebook behind it, write --static=png.");
        return null;
    }

    static int Run(string[] named, string[] settings, string folder, int timeout, int jobs, string? pictures)
    {
        if (jobs <= 0) throw new InputException($"--jobs is {jobs}. Expected a number of notebooks above 0.");
        if (timeout <= 0) throw new InputException($"--timeout is {timeout}. Expected a number of seconds above 0.");
        foreach (var setting in settings)
            if (setting.IndexOf('=', StringComparison.Ordinal) < 1) throw new InputException($"--set '{setting}' has no value. Expected NAME=VALUE, as in --set tolerance=0.05.");
        var notebooks = named.Length > 0 ? named : Directory.GetFiles(Path.Combine(Home.Root, "notebooks"), "*.ipynb").Where(file => !file.EndsWith(".approved.ipynb", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        foreach (var notebook in notebooks)
            if (!File.Exists(notebook)) throw new InputException($"{notebook}: no such notebook. Available: {string.Join(", ", Directory.GetFiles(Path.Combine(Home.Root, "notebooks"), "*.ipynb").Select(Path.GetFileName).Order(StringComparer.Ordinal))}.");
        if (notebooks.Length == 0) throw new InputException($"{Path.Combine(Home.Root, "notebooks")}: holds no notebooks. Name one, or put one there.");
        if (File.Exists(folder)) throw new InputException($"{folder}: is a file. Expected a folder for the report.");
        Check(notebooks, folder);
        var declared = settings.Length > 0 && notebooks.Length > 1 ? notebooks.ToDictionary(n => n, Parameters) : [];
        if (declared.Count > 0 && settings.FirstOrDefault(s => !declared.Values.Any(names => names.Contains(NameOf(s)))) is { } unknown)
            throw new InputException($"--set {NameOf(unknown)}: none of the notebooks declares such a parameter. Available: {string.Join(", ", declared.Values.SelectMany(n => n).Distinct())}.");
        var browser = pictures is null ? null : Chromium.Find();
        var ends = new (int Code, bool Written)[notebooks.Length];
        // One by one as they are free: notebooks take a second or a minute.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, notebooks.Length), EnumerablePartitionerOptions.NoBuffering), new() { MaxDegreeOfParallelism = jobs },
            i => ends[i] = Execute(notebooks[i], Copy(notebooks[i], folder), timeout, Own(notebooks[i]), notebooks.Length > 1));
        List<string> executed = [.. notebooks.Where((_, i) => ends[i].Written).Select(notebook => Copy(notebook, folder))];
        var failed = ends.Max(end => end.Code);
        var report = Path.Combine(folder, "index.html");
        if (executed.Count == 0)
        {
            if (File.Exists(report)) Console.Error.WriteLine($"No report was written; {Untrusted.Line(report)} is an earlier one.");
            return failed;
        }
        var written = NotebookKernel.Run(["report", .. executed, "--out", report, "--title", "ResearchKit report"]);
        if (written == 0) Console.Out.WriteLine($"report: {Untrusted.Line(report)}");
        if (browser is not null && written == 0) written = Pictures(executed, Path.Combine(folder, "charts"), pictures!, browser);
        return Math.Max(failed, written);

        // Of several notebooks each gets what it declares; one alone gets everything, and says what it does not know.
        IEnumerable<string> Own(string notebook) => declared.TryGetValue(notebook, out var names) ? settings.Where(s => names.Contains(NameOf(s))) : settings;
    }

    /// <summary>Runs a notebook in a process of its own.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="copy">Where the executed one goes; an earlier one stays until there is a new one.</param>
    /// <param name="timeout">Seconds for a cell.</param>
    /// <param name="settings">Its parameters.</param>
    /// <param name="named">Whether its lines begin with its name, as others run beside it.</param>
    /// <returns>How it ended, and whether there is a copy.</returns>
    static (int Code, bool Written) Execute(string notebook, string copy, int timeout, IEnumerable<string> settings, bool named)
    {
        var name = Untrusted.Line(Path.GetFileName(notebook));
        Console.Error.WriteLine($"running {name}");
        var fresh = Path.Combine(Path.GetDirectoryName(copy)!, $".{Path.GetFileName(copy)}");
        if (File.Exists(fresh)) File.Delete(fresh);
        var code = NotebookKernel.Run(["execute", notebook, "--out", fresh, "--quiet", "--timeout", timeout.ToString(CultureInfo.InvariantCulture), .. settings.SelectMany(s => new[] { "--set", s })], named ? Say : null);
        var written = File.Exists(fresh);
        if (written) File.Move(fresh, copy, overwrite: true);
        if (written && code == ExitCode.Done) Console.Error.WriteLine($"Wrote {Untrusted.Line(copy)}");
        if (!written && code != ExitCode.BadInput) Console.Error.WriteLine($"{Untrusted.Line(notebook)}: its process ended with code {code} before anything was written. It is not in the report.");
        return (code is ExitCode.Done or ExitCode.BadInput ? code : ExitCode.No, written);

        // What is said of a cell that runs has no name; what went wrong has.
        void Say(string line) => Console.Error.WriteLine(line.StartsWith('[') ? $"{name} {line}" : line);
    }

    static int Pictures(List<string> executed, string folder, string format, string browser)
    {
        var code = NotebookKernel.Run(["pictures", .. executed, "--out", folder, "--format", format, "--browser", browser]);
        if (code == ExitCode.Done) Console.Out.WriteLine($"charts: {Untrusted.Line(folder)}");
        return code;
    }

    static string NameOf(string setting) => setting.Split('=', 2)[0].Trim();

    /// <summary>The names of a notebook's parameters; none when it cannot be read, which running it will say.</summary>
    static string[] Parameters(string notebook)
    {
        using var process = NotebookKernel.Start(["parameters", notebook], capture: true);
        var names = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 ? names : [];
    }

    static string Copy(string notebook, string folder) => Path.Combine(folder, "executed", Path.GetFileName(notebook));

    /// <summary>What a run writes must neither take the place of a notebook that it reads nor of another that it wrote.</summary>
    static void Check(string[] notebooks, string folder)
    {
        var copies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var notebook in notebooks)
        {
            var copy = Path.GetFullPath(Copy(notebook, folder));
            if (!copies.TryAdd(copy, notebook)) throw new InputException($"{copies[copy]} and {notebook} have the same file name, and one report holds each name once. Run them apart, each with an --out DIR of its own.");
        }
        if (notebooks.FirstOrDefault(notebook => copies.ContainsKey(Path.GetFullPath(notebook))) is { } own)
            throw new InputException($"{own}: lies where the run would write. Give another folder with --out DIR.");
    }
}
