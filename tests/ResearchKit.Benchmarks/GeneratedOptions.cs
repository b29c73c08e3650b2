namespace ResearchKit.Benchmarks;

/// <summary>What generated articles are like.</summary>
public sealed record GeneratedOptions
{
    /// <summary>Words of an article in the mean, its title among them; single articles have from 0.4 to 1.6 times as many.</summary>
    /// <value>Default 318. 40 to 5000.</value>
    public int Words { get; init; } = 318;

    /// <summary>The share of words that stand in terms with a valence. Absorbed ones and chance finds move the coverage that a scorer reports by some hundredths.</summary>
    /// <value>Default 0.11. 0 to 0.5.</value>
    public double Terms { get; init; } = 0.11;

    /// <summary>The share of articles with accents, curly quotes, dashes and currency signs; others are ASCII.</summary>
    /// <value>Default a third. 0 to 1.</value>
    public double NonAscii { get; init; } = 1.0 / 3;

    /// <summary>When the first is published.</summary>
    /// <value>Default 2024-11-01, midnight UTC.</value>
    public DateTimeOffset From { get; init; } = new(2024, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Over how many days they are spread.</summary>
    /// <value>Default 730. 1 to 36500.</value>
    public int Days { get; init; } = 730;

    /// <exception cref="InputException">An option is out of its range.</exception>
    internal GeneratedOptions Validated() =>
        Words is < 40 or > 5000 ? throw Fault(nameof(Words), Words, "40 to 5000")
        : Terms is not (>= 0 and <= 0.5) ? throw Fault(nameof(Terms), Terms, "0 to 0.5")
        : NonAscii is not (>= 0 and <= 1) ? throw Fault(nameof(NonAscii), NonAscii, "0 to 1")
        : Days is < 1 or > 36500 ? throw Fault(nameof(Days), Days, "1 to 36500")
        : this;

    static InputException Fault(string option, double found, string allowed) => new(FormattableString.Invariant($"Option {option} is {found}. Expected {allowed}."));
}
