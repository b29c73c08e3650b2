using Xunit;

namespace ResearchKit.Tests;

/// <summary>Texts that tell the same in nearly the same words, which no split may part.</summary>
public sealed class NearDuplicatesTests
{
    const string Thirteen = "one two three four five six seven eight nine ten eleven twelve thirteen";

    [Fact]
    public void Texts_belong_together_that_share_three_in_five_of_their_neighbouring_words()
    {
        // With the edges 13 words make 14 pairs. Two other words at the end: 11 of 17 pairs are shared. Three: 10 of 18.
        Assert.Equal([0, 0, 2], NearDuplicates.Groups([Thirteen, Thirteen.Replace("twelve thirteen", "a b", StringComparison.Ordinal), "a b c"]));
        Assert.Equal([0, 1], NearDuplicates.Groups([Thirteen, Thirteen.Replace("eleven twelve thirteen", "a b c", StringComparison.Ordinal)]));
        // One other word of seven: 6 of 10 pairs.
        Assert.Equal([0, 0], NearDuplicates.Groups(["one two three four five six seven", "one two three other five six seven"]));
    }

    [Fact]
    public void Case_punctuation_and_spaces_part_nothing() => Assert.Equal([0, 0], NearDuplicates.Groups(["Profit rose, again.", "profit  rose again"]));

    [Fact]
    public void What_belongs_together_through_a_third_stands_together()
    {
        // The first and the third share 13 of 24 pairs, each of them with the second 13 of 19 and 17 of 24.
        Assert.Equal([0, 1], NearDuplicates.Groups([Thirteen, $"{Thirteen} a b c d e f g h i"]));
        Assert.Equal([0, 0, 0, 3], NearDuplicates.Groups([Thirteen, $"{Thirteen} a b c d", $"{Thirteen} a b c d e f g h i", "other"]));
    }

    [Fact]
    public void The_quick_way_finds_what_comparing_each_with_each_finds()
    {
        var draws = new Draws(3);
        string[] words = ["a", "b", "c", "d"];
        var texts = Enumerable.Range(0, 120).Select(_ => string.Join(' ', Enumerable.Range(0, 4 + draws.Below(9)).Select(i => draws.Below(3) == 0 ? words[draws.Below(4)] : words[i % 4]))).ToList();
        var sets = texts.Select(text => text.Split(' ') is var w ? w.Prepend("").Zip(w.Append("")).ToHashSet() : []).ToArray();
        var naive = Enumerable.Range(0, texts.Count).ToArray();
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; i < texts.Count; i++)
                for (var j = 0; j < texts.Count; j++)
                    if (naive[j] < naive[i] && sets[i].Intersect(sets[j]).Count() * 5 >= 3 * sets[i].Union(sets[j]).Count()) (naive[i], again) = (naive[j], true);
        }
        Assert.Equal(naive, NearDuplicates.Groups(texts));
        Assert.InRange(naive.Distinct().Count(), 10, 110);
    }

    [Fact]
    public void Folds_keep_stories_together_and_are_the_same_in_any_order_of_the_labels()
    {
        var texts = Enumerable.Range(0, 40).Select(i => $"story number {i / 2} of the day says that a thing of kind {i / 2} came about in place {i / 2}{(i % 2 == 0 ? "" : " again")}").ToList();
        LabelledText Item(string text) => new(Article.Of(text), 1, null, null, Labels.GroupOf(text));
        var folds = new LearnedFolds(Labels.Of("set", texts.Select(Item)));
        var fold = folds.Of([.. Enumerable.Range(0, 40)], 5, 1);
        Assert.Equal((40, 20), (folds.Texts, folds.Retold));
        for (var i = 0; i < 40; i += 2) Assert.Equal(fold[i], fold[i + 1]);
        Assert.Equal([8, 8, 8, 8, 8], fold.GroupBy(f => f).Select(f => f.Count()));
        var back = new LearnedFolds(Labels.Of("set", texts.AsEnumerable().Reverse().Select(Item))).Of([.. Enumerable.Range(0, 40)], 5, 1);
        Assert.Equal(fold, back.Reverse());
        Assert.Equal("3 different stories cannot make 5 folds. Expected as many at least: give more texts, or fewer folds.", Assert.Throws<InputException>(() => folds.Of([0, 1, 2, 3, 4], 5, 1)).Message);
    }
}
