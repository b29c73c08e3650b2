using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What the rules made of one hit, for its explanation: a valence to begin with, and factors.</summary>
sealed class VaderSteps(string text)
{
    readonly List<Shift> shifts = [];

    /// <summary>The valence that the factors multiply.</summary>
    public double Valence { get; private set; }

    /// <summary>Why that is not the entry's; empty when it is.</summary>
    public string Note { get; private set; } = "";

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<Shift> Shifts => [.. shifts.OrderBy(shift => shift.Start)];

    public void Begin(double valence, string note = "", ReadOnlySpan<VaderToken> words = default)
    {
        shifts.Clear();
        Valence = valence;
        Note = words.IsEmpty ? note : $"{note}'{Words(words)}'";
    }

    /// <summary>A rule adds or multiplies; either is shown as a factor, and what comes of 0 as a new beginning, since no factor leads there.</summary>
    public void Step(double before, double after, Role role, ReadOnlySpan<VaderToken> words)
    {
        if (before != 0) shifts.Add(new(Words(words), role, words[0].Start, words[^1].End - words[0].Start, after / before));
        else if (after != 0) Begin(after, "by ", words);
    }

    string Words(ReadOnlySpan<VaderToken> words) => text[words[0].Start..words[^1].End];
}
