using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>When two numbers, or two texts with numbers in them, count as the same.</summary>
/// <param name="Relative">Of the larger of the two; 0 means exactly.</param>
/// <param name="Absolute">Of the difference itself, whatever the two are.</param>
sealed partial record Tolerance(double Relative, double Absolute)
{
    public bool AreSame(double a, double b) => a.Equals(b) || double.IsFinite(a) && double.IsFinite(b) && Math.Abs(a - b) <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>The same text between numbers, where tables may be wider or narrower for a digit, and the same numbers.</summary>
    public bool AreSame(string a, string b)
    {
        if (a == b)
            return true;
        if (Relative == 0 && Absolute == 0)
            return false;
        var (ours, theirs) = (Numbers().Matches(a), Numbers().Matches(b));
        return ours.Count == theirs.Count && Between(a) == Between(b) && ours.Zip(theirs).All(pair => pair.First.Value == pair.Second.Value || Value(pair.First) is { } x && Value(pair.Second) is { } y && AreSame(x, y));
    }

    static string Between(string text) => Gaps().Replace(Numbers().Replace(text, "#"), " ");

    /// <summary>Null for what a double cannot hold, which is compared as text.</summary>
    static double? Value(Match number) =>
        double.Parse(number.Value.Replace('\u2212', '-').Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture) is var value && double.IsFinite(value) ? value : null;

    [GeneratedRegex(@"[+\-\u2212]?(?:(?<![0-9,.])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[ \t]*(?:#[ \t]*|[ \t]+)|-{2,}|─{2,}")]
    private static partial Regex Gaps();
}
