using Xunit;

namespace ResearchKit.Tests;

public sealed class RecentStoriesTests
{
    static List<Article> Told(int count)
    {
        var told = new ToldTexts(21);
        var originals = Enumerable.Range(0, count / 4).Select(_ => told.Words(40)).ToList();
        return [.. Enumerable.Range(0, count).Select(i => ToldTexts.Article($"a{i}", told.Copy(originals[told.Below(originals.Count)], told.Below(25)), i))];
    }

    static List<Story> Stream(IEnumerable<Article> articles, StoriesOptions options, int most)
    {
        var stories = new RecentStories(options, most);
        return [.. articles.Select(article => stories.Meet(article.Id, article.AvailableAt!.Value, stories.Print(article)))];
    }

    [Fact]
    public void A_stream_that_is_remembered_whole_has_the_stories_of_the_corpus()
    {
        var articles = Told(400);
        var whole = Stories.Of(Corpus.Of(articles));
        Assert.InRange(whole.Count, 50, 350);
        var streamed = Stream(articles, new(), 1000);
        Assert.Equal(articles.Select(article => (whole[article.Id].Id, whole[article.Id].Rank)), streamed.Select(story => (story.Id, story.Rank)));
        Assert.All(articles.Zip(streamed), pair => Assert.Equal(whole[pair.First.Id].Novelty, pair.Second.Novelty, 12));
    }

    [Fact]
    public void What_is_forgotten_is_told_anew()
    {
        var told = new ToldTexts(4);
        var words = told.Words(40);
        Article At(string id, double hour) => ToldTexts.Article(id, words, hour);
        Assert.Equal(["a", "a", "c"], Stream([At("a", 0), At("b", 24), At("c", 24 * 3 + 25)], new() { WindowDays = 3 }, 10).Select(story => story.Id));
        var others = Enumerable.Range(0, 3).Select(i => ToldTexts.Article($"o{i}", told.Words(40), 1 + i));
        Assert.Equal(["a", "o0", "o1", "o2", "z"], Stream([At("a", 0), .. others, At("z", 5)], new(), 3).Select(story => story.Id));
    }
}
