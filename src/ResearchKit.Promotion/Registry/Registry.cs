namespace ResearchKit;

/// <summary>Versions of lexicons, and which of them is champion.</summary>
public sealed class Registry
{
}
