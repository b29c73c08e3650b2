using System.Globalization;

namespace ResearchKit;

/// <summary>Reads <c>0.6*finance+0.4*vader:python;silent=zero</c>.</summary>
static class WeightedFormula
{
    const string Expected = "Expected WEIGHT*METHOD+WEIGHT*METHOD, such as 0.6*finance+0.4*vader:python, with ;silent=zero behind it where a silent member shall count as 0.";

    public static (IReadOnlyList<(string Name, double Weight)> Members, WeightedOptions Options) Read(string formula)
    {
        var parts = formula.Split(';');
        var options = new WeightedOptions();
        foreach (var option in parts.Skip(1))
            options = option.Trim() switch
            {
                "silent=zero" => options with { Silent = SilentMembers.Zero },
                "silent=abstain" => options with { Silent = SilentMembers.Abstain },
                _ => throw new InputException($"{Untrusted.Quote(formula)}: {Untrusted.Quote(option.Trim())} is no option. Expected silent=zero or silent=abstain."),
            };
        return ([.. parts[0].Split('+').Select(part => Member(formula, part.Trim()))], options);
    }

    static (string Name, double Weight) Member(string formula, string part)
    {
        var (number, name) = part.Split('*', 2) is [var weight, var rest] ? (weight.Trim(), rest.Trim()) : ("1", part);
        if (name.Length == 0) throw new InputException($"{Untrusted.Quote(formula)}: {(part.Length == 0 ? "a member is empty" : $"{Untrusted.Quote(part)} names no method")}. {Expected}");
        return double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value) ? (name, value)
            : throw new InputException($"{Untrusted.Quote(formula)}: {Untrusted.Quote(number)} is no weight of {Untrusted.Quote(name)}, which are numbers above 0 with '.' as decimal point. {Expected}");
    }
}
