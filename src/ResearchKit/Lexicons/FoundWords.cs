using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>What looking up a text's words has found besides them. Its lists are reused.</summary>
sealed class FoundWords
{
    /// <summary>Where a match may begin, in order: twice the token, and 1 where it may go on with the next. The first <see cref="Starts"/> of these.</summary>
    public uint[] Places { get; private set; } = [];

    public int Starts { get; set; }

    /// <summary>The tokens behind which a match may go on, in order. The first <see cref="Going"/> of these.</summary>
    public int[] Goings { get; private set; } = [];

    /// <summary>The key of the step that leads on from each of them.</summary>
    public Vector128<byte>[] StepKeys { get; private set; } = [];

    /// <summary>What was found for that key.</summary>
    public WordCode[] Steps { get; private set; } = [];

    public int Going { get; set; }

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
        if (Places.Length <= tokens) (Goings, Places, StepKeys, Steps) = (new int[2 * tokens + 1], new uint[2 * tokens + 1], new Vector128<byte>[2 * tokens + 1], new WordCode[2 * tokens + 1]);
        if (Codes.Length < keys) Codes = new WordCode[2 * keys];
        Companies.Clear();
        (Starts, Foreign, English) = (0, 0, 0);
    }
}
