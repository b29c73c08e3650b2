using System.Collections.Concurrent;
using NetMQ;
using NetMQ.Sockets;

namespace ResearchKit.Kernel;

/// <summary>The sockets that carry messages, owned by one thread. Others hand it work, and never touch a socket: a cell's thread may be
/// interrupted wherever it stands.</summary>
sealed class Sockets : IDisposable
{
    /// <summary>How much is sent or received before it is the others' turn.</summary>
    const int Turn = 200;

    readonly RouterSocket shell = new(), control = new(), stdin = new();
    readonly XPublisherSocket iopub = new();
    readonly NetMQQueue<bool> wakings = new();
    readonly NetMQTimer timer = new(TimeSpan.FromMilliseconds(50)) { Enable = false };
    readonly NetMQPoller poller;
    readonly ConcurrentQueue<Action> work = new();
    readonly AutoResetEvent handed = new(false);
    readonly List<Action> due = [];
    readonly Action<Channel, List<byte[]>> received;
    readonly KernelLog log;
    int isAwake;

    /// <param name="connection">Where to listen.</param>
    /// <param name="received">Takes what arrives, on the sockets' thread; must be quick.</param>
    /// <param name="log">For what goes wrong.</param>
    /// <exception cref="InputException">A port is taken.</exception>
    public Sockets(ConnectionFile connection, Action<Channel, List<byte[]>> received, KernelLog log)
    {
        (this.received, this.log) = (received, log);
        foreach (var router in new[] { shell, control, stdin })
            router.Options.RouterHandover = true; // a client that comes back has its old identity
        iopub.Options.XPubVerbose = true; // every subscriber is welcomed, not the first of a topic only
        Bind(shell, connection, connection.Shell);
        Bind(control, connection, connection.Control);
        Bind(stdin, connection, connection.Stdin);
        Bind(iopub, connection, connection.Iopub);
        control.ReceiveReady += (_, _) => Receive(Channel.Control);
        shell.ReceiveReady += (_, _) => Receive(Channel.Shell);
        stdin.ReceiveReady += (_, _) => Receive(Channel.Stdin);
        iopub.ReceiveReady += (_, _) => Receive(Channel.Iopub);
        wakings.ReceiveReady += (_, _) => Work();
        timer.Elapsed += (_, _) => Elapsed();
        poller = new() { control, wakings, shell, stdin, iopub, timer };
        new Thread(Wake) { IsBackground = true, Name = "wake" }.Start();
    }

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run() => poller.Run();

    /// <summary>Ends <see cref="Run"/> when everything handed over before is sent.</summary>
    public void Stop() => Post(poller.Stop);

    public void Send(Channel channel, byte[][] frames) => Post(() => Of(channel).SendMultipartBytes(frames));

    /// <summary>Does something on the sockets' thread, in the order of the calls.</summary>
    public void Post(Action action)
    {
        work.Enqueue(action);
        handed.Set();
    }

    /// <summary>Does something on the sockets' thread in a twentieth of a second or less.</summary>
    public void PostLater(Action action) => Post(() =>
    {
        due.Add(action);
        timer.EnableAndReset();
    });

    /// <summary>Waits until everything that has arrived on the shell socket so far is received.</summary>
    public void WaitForArrivals() => WaitFor(() => Receive(Channel.Shell));

    /// <summary>Waits until everything said so far is on its way. For the end of the process only.</summary>
    public void WaitForSending()
    {
        WaitFor(() => { });
        Thread.Sleep(100); // the library sends on a thread of its own, and tells nobody when it has
    }

    void WaitFor(Action action)
    {
        var done = new ManualResetEventSlim();
        Post(() =>
        {
            action();
            done.Set();
        });
        done.Wait(TimeSpan.FromSeconds(2));
    }

    public void Dispose()
    {
        poller.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, iopub })
            socket.Dispose();
        wakings.Dispose();
    }

    static void Bind(NetMQSocket socket, ConnectionFile connection, int port)
    {
        SocketSettings.Apply(socket);
        try
        {
            socket.Bind(connection.Endpoint(port));
        }
        catch (NetMQException e)
        {
            throw new InputException($"Port {port} of {connection.Address} {(e is AddressAlreadyInUseException ? "is in use" : $"cannot be listened on ({e.ErrorCode})")}. Start the kernel with a new connection file.", e);
        }
    }

    NetMQSocket Of(Channel channel) => channel switch
    {
        Channel.Shell => shell,
        Channel.Control => control,
        Channel.Stdin => stdin,
        _ => iopub,
    };

    /// <summary>Carries signals from the threads of cells to the poller: signalling an event cannot be interrupted half-way, sending can.</summary>
    void Wake()
    {
        while (true)
        {
            handed.WaitOne();
            try
            {
                if (Interlocked.Exchange(ref isAwake, 1) == 0)
                    wakings.Enqueue(true);
            }
            catch (Exception e) when (e is ObjectDisposedException or NetMQException)
            {
                return;
            }
        }
    }

    void Work()
    {
        wakings.Dequeue();
        Interlocked.Exchange(ref isAwake, 0);
        for (var n = 0; n < Turn && work.TryDequeue(out var action); n++)
            Guard(action);
        if (!work.IsEmpty)
            handed.Set();
    }

    void Elapsed()
    {
        timer.Enable = false;
        var actions = due.ToArray();
        due.Clear();
        foreach (var action in actions)
            Guard(action);
    }

    void Receive(Channel channel)
    {
        for (var n = 0; n < Turn; n++)
        {
            List<byte[]> frames = [];
            if (!Of(channel).TryReceiveMultipartBytes(ref frames))
                return;
            Guard(() => received(channel, frames));
        }
    }

    /// <summary>No message may end the thread that all others depend on.</summary>
    void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            log.Line($"Unexpected: {e}");
        }
    }
}
