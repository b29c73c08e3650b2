using Xunit;

namespace ResearchKit.Tests;

/// <summary>Moves of an index, down to the words.</summary>
public sealed class IndexAttributionTests
{
    static readonly Corpus Corpus = Corpus.Of(
        Told("a", 4, "Orvane shares rose 9%."),
        Told("b", 5, "Tarnby shares fell. Markets were closed. Orvane posted a record profit."),
        Told("c", 5, "A loss was feared, and the strike was averted."));

    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static readonly Taxonomy Themes = Taxonomy.Of(Theme.Of("shares", "shares"), Theme.Of("profit", "profit", "record profit"));

    static readonly Companies Companies = Companies.Of("Orvane", "Tarnby");

    static readonly SentimentIndex Index = Corpus.Aggregate(Finance.Score(Corpus), Period.Day, options: o => o with { Time = TimeWeighting.Linear(2) });

    static Article Told(string id, int day, string text) => Article.Of(text, id) with { PublishedAt = new(2026, 3, day, 9, 0, 0, TimeSpan.Zero), Language = "en" };

    static IndexMove Move => Index.Move("all", new(2026, 3, 4), new(2026, 3, 5));

    [Fact]
    public void Terms_themes_and_companies_each_sum_to_the_move()
    {
        var why = IndexAttribution.Of(Move, Corpus, Finance, Themes, Companies);
        Assert.NotEqual(0, Move.Change);
        foreach (var way in new[] { why.Terms, why.Themes, why.Tickers })
        {
            Assert.Equal(Move.Change, way.Sum(share => share.Change) + why.Remainder.Change, 1e-12);
            Assert.Equal(Move.Before!.Value.Value!.Value, way.Sum(share => share.Before) + why.Remainder.Before, 1e-12);
            Assert.Equal(way.OrderByDescending(share => Math.Abs(share.Change)).Select(share => share.Name), way.Select(share => share.Name));
        }
        Assert.Equal(0, why.Remainder.Change, 1e-12);
    }

    [Fact]
    public void A_term_has_what_its_contributions_have_in_each_article()
    {
        // Article a goes from all of the index to a third; b and c share the other two thirds.
        double Units(Explanation why, double change, string term) => why.Contributions.Where(one => one.Term == term).Sum(one => change * one.Value);
        var terms = IndexAttribution.Of(Move, Corpus, Finance).Terms;
        var explained = Corpus.Select(Finance.Explain).ToList();
        foreach (var term in explained.SelectMany(one => one.Contributions).Select(one => one.Term).Distinct())
            Assert.Equal(Units(explained[0], 1 / 3.0 - 1, term) + Units(explained[1], 1 / 3.0, term) + Units(explained[2], 1 / 3.0, term), terms.Single(share => share.Name == term).Change, 1e-12);
    }

    [Fact]
    public void A_contribution_goes_to_those_in_whose_rows_it_stands()
    {
        var why = IndexAttribution.Of(Move, Corpus, Finance, Themes, Companies);
        // What article c says is of no theme and of no company.
        var c = Finance.Score(Corpus[2]).Value / 3;
        Assert.NotEqual(0, c);
        Assert.Equal(c, why.Themes.Single(share => share.Name == IndexAttribution.NoTheme).Change, 1e-12);
        Assert.Equal(c, why.Tickers.Single(share => share.Name == IndexAttribution.NoCompany).Change, 1e-12);
        // The first sentence of b is Tarnby's alone, and of no other theme than shares.
        var fell = Finance.Explain(Corpus[1]).Contributions.Where(one => one.Sentence == 0).Sum(one => one.Value) / 3;
        Assert.True(fell < 0);
        Assert.Equal(fell, why.Tickers.Single(share => share.Name == "Tarnby").Change, 1e-12);
        Assert.Equal(["Orvane", "Tarnby"], why.Tickers.Select(share => share.Name).Where(name => name != IndexAttribution.NoCompany).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_belongs_to_two_themes_goes_to_each_by_half()
    {
        var twice = Taxonomy.Of(Theme.Of("shares", "shares"), Theme.Of("equity", "shares"));
        var (one, two) = (IndexAttribution.Of(Move, Corpus, Finance, Taxonomy.Of(Theme.Of("shares", "shares"))), IndexAttribution.Of(Move, Corpus, Finance, twice));
        var shares = one.Themes.Single(share => share.Name == "shares").Change;
        Assert.NotEqual(0, shares);
        Assert.All(["shares", "equity"], name => Assert.Equal(shares / 2, two.Themes.Single(share => share.Name == name).Change, 1e-12));
    }

    [Fact]
    public void Rows_of_companies_are_taken_apart_by_their_own_explanations()
    {
        var rows = Finance.Tickers(Companies).Score(Corpus).SelectMany(one => one).ToList();
        var move = rows.Aggregate(Corpus, Period.Day).Move("Orvane", new(2026, 3, 4), new(2026, 3, 5));
        var why = IndexAttribution.Of(move, rows.Where(row => row.Company.Symbol == "Orvane").Select(row => row.Explanation));
        Assert.Equal(move.Change, why.Terms.Sum(share => share.Change), 1e-12);
        Assert.NotEmpty(why.Terms);
    }

    [Fact]
    public void An_article_without_explanation_is_the_remainder()
    {
        var why = IndexAttribution.Of(Move, [Finance.Explain(Corpus[0])]);
        Assert.Equal((Finance.Score(Corpus[1]).Value + Finance.Score(Corpus[2]).Value) / 3, why.Remainder.Change, 1e-12);
        Assert.Equal(Move.Change, why.Terms.Sum(share => share.Change) + why.Remainder.Change, 1e-12);
        Assert.Contains("\nremainder: ", why.ToString());
        Assert.Contains("\nterms: ", why.ToString());
    }

    [Fact]
    public void An_explanation_by_another_method_is_refused() => Assert.StartsWith("Article 'a' has the value ",
        Assert.Throws<InputException>(() => IndexAttribution.Of(Move, Corpus, Repository.Finance.Scorer(Method.Find("ratio:polarity")))).Message);

    [Fact]
    public void The_sample_corpus_is_taken_apart_to_the_last_bit_that_counts()
    {
        var corpus = Corpus.Read(Repository.File("data", "articles"));
        var index = corpus.Aggregate(Finance.Score(corpus), Period.Month, novelty: Stories.Of(corpus), options: o => o with { Time = TimeWeighting.HalfLife(6, 2) });
        var (themes, companies) = (Taxonomy.Read(Repository.File("data", "themes", "compute.csv")), Companies.Read(Repository.File("data", "tickers")));
        Assert.All(index.Peaks("all", 3, PeakKind.Move), peak =>
        {
            var why = IndexAttribution.Of(peak.Behind, corpus, Finance, themes, companies);
            Assert.All(new[] { why.Terms, why.Themes, why.Tickers }, way => Assert.Equal(peak.Size, way.Sum(share => share.Change) + why.Remainder.Change, 1e-12));
            Assert.Equal(0, why.Remainder.Change, 1e-12);
        });
    }
}
