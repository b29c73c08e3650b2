using NetMQ;
using NetMQ.Sockets;

namespace ResearchKit.Kernel;

/// <summary>Sends back what it is sent, on a thread of its own, so that a busy kernel is not taken for a dead one.</summary>
sealed class Heartbeat : IDisposable
{
    readonly RouterSocket socket = new();
    readonly Thread thread;
    volatile bool stopped;

    /// <param name="endpoint">Where it listens.</param>
    public Heartbeat(string endpoint)
    {
        // A router answers whoever asks; a reply socket would wait for a client that went away between two frames.
        SocketSettings.Apply(socket);
        socket.Options.MaxMsgSize = 1 << 16;
        socket.Bind(endpoint);
        thread = new(Run) { IsBackground = true, Name = "heartbeat" };
        thread.Start();
    }

    public void Dispose()
    {
        stopped = true;
        thread.Join(TimeSpan.FromSeconds(1));
        socket.Dispose();
    }

    void Run()
    {
        List<byte[]> frames = [];
        while (!stopped)
        {
            if (socket.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(200), ref frames))
                socket.SendMultipartBytes(frames);
        }
    }
}
