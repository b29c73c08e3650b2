using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>The captured text of a publisher's page: paragraphs one a line, the publisher's boilerplate, and three headed sections
/// with its own opinion, in any order. The capture may stop anywhere; a value that may be cut off is left out.</summary>
static partial class PublisherPage
{
    static readonly ImmutableArray<(string Heading, Section Section)> Headings =
        [("Overall Sentiment", Section.Label), ("Sentiment Score", Section.Score), ("Ticker Sentiment", Section.Tickers)];

    enum Section { Body, Label, Score, Tickers }

    /// <summary>Whether one line is a heading or boilerplate of this form.</summary>
    public static bool Recognises(string text) => Lines(text).Any(line => HeadingOf(line.Text) is not null || Boilerplate.Lines.Contains(line.Text));

    /// <exception cref="RowFault">A section is there twice, with different values.</exception>
    public static Article Read(string text, string id, string path)
    {
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        var tickers = ImmutableArray.CreateBuilder<TickerValue>();
        string? label = null;
        decimal? score = null;
        var section = Section.Body;
        foreach (var (line, isWhole) in Lines(text))
        {
            if (Boilerplate.Lines.Contains(line) || (!isWhole && BeginsKnownLine(line))) continue;
            if (HeadingOf(line) is { } next)
            {
                section = next;
                continue;
            }
            // Values are single words, save the label: words in a row are text again.
            if (section != Section.Label && line.Any(char.IsWhiteSpace) && !IsTicker(section, line)) section = Section.Body;
            switch (section)
            {
                case Section.Body: paragraphs.Add(line); break;
                case Section.Label: label = Once("label", label, line); break;
                case Section.Score: score = Once("score", score, PageNumbers.Score(line, isWhole)); break;
                case Section.Tickers: tickers.AddRange(PageNumbers.Tickers(line, isWhole)); break;
            }
            if (section != Section.Tickers) section = Section.Body;
        }
        return new()
        {
            Id = id,
            Paragraphs = paragraphs.ToImmutable(),
            SourceLabel = label,
            SourceScore = score,
            Tickers = tickers.ToImmutable(),
            Path = path,
        };
    }

    /// <summary>The lines with something on them, trimmed, and whether a line end follows: without one, more may have been cut off.</summary>
    static IEnumerable<(string Text, bool IsWhole)> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : start + length;
            var line = text[start..end].Trim();
            if (line.Length > 0) yield return (line, length >= 0);
            start = end + 1;
        }
    }

    static Section? HeadingOf(string line)
    {
        foreach (var (heading, section) in Headings)
            if (line.Equals(heading, StringComparison.OrdinalIgnoreCase)) return section;
        return null;
    }

    static bool BeginsKnownLine(string line) =>
        Headings.Any(h => h.Heading.Length > line.Length && h.Heading.StartsWith(line, StringComparison.OrdinalIgnoreCase))
        || Boilerplate.Lines.Any(known => known.StartsWith(line, StringComparison.Ordinal));

    static bool IsTicker(Section section, string line) => section == Section.Tickers && PageNumbers.IsTickers(line);

    static T? Once<T>(string field, T? before, T? now) => before is null || now is null || before.Equals(now)
        ? before ?? now
        : throw new RowFault(field, string.Create(CultureInfo.InvariantCulture, $"is printed twice, as '{before}' and as '{now}'. Expected one page a file."));
}
