namespace ResearchKit.Kernel;

/// <summary>What a cell emits while it runs, in the words of the Jupyter protocol, so that any front can pass it on.</summary>
abstract record CellOutput;

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">As written, line ends included.</param>
sealed record StreamText(string Name, string Text) : CellOutput;

/// <summary>A value shown by <c>display</c>.</summary>
/// <param name="Data">Its forms.</param>
/// <param name="DisplayId">Names it for a later <see cref="DisplayUpdate"/>.</param>
sealed record DisplayData(MimeBundle Data, string DisplayId) : CellOutput;

/// <summary>A new form for a value shown before, perhaps by an earlier cell.</summary>
sealed record DisplayUpdate(MimeBundle Data, string DisplayId) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
sealed record CellValue(MimeBundle Data, int ExecutionCount) : CellOutput;

/// <summary>Why the cell stopped.</summary>
sealed record CellFailure(CellError Error) : CellOutput;

/// <summary>An error in the user's terms: which cell, which line of it.</summary>
/// <param name="Name">Exception type, or <c>CompilationError</c> and its like.</param>
/// <param name="Message">One line or more, without the place.</param>
/// <param name="Line">The line of the failing cell, 1-based; null if it is none of its lines.</param>
/// <param name="Origin">Where it began, if that is another cell or a loaded file, such as <c>In [3], line 4</c>.</param>
/// <param name="Traceback">Lines to show, with the offending source, from the innermost frame outwards.</param>
sealed record CellError(string Name, string Message, int? Line, string? Origin, IReadOnlyList<string> Traceback);
