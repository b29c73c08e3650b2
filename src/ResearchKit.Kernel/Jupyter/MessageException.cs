namespace ResearchKit.Kernel;

/// <summary>A message that does not follow the protocol. The message is one line that says what was found and what is expected.</summary>
sealed class MessageException(string message, Exception? inner = null) : Exception(message, inner);
