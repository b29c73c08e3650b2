namespace ResearchKit;

/// <summary>Something in the files of a registry or a ledger that is not as it was written.</summary>
/// <param name="File">The file or folder, with the line where there is one.</param>
/// <param name="Found">What is there.</param>
/// <param name="Expected">What should be, and what to do.</param>
/// <param name="IsFault">False for what is worth knowing and breaks nothing: what a promotion that died has left, or rules that were changed since.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ChainFinding(string File, string Found, string Expected, bool IsFault = true)
{
    /// <summary><c>data/registry/finance/2/finance.csv: its SHA-256 is 0f3a9c12…. Expected …</c>, behind <c>note:</c> where it is no fault.</summary>
    public override string ToString() => Untrusted.Line($"{(IsFault ? "" : "note: ")}{File}: {Found}. Expected {Expected}.");
}
