using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>The verb <c>check</c>: runs notebooks again, one after the other, and compares what they show with what they showed.</summary>
static class CheckVerb
{
    public const string Help = """
        ResearchKit.Kernel check NOTEBOOK... [--against stored|approved] [--approve] [--approved FOLDER] [--tolerance NUMBER] [--tolerance-abs NUMBER] [--timeout SECONDS] [--set NAME=VALUE]... [--report FILE] [--json]
            Runs each notebook again and compares every cell's outputs with those in it, or with its approved file, NAME.approved.ipynb beside it. Approved files themselves are left out.
            --against    default: the approved file where there is one, else what is stored in the notebook
            --approve    writes the approved file from this run
            --approved   keeps approved files as NAME.approved.json in this folder
            --tolerance  relative difference that two numbers may have, in text, HTML and figures; default 0
            --tolerance-abs  the same for the difference itself, for numbers around 0; default 0
            --report     writes every difference in full; --json answers a program on standard output
            A cell tagged check-ignore-output is not compared; one tagged check-raises may fail. nbval's names work too.
            Patterns for what varies: researchkit.check.sanitize in the notebook's metadata, or sanitize in checks.json beside it: [{"pattern": "…", "replacement": "…"}].
        """;

    const int Shown = 40, Reported = 5000;

    public static int Run(string[] words, TextWriter output, TextWriter error)
    {
        var arguments = Arguments.Parse("check", words, ["--approve", "--json"], ["--against", "--approved", "--tolerance", "--tolerance-abs", "--timeout", "--set", "--report"]);
        var (approve, json, report) = (arguments.Has("--approve"), arguments.Has("--json"), arguments.Option("--report"));
        var tolerance = ToleranceOf(arguments.Option("--tolerance") ?? "0", arguments.Option("--tolerance-abs") ?? "0");
        if (arguments.Files.Count == 0)
            throw new InputException("check: no notebook given. Expected one or more.");
        if (arguments.Option("--against") is not (null or "stored" or "approved"))
            throw new InputException($"check: --against {arguments.Option("--against")}. Expected stored or approved.");
        if (approve && arguments.Has("--against"))
            throw new InputException("check: --approve with --against: nothing is compared when a run is approved. Expected one of the two.");
        var files = arguments.Files.Where(file => !ExpectedOutputs.IsApprovedFile(file)).ToList();
        if (files.Count == 0)
            throw new InputException($"check: {arguments.Files[0]} is an approved file, which a notebook is compared with. Expected the notebook.");
        foreach (var file in arguments.Files.Except(files))
            error.WriteLine($"{Terminal.Line(file, 500)}: an approved file, left out");
        if (files.DistinctBy(Path.GetFullPath).GroupBy(file => Path.GetFullPath(ExpectedOutputs.FileFor(file, arguments.Option("--approved")))).FirstOrDefault(g => g.Count() > 1) is { } shared)
            throw new InputException($"check: {string.Join(" and ", shared)} would share the approved file {shared.Key}. Check them apart, each with an --approved folder of its own.");
        var code = 0;
        var answers = new JsonArray();
        var lines = new List<string>();
        foreach (var file in files)
        {
            try
            {
                code = Math.Max(code, approve ? Approve(file, arguments, json ? error : output, error) : Check(file, arguments, tolerance, json ? null : output, error, report is null ? null : lines, answers));
            }
            catch (InputException e)
            {
                error.WriteLine(Terminal.Line(e.Message, 2000));
                answers.Add((JsonNode)new JsonObject { ["notebook"] = file, ["error"] = e.Message });
                code = 2;
            }
        }
        if (json && !approve)
            output.WriteLine(new JsonObject { ["equal"] = code == 0, ["notebooks"] = answers }.ToJsonString());
        if (report is not null)
            AtomicFile.Write(report, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")))));
        return code;
    }

    static int Check(string file, Arguments arguments, Tolerance tolerance, TextWriter? output, TextWriter error, List<string>? report, JsonArray answers)
    {
        var notebook = Notebook.Read(file);
        var sanitizer = Sanitizer.For(notebook);
        var expected = Expected(notebook, arguments);
        var run = CheckRun.Of(notebook, Options(arguments), error);
        NotebookCheck With(int limit) => NotebookCheck.Of(notebook, expected, run, new(sanitizer, tolerance, limit));
        var check = With(Shown);
        if (!check.IsEqual && expected is { IsApproved: true, IsEmpty: true })
            error.WriteLine($"{Terminal.Line(expected.Name, 500)}: it holds no outputs; was it stripped? Take an earlier one from version control, or write it anew with --approve.");
        foreach (var line in output is null ? [] : check.Text())
            output!.WriteLine(line);
        report?.AddRange(With(Reported).Text());
        answers.Add((JsonNode)Json(check));
        return check.IsEqual ? 0 : 1;
    }

    static int Approve(string file, Arguments arguments, TextWriter output, TextWriter error)
    {
        var notebook = Notebook.Read(file);
        var sanitizer = Sanitizer.For(notebook);
        var run = CheckRun.Of(notebook, Options(arguments), error);
        if (run.Failure is { } failure)
        {
            error.WriteLine($"{Terminal.Line(failure, 2000)} Nothing was approved.");
            return 1;
        }
        var target = ExpectedOutputs.FileFor(file, arguments.Option("--approved"));
        ExpectedOutputs.Write(target, notebook with { Cells = [.. notebook.Cells.Where(c => !c.Tags.Contains(Parameters.InjectedTag))] }, run.Json!, sanitizer);
        output.WriteLine($"approved: {Terminal.Line(target, 500)}");
        return 0;
    }

    static ExpectedOutputs Expected(Notebook notebook, Arguments arguments)
    {
        var approved = ExpectedOutputs.FileFor(notebook.Path, arguments.Option("--approved"));
        var wanted = arguments.Option("--against") ?? (arguments.Has("--approved") || File.Exists(approved) ? "approved" : "stored");
        if (wanted == "approved")
            return File.Exists(approved) ? ExpectedOutputs.Approved(approved) : throw new InputException($"{notebook.Path}: there is no approved file {approved}. Look at what the notebook shows, then write the file with --approve.");
        var stored = ExpectedOutputs.Stored(notebook);
        return stored.Cells.Any(c => c.Outputs.Count > 0) ? stored
            : throw new InputException($"{notebook.Path}: no outputs are stored in it, and nothing is approved ({approved}). Run it and save it with its outputs, or write the approved file with --approve.");
    }

    static IEnumerable<string> Options(Arguments arguments) =>
        [.. arguments.Options["--set"].Select(s => $"--set={s}"), .. arguments.Option("--timeout") is { } timeout ? [$"--timeout={timeout}"] : Array.Empty<string>()];

    static JsonObject Json(NotebookCheck check) => new()
    {
        ["notebook"] = check.Notebook,
        ["against"] = check.Against.Name,
        ["equal"] = check.IsEqual,
        ["compared"] = check.Compared,
        ["differences"] = new JsonArray([.. check.Differences.Select(d => new JsonObject
        {
            ["cell"] = d.Cell,
            ["executionCount"] = d.Count,
            ["output"] = d.Output,
            ["line"] = d.Line,
            ["what"] = d.What,
            ["diff"] = new JsonArray([.. d.Diff.Select(l => JsonValue.Create(l))]),
        })]),
    };

    static Tolerance ToleranceOf(string relative, string absolute) => new(
        Number(relative) is { } part and < 1 ? part : throw new InputException($"--tolerance {relative}: expected a relative difference such as 1e-9, from 0 to below 1."),
        Number(absolute) is { } difference ? difference : throw new InputException($"--tolerance-abs {absolute}: expected a difference such as 1e-12, from 0."));

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0 ? value : null;
}
