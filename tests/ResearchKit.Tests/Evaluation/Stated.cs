using System.Globalization;

namespace ResearchKit.Tests;

/// <summary>A scorer to work by hand: every paragraph is a number, and the value is their mean, and a remainder besides.</summary>
sealed class Stated(double remainder = 0) : Scorer
{
    public override string Identity => "stated@1";

    public override Scale Classes { get; } = Scale.Three(-0.25, 0.25);

    public override Score Score(Article article) => Explain(article).Score;

    public override Explanation Explain(Article article)
    {
        double[] said = [.. article.Paragraphs.Where(text => text != "-").Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        double n = said.Length;
        var score = new Score(article.Id, Identity, said.Length == 0 ? 0 : said.Sum() / n + remainder, said.Where(v => v > 0).Sum() / Math.Max(n, 1), -said.Where(v => v < 0).Sum() / Math.Max(n, 1), 1,
            said.Length, said.Length, said.Length, said.Length == 0 ? Outcome.Silent : Outcome.Scored);
        return new(article, score, Identity, [.. said.Select(v => new SentencePart(0, 0, 1, 1 / n, v / n))], [.. said.Select((v, i) => new Contribution("number", "", i, 0, 0, v, [], v, 1 / n, v / n))]) { Remainder = score.Outcome == Outcome.Silent ? 0 : remainder };
    }

    public static Article Text(params IEnumerable<double> numbers) =>
        new() { Id = "a", Language = "en", Paragraphs = [.. numbers.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).DefaultIfEmpty("-")] };

    /// <summary>Labels of texts that are one number each.</summary>
    public static Labels Labels(IEnumerable<double> values, Func<double, double> judged) => ResearchKit.Labels.Of("numbers",
        values.Select((v, i) => new LabelledText(Text(v) with { Id = $"{i}" }, null, judged(v), null, $"{v:R}")));
}
