namespace ResearchKit.Kernel;

/// <summary>A script in the parts that it is made of; together they are its text.</summary>
/// <param name="Head">Up to the first cell.</param>
/// <param name="Cells">Each from its marker up to the next.</param>
/// <param name="Tail">Behind the last cell.</param>
sealed record ScriptText(string Head, IReadOnlyList<string> Cells, string Tail)
{
    public override string ToString() => string.Concat([Head, .. Cells, Tail]);
}
