namespace ResearchKit.Kernel;

/// <summary>Knows what may be written at a place in a cell, and what stands there. Places are counted in units of UTF-16.</summary>
interface ICodeAssistant
{
    /// <summary>What may stand at the cursor, best first.</summary>
    Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation);

    /// <summary>What is known of the name at the cursor; null if nothing is.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">In it or at its end.</param>
    /// <param name="detail">0, or 1 for all there is.</param>
    /// <param name="cancellation">Ends the search.</param>
    Task<MimeBundle?> InspectAsync(string code, int cursor, int detail, CancellationToken cancellation);

    /// <summary>Makes the first answer a quick one.</summary>
    Task WarmUpAsync();
}

/// <summary>Continuations of a text.</summary>
/// <param name="Start">Where what they replace begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Matches">Best first.</param>
sealed record Completions(int Start, int End, IReadOnlyList<Completion> Matches);

/// <summary>One continuation.</summary>
/// <param name="Text">To insert.</param>
/// <param name="Kind">Such as <c>method</c>, <c>property</c>, <c>class</c>, <c>keyword</c>.</param>
/// <param name="Signature">Of a method; empty for others.</param>
sealed record Completion(string Text, string Kind, string Signature);
