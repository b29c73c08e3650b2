using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>The kit's results as <see cref="DataFrame"/>s: doubles stay doubles, what is unknown is null, and instants are in UTC.</summary>
public static partial class Frames
{
    /// <summary>One row an article: id, title, paragraphs, published and available (UTC), source, language, source score and label, text.</summary>
    public static DataFrame ToDataFrame(this IReadOnlyList<Article> articles) => new(
        Text("id", articles, a => a.Id),
        Text("title", articles, a => a.Title),
        Whole("paragraphs", articles, a => a.Paragraphs.Length),
        Time("published (UTC)", articles, a => a.PublishedAt),
        Time("available (UTC)", articles, a => a.AvailableAt),
        Text("source", articles, a => a.Source),
        Text("language", articles, a => a.Language),
        new PrimitiveDataFrameColumn<decimal>("source score", articles.Select(a => a.SourceScore)),
        Text("source label", articles, a => a.SourceLabel),
        Text("text", articles, a => a.Text));

    /// <summary>One row a score: article, method, value, label on the publisher's scale, masses, coverage, counts.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Score> scores)
    {
        var rows = scores.ToList();
        return new(
            Text("article", rows, s => s.ArticleId),
            Text("method", rows, s => s.Method),
            Real("value", rows, s => s.Value),
            Text("label", rows, s => Scale.TenWords.Label(s)),
            Real("positive", rows, s => s.Positive),
            Real("negative", rows, s => s.Negative),
            Real("coverage", rows, s => s.Coverage),
            Whole("hits", rows, s => s.Hits),
            Whole("sentences", rows, s => s.Sentences),
            Whole("tokens", rows, s => s.Tokens));
    }

    /// <summary>One row a contribution, in the order of the text: term, sentence (from 1), start, valence, shifters, counted, weight, value, note.</summary>
    public static DataFrame ToDataFrame(this Explanation explanation)
    {
        var rows = explanation.Contributions;
        return new(
            Text("term", rows, c => c.Term),
            Whole("sentence", rows, c => c.Sentence + 1),
            Whole("start", rows, c => c.Start),
            Real("valence", rows, c => c.Valence),
            Text("shifters", rows, c => string.Join(", ", c.Shifts)),
            Real("counted", rows, c => c.Counted),
            Real("weight", rows, c => c.Weight),
            Real("value", rows, c => c.Value),
            Text("note", rows, c => c.Note));
    }

    /// <summary>One row an attempt, in the order of the grid: specification, complexity, value, distance to the target, whether it matches.</summary>
    public static DataFrame ToDataFrame(this Reproduction reproduction)
    {
        var rows = reproduction.Attempts;
        var matches = reproduction.Matches.ToHashSet();
        return new(
            Text("specification", rows, a => a.Specification.ToString()),
            Whole("complexity", rows, a => a.Specification.Complexity),
            Real("value", rows, a => a.Value),
            Real("off by", rows, a => a.Value - reproduction.Target),
            new PrimitiveDataFrameColumn<bool>("matches", rows.Select(a => (bool?)matches.Contains(a))),
            Whole("others matched", rows, a => a.OthersMatched));
    }

    /// <summary>One row an evaluation, in the order given: labels, method, texts, coverage, and its measures; their intervals stand in the evaluation.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Evaluation> evaluations)
    {
        var rows = evaluations.ToList();
        return new(
            Text("labels", rows, e => e.Labels.Name),
            Text("method", rows, e => e.Method),
            Whole("texts", rows, e => e.N),
            Real("coverage", rows, e => e.Coverage),
            Real("accuracy", rows, e => e.Accuracy.Value),
            Real("macro-F1", rows, e => e.MacroF1.Value),
            Real("MAE", rows, e => e.Mae.Value),
            Real("R²", rows, e => e.R2.Value),
            Real("Spearman", rows, e => e.Spearman.Value),
            Real("cosine", rows, e => e.Cosine.Value));
    }

    /// <summary>The rows in groups by one or more columns; a null is a group of its own.</summary>
    /// <param name="frame">Any columns.</param>
    /// <param name="keys">Names of columns, the outer first.</param>
    /// <exception cref="InputException">There is no such column.</exception>
    public static FrameGroups Group(this DataFrame frame, params string[] keys) => new(frame, keys);

    static PrimitiveDataFrameColumn<int> Whole<T>(string name, IEnumerable<T> rows, Func<T, int?> value) => new(name, rows.Select(value));

    static PrimitiveDataFrameColumn<double> Real<T>(string name, IEnumerable<T> rows, Func<T, double?> value) => new(name, rows.Select(value));

    static PrimitiveDataFrameColumn<DateTime> Time<T>(string name, IEnumerable<T> rows, Func<T, DateTimeOffset?> value) => new(name, rows.Select(row => value(row)?.UtcDateTime));

    static StringDataFrameColumn Text<T>(string name, IEnumerable<T> rows, Func<T, string?> value) => new(name, rows.Select(value));
}
