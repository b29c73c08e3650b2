using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

public sealed class StoriesTests
{
    static Article Told(string id, string text, double? hours = null, string title = "") => ToldTexts.Article(id, [text], hours, title);

    static string[] Groups(Stories stories) => [.. stories.Groups.Select(group => string.Join(' ', group))];

    static string[] Groups(params Article[] articles) => Groups(Stories.Of(Corpus.Of(articles)));

    const string Merger = "Shares of the toolmaker rose after its board agreed to a cash offer from a larger rival at a price that holders had asked for since the spring";

    [Fact]
    public void Novelty_falls_by_a_quarter_with_every_telling()
    {
        var stories = Stories.Of(Corpus.Of(Told("c", Merger, 3), Told("a", Merger, 1), Told("other", "An unlike text about the weather in the north", 0), Told("b", Merger, 2)));
        Assert.Equal(new("a", 1, 100), stories["a"]);
        Assert.Equal(new("a", 2, 100 * 0.75), stories["b"]);
        Assert.Equal(new("a", 3, 100 * 0.75 * 0.75), stories["c"]);
        Assert.Equal(new("other", 1, 100), stories["other"]);
        Assert.Equal(["other", "a b c"], Groups(stories));
        Assert.Equal(2, stories.Count);
        Assert.Equal("2 stories in 4 articles, 1 of them told again", stories.ToString());
    }

    [Fact]
    public void Equal_times_go_by_id_and_what_has_no_time_comes_last_in_its_order()
    {
        Article[] articles = [Told("z", Merger), Told("y", Merger), Told("c", Merger, 5), Told("b", Merger, 5)];
        Assert.Equal(["b c z y"], Groups(articles));
        Assert.Equal(["b c z y"], Groups(articles[3], articles[0], articles[2], articles[1]));
    }

    [Fact]
    public void What_is_said_of_an_article_hangs_on_nothing_that_came_later()
    {
        var told = new ToldTexts(5);
        var articles = new List<Article>();
        var words = told.Words(120);
        for (var i = 0; i < 300; i++)
        {
            // A chain of edits: later texts lie between earlier ones and would join their stories.
            words = i % 10 == 0 ? told.Words(120) : told.Copy(words, told.Below(25));
            articles.Add(ToldTexts.Article($"a{i}", words, told.Below(1000)));
        }
        var whole = Stories.Of(Corpus.Of(articles));
        Assert.InRange(whole.Count, 31, 299);
        foreach (var hours in new[] { 200, 500, 900 })
        {
            var past = articles.Where(article => article.AvailableAt <= ToldTexts.Hour(hours)).ToList();
            var then = Stories.Of(Corpus.Of(past));
            Assert.All(past, article => Assert.Equal(then[article.Id], whole[article.Id]));
        }
    }

    [Fact]
    public void Order_culture_and_threads_change_nothing()
    {
        var told = new ToldTexts(6);
        var articles = Enumerable.Range(0, 40).Select(_ => told.Words(60)).SelectMany((words, s) => Enumerable.Range(0, 4).Select(k => ToldTexts.Article($"{s}.{k}", told.Copy(words, 4 * k), 7 * k))).ToList();
        var stories = Stories.Of(Corpus.Of(articles));
        Assert.Equal(Groups(stories), Groups(Stories.Of(Corpus.Of(articles.OrderByDescending(article => article.Id, StringComparer.Ordinal)))));
        ArticleFolder.UnderCulture("tr-TR", () => Assert.Equal(Groups(stories), Groups(Stories.Of(Corpus.Of(articles)))));
    }

    [Fact]
    public void Days_of_a_window_count_from_the_latest_telling_that_is_repeated()
    {
        Article[] articles = [Told("a", Merger, 0), Told("b", Merger, 48), Told("c", Merger, 96), Told("d", Merger, 96 + 48.5), Told("undated", Merger)];
        Assert.Equal(["a b c d undated"], Groups(articles));
        Assert.Equal(["a b c undated", "d"], Groups(Stories.Of(Corpus.Of(articles), o => o with { WindowDays = 2 })));
    }

    [Fact]
    public void A_text_without_words_is_alone_and_a_short_one_is_compared_whole()
    {
        Assert.Equal(["a", "b", "c d", "e"], Groups(Told("a", "—"), Told("b", "—"), Told("c", "profit warning"), Told("d", "Profit warning!"), Told("e", "profit")));
        Assert.Empty(Groups());
    }

    [Fact]
    public void Agreement_counts_pairs()
    {
        var other = "Rain fell on the northern ports for a fourth day and kept the grain ships from loading before the weekend";
        var stories = Stories.Of(Corpus.Of(Told("a", Merger, 1), Told("b", Merger, 2), Told("c", Merger, 3), Told("d", other, 4), Told("e", other, 5)));
        // Found: abc and de, 3 + 1 pairs. Planted: ab and cde, 1 + 3 pairs. Both: ab and de.
        var agreement = stories.Against(new Dictionary<string, string> { ["a"] = "1", ["b"] = "1", ["c"] = "2", ["d"] = "2", ["e"] = "2" });
        Assert.Equal((2 / 4.0, 2 / 4.0), (agreement.Precision!.Value, agreement.Recall!.Value));
        Assert.Equal("precision 0.500 (2 of 4 pairs), recall 0.500 (2 of 4)", agreement.ToString());
        var alone = stories.Against(new Dictionary<string, string> { ["a"] = "1", ["d"] = "2" });
        Assert.Equal((null, null), (alone.Precision, alone.Recall));
        Assert.StartsWith("Article 'x' is not known. Available: a, d.", Assert.Throws<InputException>(() => stories.Against(new Dictionary<string, string> { ["x"] = "1" })).Message);
    }

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        static string Refusal(Func<StoriesOptions, StoriesOptions> o) => Assert.Throws<InputException>(() => Stories.Of(Corpus.Of(), o)).Message;
        Assert.Equal("Option Shingle is 0. Expected 1 to 10.", Refusal(o => o with { Shingle = 0 }));
        Assert.Equal("Option Similarity is NaN. Expected 0.3 to 1.", Refusal(o => o with { Similarity = double.NaN }));
        Assert.Equal("Option Containment is 0.4. Expected 0.5 to 1.", Refusal(o => o with { Containment = 0.4 }));
        Assert.Equal("Option FewestContained is 9. Expected 10 to 1000.", Refusal(o => o with { FewestContained = 9 }));
        Assert.Equal("Option WindowDays is 0. Expected 1 to 36500, or null for no window.", Refusal(o => o with { WindowDays = 0 }));
    }
}
