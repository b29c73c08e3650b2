namespace ResearchKit.Kernel;

/// <summary>Tells a writer of cells what may stand at the cursor, and what stands there. It reads the session and never changes it, and it
/// has no bad input: of what it cannot understand it says nothing.</summary>
/// <param name="session">What the cells have declared so far.</param>
sealed class CodeAssistant(SessionSource session) : IDisposable
{
    /// <summary>Of a cell, in UTF-16 units: nobody writes one as long.</summary>
    const int LongestCell = 1 << 18;

    readonly SemaphoreSlim turn = new(1);
    SessionWorkspace? workspace;

    /// <summary>Does once what makes the first answer slow: loads the compiler platform's parts and lets the code be compiled.</summary>
    public async Task WarmUpAsync()
    {
        await CompleteAsync("Console.W", 9).ConfigureAwait(false);
        await CompleteAsync("C", 1).ConfigureAwait(false);
        await InspectAsync("Console", 7, 0).ConfigureAwait(false);
    }

    /// <summary>What may stand at the cursor.</summary>
    /// <param name="code">The cell as it is, which need not compile.</param>
    /// <param name="cursor">In UTF-16 units; outside of the code it is taken to its end.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation = default) =>
        AskAsync(code, cursor, Completions.None(cursor), async cell => DirectiveCompletion.Complete(cell, session)
            ?? await CodeCompletion.CompleteAsync(Workspace().Open(cell.Code), cell, cancellation).ConfigureAwait(false), cancellation);

    /// <summary>What stands at the cursor, or is called around it; null if nothing is known of it.</summary>
    /// <param name="code">The cell as it is, which need not compile.</param>
    /// <param name="cursor">In UTF-16 units; outside of the code it is taken to its end.</param>
    /// <param name="detail">0 for what one reads at a glance, 1 for everything there is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation = default) =>
        AskAsync(code, cursor, null, async cell => cell.IsCode
            ? await Inspection.InspectAsync(Workspace().Open(cell.Code), cell.Cursor, detail, cancellation).ConfigureAwait(false) : null, cancellation);

    public void Dispose() => workspace?.Dispose();

    SessionWorkspace Workspace() => workspace ??= new(session);

    async Task<T> AskAsync<T>(string code, int cursor, T nothing, Func<WrittenCell, Task<T>> answer, CancellationToken cancellation)
    {
        if (code.Length > LongestCell || Nesting.IsTooDeep(code))
            return nothing;
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        // The parser does not hear of a cancellation: the caller goes, and whoever asks next waits for the end.
        return await Task.Run(Answer, CancellationToken.None).WaitAsync(cancellation).ConfigureAwait(false);

        async Task<T> Answer()
        {
            try
            {
                return await answer(WrittenCell.Read(code, cursor)).ConfigureAwait(false);
            }
            catch (Exception)
            {
                cancellation.ThrowIfCancellationRequested();
                // The compiler platform fails on some broken texts; a writer who goes on typing is not helped by knowing.
                return nothing;
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
