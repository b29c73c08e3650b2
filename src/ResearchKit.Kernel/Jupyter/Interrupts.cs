namespace ResearchKit.Kernel;

/// <summary>The request that can be told to stop, if one runs.</summary>
sealed class Interrupts
{
    readonly Lock gate = new();
    CancellationTokenSource? running;

    public bool IsRunning
    {
        get { lock (gate) return running is not null; }
    }

    /// <summary>From here on an interrupt stops what is run with the token.</summary>
    public CancellationToken Begin()
    {
        lock (gate)
        {
            running = new();
            return running.Token;
        }
    }

    public void End()
    {
        lock (gate)
            running = null;
    }

    /// <summary>Tells what runs to stop, and does not wait for it. Nothing may run.</summary>
    public void Interrupt()
    {
        CancellationTokenSource? source;
        lock (gate)
            source = running;
        // A thread of its own: cancelling calls whatever has registered, and a cell may hold all threads of the pool.
        if (source is not null)
            new Thread(source.Cancel) { IsBackground = true, Name = "interrupt" }.Start();
    }
}
