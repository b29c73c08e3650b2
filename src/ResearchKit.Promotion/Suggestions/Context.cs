namespace ResearchKit;

/// <summary>Cuts examples out of texts.</summary>
static class Context
{
    const int Around = 60;

    /// <summary>A place with up to 60 UTF-16 units before and behind it on its line, and no half of a surrogate pair.</summary>
    public static Example Of(Article article, int start, int end)
    {
        var text = article.Text;
        var from = Math.Max(0, start - Around);
        var line = text.AsSpan(from, start - from).LastIndexOfAny('\r', '\n');
        if (line >= 0) from += line + 1;
        else if (char.IsLowSurrogate(text[from])) from++;
        var to = Math.Min(text.Length, end + Around);
        line = text.AsSpan(end, to - end).IndexOfAny('\r', '\n');
        if (line >= 0) to = end + line;
        else if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        return new(article.Id, text[from..start], text[start..end], text[end..to]);
    }
}
