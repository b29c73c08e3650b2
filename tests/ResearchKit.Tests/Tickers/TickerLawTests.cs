using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What holds for every text, on generated ones about several companies.</summary>
public sealed class TickerLawTests
{
    static readonly ImmutableArray<Article> Texts = Invented.Texts(seed: 20261126, count: 400);

    [Fact]
    public void Contributions_sum_to_the_value_by_the_formula_of_the_method()
    {
        var rows = 0;
        foreach (var row in Texts.SelectMany(article => Invented.Scorer.Score(article)))
        {
            var parts = row.Explanation.Contributions;
            Assert.Equal(row.Value, parts.Sum(part => part.Value), 1e-12);
            Assert.All(parts, part => Assert.Equal(part.Counted, part.Shifts.Aggregate(part.Valence, (valence, shift) => valence * shift.Factor), 1e-12));
            var n = row.Explanation.Sentences.Length;
            var mean = n == 0 ? 0 : parts.Sum(part => part.Counted) / n * Math.Sqrt(Math.Sqrt(Math.Sqrt(n)));
            Assert.Equal(mean / Math.Sqrt(mean * mean + Invented.Finance.Options.Squash), row.Value, 1e-12);
            Assert.Equal(parts.IsEmpty, row.Outcome == Outcome.Silent);
            rows += parts.Length > 1 ? 1 : 0;
        }
        Assert.InRange(rows, 500, 10_000);
    }

    [Fact]
    public void Every_contribution_names_a_mention_of_its_company_and_stands_in_its_sentences()
    {
        foreach (var article in Texts)
            foreach (var row in Invented.Scorer.Score(article))
            {
                Assert.All(row.Mentions, mention => Assert.StartsWith(row.Company.Name, article.Text.Substring(mention.Start, mention.Length), StringComparison.Ordinal));
                Assert.All(row.Mentions, mention => Assert.Equal(mention.Term, article.Text.Substring(mention.Start, mention.Length)));
                Assert.All(row.Mentions, mention => Assert.Contains(row.Explanation.Sentences, sentence => sentence.Start <= mention.Start && mention.Start + mention.Length <= sentence.Start + sentence.Length));
                Assert.All(row.Explanation.Contributions, part =>
                {
                    var shift = part.Shifts[^1];
                    Assert.Equal(Role.Bearing, shift.Role);
                    Assert.Contains(row.Mentions, mention => mention.Start == shift.Start && shift.Factor is 1 or 0.5);
                    Assert.Contains(row.Explanation.Sentences, sentence => sentence.Start <= part.Start && part.Start + part.Length <= sentence.Start + sentence.Length);
                });
                Assert.InRange(row.Relevance, 0, 1);
                Assert.InRange(row.Coverage, 0, 1);
            }
    }

    [Fact]
    public void A_hit_counts_at_most_once_for_a_company() =>
        Assert.All(Texts.SelectMany(article => Invented.Scorer.Score(article)), row => Assert.Equal(row.Explanation.Contributions.Length, row.Explanation.Contributions.Select(part => part.Start).Distinct().Count()));

    [Fact]
    public void The_order_of_companies_changes_nothing()
    {
        var backwards = Invented.Finance.Tickers(Companies.Of(Invented.Names.Reverse()));
        Assert.Equal(Invented.Scorer.Identity, backwards.Identity);
        foreach (var article in Texts) Assert.Equal(Invented.Scorer.Score(article).Select(Invented.Bits), backwards.Score(article).Select(Invented.Bits));
    }

    [Fact]
    public void Companies_have_a_row_when_they_are_named_in_the_order_of_their_first_mention()
    {
        foreach (var article in Texts)
        {
            var rows = Invented.Scorer.Score(article);
            var first = Invented.Names.Select(name => (name, At: article.Text.IndexOf(name, StringComparison.Ordinal))).Where(name => name.At >= 0).OrderBy(name => name.At);
            Assert.Equal(first.Select(name => name.name), rows.Select(row => row.Company.Name));
        }
        Assert.Empty(Invented.Scorer.Score(Article.Of("A record profit.")));
        Assert.Empty(Invented.Scorer.Score(Article.Of("")));
        Assert.Empty(Invented.Scorer.Score(Article.Of("Der Gewinn von Orvane ist groß und die Bank ist froh.") with { Language = "de" }));
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_rows_of_a_corpus_have_the_bits_of_its_articles_one_by_one_under_any_culture(string culture)
    {
        var expected = Texts.Select(article => string.Join('\n', Invented.Scorer.Score(article).Select(row => $"{Invented.Bits(row)} {row}"))).ToList();
        ArticleFolder.UnderCulture(culture, () => Assert.Equal(expected, Invented.Finance.Tickers(Companies.Of(Invented.Names)).Score(Texts).Select(rows => string.Join('\n', rows.Select(row => $"{Invented.Bits(row)} {row}")))));
    }

    [Fact]
    public void Callers_at_the_same_time_get_the_same_bits()
    {
        var expected = Texts.Select(article => string.Join('\n', Invented.Scorer.Score(article).Select(Invented.Bits))).ToList();
        var said = new string[8][];
        var threads = Enumerable.Range(0, 8).Select(caller => new Thread(() => said[caller] = [.. Texts.Select(article => string.Join('\n', Invented.Scorer.Score(article).Select(Invented.Bits)))])).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(said, one => Assert.Equal(expected, one));
    }

    [Fact]
    public void Other_companies_in_the_list_change_nothing_for_those_named()
    {
        var many = Companies.Of(Invented.Names.Concat(Enumerable.Range(0, 10_000).Select(number => $"Company Q{number}x")));
        Assert.Equal(10_003, many.Count);
        var scorer = Invented.Scorer.With(many);
        foreach (var article in Texts) Assert.Equal(Invented.Scorer.Score(article).Select(row => (row.Company.Name, row.Value, row.Relevance)), scorer.Score(article).Select(row => (row.Company.Name, row.Value, row.Relevance)));
        Assert.Equal("Company Q9999x", Assert.Single(scorer.Score(Article.Of("The profit of Company Q9999x rose."))).Company.Name);
    }

    [Fact]
    public void What_an_article_says_acts_neither_on_a_terminal_nor_on_a_page()
    {
        var scorer = Invented.Finance.Tickers(Companies.Of([new Company("Orvane\u001B[2J") { Aliases = [new(new("Orvane"), AliasKind.Name)], Tickers = ["<b>"] }]));
        var row = Assert.Single(scorer.Score(Article.Of("Orvane\u0000 <script>alert(1)</script> &amp; a record profit\u001B[31m \uD800 rose\u202E 5%.", "\u001B]0;x")));
        foreach (var text in new[] { row.ToString(), row.Company.ToString(), row.Explanation.ToString(), string.Join(", ", row.Mentions), scorer.Companies.ToString() }) Assert.DoesNotContain('\u001B', text);
        Assert.DoesNotContain("<script>", row.Explanation.ToHtml(), StringComparison.Ordinal);
        Assert.True(row.Value > 0);
    }

    [Theory]
    [InlineData("Orvane \uD800\uDC00\uD800 record profit \uDC00. Belcora\uDFFF loss.")]
    [InlineData("Orvane\u0000Belcora\u0001Tamrel\u0085 record\u2028profit")]
    [InlineData("OrvaneBelcora Orvane's's 's Belcora'S «Tamrel» profit rose")]
    [InlineData("Orvane,,,;;;Belcora::—Tamrel((( record profit )))")]
    public void Broken_text_has_rows_that_sum(string text) => Assert.All(Invented.Rows(text).Values, row => Assert.Equal(row.Value, row.Explanation.Contributions.Sum(part => part.Value), 1e-12));

    [Fact]
    public async Task A_long_list_of_names_is_read_in_time_that_grows_with_its_length()
    {
        var article = Article.Of(string.Join(' ', Enumerable.Range(0, 12_000).Select(i => $"{Invented.Names[i % 3]} beats{(i % 7 == 0 ? "," : "")}")));
        var rows = await Task.Run(() => Invented.Scorer.Score(article), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(3, rows.Length);
    }

    [Theory]
    [InlineData("vader:python")]
    [InlineData("sentometrics:counts")]
    public void A_method_that_gives_no_value_to_a_part_is_refused(string method) =>
        Assert.Equal($"Method '{method}' gives no value to a part of a text, and so none to companies. Available: finance, finance:length, finance:lead, ratio:polarity, ratio:tone, ratio:logit, ratio:root.",
            Assert.Throws<InputException>(() => Examples.Small.Scorer(method).Tickers(Companies.Of("Orvane"))).Message);

    [Fact]
    public void Every_method_of_single_hits_sums()
    {
        var companies = Companies.Of(Invented.Names);
        foreach (var method in Method.All.Where(method => method.Options.Measure <= Measure.Root))
            foreach (var row in Examples.Sample.Scorer(method.Name).Tickers(companies).Score(Texts).SelectMany(rows => rows))
                Assert.Equal(row.Value, row.Explanation.Contributions.Sum(part => part.Value), 1e-12);
    }
}
