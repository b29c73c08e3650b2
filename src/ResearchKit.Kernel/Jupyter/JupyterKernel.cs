using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NetMQ;

namespace ResearchKit.Kernel;

/// <summary>The engine as a Jupyter kernel: the parts, and how they hang together.</summary>
sealed class JupyterKernel : IDisposable
{
    static readonly TimeSpan BeforeWarmUp = TimeSpan.FromSeconds(3);

    readonly KernelLog log;
    readonly ConnectionFile connection;
    readonly Wire wire;
    readonly Sockets sockets;
    readonly Heartbeat heartbeat;
    readonly Postbox postbox;
    readonly Interrupts interrupts = new();
    readonly InputRequests input;
    readonly Execution execution;
    readonly CodeAssistant assistant;
    readonly Shell shell;
    readonly Dispatch control;
    volatile bool isEnding;

    JupyterKernel(ConnectionFile connection, KernelLog log)
    {
        (this.connection, this.log) = (connection, log);
        var clock = TimeProvider.System;
        wire = new(new(connection.Key), clock);
        sockets = new(connection, Receive, log);
        heartbeat = new(connection.Endpoint(connection.Heartbeat));
        postbox = new(wire, sockets);
        input = new(postbox);
        var engine = Task.Run(() => CellEngine.StartAsync(Environment.CurrentDirectory));
        var history = new History();
        execution = new Execution(engine, postbox, sockets, interrupts, input, history, clock, AbortWaiting);
        assistant = new(SessionSource.Of(engine, Environment.CurrentDirectory));
        var assistance = new Assistance(assistant);
        var comms = new Comms(postbox);
        shell = new(Abort, new(postbox, log, new Dictionary<string, Func<Message, JsonObject?>>
        {
            ["execute_request"] = Execute,
            ["complete_request"] = assistance.Complete,
            ["inspect_request"] = assistance.Inspect,
            ["is_complete_request"] = Completeness.Answer,
            ["history_request"] = history.Answer,
            ["kernel_info_request"] = _ => KernelInfo.Answer(),
            ["comm_info_request"] = Comms.Info,
            ["comm_open"] = message => { comms.Open(message); return null; },
            ["comm_msg"] = _ => null,
            ["comm_close"] = _ => null,
            ["connect_request"] = _ => Ports(),
            ["interrupt_request"] = Interrupt,
            ["shutdown_request"] = Shutdown,
        }, EndIfAsked), log);
        control = new(postbox, log, new Dictionary<string, Func<Message, JsonObject?>>
        {
            ["kernel_info_request"] = _ => KernelInfo.Answer(),
            ["comm_info_request"] = Comms.Info,
            ["history_request"] = history.Answer,
            ["connect_request"] = _ => Ports(),
            ["interrupt_request"] = Interrupt,
            ["shutdown_request"] = Shutdown,
        }, EndIfAsked);

        JsonObject? Execute(Message message)
        {
            execution.Run(message);
            return null;
        }

        void AbortWaiting()
        {
            sockets.WaitForArrivals();
            shell!.AbortWaiting();
        }

        bool Abort(Message message)
        {
            if (message.Type != "execute_request")
                return false;
            postbox.Status(message, "busy");
            execution.Abort(message);
            postbox.Status(message, "idle");
            return true;
        }
    }

    /// <summary>Serves a front end until it asks for the end, or is gone.</summary>
    /// <param name="file">The connection file.</param>
    /// <param name="error">The process's own error stream.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">The connection file cannot be used.</exception>
    public static int Run(string file, TextWriter error)
    {
        var connection = ConnectionFile.Read(file);
        using var log = new KernelLog(error);
        using (var kernel = new JupyterKernel(connection, log))
            kernel.Serve();
        // What is not sent within a second has nobody who takes it.
        NetMQConfig.Cleanup(block: true);
        return 0;
    }

    public void Dispose()
    {
        heartbeat.Dispose();
        sockets.Dispose();
        assistant.Dispose();
    }

    void Serve()
    {
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; End(143); });
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => { signal.Cancel = true; interrupts.Interrupt(); });
        // What a thread of a cell throws is said under that cell, and is not the end of everything else.
        System.Runtime.ExceptionServices.ExceptionHandling.SetUnhandledExceptionHandler(e => CellEngine.IsEndOfStopped(e) || execution.Lost(e));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Exiting();
        ParentProcess.Watch(() => End(1));
        postbox.Status(null, "starting");
        shell.Start();
        _ = WarmUpAsync();
        sockets.Run();
    }

    /// <summary>The first completion would take a second or two; the first cell, which is likelier, goes before it.</summary>
    async Task WarmUpAsync()
    {
        await Task.Delay(BeforeWarmUp);
        await assistant.WarmUpAsync();
    }

    void End(int code)
    {
        isEnding = true;
        Ending.Now(code);
    }

    /// <summary>Nobody asked for the end but a cell.</summary>
    void Exiting()
    {
        if (!isEnding && interrupts.IsRunning)
            execution.Abandon();
    }

    void Receive(Channel channel, List<byte[]> frames)
    {
        try
        {
            if (channel == Channel.Iopub)
                postbox.Welcome(frames[0]);
            else if (wire.Read(channel, frames) is var message && channel == Channel.Shell)
                shell.Receive(message);
            else if (channel == Channel.Control)
                control.Handle(message);
            else
                input.Receive(message);
        }
        catch (MessageException e)
        {
            log.Line(e.Message);
        }
    }

    JsonObject Interrupt(Message message)
    {
        interrupts.Interrupt();
        return new() { ["status"] = "ok" };
    }

    JsonObject Shutdown(Message message)
    {
        var restart = message.Flag("restart", false);
        JsonObject Content() => new() { ["status"] = "ok", ["restart"] = restart };
        postbox.Publish(message, "shutdown_reply", Content());
        isEnding = true;
        return Content();
    }

    /// <summary>Ends behind everything that was said so far.</summary>
    void EndIfAsked()
    {
        if (!isEnding)
            return;
        Ending.Within(TimeSpan.FromSeconds(3), 0);
        sockets.Stop();
    }

    JsonObject Ports() => new()
    {
        ["status"] = "ok",
        ["shell_port"] = connection.Shell,
        ["iopub_port"] = connection.Iopub,
        ["stdin_port"] = connection.Stdin,
        ["control_port"] = connection.Control,
        ["hb_port"] = connection.Heartbeat,
    };
}
