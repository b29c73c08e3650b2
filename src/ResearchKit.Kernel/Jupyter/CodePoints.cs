namespace ResearchKit.Kernel;

/// <summary>Places in a text: Jupyter counts characters, .NET counts units of UTF-16, of which an emoji has two.</summary>
static class CodePoints
{
    /// <summary>The place in .NET's count; within the text whatever is given.</summary>
    public static int ToUtf16(string text, int place)
    {
        var at = 0;
        for (; place > 0 && at < text.Length; place--)
            at += Width(text, at);
        return at;
    }

    /// <summary>The place in Jupyter's count.</summary>
    public static int FromUtf16(string text, int place)
    {
        var count = 0;
        for (var at = 0; at < place && at < text.Length; at += Width(text, at))
            count++;
        return count;
    }

    static int Width(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
