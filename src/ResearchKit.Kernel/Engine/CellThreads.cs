namespace ResearchKit.Kernel;

/// <summary>The threads that run a cell: the first one, and those that go on with it after each await. They are pool threads, as without a
/// context, so a cell that blocks on a task of its own does not wait for itself. Being known they can be woken from a wait, and what a
/// stopped cell still has to do behind an await is dropped.</summary>
/// <param name="lost">Receives what a piece throws that nobody waits for, such as a method that is <c>async void</c>.</param>
sealed class CellThreads(Action<Exception> lost) : SynchronizationContext
{
    readonly Lock gate = new();
    readonly HashSet<Thread> running = [];
    bool stopped;

    /// <summary>True while a thread runs code of the cell, and not when all of it awaits something.</summary>
    public bool IsRunning
    {
        get { lock (gate) return running.Count > 0; }
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override void Post(SendOrPostCallback d, object? state) => ThreadPool.QueueUserWorkItem(_ => Run(() => d(state)));

    /// <summary>Runs code of a cell. Once the cell is stopped the task may never end.</summary>
    public Task<T> RunAsync<T>(CellScope scope, Func<Task<T>> code)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => { scope.Enter(); Complete(); }, null);
        return done.Task;

        void Complete()
        {
            try
            {
                code().ContinueWith(done.SetFromTask, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Runs a piece of the cell on this thread, unless the cell has been stopped.</summary>
    public void Run(Action piece)
    {
        lock (gate)
        {
            if (stopped)
                return;
            running.Add(Thread.CurrentThread);
        }
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            piece();
        }
        catch (Exception e)
        {
            // A cell that was stopped may be woken behind its last line.
            if (!stopped)
                lost(e);
        }
        finally
        {
            SetSynchronizationContext(outer);
            Leave();
        }
    }

    /// <summary>Nothing more of the cell is begun; threads that wait for something are woken by a <see cref="ThreadInterruptedException"/>.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            foreach (var thread in running)
                thread.Interrupt();
        }
    }

    void Leave()
    {
        for (var left = false; !left;)
        {
            try
            {
                lock (gate)
                {
                    running.Remove(Thread.CurrentThread);
                    left = true;
                    if (!stopped)
                        return;
                }
                // A wake-up that found nothing to wake must not meet the pool's next piece of work.
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // It may also come while the thread waits to leave.
            }
        }
    }
}
