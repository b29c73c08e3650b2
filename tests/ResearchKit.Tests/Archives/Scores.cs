using System.Globalization;
using System.Security.Cryptography;

namespace ResearchKit.Tests;

/// <summary>A file of scores, read back.</summary>
static class Scores
{
    /// <summary>The rows in their order, each as a line of its cells.</summary>
    public static List<string> Lines(string file, string columns = "part, line, id, value, positive, negative, coverage, hits, sentences, tokens, outcome, label")
    {
        using var duck = Duck.Open();
        using var found = duck.Stream($"SELECT {columns} FROM read_parquet({Duck.File(file)})");
        var lines = new List<string>();
        while (found.Read()) lines.Add(string.Join('|', Enumerable.Range(0, found.FieldCount).Select(i => found.IsDBNull(i) ? "null" : Text(found.GetValue(i)))));
        return lines;
    }

    /// <summary>What <see cref="Lines"/> of a corpus would be.</summary>
    public static IEnumerable<string> Of(Scorer scorer, IReadOnlyList<Article> corpus) => scorer.Score(corpus).Select(score => string.Join('|', new object[]
    {
        score.ArticleId, score.Value, score.Positive, score.Negative, score.Coverage, score.Hits, score.Sentences, score.Tokens, OutcomeOf(score.Outcome), Scale.TenWords.Label(score),
    }.Select(Text)));

    public const string Scored = "id, value, positive, negative, coverage, hits, sentences, tokens, outcome, label";

    public static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Of the scores and of the rejected rows.</summary>
    public static (string Scores, string Rejected) Hashes(string file) => (Hash(file), File.Exists(RejectedRows.PathOf(file)) ? Hash(RejectedRows.PathOf(file)) : "none");

    static string Text(object cell) => cell switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{cell}",
    };

    static string OutcomeOf(Outcome outcome) => outcome == Outcome.UnsupportedLanguage ? "unsupported language" : outcome.ToString().ToLowerInvariant();
}
