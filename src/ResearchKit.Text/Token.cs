namespace ResearchKit;

/// <summary>What a token is.</summary>
enum TokenKind : byte { Word, Initialism, Number, Ticker, Address }

/// <summary>What else is known of a token when it is found.</summary>
[Flags]
enum TokenMarks : byte
{
    None = 0,

    /// <summary>A clause break stands before it.</summary>
    Break = 1,

    /// <summary>A digit is among its first five characters: an amount may begin in it, or in the currency before it.</summary>
    Digit = 2,

    /// <summary>It begins with an ASCII capital.</summary>
    Capital = 4,

    /// <summary>It is the first word of its block.</summary>
    Begins = 8,

    /// <summary>It belongs to a company's name, and so is no word of a lexicon.</summary>
    OfName = 16,
}

/// <summary>A token of a text.</summary>
/// <param name="Start">UTF-16 offset in its block.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Key">The number of its word, as the reader counts them; -1 for none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Marks">What else is known.</param>
/// <param name="Breaks">Clause breaks of its sentence up to it, one at once before it among them.</param>
record struct Token(int Start, int End, int Key, TokenKind Kind, TokenMarks Marks, ushort Breaks)
{
    /// <summary>Makes a token of this place, field by field: to make one elsewhere and to copy it costs several times as much.</summary>
    public void Set(int start, int end, int key, TokenKind kind, TokenMarks marks, ushort breaks)
    {
        (Start, End) = (start, end);
        (Key, Kind, Marks, Breaks) = (key, kind, marks, breaks);
    }

    /// <summary>Whether it belongs to a company's name.</summary>
    public readonly bool OfName => (Marks & TokenMarks.OfName) != 0;

    /// <summary>Whether a clause break stands before it.</summary>
    public readonly bool Break => (Marks & TokenMarks.Break) != 0;
}
