using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>The names that a registry gives, which are folders and words on a command line too.</summary>
static partial class RegistryNames
{
    public const string Champion = "champion", Default = "finance";

    /// <summary>The name of a lexicon.</summary>
    /// <exception cref="InputException">It is none; it might lead out of the registry's folder.</exception>
    public static string Lexicon(string name) => Names().IsMatch(name) ? name
        : throw new InputException($"{Untrusted.Quote(name)} is no name of a lexicon in a registry. Expected letters a to z, digits, '-', '_' and '.', a letter first, such as finance; at most 60.");

    /// <summary>An alias.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static string Alias(string alias) => Aliases().IsMatch(alias) ? alias
        : throw new InputException($"{Untrusted.Quote(alias)} is no alias. Expected letters a to z, digits and '-', a letter first, such as champion or candidate; at most 30.");

    public static bool IsLexicon(string name) => Names().IsMatch(name);

    /// <summary>The number of a version: 1 or more, as the kit writes it; null when the text is none.</summary>
    public static int? Version(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 && text[0] != '0' ? version : null;

    /// <summary>A person's name or a reason: one line, not blank.</summary>
    /// <exception cref="InputException">It is blank, or has characters that are not to be seen.</exception>
    public static string Line(string text, string what) => text.Trim() is { Length: > 0 } line && Untrusted.Line(line) == line ? line
        : throw new InputException($"{what} is {Untrusted.Quote(text)}. Expected a line of text that is not blank, without control characters.");

    /// <summary>Whether two names are one person's: in any case, with any white space, in any width.</summary>
    public static bool Same(string one, string other) => Labels.GroupOf(one) == Labels.GroupOf(other);

    [GeneratedRegex(@"\A[a-z][a-z0-9._-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,29}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Aliases();
}
