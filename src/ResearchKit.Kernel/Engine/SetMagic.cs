using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary><c>#!set NAME=VALUE</c>, or <c>#!set --name NAME --value VALUE</c> as .NET Interactive has it: the C# that it stands for.</summary>
static partial class SetMagic
{
    /// <exception cref="InputException">Neither form, or the value does not fit the variable.</exception>
    public static string Code(string arguments, Session session)
    {
        var match = Short().Match(arguments) is { Success: true } assigned ? assigned : Long().Match(arguments);
        if (!match.Success || !SyntaxFacts.IsValidIdentifier(match.Groups["name"].Value) || SyntaxFacts.GetKeywordKind(match.Groups["name"].Value) != SyntaxKind.None)
            throw new InputException($"#!set {Terminal.Line(arguments, 80)}: expected NAME=VALUE, or --name NAME --value VALUE.");
        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value.Trim());
        if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
            value = value[1..^1];
        return session.Variable(name) switch
        {
            null => $"var {name} = {Literal(value)};",
            { IsReadOnly: false } variable => $"{name} = {ParameterValue.Literal(name, value, variable.Type)};",
            _ => throw new InputException($"#!set {name}: it is a constant. Declare it with var or its type."),
        };
    }

    /// <summary>A new variable takes the type that its value looks like: truth, whole number, number or text.</summary>
    static string Literal(string value) => value is "true" or "false" || int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? value
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? value + "L"
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? ParameterValue.Literal("", value, typeof(double))
        : ParameterValue.Literal("", value, typeof(string));

    [GeneratedRegex(@"^\s*(?<name>\w+)\s*=(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Short();

    [GeneratedRegex(@"^\s*--name[\s=]+(?<name>\w+)\s+--value[\s=]+(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Long();
}
