namespace ResearchKit.Kernel;

/// <summary>The cell on whose behalf code runs. It flows into everything that the cell starts, so that what a task or a thread prints
/// after its cell has ended still belongs to that cell.</summary>
/// <param name="request">The cell.</param>
/// <param name="emit">Receives its outputs, on any thread.</param>
sealed class CellScope(CellRequest request, Action<CellOutput> emit)
{
    static readonly AsyncLocal<CellScope?> Here = new();

    volatile bool stopped;

    public static CellScope? Current => Here.Value;

    public CellRequest Request => request;

    public bool IsStopped => stopped;

    /// <summary>From here on the calling code, and what it starts, runs for this cell.</summary>
    public void Enter() => Here.Value = this;

    public void Emit(CellOutput output) => emit(output);

    /// <summary>Whatever runs for this cell ends at its next check.</summary>
    public void Stop()
    {
        stopped = true;
        Interruption.Request(this);
    }

    /// <summary>What something threw that the cell started and nobody waits for. The end of a stopped cell is no news.</summary>
    public void Lost(Exception exception)
    {
        if (!(stopped && (exception is OperationCanceledException or ThreadInterruptedException)))
            Emit(new StreamText("stderr", $"What the cell started threw {exception.GetType().FullName}: {exception.Message}\n"));
    }

    /// <exception cref="OperationCanceledException">The cell was told to stop.</exception>
    public void ThrowIfStopped()
    {
        if (stopped)
            throw new CellStoppedException(request.Stopped.Message);
    }
}

/// <summary>Ends code of a cell that was told to stop.</summary>
sealed class CellStoppedException(string message) : OperationCanceledException(message);
