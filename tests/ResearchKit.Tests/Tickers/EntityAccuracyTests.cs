using System.Globalization;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>How right the values for companies are, on texts that others judged. The floors stand a little below what was measured; the README prints the figures.</summary>
public sealed class EntityAccuracyTests
{
    static readonly Labels All = Labels.Read(Repository.File("data", "labels", "entities.csv"));

    static readonly string? Data = Environment.GetEnvironmentVariable("RESEARCHKIT_DATA");

    static Evaluation Of(Labels labels) => Invented.Finance.EvaluateEntities(labels, o => o with { Resamples = 0 });

    static Labels Half(string split) => Labels.Of(split, All.Where(item => item.Article.Fields["split"].ToString() == split));

    [Theory]
    [InlineData("development", 254, 0.73, 0.66)]
    [InlineData("unseen", 251, 0.59, 0.57)]
    public void Classes_of_companies_in_one_sentence_are_as_right_as_this(string split, int companies, double accuracy, double spearman)
    {
        var evaluation = Of(Half(split));
        Assert.Equal(companies, evaluation.N);
        Assert.InRange(evaluation.Accuracy.Value!.Value, accuracy, 1);
        Assert.InRange(evaluation.Spearman.Value!.Value, spearman, 1);
    }

    [Fact]
    public void What_is_said_for_the_companies_of_the_development_texts_is_as_approved()
    {
        var evaluation = Of(Half("development"));
        var lines = new StringBuilder("# The companies of the development half of data/labels/entities.csv: class judged, class said, value. A moved value is a diff someone signs; to renew: RESEARCHKIT_APPROVE=1 dotnet test.\n");
        foreach (var one in evaluation.Judgements)
            lines.Append(CultureInfo.InvariantCulture, $"{one.Text.Article.Id} {one.Text.Target}: {Evaluating.Names[one.Text.Judged + 1]} {Evaluating.Names[one.Class + 1]} {one.Score.Value:+0.0000;-0.0000;0.0000}\n");
        Assert.InRange(evaluation.Judgements.Select(one => one.Text.Group).Distinct().Count(), 60, 1000);
        ApprovedText.Check("golden-entities.txt", lines.ToString());
    }

    /// <summary>Articles about invented companies, scored for each by their writers. Those with even numbers were not read while rules and words were written.</summary>
    [Theory]
    [InlineData(0, 390, 0.40)]
    [InlineData(1, 360, 0.55)]
    public void Values_of_companies_rise_with_those_of_the_writers(int parity, int companies, double spearman)
    {
        var table = Companies.Read(Repository.File("data", "tickers"));
        var scorer = Invented.Finance.Tickers(table);
        var (judged, said) = (new List<double>(), new List<double>());
        foreach (var article in Corpus.Read(Repository.File("data", "articles")).Where(article => int.Parse(article.Id[1..], CultureInfo.InvariantCulture) % 2 == parity))
        {
            var rows = scorer.Score(article);
            foreach (var ticker in article.Tickers)
            {
                judged.Add((double)ticker.Value!.Value);
                said.Add(Assert.Single(rows, row => row.Company == table[ticker.Ticker]).Value);
            }
        }
        Assert.InRange(judged.Count, companies, 1000);
        Assert.InRange(Evaluating.Spearman([.. Enumerable.Range(0, judged.Count)], [.. judged], [.. said]), spearman, 1);
    }

    [Fact]
    public void Headlines_with_several_companies_are_as_right_as_this()
    {
        if (Data is null || !Path.Exists(Path.Combine(Data, "sentfin"))) return;
        var evaluation = Of(Labels.Read(Path.Combine(Data, "sentfin"), o => o with { MaxLoss = 0.2 }));
        Assert.InRange(evaluation.Accuracy.Value!.Value, 0.80, 1);
        var several = evaluation.Judgements.GroupBy(one => one.Text.Group).Where(text => text.Count() > 1).SelectMany(text => text).ToList();
        Assert.InRange(several.Count, 1000, 10_000);
        Assert.InRange(several.Count(one => one.Class == one.Text.Judged) / (double)several.Count, 0.775, 1);
    }

    [Fact]
    public void What_the_readme_says_of_texts_that_were_not_read_is_so()
    {
        var readme = Markdown.Readme.Text;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"it is right for {Of(Half("unseen")).Accuracy.Value:0.00} of the companies"), readme, StringComparison.Ordinal);
        var table = Companies.Read(Repository.File("data", "tickers"));
        var scorer = Invented.Finance.Tickers(table);
        var pairs = Corpus.Read(Repository.File("data", "articles")).Where(article => int.Parse(article.Id[1..], CultureInfo.InvariantCulture) % 2 == 0)
            .SelectMany(article => scorer.Score(article) is var rows ? article.Tickers.Select(ticker => (Judged: (double)ticker.Value!.Value, Said: rows.Single(row => row.Company == table[ticker.Ticker]).Value)) : []).ToList();
        var spearman = Evaluating.Spearman([.. Enumerable.Range(0, pairs.Count)], [.. pairs.Select(pair => pair.Judged)], [.. pairs.Select(pair => pair.Said)]);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"have a rank correlation of {spearman:0.00} with the writers' and the right sign for half of them"), readme.ReplaceLineEndings(" "), StringComparison.Ordinal);
        static int Sign(double value) => Math.Abs(value) < 0.1 ? 0 : Math.Sign(value);
        Assert.InRange(pairs.Average(pair => Sign(pair.Judged) == Sign(pair.Said) ? 1.0 : 0), 0.48, 0.52);
    }

    [Fact]
    public void Labels_without_a_target_are_refused() =>
        Assert.StartsWith("sentences.csv: 'L001' names no target. Expected a company for each text", Assert.Throws<InputException>(() => Of(Labels.Read(Repository.File("data", "labels", "sentences.csv")))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_order_of_labels_changes_no_judgement() =>
        Assert.Equal(Of(All).Judgements.Select(one => one.Score.Value).Order(), Of(Labels.Of("x", All.Reverse())).Judgements.Select(one => one.Score.Value).Order());
}
