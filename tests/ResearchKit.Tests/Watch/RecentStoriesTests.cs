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

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(300)]
    public void A_stream_of_which_little_is_remembered_has_the_stories_of_a_search_through_all_that_is(int most)
    {
        var (articles, options) = (Told(900), new StoriesOptions { WindowDays = 3 });
        var stories = new RecentStories(options, most);
        var (remembered, told) = (new List<(Fingerprint Print, DateTimeOffset At, string Story)>(), new Dictionary<string, int>());
        var again = 0;
        foreach (var article in articles)
        {
            var (print, at) = (stories.Print(article), article.AvailableAt!.Value);
            while (remembered.Count >= most || remembered.Count > 0 && at - remembered[0].At > TimeSpan.FromDays(3)) remembered.RemoveAt(0);
            var story = remembered.Where(earlier => earlier.Print.Keys.Intersect(print.Keys).Any() && print.Repeats(earlier.Print, options)).Select(earlier => earlier.Story).FirstOrDefault(article.Id);
            remembered.Add((print, at, story));
            if (story != article.Id) again++;
            else told[story] = 0;
            Assert.Equal((story, ++told[story]), (stories.Meet(article.Id, at, print) is var met ? met.Id : "", met.Rank));
        }
        Assert.True(most == 1 || again > 20, $"{again}");
    }

    [Fact]
    public void Long_texts_are_forgotten_before_their_turn_so_that_memory_is_bounded()
    {
        var told = new ToldTexts(5);
        var stories = new RecentStories(new(), 4);
        // Some 10,000 hashes each, and room for 4 · 4096.
        for (var i = 0; i < 12; i++) Assert.Equal(1, stories.Meet($"a{i}", Wire.Hour(i), stories.Print(ToldTexts.Article($"a{i}", told.Words(5_000), i))).Rank);
        Assert.InRange(stories.Count, 1, 3);
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
