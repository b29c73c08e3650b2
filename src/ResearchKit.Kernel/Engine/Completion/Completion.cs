namespace ResearchKit.Kernel;

/// <summary>One text that may be inserted.</summary>
/// <param name="Text">Replaces the span.</param>
/// <param name="Kind">In the words that Jupyter's fronts draw icons for: method, property, class, keyword, variable, path, magic and so on.</param>
/// <param name="Signature">The declaration in one line; empty if there is none to show.</param>
sealed record Completion(string Text, string Kind, string Signature = "")
{
    public override string ToString() => $"{Text} ({Kind})";
}
