using System.Globalization;

namespace ResearchKit;

/// <summary>Scores that were made elsewhere: a CSV with a row for each score of a ticker.</summary>
static class ScoreRows
{
    const string Expected = "scores: CSV with the columns at (an instant with its zone, when the score could be known), ticker, score and, if wanted, article and weight";

    static readonly string[] Forms = [.. new[] { "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF" }.SelectMany(form => new[] { form + "'Z'", form + "zzz" })];

    /// <summary>Reads them, in the order of the file.</summary>
    /// <exception cref="InputException">The file or a row cannot be used; the message names the line.</exception>
    public static List<Observation> Read(string path)
    {
        var scores = new List<Observation>();
        MarketFile.Read(path, Expected, ["at", "ticker", "score"], ["article", "weight"], row =>
        {
            if (row.Text("ticker").Length == 0) throw new InputException($"{row.Where}: ticker is empty. Expected one for every row.");
            var score = row.Number("score") ?? throw new InputException($"{row.Where}: score is empty. Expected a number; leave out a row without one.");
            var weight = row.Number("weight") ?? 1;
            if (weight < 0) throw new InputException($"{row.Where}: weight {Untrusted.Quote(row.Text("weight"))} is below 0. Expected 0 or more.");
            scores.Add(new(row.Text("article") is { Length: > 0 } article ? article : string.Create(CultureInfo.InvariantCulture, $"line {row.Line}"), At(row), row.Text("ticker"), score, weight));
        });
        return scores.Count > 0 ? scores : throw new InputException($"{path}: holds no score. Expected {Expected}.");
    }

    /// <summary>A day alone would hide whether it was known before the close.</summary>
    static DateTimeOffset At(MarketFile.Row row) => DateTimeOffset.TryParseExact(row.Text("at"), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime()
        : throw new InputException($"{row.Where}: at {Untrusted.Quote(row.Text("at"))} is no instant with a zone. Expected one as 2026-01-31T14:30:00Z: a day alone does not say whether a score was known before the close.");
}
