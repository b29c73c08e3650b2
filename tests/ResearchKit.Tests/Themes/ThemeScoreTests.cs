using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The value of what carries a theme, by hand on a small lexicon and by laws on generated texts.</summary>
public sealed class ThemeScoreTests
{
    static readonly LexiconScorer Small = Examples.Small.Scorer(), Finance = Repository.Finance.Scorer();

    static readonly Taxonomy Grid = Taxonomy.Of(Theme.Of("grid", "grid", "shortage"));

    static ThemeScore One(string text, Taxonomy? themes = null, LexiconScorer? scorer = null) => Assert.Single((scorer ?? Small).Themes(Article.Of(text), themes ?? Grid));

    /// <summary>The terms that count, each with the mention that it belongs to.</summary>
    static string Counted(string text, Taxonomy? themes = null, LexiconScorer? scorer = null) =>
        string.Join(", ", One(text, themes, scorer).Contributions.Select(part => $"{part.Term} by {part.Shifts[^1].Term} at {part.Shifts[^1].Start}"));

    [Fact]
    public void The_value_is_what_the_method_gives_the_sentences_that_carry_the_theme()
    {
        var score = One("Debt is a loss. The grid is a gain. Surge follows. The old grid is debt.");
        // Two sentences of one hit each: 0.5 and −0.3.
        var (mean, growth) = ((0.5 - 0.3) / 2, Math.Sqrt(Math.Sqrt(Math.Sqrt(2))));
        Assert.Equal(growth * mean / Math.Sqrt(growth * mean * growth * mean + Small.Options.Squash), score.Value, 1e-15);
        Assert.Equal(Small.Score("The grid is a gain. The old grid is debt.").Value, score.Value);
        Assert.Equal(2 / 4.0, score.Prevalence);
        Assert.Equal(Outcome.Scored, score.Outcome);
    }

    [Fact]
    public void Mentions_say_where_they_stand()
    {
        var article = Article.Of("Nothing.\n\nThe grid met a shortage.") with { Title = "Grid" };
        var mentions = Assert.Single(Small.Themes(article, Grid)).Mentions;
        Assert.Equal([("grid", 0, 4, 0), ("grid", 20, 4, 2), ("shortage", 31, 8, 2)], mentions.Select(mention => (mention.Term, mention.Start, mention.Length, mention.Sentence)));
        Assert.All(mentions, mention => Assert.Equal(mention.Term, article.Text.Substring(mention.Start, mention.Length).ToLowerInvariant()));
        Assert.Equal("grid at 20", mentions[1].ToString());
    }

    [Theory]
    [InlineData("A loss came, the grid saw a gain, and debt rose.", "gain by grid at 17")]
    [InlineData("A loss came while the grid saw a gain but debt rose.", "gain by grid at 22")]
    [InlineData("The grid, a debt, the grid again, a gain.", "debt by grid at 4")]
    [InlineData("A gain (of the grid), and so a surge.", "gain by grid at 15")]
    [InlineData("A gain (of the grid), a surge.", "surge by grid at 15")]
    [InlineData("A surge and a gain, said the owner, of the grid.", "surge by grid at 43, gain by grid at 43")]
    [InlineData("The shortage is a debt.", "shortage by shortage at 4, debt by shortage at 4")]
    [InlineData("The grid is a debt and a shortage is a loss.", "debt by grid at 4, shortage by shortage at 25, loss by shortage at 25")]
    public void Hits_of_the_clauses_that_carry_a_mention_count_or_else_those_of_the_nearest(string text, string counted) => Assert.Equal(counted, Counted(text));

    [Fact]
    public void A_hit_whose_event_moves_what_is_mentioned_counts_in_any_clause()
    {
        var sales = Taxonomy.Of(Theme.Of("sales", "sales"));
        Assert.Equal("fell sharply by sales at 0", Counted("Sales, a worry for months, fell sharply.", sales, Finance));
        Assert.Equal("worry by sales at 0", Counted("Sales, a worry for months, took place.", sales, Finance));
    }

    [Fact]
    public void The_examples_of_the_page_are_so()
    {
        var themes = Taxonomy.Of(Theme.Of("scarcity", "shortages"), Theme.Of("power", "grid"), Theme.Of("one", "one cloud"));
        string[] said = ["Shortages eased, but grid costs rose", "The lab, long on one cloud, won a large contract"];
        var page = File.ReadAllText(Repository.File("src", "ResearchKit.Signals", "Themes", "README.md"));
        Assert.All(said, text => Assert.Contains($"\"{text}\"", page));
        Assert.Equal([["eased"], ["rose"]], Finance.Themes(Article.Of(said[0]), themes).Select(row => row.Contributions.Select(part => part.Term)));
        Assert.True(Finance.Themes(Article.Of(said[0]), themes) is [{ Value: > 0 }, { Value: < 0 }]);
        Assert.True(One(said[1], themes, Finance).Value > 0);
    }

    [Fact]
    public void A_theme_of_which_nothing_is_said_is_silent()
    {
        var score = One("The grid is old. A gain came.");
        Assert.Equal((0, Outcome.Silent, Scale.Silent), (score.Value, score.Outcome, score.Label()));
        Assert.Equal("text: grid 0.00 silent, in 50% of the sentences (grid)", score.ToString());
    }

    [Fact]
    public void A_text_without_a_theme_or_in_another_language_has_no_row()
    {
        Assert.Empty(Small.Themes(Article.Of("A gain came."), Grid));
        Assert.Empty(Small.Themes(Article.Of("") with { Id = "empty" }, Grid));
        Assert.Empty(Small.Themes(Article.Of("Der Gewinn am grid ist ein gain und die Bank ist froh.") with { Language = "de" }, Grid));
        Assert.Empty(Small.Themes(Article.Of("2026."), Taxonomy.Of(Theme.Of("year", "2026"))));
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_taxonomy_and_name_what_made_them()
    {
        var themes = Taxonomy.Of(Theme.Of("b", "debt"), Theme.Of("a", "grid"));
        var rows = Small.Themes(Article.Of("The grid is a gain. Debt is a loss.", "x"), themes);
        Assert.Equal(["b", "a"], rows.Select(row => row.Theme.Name));
        Assert.Equal($"{Small.Identity}→theme(themes {themes.Hash[..8]}: b)", rows[0].Explanation.Method);
        Assert.Equal(rows[0].Explanation.Method, rows[0].Explanation.Score.Method);
        Assert.Equal("x", rows[0].ArticleId);
    }

    [Theory]
    [InlineData("vader:python")]
    [InlineData("sentometrics:counts")]
    [InlineData("sentimentr")]
    public void A_method_that_gives_no_value_to_a_part_is_refused(string method)
    {
        var scorer = Examples.Small.Scorer(method);
        var expected = $"Method '{method}' gives no value to a part of a text, and so none to themes. Available: finance, finance:length, finance:lead, ratio:polarity, ratio:tone, ratio:logit, ratio:root.";
        Assert.Equal(expected, Assert.Throws<InputException>(() => scorer.Themes(Article.Of("x"), Grid)).Message);
        Assert.Equal(expected, Assert.Throws<InputException>(() => scorer.Themes([Article.Of("x")], Grid)).Message);
    }

    [Fact]
    public void Contributions_sum_to_the_value_name_a_mention_and_stand_in_a_sentence_that_carries_one()
    {
        var themes = Generated();
        var rows = 0;
        foreach (var scorer in Examples.Scorers(Examples.Sample).Where(scorer => scorer.Options.Measure <= Measure.Root).Append(Finance))
            foreach (var article in Texts)
                foreach (var row in scorer.Themes(article, themes))
                {
                    Assert.Equal(row.Value, row.Contributions.Sum(part => part.Value), 1e-12);
                    Assert.Equal(row.Explanation.Sentences.Length / row.Prevalence, scorer.Score(article).Sentences, 1e-9);
                    Assert.All(row.Contributions, part =>
                    {
                        Assert.Equal((Role.Bearing, 1.0), (part.Shifts[^1].Role, part.Shifts[^1].Factor));
                        Assert.Contains(row.Mentions, mention => mention.Start == part.Shifts[^1].Start);
                        Assert.Contains(row.Explanation.Sentences, sentence => sentence.Start <= part.Start && part.Start + part.Length <= sentence.Start + sentence.Length);
                    });
                    Assert.All(row.Mentions, mention => Assert.Contains(row.Explanation.Sentences, sentence => sentence.Start <= mention.Start && mention.Start + mention.Length <= sentence.Start + sentence.Length));
                    rows++;
                }
        Assert.InRange(rows, 1000, 1_000_000);
    }

    [Fact]
    public void Clauses_of_tokens_are_counted_as_those_of_matches()
    {
        var reading = new Reading(Examples.Sample, Finance.Options);
        var clauses = new HashSet<int>();
        foreach (var article in Texts)
        {
            reading.Read(article);
            foreach (var sentence in reading.Sentences.ToArray())
                foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches).ToArray())
                    foreach (var token in Enumerable.Range(match.First, match.Count))
                    {
                        Assert.Equal(match.Clause, reading.Clause(sentence, token));
                        clauses.Add(match.Clause);
                    }
        }
        Assert.InRange(clauses.Count, 5, 1000);
    }

    [Fact]
    public void A_theme_that_every_clause_carries_is_worth_what_the_text_is()
    {
        var every = Taxonomy.Of(new Theme("all", [.. Examples.Small.Entries.Select(entry => new Phrase(entry.Term) { AsWritten = true })]));
        var same = 0;
        foreach (var article in Examples.Generated(seed: 7, count: 200, Examples.Small))
            if (Small.Themes(article, every) is [{ Prevalence: 1 } row])
            {
                var whole = Small.Explain(article);
                if (row.Contributions.Length < whole.Contributions.Length) continue;
                Assert.Equal(whole.Score.Value, row.Value);
                Assert.Equal((whole.Score.Hits, whole.Score.Tokens, whole.Score.Coverage), (row.Explanation.Score.Hits, row.Explanation.Score.Tokens, row.Explanation.Score.Coverage));
                same++;
            }
        Assert.InRange(same, 5, 200);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void A_corpus_has_the_rows_of_its_articles_in_its_order_under_any_culture(string culture)
    {
        var themes = Generated();
        var expected = Texts.SelectMany(article => Finance.Themes(article, themes)).Select(Line).ToList();
        ArticleFolder.UnderCulture(culture, () => Assert.Equal(expected, Finance.Themes(Texts, themes).Select(Line)));

        static string Line(ThemeScore row) => $"{row.Theme.Name} {Examples.Bits(row.Explanation.Score)} {row.Prevalence.ToString("R", System.Globalization.CultureInfo.InvariantCulture)} {row}";
    }

    [Fact]
    public void What_an_article_says_does_not_act_on_a_terminal()
    {
        var score = Assert.Single(Small.Themes(Article.Of("The grid is a gain.", "\u001B[2J"), Taxonomy.Of(Theme.Of("\u001B]0;x", "grid"))));
        Assert.DoesNotContain('\u001B', score.ToString());
        Assert.DoesNotContain('\u001B', score.Explanation.ToString());
        Assert.DoesNotContain('\u001B', score.Theme.ToString());
    }

    static readonly ImmutableArray<Article> Texts = Examples.Generated(seed: 20261126, count: 60);

    /// <summary>Every ninth term of the sample, in three themes.</summary>
    static Taxonomy Generated() => Taxonomy.Of(Examples.Sample.Entries.Select(entry => new Phrase(entry.Term)).Where(phrase => phrase.Fault() is null).Where((_, i) => i % 9 == 0)
        .Index().GroupBy(one => one.Index % 3).Select(group => new Theme($"theme {group.Key}", [.. group.Select(one => one.Item)])));
}
