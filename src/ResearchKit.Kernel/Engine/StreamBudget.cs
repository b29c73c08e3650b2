namespace ResearchKit.Kernel;

/// <summary>How much text one cell may print before it is cut: a cell that prints without end must fill neither the disk nor the memory.</summary>
sealed class StreamBudget
{
    public const int Limit = 1 << 20;

    int printed;

    /// <summary>What may be shown of a text: all, its beginning with a notice, or nothing.</summary>
    public string Take(string text)
    {
        if (printed >= Limit)
            return "";
        if (printed + text.Length >= Limit)
            text = text[..(Limit - printed)] + $"\n[Output is cut here: more than {Limit} characters.]\n";
        printed += text.Length;
        return text;
    }
}
