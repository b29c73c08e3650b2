using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>Numbers as a publisher's page prints them: with two decimals, and glued to their ticker (<c>ORCL-0.10</c>).</summary>
static partial class PageNumbers
{
    const int PrintedDecimals = 2;

    /// <summary>The score on a line; null when it is no number, or when the file ends before its second decimal.</summary>
    public static decimal? Score(string line, bool isWhole)
    {
        var number = Number().Match(line);
        return number.Success && (isWhole || number.Groups["decimals"].Length >= PrintedDecimals) ? Value(line) : null;
    }

    /// <summary>Whether the line is tickers with their values, with no words after them.</summary>
    public static bool IsTickers(string line)
    {
        var end = 0;
        foreach (var match in TickerAndValue().EnumerateMatches(line)) end = match.Index + match.Length;
        return end > 0 && !line.AsSpan(end).Trim().ContainsAny(" \t");
    }

    /// <summary>The tickers on a line. A value that may be cut off is null, and a last ticker that may be cut off is left out.</summary>
    public static ImmutableArray<TickerValue> Tickers(string line, bool isWhole)
    {
        var tickers = ImmutableArray.CreateBuilder<TickerValue>();
        var matches = TickerAndValue().Matches(line);
        var end = matches.Count == 0 ? 0 : matches[^1].Index + matches[^1].Length;
        var rest = line[end..];
        var moreDecimals = rest.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? rest : "";
        for (var i = 0; i < matches.Count; i++)
        {
            var value = matches[i].Groups["value"].Value;
            tickers.Add(new(matches[i].Groups["ticker"].Value, Value(i == matches.Count - 1 ? value + moreDecimals : value)));
        }
        if (rest.Length > moreDecimals.Length && Alone(rest, isWhole) is { } last) tickers.Add(last);
        return tickers.ToImmutable();
    }

    static TickerValue? Alone(string text, bool isWhole)
    {
        var begun = TickerAndBegunValue().Match(text);
        if (begun.Success && (!isWhole || begun.Groups["point"].Success))
        {
            var whole = isWhole && begun.Groups["decimal"].Success;
            return new(begun.Groups["ticker"].Value, whole ? Value(begun.Groups["value"].Value) : null);
        }
        return isWhole && text.Any(char.IsAsciiLetter) ? new TickerValue(text, null) : null;
    }

    static decimal? Value(string text) => FieldText.TryNumber(text.Replace('\u2212', '-'));

    [GeneratedRegex(@"^[-+\u2212]?[0-9]+(\.(?<decimals>[0-9]+))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\G\s*(?<ticker>\S+?)\s*(?<value>[-+\u2212]?[01]\.[0-9]{2})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TickerAndValue();

    [GeneratedRegex(@"^\s*(?<ticker>\S*?[A-Za-z])\s*(?<value>[-+\u2212]?[01](?<point>\.(?<decimal>[0-9])?)?)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TickerAndBegunValue();
}
