namespace ResearchKit.Kernel;

/// <summary>A cell that is being written, and the place in it. The code has the length of the text, so that every place is the same in both.</summary>
/// <param name="Text">As the user sees it.</param>
/// <param name="Cursor">In UTF-16 units.</param>
/// <param name="Code">The text with lines for the engine, and those that are not C#, blanked out.</param>
/// <param name="IsCode">The cursor is in C#.</param>
sealed record WrittenCell(string Text, int Cursor, string Code, bool IsCode)
{
    static readonly string[] OtherLanguages = [Magic.Html.Name, Magic.Markdown.Name];

    public static WrittenCell Read(string text, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, text.Length);
        // One line end of the same length for every kind there is.
        var lines = text.Replace("\r\n", " \n", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n');
        var (at, other, isCode) = (0, false, true);
        for (var i = 0; i < lines.Length; at += lines[i].Length + 1, i++)
        {
            var line = lines[i].Trim();
            var magic = line.StartsWith("#!", StringComparison.Ordinal);
            if (magic)
                other = OtherLanguages.Contains(line.Split(' ', '\t')[0]);
            if (cursor >= at && cursor <= at + lines[i].Length)
                isCode = !magic && !other;
            if (magic || other || IsForeign(line))
                lines[i] = new(' ', lines[i].Length);
        }
        return new(text, cursor, string.Join('\n', lines), isCode);
    }

    /// <summary>The cursor's line, up to it.</summary>
    public string Before => Text[(Text.LastIndexOfAny(['\n', '\r'], Math.Max(0, Cursor - 1), Cursor) + 1)..Cursor];

    /// <summary>Directives that only other engines follow: to the compiler they are errors, and it might go looking for what they name.</summary>
    static bool IsForeign(string line) => line.StartsWith("#i ", StringComparison.Ordinal) || line.StartsWith("#i\"", StringComparison.Ordinal)
        || (line.StartsWith("#r", StringComparison.Ordinal) && line[2..].TrimStart(' ', '\t', '"').StartsWith("nuget:", StringComparison.OrdinalIgnoreCase));
}
