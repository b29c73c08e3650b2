namespace ResearchKit;

/// <summary>What looking up a text's words has found besides them. Its lists are reused.</summary>
sealed class FoundWords
{
    /// <summary>The tokens with which a match may begin, in order: the first <see cref="Starts"/> of these.</summary>
    public int[] Places { get; private set; } = [];

    public int Starts { get; set; }

    /// <summary>The tokens that are legal forms of companies, in order.</summary>
    public List<int> Companies { get; } = [];

    /// <summary>At least as many as there are function words of another language.</summary>
    public int Foreign { get; set; }

    /// <param name="tokens">Of the next text.</param>
    public void Clear(int tokens)
    {
        if (Places.Length < tokens) Places = new int[Math.Max(tokens, 2 * Places.Length)];
        Companies.Clear();
        (Starts, Foreign) = (0, 0);
    }
}
