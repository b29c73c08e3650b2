using System.Text;
using System.Text.RegularExpressions;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The limit is allowed to do little, but that it must do.</summary>
public sealed partial class LimitTests
{
    static readonly Lexicon Finance = Vocabulary.Own.Lexicon;

    static readonly HashSet<string> Words = [.. Finance.Words.SelectMany(term => term.Split(' '))];

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void The_limit_finds_in_generated_articles_what_a_split_finds(double nonAscii) =>
        Same([.. GeneratedArticles.Make(300, 3, o => o with { NonAscii = nonAscii }).Select(article => article.Text)]);

    [Fact]
    public void The_limit_finds_what_a_split_finds_wherever_tokens_and_blocks_of_it_begin_and_end()
    {
        string[] words = [.. Words.Where(word => Ascii.IsValid(word)).OrderByDescending(word => word.Length).Take(40), "a", "I", "Loss", "PROFIT", "2026", new('x', 63), new('x', 64), new('x', 65), new('y', 300), "naïve", "x&y", "it's"];
        var random = SplitMix.Of(7, 0);
        string Text(int pieces) => string.Concat(Enumerable.Range(0, pieces).Select(_ => words[random.Below(words.Length)] + (random.Below(4) == 0 ? new string(' ', random.Below(70)) : " .,–"[random.Below(4)])));
        Same([.. Enumerable.Range(0, 400).Select(i => Text(i % 40)), "", " ", "loss", new('a', 64), new(' ', 64), string.Concat(Enumerable.Repeat("a ", 5000)), string.Concat(Enumerable.Repeat(words[0] + "\n", 500))]);
    }

    static void Same(string[] texts)
    {
        var tokens = texts.SelectMany(text => Runs().Matches(text)).Select(run => run.Value.ToLowerInvariant()).ToList();
        var expected = new LimitCounts(tokens.Count, tokens.Count(Words.Contains));
        Assert.Equal(expected, Read(compressed: false));
        if (Limit.CanCompress) Assert.Equal(expected, Read(compressed: true));

        LimitCounts Read(bool compressed)
        {
            var utf8 = Utf8Texts.Of(texts);
            return new Limit(Finance, compressed).Read(utf8, 0, utf8.Count);
        }
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Runs();
}
