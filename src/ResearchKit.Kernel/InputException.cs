namespace ResearchKit.Kernel;

/// <summary>Something the user gave cannot be used: an argument, a parameter or a notebook. The message is one line that says where, what
/// was found and what is expected, complete without a stack trace.</summary>
sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
