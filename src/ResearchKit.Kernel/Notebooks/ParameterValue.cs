using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>A value given as text, as the C# that assigns it. The culture is always invariant.</summary>
static class ParameterValue
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    static readonly Dictionary<Type, (string Example, Func<string, string?> Literal)> Types = new()
    {
        [typeof(string)] = ("text", s => SymbolDisplay.FormatLiteral(s, quote: true)),
        [typeof(bool)] = ("true or false", s => bool.TryParse(s, out var v) ? (v ? "true" : "false") : null),
        [typeof(int)] = ("a whole number such as 12", s => int.TryParse(s, NumberStyles.AllowLeadingSign, Invariant, out var v) ? v.ToString(Invariant) : null),
        [typeof(long)] = ("a whole number such as 12", s => long.TryParse(s, NumberStyles.AllowLeadingSign, Invariant, out var v) ? v.ToString(Invariant) + "L" : null),
        [typeof(double)] = ("a number such as 0.05 or 1e-3, with '.' as decimal point", Double),
        [typeof(decimal)] = ("a number such as 0.05, with '.' as decimal point", s => decimal.TryParse(s, NumberStyles.Float, Invariant, out var v) ? v.ToString(Invariant) + "m" : null),
        [typeof(DateTime)] = ("a date such as 2026-01-31 or 2026-01-31T16:30", Date),
        [typeof(DateOnly)] = ("a date such as 2026-01-31", s => DateOnly.TryParseExact(s, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var v) ? $"new({v.Year}, {v.Month}, {v.Day})" : null),
    };

    /// <summary>The right-hand side of an assignment.</summary>
    /// <exception cref="InputException">The type cannot be set from text, or the text is not such a value.</exception>
    public static string Literal(string name, string text, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (!Types.TryGetValue(plain, out var known))
            throw new InputException($"--set {name}: its type is {type.Name}. Values can be given for: {string.Join(", ", Types.Keys.Select(t => t.Name))}.");
        return known.Literal(text) ?? throw new InputException($"--set {name}={text}: '{text}' is not a {plain.Name}. Expected {known.Example}.");
    }

    static string? Double(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, Invariant, out var value))
            return null;
        return double.IsNaN(value) ? "double.NaN" : double.IsInfinity(value) ? $"double.{(value > 0 ? "Positive" : "Negative")}Infinity" : value.ToString("R", Invariant) + "d";
    }

    static string? Date(string text)
    {
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        return DateTime.TryParseExact(text, formats, Invariant, DateTimeStyles.None, out var v)
            ? $"new({v.Year}, {v.Month}, {v.Day}{(v.TimeOfDay == TimeSpan.Zero ? "" : $", {v.Hour}, {v.Minute}, {v.Second}")})" : null;
    }
}
