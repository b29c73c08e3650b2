namespace ResearchKit;

/// <summary>What a token is.</summary>
enum TokenKind : byte { Word, Initialism, Number, Ticker, Address }

/// <summary>A token of a text.</summary>
/// <param name="Start">UTF-16 offset in its block.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Word">Number of its word in the compiled lexicon; -1 when no entry has it, <see cref="OfName"/> within a company's name.</param>
/// <param name="Break">Whether a clause break stands before it.</param>
readonly record struct Token(int Start, int End, TokenKind Kind, int Word, bool Break)
{
    /// <summary>The word of a token that belongs to a company's name, and so is no word of the lexicon.</summary>
    public const int OfName = -2;
}
