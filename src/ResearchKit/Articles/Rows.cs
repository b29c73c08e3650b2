namespace ResearchKit;

/// <summary>One row of a file: the article, or the field and reason for which there is none.</summary>
readonly record struct Row(long Line, Article? Article, string Field = "", string Reason = "")
{
    /// <summary>Runs <paramref name="read"/>, turning a <see cref="RowFault"/> into a row without an article.</summary>
    public static Row At(long line, Func<Article> read)
    {
        try { return new(line, read()); }
        catch (RowFault fault) { return new(line, null, fault.Field, fault.Message); }
    }
}

/// <summary>A row that cannot be an article; the rows after it can still be read.</summary>
sealed class RowFault(string field, string reason) : Exception(reason)
{
    public string Field { get; } = field;
}

/// <summary>A file that cannot be read to its end, so that none of it is used.</summary>
sealed class FileFault(long line, string reason) : Exception(reason)
{
    public long Line { get; } = line;
}
