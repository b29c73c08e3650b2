using System.CommandLine;

namespace ResearchKit.Cli;

/// <summary><c>./kit bench</c>: a program among the tests, built and started; the kit loads none of them.</summary>
static class BenchCommand
{
    const string Project = "tests/ResearchKit.Benchmarks";

    public static Command Create()
    {
        Option[] options =
        [
            Words("--articles", "N", "Articles of the generated corpus, which takes 20 kB of memory for each. Default: 50000."),
            Words("--seed", "S", "Seed of the generator. Default: 1."),
            Words("--seconds", "WARM", "Seconds for which each row runs before it is timed. Default: 3."),
            Words("--rounds", "N", "How often each row has its turn. Default: 11."),
            Words("--only", "NAME", "Measure these rows, and the limit: scorer, shifters, explanations, …; an unknown name lists them."),
            new Option<string?>("--json") { Description = "JSON on standard output instead of the table, or into a file beside it.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne },
            Words("--compare", "OLD.json", "Earlier results, which --json FILE wrote: the ratio new to old of each row, and whether it is more than the spread."),
        ];
        var command = new Command("bench", "Measure how fast the kit is on this machine, by what the machine allows: a table with ratios, allocation and memory, and which of the project's bars are met. Takes about three minutes; other work beside it shows in the spread.\n\nExamples:\n  ./kit bench\n  ./kit bench --only scorer shifters --articles 10000\n  ./kit bench --json now.json --compare before.json");
        foreach (var option in options) command.Add(option);
        command.SetAction(parsed => Run(parsed, "bench", options));
        Option[] watch =
        [
            Words("--hours", "N", "Hours of a stream that are replayed as fast as it goes. Default: 24."),
            Words("--minutes", "N", "Minutes of it by the clock, with journal and all. Default: 5."),
            Words("--rate", "N", "Articles a second. Default: 100."),
            Words("--words", "N", "Words of an article in the mean. Default: 160."),
            Words("--seed", "S", "Seed of the generator. Default: 1."),
            Words("--json", "FILE", "Write the result into a file too."),
        ];
        var endurance = new Command("watch", "Measure ./kit watch under a long stream of generated articles: latency from arrival to alert, and memory hour by hour. A day at 100 a second are 8.64 million articles.\n\nExamples:\n  ./kit bench watch --hours 1 --minutes 1\n  ./kit bench watch --json day.json");
        foreach (var option in watch) endurance.Add(option);
        endurance.SetAction(parsed => Run(parsed, "watch", watch));
        command.Add(endurance);
        return command;
    }

    static int Run(ParseResult parsed, string verb, Option[] options)
    {
        var folder = Path.Combine(Home.Root, Project);
        if (!Directory.Exists(folder)) throw new InputException($"{Project} is not in {Home.Root}: the benchmarks are not part of an installed kit. Expected a checkout of the whole repository; run ./kit bench there.");
        Console.Error.WriteLine("building the benchmarks");
        var (code, output) = Dotnet.Build("build", folder);
        if (code != 0) throw new InputException($"The benchmarks cannot be built:\n{output.Trim()}");
        return Dotnet.Run(Path.Combine(Home.Root, "artifacts", "bin", "ResearchKit.Benchmarks", "release", "ResearchKit.Benchmarks.dll"),
            [verb, .. options.Where(option => parsed.GetResult(option) is { Implicit: false }).SelectMany(option => (string[])[option.Name, .. parsed.GetResult(option)!.Tokens.Select(token => token.Value)])]);
    }

    /// <summary>An option whose words the benchmarks judge.</summary>
    static Option<string[]> Words(string name, string value, string description) => new(name) { Description = description, HelpName = value, AllowMultipleArgumentsPerToken = true };
}
