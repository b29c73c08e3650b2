namespace ResearchKit;

/// <summary>What looking up a text's words has found besides them. Its lists are reused.</summary>
sealed class FoundWords
{
    /// <summary>Where a match may begin, in order: twice the token, and 1 where it may go on with the next; in the upper half the entry that the word is by itself. The first <see cref="Starts"/> of these.</summary>
    public ulong[] Places { get; private set; } = [];

    public int Starts { get; set; }

    /// <summary>What was found for each key of a text.</summary>
    public WordCode[] Codes { get; private set; } = [];

    /// <summary>The tokens that are legal forms of companies, in order.</summary>
    public List<int> Companies { get; } = [];

    /// <summary>At least as many as there are function words of another language.</summary>
    public int Foreign { get; set; }

    /// <summary>Function words of English, where there are enough of others to ask.</summary>
    public int English { get; set; }

    /// <param name="tokens">Of the next text.</param>
    /// <param name="keys">Likewise.</param>
    public void Clear(int tokens, int keys)
    {
        if (Places.Length < tokens) Places = new ulong[2 * tokens];
        if (Codes.Length < keys) Codes = new WordCode[2 * keys];
        Companies.Clear();
        (Starts, Foreign, English) = (0, 0, 0);
    }
}
