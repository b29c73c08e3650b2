using System.Runtime.ExceptionServices;

namespace ResearchKit;

/// <summary>Articles that are there at once: read by all processors, met in their order, explained by all processors. The same alerts as one after the other.</summary>
static class Together
{
    /// <param name="watcher">Which meets them.</param>
    /// <param name="articles">In the order in which they came.</param>
    /// <param name="arrivedAt">When one arrived, by its place; asked in order.</param>
    /// <param name="then">What is made of one, by its place, and of its alerts; on any thread.</param>
    /// <param name="again">Hears keys of what came already that have to be kept.</param>
    /// <returns>What was made, in order; nothing for what came already.</returns>
    public static List<T> Meet<T>(this Watcher watcher, IReadOnlyList<Article> articles, Func<int, DateTimeOffset> arrivedAt, Func<int, Met, IReadOnlyList<Alert>, T> then, Action<string>? again = null)
    {
        var read = new ReadArticle[articles.Count];
        Each(read.Length, i => read[i] = watcher.Read(articles[i]));
        var met = new List<(int Place, Met Met)>(read.Length);
        for (var i = 0; i < read.Length; i++)
            if (watcher.Meet(read[i], arrivedAt(i), again) is { } one) met.Add((i, one));
        var made = new T[met.Count];
        Each(made.Length, i => made[i] = then(met[i].Place, met[i].Met, watcher.Alerts(met[i].Met)));
        return [.. made];
    }

    static void Each(int count, Action<int> body)
    {
        try
        {
            if (count == 1) body(0);
            else Parallel.For(0, count, body);
        }
        catch (AggregateException e) { ExceptionDispatchInfo.Throw(e.InnerExceptions[0]); }
    }
}
