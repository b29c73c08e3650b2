using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>A sentence whose class no version may get wrong.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Label">negative, neutral, positive or silent. A silent text is neutral too.</param>
/// <param name="Why">Why it stands there.</param>
sealed record RegressionSentence(string Where, string Text, string Label, string Why);

/// <summary>The regression sentences of a lexicon: a CSV with the columns <c>text, label, why</c>.</summary>
static class RegressionSentences
{
    public const string FileName = "regressions.csv";

    const string Expected = "regression sentences: CSV with the columns text, label (negative, neutral, positive or silent) and why";

    const string Neutral = "neutral";

    static readonly ImmutableArray<string> Allowed = ["negative", Neutral, "positive", Scale.Silent];

    public static IReadOnlyList<RegressionSentence> Read(string path, string shown)
    {
        var sentences = new List<RegressionSentence>();
        using var csv = LexiconFile.Open(Files.ReadText(path, Expected));
        try
        {
            csv.ReadHeader();
            foreach (var name in (string[])["text", "label", "why"])
                if (!csv.TryGetFieldIndex(name, out _)) throw new InputException($"{shown}(1): column '{name}' is missing. Found: {Untrusted.Line(string.Join(", ", csv.Headers))}. Expected {Expected}.");
            while (csv.Read())
            {
                var (where, text, label) = (string.Create(CultureInfo.InvariantCulture, $"{shown}({csv.LineNumber})"), csv.GetString("text").Trim(), csv.GetString("label").Trim());
                if (text.Length == 0) throw new InputException($"{where}: text is blank. Expected a sentence.");
                if (!Allowed.Contains(label)) throw new InputException($"{where}: label {Untrusted.Quote(label)} is not known. Available: {string.Join(", ", Allowed)}.");
                sentences.Add(new(where, text, label, csv.GetString("why").Trim()));
            }
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(shown, e);
        }
        return sentences;
    }

    /// <summary>A line for each sentence that a lexicon gets wrong.</summary>
    public static IEnumerable<string> Failing(IReadOnlyList<RegressionSentence> sentences, Lexicon lexicon)
    {
        var scorer = lexicon.Scorer();
        foreach (var sentence in sentences)
            if (scorer.Score(sentence.Text) is var score && scorer.Classes.Label(score) is var label && label != sentence.Label && !(label == Scale.Silent && sentence.Label == Neutral))
                yield return Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"regression: {sentence.Where}: '{Untrusted.Show(sentence.Text, 120)}' is {label} ({score.Value:+0.000;-0.000;0.000}). Expected {sentence.Label}{(sentence.Why.Length > 0 ? $": {sentence.Why}" : "")}."));
    }
}
