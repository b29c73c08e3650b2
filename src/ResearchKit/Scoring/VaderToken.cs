namespace ResearchKit;

/// <summary>A word as VADER reads it: a run of characters without white space, without the punctuation around it unless it is short.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Word">What is known of it, as <see cref="Code"/> packs it.</param>
readonly record struct VaderToken(int Start, int End, WordCode Word)
{
    /// <summary>Where a class begins in a code.</summary>
    public const int ClassBit = 32;

    /// <summary>Its entry in the lexicon; −1 when it has none.</summary>
    public int Entry => (int)(Word.Code & 0xFFFFFF) - 1;

    public VaderClass Class => (VaderClass)(Word.Code >> ClassBit);

    /// <summary>As <see cref="VaderWord.Number"/>.</summary>
    public int Number => (byte)(Word.Code >> 24);

    /// <summary>What it adds to a hit after it where it boosts; otherwise its own valence.</summary>
    public double Amount => BitConverter.UInt64BitsToDouble(Word.Seconds);

    public bool Is(VaderClass kind) => (Class & kind) != 0;

    /// <summary>A word's entry and one, its number, its class and its amount, so that one look gives all of them.</summary>
    public static WordCode Code(VaderWord word, int entry, double valence)
    {
        var boosts = (word.Class & VaderClass.Boosts) != 0;
        var known = word.Class | (entry >= 0 && !boosts ? VaderClass.Counts : VaderClass.None);
        return new((uint)(entry + 1) | (uint)word.Number << 24 | (ulong)known << ClassBit, BitConverter.DoubleToUInt64Bits(boosts ? word.Booster : valence));
    }
}

/// <summary>A run of tokens with the marks in and around them: a sentence, or the whole text.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Count">Its tokens.</param>
/// <param name="FirstTold">Its first token that counts or is a <c>but</c>, among those that do.</param>
/// <param name="Told">How many those are.</param>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Lead">Whether it stands in the title or the first paragraph.</param>
/// <param name="Upper">Its tokens in capitals.</param>
/// <param name="Exclamations">Its exclamation marks.</param>
/// <param name="ExclamationAt">Where the first of them stands.</param>
/// <param name="Questions">Its question marks.</param>
/// <param name="QuestionAt">Where the first of them stands.</param>
readonly record struct VaderSpan(int First, int Count, int FirstTold, int Told, int Start, int End, bool Lead, int Upper, int Exclamations, int ExclamationAt, int Questions, int QuestionAt)
{
    /// <summary>Whether some of its tokens are in capitals and some are not.</summary>
    public bool IsMixed => Upper > 0 && Upper < Count;

    /// <summary>Both as one.</summary>
    public VaderSpan With(in VaderSpan next) => this with
    {
        Count = Count + next.Count,
        Told = Told + next.Told,
        End = next.End,
        Upper = Upper + next.Upper,
        Exclamations = Exclamations + next.Exclamations,
        ExclamationAt = Exclamations > 0 ? ExclamationAt : next.ExclamationAt,
        Questions = Questions + next.Questions,
        QuestionAt = Questions > 0 ? QuestionAt : next.QuestionAt,
    };
}
