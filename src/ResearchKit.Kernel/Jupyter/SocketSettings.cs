using NetMQ;

namespace ResearchKit.Kernel;

/// <summary>What all sockets of the kernel have in common.</summary>
static class SocketSettings
{
    /// <summary>Of one frame, in bytes: what is longer ends its connection.</summary>
    const long SizeLimit = 256L << 20;

    public static void Apply(NetMQSocket socket)
    {
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        socket.Options.MaxMsgSize = SizeLimit;
        socket.Options.IPv4Only = false;
        // Sending neither drops nor blocks. What a cell can emit is bounded where it is emitted.
        socket.Options.SendHighWatermark = 0;
    }
}
