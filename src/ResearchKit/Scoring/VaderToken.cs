namespace ResearchKit;

/// <summary>A word as VADER reads it: a run of characters without white space, without the punctuation around it unless it is short.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Word">What is known of it, as <see cref="Code"/> packs it.</param>
readonly record struct VaderToken(int Start, int End, WordCode Word)
{
    public const int ClassBit = 32;

    /// <summary>Its entry in the lexicon; −1 when it has none.</summary>
    public int Entry => (int)(Word.Code & 0xFFFFFF) - 1;

    /// <summary>As <see cref="VaderWord.Number"/>.</summary>
    public int Number => (byte)(Word.Code >> 24);

    public VaderClass Class => (VaderClass)(Word.Code >> ClassBit);

    /// <summary>What it adds to a hit after it where it boosts; otherwise its own valence.</summary>
    public double Amount => Word.Valence;

    public bool Is(VaderClass kind) => (Class & kind) != 0;

    /// <summary>Entry, number, class and amount in one, so that one look gives all of them.</summary>
    public static WordCode Code(VaderWord word, int entry, double valence)
    {
        var boosts = (word.Class & VaderClass.Boosts) != 0;
        var kind = word.Class | (entry >= 0 && !boosts ? VaderClass.Counts : 0);
        return new((ulong)kind << ClassBit | (uint)word.Number << 24 | (uint)(entry + 1), BitConverter.DoubleToUInt64Bits(boosts ? word.Booster : valence));
    }
}

/// <summary>A run of tokens with the marks in and around them: a sentence, or the whole text.</summary>
readonly record struct VaderSpan(int First, int Count, int Start, int End, bool Lead, int Upper, int Exclamations, int ExclamationAt, int Questions, int QuestionAt)
{
    /// <summary>Whether some of its tokens are in capitals and some are not.</summary>
    public bool IsMixed => Upper > 0 && Upper < Count;
}
