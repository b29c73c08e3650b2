namespace ResearchKit.Kernel;

/// <summary>How much one cell may put out before it is cut: one that prints or displays without end must fill neither the disk nor the
/// memory. The caller sees to it that one thread uses it at a time.</summary>
sealed class OutputBudget
{
    public const int Characters = 1 << 20, Displays = 1000;

    int printed, displayed;

    /// <summary>What may be shown of a printed text: all, its beginning with a notice, or nothing.</summary>
    public string Print(string text)
    {
        if (printed >= Characters)
            return "";
        if (printed + text.Length >= Characters)
            text = text[..(Characters - printed)] + $"\n[Output is cut here: more than {Characters} characters.]\n";
        printed += text.Length;
        return text;
    }

    /// <summary>Whether one more value may be displayed, and what is to be said of it on the error stream, if anything.</summary>
    public (bool IsShown, string? Notice) Display() => ++displayed <= Displays
        ? (true, null)
        : (false, displayed == Displays + 1 ? $"[Displays are cut here: more than {Displays} in one cell.]\n" : null);
}
