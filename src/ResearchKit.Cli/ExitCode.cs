namespace ResearchKit.Cli;

/// <summary>What a command tells the program that called it.</summary>
static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: a receipt does not hold, a notebook failed.</summary>
    public const int No = 1;

    /// <summary>The input cannot be used; the message on the error stream says where and why.</summary>
    public const int BadInput = 2;

    /// <summary>Another run is at work on it: no fault of the input, and worth another try later. The number is that of <c>EX_TEMPFAIL</c>.</summary>
    public const int Busy = 75;

    /// <summary>Stopped by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>Told to end (<c>SIGTERM</c>), as shells count it.</summary>
    public const int Terminated = 143;
}
