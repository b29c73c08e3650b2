namespace ResearchKit.Kernel;

/// <summary>Knows nothing.</summary>
sealed class NoAssistant : ICodeAssistant
{
    public Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation) => Task.FromResult(new Completions(cursor, cursor, []));

    public Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation) => Task.FromResult<MimeBundle?>(null);

    public Task WarmUpAsync() => Task.CompletedTask;
}
