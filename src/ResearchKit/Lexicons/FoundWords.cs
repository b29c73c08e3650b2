namespace ResearchKit;

/// <summary>What looking up a text's words has found besides them. Its lists are reused.</summary>
sealed class FoundWords
{
    /// <summary>The tokens with which a match may begin, in order, twice the number of each, and 1 where it may go on with the next: the first <see cref="Starts"/> of these.</summary>
    public int[] Places { get; private set; } = [];

    public int Starts { get; set; }

    /// <summary>What was found for each key of a text.</summary>
    public uint[] Codes { get; private set; } = [];

    /// <summary>The tokens that are legal forms of companies, in order.</summary>
    public List<int> Companies { get; } = [];

    /// <summary>At least as many as there are function words of another language.</summary>
    public int Foreign { get; set; }

    /// <param name="tokens">Of the next text.</param>
    /// <param name="keys">Likewise.</param>
    public void Clear(int tokens, int keys)
    {
        if (Places.Length < tokens) Places = new int[2 * tokens];
        if (Codes.Length < keys) Codes = new uint[2 * keys];
        Companies.Clear();
        (Starts, Foreign) = (0, 0);
    }
}
