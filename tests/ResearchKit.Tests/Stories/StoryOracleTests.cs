using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Against all pairs, each compared word by word.</summary>
public sealed class StoryOracleTests
{
    static HashSet<string> Shingles(string[] words, int k) => [.. Enumerable.Range(0, words.Length - k + 1).Select(i => string.Join(' ', words.Skip(i).Take(k)))];

    static double Jaccard(HashSet<string> one, HashSet<string> other)
    {
        double both = one.Count(other.Contains);
        return both / (one.Count + other.Count - both);
    }

    /// <summary>Stories of six copies each, in which 0 to 15% of the words are replaced: similarities from near 0.3 to 1.</summary>
    static List<string[]> Texts(ulong seed)
    {
        var told = new ToldTexts(seed);
        return [.. Enumerable.Range(0, 40).Select(_ => told.Words(50 + told.Below(100))).SelectMany(words => Enumerable.Range(0, 6).Select(_ => told.Copy(words, told.Below(16))))];
    }

    [Theory]
    [InlineData(3, 0.4)]
    [InlineData(3, 0.5)]
    [InlineData(3, 0.3)]
    [InlineData(2, 0.7)]
    [InlineData(1, 0.8)]
    [InlineData(5, 0.4)]
    public void Of_the_pairs_above_the_threshold_99_in_100_are_compared_and_every_verdict_is_exact(int k, double threshold)
    {
        int above = 0, compared = 0;
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var options = new StoriesOptions { Shingle = k, Similarity = threshold, Seed = seed, FewestContained = 1000 };
            var hash = new MinHash(threshold, seed);
            var texts = Texts(seed);
            var prints = texts.Select(words => Fingerprint.Of(ToldTexts.Article("a", words), options, hash)).ToList();
            var sets = texts.Select(words => Shingles(words, k)).ToList();
            for (var i = 0; i < texts.Count; i++)
                for (var j = 0; j < i; j++)
                {
                    var repeats = Jaccard(sets[i], sets[j]) >= threshold;
                    Assert.Equal(repeats, prints[i].Repeats(prints[j], options));
                    if (!repeats) continue;
                    above++;
                    if (prints[i].Keys.Intersect(prints[j].Keys).Any()) compared++;
                }
        }
        Assert.InRange(above, 300, 100_000);
        Assert.InRange((double)compared / above, 0.99, 1);
    }

    [Fact]
    public void Planted_copies_are_found_and_nothing_else()
    {
        var told = new ToldTexts(11);
        var articles = new List<Article>();
        var planted = new Dictionary<string, string>();
        for (var s = 0; s < 300; s++)
        {
            var words = told.Words(150);
            for (var k = 0; k <= s % 4; k++)
            {
                articles.Add(ToldTexts.Article($"{s}.{k}", k == 0 ? words : told.Copy(words, 10), k == 0 ? 0 : told.Below(1000)));
                planted[$"{s}.{k}"] = $"{s}";
            }
        }
        var agreement = Stories.Of(Corpus.Of(articles)).Against(planted);
        Assert.Equal(1, agreement.Precision);
        Assert.InRange(agreement.Recall!.Value, 0.99, 1);
    }

    [Fact]
    public void Copies_are_found_among_thousands_of_one_template()
    {
        var told = new ToldTexts(13);
        var frame = told.Words(120);
        var articles = new List<Article>();
        var planted = new Dictionary<string, string>();
        for (var s = 0; s < 3000; s++)
        {
            string[] words = [.. frame, $"{told.Below(1 << 30)}", .. told.Words(10), $"{told.Below(1 << 30)}"];
            for (var k = 0; k <= (s % 10 == 0 ? 1 : 0); k++)
            {
                articles.Add(ToldTexts.Article($"{s}.{k}", k == 0 ? words : [.. told.Copy(words[..120], 5), .. words[120..]], k == 0 ? s : told.Below(6000)));
                planted[$"{s}.{k}"] = $"{s}";
            }
        }
        var agreement = Stories.Of(Corpus.Of(articles)).Against(planted);
        Assert.Equal(1, agreement.Precision);
        Assert.InRange(agreement.Recall!.Value, 0.99, 1);
        Assert.Equal(1, Stories.Of(Corpus.Of(Enumerable.Range(0, 1000).Select(i => ToldTexts.Article($"{i}", frame, i)))).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_articles_take_seconds_even_of_one_template(bool template)
    {
        var told = new ToldTexts(12);
        var words = told.Words(150);
        var corpus = Corpus.Of(Enumerable.Range(0, 10_000).Select(i => ToldTexts.Article($"{i}", template ? [.. words[..140], $"{told.Below(1 << 30)}", $"{told.Below(1 << 30)}"] : told.Words(150), i)));
        var clock = Stopwatch.StartNew();
        Assert.Equal(10_000, Stories.Of(corpus).Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }
}
