using System.Globalization;

namespace ResearchKit.Kernel;

/// <summary>Two texts as a unified diff that is safe to print.</summary>
static class UnifiedDiff
{
    const int Context = 2, Width = 200, CellLimit = 4_000_000;

    /// <summary>The hunks, and the first line of the expected text that differs.</summary>
    /// <param name="expected">Before.</param>
    /// <param name="actual">Now.</param>
    /// <param name="tolerance">Lines that are the same to it do not differ.</param>
    /// <param name="limit">How many lines are made at most.</param>
    public static (IReadOnlyList<string> Lines, int First) Of(string expected, string actual, Tolerance tolerance, int limit)
    {
        var (a, b) = (expected.Split('\n'), actual.Split('\n'));
        var edits = Edits(a, b, tolerance).ToList();
        var wanted = new bool[edits.Count];
        for (var i = 0; i < edits.Count; i++)
        {
            for (var near = Math.Max(0, i - Context); edits[i].Sign != ' ' && near <= Math.Min(edits.Count - 1, i + Context); near++)
                wanted[near] = true;
        }
        var lines = new List<string>();
        var first = 0;
        for (var i = 0; i < edits.Count; i++)
        {
            var (sign, text, line) = edits[i];
            if (sign != ' ' && first == 0)
                first = line;
            if (wanted[i] && (i == 0 || !wanted[i - 1]))
                lines.Add(FormattableString.Invariant($"@@ line {line} @@"));
            if (wanted[i])
                lines.Add(sign + Safe(text));
        }
        return (lines.Count <= limit ? lines : [.. lines.Take(limit), FormattableString.Invariant($"… and {lines.Count - limit} more lines")], Math.Max(1, first));
    }

    /// <summary>A line without anything that would move a cursor or turn the text around, cut to a width.</summary>
    public static string Safe(string line)
    {
        var safe = string.Concat(Terminal.WithoutEscapes(line.Length > 4 * Width ? line[..(4 * Width)] : line)
            .Select(c => c != '\t' && (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) ? '·' : c));
        return safe.Length <= Width ? safe : safe[..(Width - 1)] + "…";
    }

    static IEnumerable<(char Sign, string Text, int Line)> Edits(string[] a, string[] b, Tolerance tolerance)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && tolerance.AreSame(a[start], b[start]))
            start++;
        var (endA, endB) = (a.Length, b.Length);
        while (endA > start && endB > start && tolerance.AreSame(a[endA - 1], b[endB - 1]))
            (endA, endB) = (endA - 1, endB - 1);
        for (var i = 0; i < start; i++)
            yield return (' ', a[i], i + 1);
        foreach (var edit in Middle(a, b, start, endA, endB, tolerance))
            yield return edit;
        for (var i = endA; i < a.Length; i++)
            yield return (' ', a[i], i + 1);
    }

    static IEnumerable<(char, string, int)> Middle(string[] a, string[] b, int start, int endA, int endB, Tolerance tolerance)
    {
        var (rows, columns) = (endA - start, endB - start);
        // Very long texts are not aligned: the first lines say enough.
        var common = (long)rows * columns > CellLimit ? null : Common(a, b, start, rows, columns, tolerance);
        var (i, j) = (0, 0);
        while (i < rows || j < columns)
        {
            if (common is not null && i < rows && j < columns && tolerance.AreSame(a[start + i], b[start + j]))
                yield return (' ', a[start + i], start + ++i + 0 * j++);
            else if (i < rows && (j == columns || common is null || common[i + 1, j] >= common[i, j + 1]))
                yield return ('-', a[start + i], start + ++i);
            else
                yield return ('+', b[start + j++], start + i + 1);
        }
    }

    static int[,] Common(string[] a, string[] b, int start, int rows, int columns, Tolerance tolerance)
    {
        var common = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
                common[i, j] = tolerance.AreSame(a[start + i], b[start + j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return common;
    }
}
