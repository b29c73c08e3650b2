using System.Globalization;

namespace ResearchKit;

/// <summary>What <see cref="Corpus.Read"/> lets pass. Set with <c>o => o with { MaxLoss = 0.1 }</c>; a value out of range is an <see cref="InputException"/>.</summary>
public sealed record ReadOptions
{
    const int MostCharacters = 100_000_000;

    /// <summary>The largest share of rows that may be rejected before reading fails.</summary>
    /// <value>0 (every row must be good) to 1 (anything goes). Default 0.05.</value>
    public double MaxLoss
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"MaxLoss {value} is not a share. Expected 0 to 1."));
    } = 0.05;

    /// <summary>The longest article, in UTF-16 code units of <see cref="Article.Text"/>; a longer one is rejected.</summary>
    /// <remarks>A row as written, with every field and escape, may take <c>8 × MaxCharacters + 65,536</c> bytes; reading gives up on it there, so that a file without line ends cannot fill the memory.</remarks>
    /// <value>1 to 100,000,000. Default 1,000,000.</value>
    public int MaxCharacters
    {
        get;
        init => field = value is >= 1 and <= MostCharacters ? value : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"MaxCharacters {value} is out of range. Expected 1 to {MostCharacters}."));
    } = 1_000_000;

    internal long MaxRowBytes => 8L * MaxCharacters + 65_536;
}
