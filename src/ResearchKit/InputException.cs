namespace ResearchKit;

/// <summary>Something the user gave cannot be used. The message says where, what was found, what is allowed and what to do, and is
/// complete without a stack trace.</summary>
public sealed class InputException : Exception
{
    /// <param name="message">For the user, as it will be printed.</param>
    /// <param name="inner">What failed underneath, if anything.</param>
    public InputException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>An unknown name, with the ones that exist.</summary>
    internal static InputException Unknown(string what, string name, IEnumerable<string> known) =>
        new($"{what} '{name}' is not known. Available: {string.Join(", ", known)}.");
}
