namespace ResearchKit.Kernel;

/// <summary>Questions of a cell to its user, one at a time.</summary>
sealed class InputRequests(Postbox postbox)
{
    readonly SemaphoreSlim turn = new(1);
    readonly Lock gate = new();
    Question? open;

    sealed record Question(Message Request, string Id, TaskCompletionSource<string> Answer);

    /// <summary>Blocks until the user has answered or the cell is told to stop.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public string Ask(Message request, InputPrompt prompt, CancellationToken cancellation)
    {
        turn.Wait(cancellation);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
                open = new(request, postbox.Ask(request, prompt), answer);
            answer.Task.Wait(cancellation);
            return answer.Task.Result;
        }
        finally
        {
            lock (gate)
                open = null;
            turn.Release();
        }
    }

    /// <summary>Takes an answer. One that nobody waits for, or of another client, is passed over.</summary>
    /// <exception cref="MessageException">It is not an answer.</exception>
    public void Receive(Message reply)
    {
        if (reply.Type != "input_reply")
            throw new MessageException($"{reply}. Expected an input_reply.");
        var value = reply.Text("value");
        lock (gate)
        {
            // Clients may leave out what they answer, and many do.
            if (open is { } question && (reply.ParentId is null || reply.ParentId == question.Id) && Same(reply.Identities, question.Request.Identities))
                question.Answer.TrySetResult(value);
        }
    }

    static bool Same(IReadOnlyList<byte[]> some, IReadOnlyList<byte[]> others) =>
        some.Count == others.Count && some.Zip(others).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
