using System.Collections.Concurrent;

namespace ResearchKit.Kernel;

/// <summary>Works through the requests of the shell channel in their order, on a thread of its own.</summary>
/// <param name="dispatch">Answers them.</param>
/// <param name="abort">Answers an execute request that is not to be run.</param>
/// <param name="log">For what is dropped.</param>
sealed class Shell(Func<Message, bool> abort, Dispatch dispatch, KernelLog log)
{
    /// <summary>A client that sends more than it can expect to be run must not fill the memory.</summary>
    const int Room = 10_000;

    readonly BlockingCollection<(Message Message, long Number)> waiting = new(Room);
    long received, aborted;

    /// <summary>Takes a request; called by one thread.</summary>
    public void Receive(Message request)
    {
        var number = Interlocked.Increment(ref received);
        if (!waiting.TryAdd((request, number)))
            log.Line($"{request}: more than {Room} requests wait. Dropped.");
    }

    /// <summary>Execute requests that wait now will not be run. Called by an answer.</summary>
    public void AbortWaiting() => aborted = Interlocked.Read(ref received);

    public void Start() => new Thread(Run) { IsBackground = true, Name = "shell" }.Start();

    void Run()
    {
        foreach (var (request, number) in waiting.GetConsumingEnumerable())
        {
            if (number > aborted || !abort(request))
                dispatch.Handle(request);
        }
    }
}
