namespace ResearchKit;

/// <summary>A place between two rows of an archive.</summary>
/// <param name="Part">The file, from 0.</param>
/// <param name="Line">How many of its lines are read, or, where rows are no lines, of its rows.</param>
/// <param name="Offset">How many of its bytes, once unpacked; 0 where rows are no lines.</param>
/// <param name="Row">How many rows of the whole archive, blank lines among them.</param>
readonly record struct ArchivePosition(int Part, long Line, long Offset, long Row);
