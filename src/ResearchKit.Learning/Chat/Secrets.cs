using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>Keeps keys out of whatever is written or shown: the value of the variable that holds the key, and in what a server says of an error whatever has a key's form.</summary>
sealed partial class Secrets(string variable)
{
    const string Removed = "[key removed]";

    /// <summary>Shorter values would be found in ordinary words.</summary>
    const int Shortest = 8;

    /// <summary>Of what a server says so much is looked at.</summary>
    const int LongestRead = 2000;

    string? key;

    /// <summary>The key as it stood in the environment when it was first there; null as long as there is none.</summary>
    public string? Key => key ??= Environment.GetEnvironmentVariable(variable) is { } found && !string.IsNullOrWhiteSpace(found) ? found.Trim() : null;

    /// <summary>An answer without the key, should a server repeat it.</summary>
    public string Without(string text) => Key is { Length: >= Shortest } key ? text.Replace(key, Removed, StringComparison.Ordinal) : text;

    /// <summary>What a server says of an error, on one line, without anything that could be a key or a part of one.</summary>
    public string Shown(string message)
    {
        var whole = Without(message).ReplaceLineEndings(" ");
        return Untrusted.Show(Tokens().Replace(whole.Length > LongestRead ? whole[..LongestRead] : whole, Removed), 300);
    }

    /// <summary>Sixteen or more characters of which keys are made, with a digit or a star among them; and what follows a word that stands before keys. Rather a word too many than a key.</summary>
    [GeneratedRegex(@"(?:sk|pk|key|api|Bearer|Basic)[-_ =][A-Za-z0-9_\-.=+/*]{6,}|(?=[A-Za-z_\-=+]*[0-9*])[A-Za-z0-9_\-=+*]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();
}
