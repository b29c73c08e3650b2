using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>A place that packages come from, as <c>#i</c> names it.</summary>
static partial class PackageSource
{
    const string Expected = "Expected an address that begins with https://, or a folder, relative to the notebook's.";

    /// <summary>The text of a source, if it can be one.</summary>
    /// <exception cref="InputException">It is empty, or not to be trusted on the way: plain http can be changed by anyone between.</exception>
    public static string Checked(string text)
    {
        if (text.Length == 0)
            throw new InputException($"The source of packages is empty. {Expected}");
        if (text.Contains(';') || text.Any(char.IsControl))
            throw new InputException($"The source of packages '{Terminal.Line(text, 200)}' holds ';' or a control character. {Expected} Write one #i for each.");
        var isAddress = text.Contains("://", StringComparison.Ordinal);
        if (isAddress && !(text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out _)))
            throw new InputException($"The source of packages '{Shown(text)}' is not an address that can be used. {Expected}");
        return text;
    }

    /// <summary>The source as NuGet gets it: a folder by its full path.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static string Full(string source, string folder)
    {
        if (Checked(source).Contains("://", StringComparison.Ordinal))
            return source;
        var full = Path.GetFullPath(Path.Combine(folder, source));
        return Directory.Exists(full) ? full
            : throw new InputException($"The source of packages '{Terminal.Line(source, 200)}' is no folder: {Terminal.Line(full, 300)} does not exist. {Expected}");
    }

    /// <summary>A source, or a message that names one, without the name and password that an address may hold.</summary>
    public static string Shown(string text) => Terminal.Line(Credentials().Replace(text, "://"), 600);

    [GeneratedRegex(@"://[^/@\s]*@")]
    private static partial Regex Credentials();
}
