namespace ResearchKit;

/// <summary>What looking up a text's words has found besides them. Its lists are reused.</summary>
sealed class FoundWords
{
    /// <summary>The tokens with which a match may begin, in order: the first <see cref="Starts"/> of these.</summary>
    public int[] Places { get; private set; } = [];

    public int Starts { get; set; }

    /// <summary>What was found for each token, and a 0 behind the last.</summary>
    public uint[] Codes { get; private set; } = [];

    /// <summary>The tokens that are legal forms of companies, in order.</summary>
    public List<int> Companies { get; } = [];

    /// <summary>At least as many as there are function words of another language.</summary>
    public int Foreign { get; set; }

    /// <param name="tokens">Of the next text.</param>
    public void Clear(int tokens)
    {
        if (Codes.Length <= tokens) (Places, Codes) = (new int[2 * tokens + 2], new uint[2 * tokens + 2]);
        Companies.Clear();
        (Starts, Foreign) = (0, 0);
    }
}
