namespace ResearchKit;

/// <summary>Articles as JSON Lines from a pipe, each taken as soon as its line is whole.</summary>
/// <param name="stream">The pipe.</param>
/// <param name="options">How long a line may be.</param>
sealed class StandardInput(Stream stream, ReadOptions options) : IArticleSource
{
    public string Name => "stdin";

    public Task Run(IArrivals arrivals, CancellationToken stop) => Task.Factory.StartNew(() => Read(arrivals, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    void Read(IArrivals arrivals, CancellationToken stop)
    {
        var lines = new ByteLines(stream, options.MaxRowBytes);
        try
        {
            for (var number = 1L; !stop.IsCancellationRequested && lines.Next() is { } line; number++)
                if (RowReading.Checked(line, number, Name, options) is { } row)
                {
                    if (row.Article is { } article) arrivals.Take(new(article, Name, null), stop).AsTask().GetAwaiter().GetResult();
                    else arrivals.Reject(Name, $"{new Rejection(Name, row.Line, row.Field, row.Reason)}");
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }
}

/// <summary>Rows of a stream.</summary>
static class RowReading
{
    /// <summary>A line as a row that holds all rules of an article; null when it is blank. One with a NUL byte, which shows a file to be no text, is one of many in a stream.</summary>
    public static Row? Checked(ByteLine line, long number, string path, ReadOptions options)
    {
        try { return JsonLines.RowOf(line, number, path, options) is { } row ? Checked(row, options) : null; }
        catch (FileFault fault) { return new(number, null, "", $"holds {fault.Message}"); }
    }

    public static Row Checked(Row row, ReadOptions options) => row.Article is { } article ? Row.At(row.Line, () => ArticleRules.Check(article, options.MaxCharacters)) : row;
}
