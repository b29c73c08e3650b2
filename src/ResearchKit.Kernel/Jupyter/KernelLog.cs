using System.Threading.Channels;

namespace ResearchKit.Kernel;

/// <summary>Lines on the standard error stream. Whoever started the kernel may never read them, which must not hold it up: lines that
/// find no room are dropped.</summary>
sealed class KernelLog : IDisposable
{
    const int Room = 200, Width = 500;

    readonly Channel<string> lines = System.Threading.Channels.Channel.CreateBounded<string>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Thread writer;

    public KernelLog(TextWriter output)
    {
        writer = new(() => Write(output)) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    public void Line(string text) => lines.Writer.TryWrite(Terminal.Line(text.ReplaceLineEndings(" "), Width));

    /// <summary>Waits a moment for what is not written yet.</summary>
    public void Dispose()
    {
        lines.Writer.TryComplete();
        writer.Join(TimeSpan.FromMilliseconds(500));
    }

    void Write(TextWriter output)
    {
        try
        {
            while (lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (lines.Reader.TryRead(out var line))
                    output.WriteLine(line);
            }
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }
}
