namespace ResearchKit.Kernel;

/// <summary>How well a name fits what was typed. Lower is better.</summary>
static class Ranking
{
    public const int None = int.MaxValue;

    public static int Of(string name, string typed)
    {
        if (name.StartsWith(typed, StringComparison.Ordinal))
            return 0;
        if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            return 1;
        if (IsHumps(name, typed))
            return 2;
        // Of one letter every name would be full.
        return typed.Length > 2 && name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 3 : None;
    }

    /// <summary>The capitals of a name, each with as much of its word as is typed: <c>WrL</c> means <c>WriteLine</c>.</summary>
    static bool IsHumps(string name, string typed)
    {
        if (typed.Length < 2 || name.Length == 0 || char.ToUpperInvariant(name[0]) != char.ToUpperInvariant(typed[0]))
            return false;
        var at = 0;
        for (var i = 1; i < typed.Length; i++)
        {
            if (!char.IsUpper(typed[i]) && at + 1 < name.Length && char.ToUpperInvariant(name[at + 1]) == char.ToUpperInvariant(typed[i]))
            {
                at++;
                continue;
            }
            at = name.AsSpan(at + 1).IndexOf(char.ToUpperInvariant(typed[i])) is var next and >= 0 ? at + 1 + next : -1;
            if (at < 0)
                return false;
        }
        return true;
    }
}
