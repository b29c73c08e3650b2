namespace ResearchKit;

/// <summary>Cuts examples out of texts.</summary>
static class Context
{
    const int Around = 60;

    /// <summary>A place with up to 60 UTF-16 units before and behind it on its line: whole words where there is a space to cut at, and never half of a surrogate pair.</summary>
    public static Example Of(Article article, int start, int end)
    {
        var text = article.Text;
        return new(article.Id, text[From(text, start)..start], text[start..end], text[end..To(text, end)]);
    }

    static int From(string text, int start)
    {
        var from = Math.Max(0, start - Around);
        var window = text.AsSpan(from, start - from);
        if (window.LastIndexOfAny('\r', '\n') is >= 0 and var line) return from + line + 1;
        if (from == 0) return 0;
        // A last space stands before the term itself and leaves nothing.
        if (window.IndexOf(' ') is >= 0 and var space && space < window.Length - 1) return from + space + 1;
        return char.IsLowSurrogate(text[from]) ? from + 1 : from;
    }

    static int To(string text, int end)
    {
        var to = Math.Min(text.Length, end + Around);
        var window = text.AsSpan(end, to - end);
        if (window.IndexOfAny('\r', '\n') is >= 0 and var line) return end + line;
        if (to == text.Length) return to;
        if (window.LastIndexOf(' ') is > 0 and var space) return end + space;
        return char.IsLowSurrogate(text[to]) ? to - 1 : to;
    }
}
