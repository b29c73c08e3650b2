using Xunit;

namespace ResearchKit.Tests;

public sealed class PartValueTests
{
    static readonly LexiconScorer Finance = Lexicon.Read(Repository.File("data", "lexicons", "finance.csv")).Scorer();

    static readonly Corpus Articles = Corpus.Read(Repository.File("data", "articles"));

    static (string, double, double, int, double, Outcome) Part(string name, double share, Score score) => (name, share, score.Value, score.Hits, score.Coverage, score.Outcome);

    [Fact]
    public void What_a_watch_reads_of_companies_are_the_bits_of_the_rows_that_are_taken_apart()
    {
        var scorer = Finance.Tickers(Companies.Read(Repository.File("data", "tickers")));
        var rows = Articles.Select(article => scorer.Score(article).Select(row => Part(row.Company.Name, row.Relevance, row.Explanation.Score)).ToList()).ToList();
        Assert.InRange(rows.Sum(row => row.Count), 300, int.MaxValue);
        Assert.Equal(rows, Articles.Select(article => scorer.Values(article).Select(part => Part(part.Name, part.Share, part.Score)).ToList()));
    }

    [Fact]
    public void And_of_themes_likewise()
    {
        var themes = Taxonomy.Read(Repository.File("data", "themes", "compute.csv"));
        var rows = Articles.Select(article => Finance.Themes(article, themes).Select(row => Part(row.Theme.Name, row.Prevalence, row.Explanation.Score)).ToList()).ToList();
        Assert.InRange(rows.Sum(row => row.Count), 100, int.MaxValue);
        Assert.Equal(rows, Articles.Select(article => Finance.ThemeValues(article, themes).Select(part => Part(part.Name, part.Share, part.Score)).ToList()));
    }
}
