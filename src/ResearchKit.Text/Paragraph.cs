namespace ResearchKit;

/// <summary>How paragraphs are parted: by blank lines where a text comes from, and by one separator where it is scored.</summary>
static class Paragraph
{
    /// <summary>Separates the title and the paragraphs of a text.</summary>
    public const string Separator = "\n\n";

    /// <summary>The next paragraph of a text; false when none is left.</summary>
    /// <param name="text">Set to what stands behind it.</param>
    /// <param name="paragraph">Set to it.</param>
    public static bool Take(ref ReadOnlyMemory<char> text, ref ReadOnlyMemory<char> paragraph)
    {
        var all = text.Span;
        int start = -1, end = 0;
        for (var line = 0; line < all.Length;)
        {
            var length = all[line..].IndexOfAny('\r', '\n');
            var stop = length < 0 ? all.Length : line + length;
            var blank = all[line..stop].IsWhiteSpace();
            if (!blank) (start, end) = (start < 0 ? line : start, stop);
            line = Math.Min(all.Length, all[stop..].StartsWith("\r\n") ? stop + 2 : stop + 1);
            if (!(blank && start >= 0) && line < all.Length) continue;
            if (start < 0) break;
            paragraph = text[start..end].Trim();
            text = text[line..];
            return true;
        }
        return false;
    }
}
