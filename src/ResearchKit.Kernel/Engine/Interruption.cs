using System.ComponentModel;

namespace ResearchKit.Kernel;

/// <summary>What loops of cells call, so that they can be stopped. Costs one read of memory while nothing is to be stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interruption
{
    static volatile bool requested;

    /// <summary>Ends the code that calls it if its cell was told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void Check()
    {
        if (requested)
            CellScope.Current?.ThrowIfStopped();
    }

    internal static void Request() => requested = true;

    internal static void Begin() => requested = false;
}
