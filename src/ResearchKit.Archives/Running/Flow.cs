using System.Collections.Concurrent;

namespace ResearchKit;

/// <summary>Batches on their way from the reader through the scorers to the writer. The reader waits while too much text is under way.</summary>
sealed class Flow(long most, CancellationToken stop) : IDisposable
{
    /// <summary>What a batch costs besides its text.</summary>
    const long Overhead = 4096;

    readonly BlockingCollection<Scoring> unscored = [], inOrder = [];
    readonly Lock gate = new();
    readonly AutoResetEvent room = new(false);
    long under;

    /// <summary>Ends all of it.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Batches to be scored, by whoever is free.</summary>
    public IEnumerable<Scoring> Unscored => unscored.GetConsumingEnumerable(stop);

    /// <summary>The same batches as they were read.</summary>
    public IEnumerable<Scoring> InOrder => inOrder.GetConsumingEnumerable(stop);

    public void Add(Batch batch)
    {
        var cost = batch.Held + Overhead;
        while (!Enter(cost)) WaitHandle.WaitAny([room, stop.WaitHandle]);
        stop.ThrowIfCancellationRequested();
        var scoring = new Scoring(batch);
        inOrder.Add(scoring, stop);
        unscored.Add(scoring, stop);
    }

    /// <summary>Says that the reader could not go on: the writer meets it behind all that was read.</summary>
    public void Fail(Exception reason)
    {
        var scoring = new Scoring(null);
        scoring.Result.SetException(reason);
        inOrder.Add(scoring, CancellationToken.None);
    }

    public void Complete()
    {
        unscored.CompleteAdding();
        inOrder.CompleteAdding();
    }

    /// <summary>The writer has done with a batch.</summary>
    public void Leave(Batch batch)
    {
        lock (gate) under -= batch.Held + Overhead;
        room.Set();
    }

    bool Enter(long cost)
    {
        if (stop.IsCancellationRequested) return true;
        lock (gate)
        {
            // One batch may always pass, however large.
            if (under > 0 && under + cost > most) return false;
            under += cost;
            return true;
        }
    }

    public void Dispose()
    {
        unscored.Dispose();
        inOrder.Dispose();
        room.Dispose();
    }
}

/// <summary>A batch and what comes of it.</summary>
sealed record Scoring(Batch? Batch)
{
    public TaskCompletionSource<ScoredBatch> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
