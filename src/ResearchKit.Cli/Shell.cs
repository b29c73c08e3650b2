namespace ResearchKit.Cli;

/// <summary>Words as a POSIX shell reads them.</summary>
static class Shell
{
    /// <summary>The word in single quotes, in which a shell takes every character as it is; plain words stay bare.</summary>
    /// <exception cref="InputException">It holds a line end or another control character, which would act on whoever prints the script.</exception>
    public static string Quote(string word)
    {
        if (word.Any(char.IsControl)) throw new InputException($"{Untrusted.Quote(word)}: holds a line end or another control character. Expected a name without, since it stands in a script: rename it.");
        return word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    public static string Quote(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or ',' or '@' or '+' or '%';
}
