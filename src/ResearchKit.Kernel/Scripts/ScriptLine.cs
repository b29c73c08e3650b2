namespace ResearchKit.Kernel;

/// <summary>Lines of a script and where they come from.</summary>
/// <param name="Text">One line or more, without the last line end.</param>
/// <param name="Cell">1-based; 0 for what belongs to none.</param>
/// <param name="Line">The line of the cell that the first of these lines stands for, 1-based; 0 for none.</param>
/// <param name="Fixed">Every one of these lines stands for that same line.</param>
readonly record struct ScriptLine(string Text, int Cell = 0, int Line = 0, bool Fixed = true);
