using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>Instants and decimals as they are printed in files. Nothing is guessed and nothing is rounded.</summary>
static partial class FieldText
{
    const int ExactDigits = 28;

    /// <summary>An ISO 8601 instant with its offset; a space may stand for the T, as RFC 3339 allows.</summary>
    /// <exception cref="RowFault">It is not one, or is finer than the 100 ns that a <see cref="DateTimeOffset"/> holds.</exception>
    public static DateTimeOffset Instant(string field, string text)
    {
        RowFault Fault(string what) => new(field, $"{Untrusted.Quote(text)} {what}. Expected e.g. 2026-01-05T14:30:00Z.");

        var parts = InstantForm().Match(text);
        if (!parts.Success) throw Fault("is not an ISO 8601 instant with offset");
        if (!parts.Groups["time"].Success) throw Fault("is a date without a time and offset");
        if (!parts.Groups["offset"].Success) throw Fault("has no offset from UTC");

        var fraction = parts.Groups["fraction"].Value.TrimEnd('0');
        if (fraction.Length > 7) throw Fault("is finer than 100 nanoseconds");
        var seconds = parts.Groups["second"].Success ? parts.Groups["second"].Value : "00";
        var offset = parts.Groups["offset"].Value;
        var minutes = parts.Groups["minutes"].Success ? parts.Groups["minutes"].Value : "00";
        var exact = $"{parts.Groups["date"].Value}T{parts.Groups["time"].Value}:{seconds}.{fraction.PadRight(7, '0')}" + (offset is "Z" or "z" ? "+00:00" : $"{offset[..3]}:{minutes}");
        return DateTimeOffset.TryParseExact(exact, "yyyy-MM-dd'T'HH':'mm':'ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw Fault("is not a time that exists");
    }

    /// <summary>A decimal with '.' as decimal point, keeping its printed decimals.</summary>
    /// <exception cref="RowFault">It is not a number, or has more digits than a decimal can hold without rounding.</exception>
    public static decimal Number(string field, string text) => TryNumber(text) ?? throw new RowFault(field, NumberForm().IsMatch(text)
        ? $"{Untrusted.Quote(text)} cannot be held without rounding. Expected at most {ExactDigits} digits."
        : $"{Untrusted.Quote(text)} is not a number. Expected e.g. -0.25, with '.' as decimal point.");

    /// <summary>As <see cref="Number"/>, with null in place of a fault.</summary>
    public static decimal? TryNumber(string text)
    {
        var parts = NumberForm().Match(text);
        var decimals = parts.Groups["fraction"].Length;
        var digits = parts.Groups["whole"].Value.TrimStart('0').Length + decimals;
        var exponent = parts.Groups["exponent"].Success ? int.Parse(parts.Groups["exponent"].Value, CultureInfo.InvariantCulture) : 0;
        return parts.Success && digits <= ExactDigits && decimals - exponent <= ExactDigits
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<time>[0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?(?<offset>[Zz]|[+-][0-9]{2}(:?(?<minutes>[0-9]{2}))?)?)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InstantForm();

    [GeneratedRegex(@"^[+-]?(?=\.?[0-9])(?<whole>[0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]{1,4}))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}
