using System.CommandLine;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit methods</c></summary>
static class MethodsCommand
{
    public static Command Create()
    {
        var json = Shared.Json();
        var command = new Command("methods", "List the methods.\n\nExample:\n  ./kit methods") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                using var output = Console.OpenStandardOutput();
                foreach (var method in Method.All)
                    Json.Line(output, line =>
                    {
                        line.WriteString("name", method.Name);
                        line.WriteNumber("version", method.Version);
                        line.WriteString("summary", method.Summary);
                        line.WriteString("promise", Method.Promise(method.Options).ToString());
                    });
                return ExitCode.Done;
            }
            var table = Tables.New("method", "version", "summary", "same bits on");
            foreach (var method in Method.All)
                table.AddRow(Tables.Text(method.Name), Tables.Text($"{method.Version}"), Tables.Text(method.Summary),
                    Tables.Text(Method.Promise(method.Options) == SameBits.EveryMachine ? "every machine" : "one runtime and processor family"));
            AnsiConsole.Write(table);
            return ExitCode.Done;
        });
        return command;
    }
}
