namespace ResearchKit.Kernel;

/// <summary>The sockets that carry messages; the heartbeat carries none.</summary>
enum Channel
{
    /// <summary>Requests that wait for one another.</summary>
    Shell,

    /// <summary>Requests that never wait.</summary>
    Control,

    /// <summary>Questions to the user, and answers.</summary>
    Stdin,

    /// <summary>What everyone may see.</summary>
    Iopub,
}
