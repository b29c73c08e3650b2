using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResearchKit.Cli;

/// <summary>What is wrong with a command line, and what there is instead.</summary>
static class Mistakes
{
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (UnknownOption(parsed) is { } option) return [$"Option '{option}' is not known. Available: {string.Join(", ", Options(parsed).Order(StringComparer.Ordinal))}."];
        if (command.Subcommands.Count > 0 && parsed.Errors.Count > 0)
        {
            var found = parsed.UnmatchedTokens is [var word, ..] ? $"Command '{word}' is not known." : "No command was given.";
            return [$"{found} Available: {string.Join(", ", command.Subcommands.Select(known => known.Name))}."];
        }
        return [.. parsed.Errors.Select(error => error.Message)];
    }

    /// <summary>The command as it is called: <c>lexicon</c>, <c>import</c>; empty for the kit itself.</summary>
    public static IEnumerable<string> Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } command; result = result.Parent) names.Insert(0, command.Command.Name);
        return names;
    }

    /// <summary>A word that looks like an option but is none would be taken for a path.</summary>
    static string? UnknownOption(ParseResult parsed)
    {
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens).FirstOrDefault(value => value.Length > 1 && value.StartsWith('-') && !literal.Contains(value));
    }

    static IEnumerable<string> Options(ParseResult parsed) => parsed.CommandResult.Command.Options
        .Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name).Distinct();
}
