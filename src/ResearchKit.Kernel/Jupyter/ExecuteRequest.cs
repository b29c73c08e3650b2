namespace ResearchKit.Kernel;

/// <summary>What an <c>execute_request</c> asks for.</summary>
/// <param name="Code">The cell.</param>
/// <param name="IsSilent">Nothing is published, nothing counted.</param>
/// <param name="IsStored">The cell is counted and kept in the history.</param>
/// <param name="AllowsInput">The client can ask its user.</param>
/// <param name="StopsOnError">If the cell fails, requests that wait behind it are not run.</param>
/// <param name="Expressions">Names and expressions to take the values of afterwards.</param>
/// <param name="CellId">Names the cell in its notebook, if the client says so.</param>
sealed record ExecuteRequest(string Code, bool IsSilent, bool IsStored, bool AllowsInput, bool StopsOnError,
    IReadOnlyList<KeyValuePair<string, string>> Expressions, string? CellId)
{
    /// <exception cref="MessageException">A field has another type than the protocol gives it.</exception>
    public static ExecuteRequest Read(Message message)
    {
        var silent = message.Flag("silent", false);
        var expressions = message.ObjectOrNull("user_expressions") ?? [];
        return new(message.Text("code"), silent, message.Flag("store_history", !silent) && !silent, message.Flag("allow_stdin", false), message.Flag("stop_on_error", true),
            [.. expressions.Select(e => KeyValuePair.Create(e.Key, Json.Text(e.Value)
                ?? throw new MessageException($"{message.Type}: user_expressions: '{Terminal.Line(e.Key, 60)}' is {Json.Kind(e.Value)}. Expected text.")))],
            Json.Text(message.Metadata["cellId"]));
    }
}
