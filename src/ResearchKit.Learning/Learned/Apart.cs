namespace ResearchKit;

/// <summary>Work that is apart, on as many threads as there are. Of several faults that the input has, that of the first part is told, whichever thread came first.</summary>
static class Apart
{
    /// <exception cref="InputException">What the work threw.</exception>
    public static void Each<T>(IReadOnlyList<T> parts, Action<T> work)
    {
        var faults = new InputException?[parts.Count];
        Parallel.For(0, parts.Count, i =>
        {
            try
            {
                work(parts[i]);
            }
            catch (InputException e)
            {
                faults[i] = e;
            }
        });
        if (faults.FirstOrDefault(fault => fault is not null) is { } first) throw new InputException(first.Message, first);
    }
}
