using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Starts the command line as ./kit does once it has built: the program in artifacts/cli.</summary>
static class Kit
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    public static string Seed { get; } = Repository.File("seeds", "000_c79e3800b5831abf.txt");

    /// <summary>Runs in the repository's root.</summary>
    public static KitResult Run(params string[] arguments) => Start(Repository.Root, null, arguments);

    public static KitResult RunIn(string folder, params string[] arguments) => Start(folder, null, arguments);

    /// <summary>Runs with settings of its own in the environment, such as another PATH.</summary>
    public static KitResult RunWith(IReadOnlyDictionary<string, string> settings, string folder, params string[] arguments) => Start(folder, settings, arguments);

    /// <summary>Runs for a user whose machine speaks another language, such as <c>da_DK</c>.</summary>
    public static KitResult RunUnder(string locale, params string[] arguments) => Start(Repository.Root, new[] { "LC_ALL", "LANG" }.ToDictionary(name => name, _ => $"{locale}.UTF-8"), arguments);

    static KitResult Start(string folder, IReadOnlyDictionary<string, string>? settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Finish(start);
    }

    public static KitResult Finish(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        if (start.RedirectStandardInput) process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} did not end: {string.Join(' ', start.ArgumentList)}");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>What a command came to.</summary>
sealed record KitResult(int Code, string Output, string Error)
{
    public IReadOnlyList<JsonObject> JsonLines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The command did what it was asked to, without a word on the error stream.</summary>
    public KitResult Done()
    {
        Assert.True(Code == 0, $"exit code {Code}\n{Error}\n{Output}");
        Assert.Empty(Error);
        return this;
    }

    /// <summary>The command did what it was asked to, and said no more on the error stream than the one line about a lexicon whose licence is not stated.</summary>
    public KitResult DoneOnALexiconWithoutLicence()
    {
        Assert.Matches(@"^lexicon: .* \((1 entry|\d+ entries), [0-9a-f]{8}\); licence: not stated \(commercial use: unknown, redistribution: unknown\)\n$", Error);
        return (this with { Error = "" }).Done();
    }

    /// <summary>The command did what it was asked to, on VADER's lexicon, and said that its licence is MIT.</summary>
    public KitResult DoneOnVader()
    {
        Assert.StartsWith("lexicon: vader_lexicon (", Error);
        Assert.Contains("licence: MIT", Error);
        return (this with { Error = string.Join('\n', Error.Split('\n').Where(line => !line.StartsWith("lexicon: ", StringComparison.Ordinal))) }).Done();
    }

    /// <summary>The command refused its input: exit code 2, a message, no output, and nothing of the program's inside.</summary>
    public string Refused()
    {
        Assert.True(Code == 2, $"exit code {Code}, expected 2\n{Error}\n{Output}");
        Assert.Empty(Output);
        Assert.DoesNotMatch(@"(?m)^\s+at |Exception|System\.", Error);
        return Error.TrimEnd('\n');
    }
}
