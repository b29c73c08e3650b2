namespace ResearchKit;

/// <summary>A write to chained files, under a lock.</summary>
static class ChainWrite
{
    /// <summary>Runs a write and says what an error of the file system leaves.</summary>
    /// <param name="shown">What is written to.</param>
    /// <param name="write">The write.</param>
    /// <param name="stands">Whether it has been committed.</param>
    /// <exception cref="InputException">The file system refuses.</exception>
    public static T Guarded<T>(string shown, Func<T> write, Func<bool> stands)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException { InnerException: IOException or UnauthorizedAccessException })
        {
            // The cause itself: this message holds what the exception around it says.
            var cause = e is InputException ? e.InnerException : e;
            bool done;
            try
            {
                done = stands();
            }
            catch (InputException)
            {
                throw new InputException($"{shown}: {e.Message.TrimEnd('.')}. Whether it was written cannot be read either. Verify it when the disk answers again.", cause);
            }
            throw new InputException(done ? $"{shown}: it is done, and the history says so; what was to follow failed: {e.Message.TrimEnd('.')}. Do not do it again: the next write puts that right."
                : $"{shown}: cannot be written: {e.Message.TrimEnd('.')}. Nothing was changed. Make room, or get leave to write there, and try again.", cause);
        }
    }
}
