using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary><c>./kit notebook check|strip|convert</c>: the kernel's verbs, under its exit codes.</summary>
static class NotebookCommand
{
    public static Command Create() => new("notebook", "Check notebooks against what they showed before, take their outputs out, make scripts of them.") { Check(), Strip(), Convert() };

    static Command Check() => Verb("check", "Run notebooks again and compare every cell's outputs with those stored in the notebook, or with an approved file. Exit code 1 when any differ.\n\nExamples:\n  ./kit notebook check notebooks/my.ipynb --approve\n  ./kit notebook check notebooks/my.ipynb --tolerance 1e-9",
        Notebooks("Notebooks to run and compare."),
        new Option<string?>("--against") { Description = "stored, the outputs in the notebook, or approved, those in the approved file. Default: approved where there is such a file, else stored.", HelpName = "stored|approved" },
        new Option<string?>("--approved") { Description = "Folder of approved files, NAME.approved.json. Default: NAME.approved.ipynb beside the notebook.", HelpName = "DIR" },
        new Option<bool>("--approve") { Description = "Write the approved file from this run, and compare nothing." },
        new Option<string?>("--tolerance") { Description = "Relative difference that two numbers may have. Default: 0.", HelpName = "NUMBER" },
        new Option<string?>("--tolerance-abs") { Description = "Difference that two numbers may have whatever their size, for those around 0. Default: 0.", HelpName = "NUMBER" },
        new Option<string?>("--timeout") { Description = "Seconds that one cell may take. Default: 300.", HelpName = "SECONDS" },
        new Option<string[]>("--set") { Description = "Set a parameter, as ./kit run does; may be given several times.", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false },
        new Option<string?>("--report") { Description = "Write every difference in full to a file.", HelpName = "FILE" },
        new Option<bool>("--json") { Description = "For programs: JSON on standard output." });

    static Command Strip() => Verb("strip", "Take outputs, execution counts and times of runs out of notebooks, in place; every other byte stays, and approved files are left alone. Cells tagged keep_output keep theirs.\n\nExamples:\n  ./kit notebook strip notebooks/my.ipynb\n  git config filter.notebook.clean './kit notebook strip -'",
        Notebooks("Notebooks, or - for standard input to standard output."),
        new Option<bool>("--check") { Description = "Change nothing; exit code 1 when there is something to take out." },
        new Option<string[]>("--keep") { Description = "Keep the outputs of cells with this tag; may be given several times.", HelpName = "TAG", AllowMultipleArgumentsPerToken = false },
        new Option<string?>("--out") { Description = "Write one notebook to another file.", HelpName = "FILE" });

    static Command Convert() => Verb("convert", "Make a C# script in cells of a notebook, which dotnet run runs, or a notebook of a script. Nothing but outputs is lost.\n\nExamples:\n  ./kit notebook convert notebooks/my.ipynb --to script\n  ./kit notebook convert notebooks/my.cs --to ipynb --out notebooks/my.ipynb",
        new Argument<string>("FILE") { Description = "A notebook, or a script." },
        new Option<string?>("--to") { Description = "script or ipynb.", HelpName = "script|ipynb", Required = true },
        new Option<string?>("--out") { Description = "The file to write. Default: beside the other, where there is none yet.", HelpName = "FILE" });

    static Argument<string[]> Notebooks(string description) => new("NOTEBOOK") { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>A command that hands what it was given to the kernel's verb of the same name, which judges it.</summary>
    static Command Verb(string name, string description, Argument files, params Option[] options)
    {
        var command = new Command(name, description) { files };
        foreach (var option in options) command.Add(option);
        command.SetAction(parsed => NotebookKernel.Run([name, .. options.SelectMany(option => Given(parsed, option)), .. Words(parsed, files)]));
        return command;
    }

    static IEnumerable<string> Words(ParseResult parsed, Argument files) => parsed.GetResult(files)?.Tokens.Select(token => token.Value) ?? [];

    static IEnumerable<string> Given(ParseResult parsed, Option option)
    {
        if (parsed.GetResult(option) is not { Implicit: false } result) return [];
        return option is Option<bool> ? parsed.GetValue((Option<bool>)option) ? [option.Name] : [] : result.Tokens.Select(token => $"{option.Name}={token.Value}");
    }
}
