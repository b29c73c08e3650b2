namespace ResearchKit.Kernel;

/// <summary>A cell to run, and what a front can do for it meanwhile.</summary>
/// <param name="Code">The cell as the user wrote it.</param>
/// <param name="Count">The n of <c>In [n]</c>.</param>
sealed record CellRequest(string Code, int Count)
{
    /// <summary>Names the cell through all its runs, if the front knows it; else its text does.</summary>
    public string? CellId { get; init; }

    /// <summary>Asks the user for a line and waits for it; null where nobody can be asked, which to a cell is the end of input.</summary>
    public Func<InputPrompt, string?>? Input { get; init; }

    /// <summary>What is said of a cell that was told to stop.</summary>
    public (string Name, string Message) Stopped { get; init; } = ("Interrupted", "The cell was interrupted.");

    /// <summary>Is added for a cell that does not stop.</summary>
    public string Runaway { get; init; } = " It does not stop: restart the kernel to end it.";
}

/// <summary>A question of a cell to its user.</summary>
/// <param name="Text">Shown before the answer; may be empty.</param>
/// <param name="IsPassword">The answer is not shown.</param>
sealed record InputPrompt(string Text, bool IsPassword);
