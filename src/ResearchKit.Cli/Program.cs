using System.CommandLine;
using ResearchKit;
using ResearchKit.Cli;

Console.OutputEncoding = System.Text.Encoding.UTF8;
// A pipe has no width: leave the lines whole.
if (Console.IsOutputRedirected) Spectre.Console.AnsiConsole.Profile.Width = 100_000;
var root = new RootCommand("Financial text to a sentiment score you can take apart.")
{
    RunCommand.Create(),
    KernelCommand.Create(),
    NotebookCommand.Create(),
    ScoreCommand.Create(),
    MergeCommand.Create(),
    ClusterCommand.Create(),
    StoreCommand.Create(),
    ExplainCommand.Create(),
    SummarizeCommand.Create(),
    PortfolioCommand.Create(),
    SignalCommand.Create(),
    ReproduceCommand.Create(),
    EvaluateCommand.Create(),
    CalibrateCommand.Create(),
    TrainCommand.Create(),
    StackCommand.Create(),
    ConformalCommand.Create(),
    VerifyCommand.Create(),
    WatchCommand.Create(),
    MethodsCommand.Create(),
    LexiconCommand.Create(),
    BenchCommand.Create(),
};
root.HelpName = "./kit";
try
{
    // A path may begin with '@'; it is not a file of arguments.
    var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });
    var mistakes = Mistakes.In(parsed);
    if (mistakes.Count == 0 || parsed.Action is System.CommandLine.Help.HelpAction) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    foreach (var mistake in mistakes) Console.Error.WriteLine(Untrusted.Line(mistake));
    Console.Error.WriteLine($"Try ./kit {string.Concat(Mistakes.Path(parsed).Select(name => name + " "))}--help.");
    return ExitCode.BadInput;
}
catch (Exception e) when ((e is TypeInitializationException or AggregateException ? e.InnerException : e) is InputException or IOException)
{
    var fault = e is TypeInitializationException or AggregateException ? e.InnerException! : e;
    var message = fault is IOException ? $"The output cannot be written: {fault.Message}" : fault.Message;
    foreach (var line in message.Split('\n')) Console.Error.WriteLine(Untrusted.Line(line));
    return ExitCode.BadInput;
}
