namespace ResearchKit;

/// <summary>How a registry is used.</summary>
public sealed record RegistryOptions
{
    /// <summary>How long a promotion waits for another that is at work.</summary>
    /// <value>Default 10 seconds. 0 or more.</value>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="InputException">The wait is negative.</exception>
    internal RegistryOptions Validated() => Wait >= TimeSpan.Zero ? this : throw new InputException(FormattableString.Invariant($"Wait is {Wait}. Expected 0 or more."));
}
