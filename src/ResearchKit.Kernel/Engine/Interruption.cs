using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ResearchKit.Kernel;

/// <summary>What loops, lambdas and methods of cells look at, so that they can be stopped. It costs one read of memory while nothing is to be stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interruption
{
    static readonly Lock Gate = new();
    static readonly List<WeakReference<CellScope>> Stopped = [];

    /// <summary>Some cell was told to stop. A field and no property: cells read it in every turn of a loop, in code that is not optimised.</summary>
    public static volatile bool Requested;

    /// <summary>Ends the code that calls it if its cell was told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void Check() => CellScope.Current?.ThrowIfStopped();

    /// <summary>Where a method begins: endless recursion, which would end the process, becomes an error of the cell.</summary>
    /// <exception cref="OperationCanceledException">The cell was told to stop.</exception>
    /// <exception cref="InsufficientExecutionStackException">Methods stand in methods too deep.</exception>
    public static void Enter()
    {
        if (Requested)
            Check();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InsufficientExecutionStackException("The methods of the cell call each other without end, or deeper than the stack allows.");
    }

    internal static void Request(CellScope scope)
    {
        lock (Gate)
        {
            if (!Stopped.Any(known => known.TryGetTarget(out var target) && target == scope))
                Stopped.Add(new(scope));
            Requested = true;
        }
    }

    /// <summary>A new cell begins. What still runs for a stopped one has not met its check yet, so the request stands until nothing holds that cell any more.</summary>
    internal static void Begin()
    {
        lock (Gate)
        {
            Stopped.RemoveAll(known => !known.TryGetTarget(out _));
            Requested = Stopped.Count > 0;
        }
    }
}
