using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>The names that SQL asks values for: <c>$least</c>. What stands in quotes or in a comment asks for none.</summary>
static partial class QueryNames
{
    /// <summary>Each once, without the sign, in whatever case.</summary>
    public static IReadOnlySet<string> In(string sql) => Forms().Matches(sql).Select(match => match.Groups["name"].Value).Where(name => name.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("""
        '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?<quote>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$.*?\$\k<quote>\$ | (?<![\p{L}\p{N}_$])\$(?<name>[\p{L}\p{N}_]+)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Forms();
}
