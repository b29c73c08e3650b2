using System.Diagnostics;

namespace ResearchKit.Cli;

/// <summary>Says on the error stream how far long work is; only to a person, and only once it has taken a second.</summary>
sealed class Progress(string work, int total)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly long start = Stopwatch.GetTimestamp();
    readonly bool shown = !Console.IsErrorRedirected;
    int done;
    bool written;

    public void Step(int more)
    {
        done += more;
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (!shown || elapsed < Patience) return;
        var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / done * (total - done));
        Console.Error.Write($"\r{work} {done}/{total}, {done / elapsed.TotalSeconds:0}/s, {left:mm\\:ss} left ");
        written = true;
    }

    public void Done()
    {
        if (written) Console.Error.WriteLine();
    }
}
