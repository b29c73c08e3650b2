using System.Runtime.Intrinsics;
using System.Text;
using ResearchKit.Tests.Reference;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The vectorised first phase against the tokenizer and the sentence rules, one token after another.</summary>
public class ScannedTextTests
{
    /// <summary>Texts that stand at the borders of what is plain: single characters of every kind around words, at the ends of chunks of 64.</summary>
    static readonly string[] Pieces =
    [
        "gain", "Loss", "a", "I", "NYSE", "iPhone", "don't", "Inc", "U.S.", "e.g.", "No", "5", "12.5%", "1,234", "3g", "Q3", "EUR13", "$MSFT", "$BRK.B", "$5", "www.kit.com", "http://kit.com/a", "a@b.co", "café", "naïve", "Ω", "٣", "e\u0301",
        "ga\u00ADin", "\u200B", "😀", "𝒜", "'s", "’s", "’", "'", "&", "AT&T", "R&D", " ", "  ", "\n", "\r\n", "\n• ", "\n1. ", "\t", "\u00A0", ".", "..", "…", "。", "!", "?", ",", ";", ":", "-", "--", " - ", "–", " – ", "—", "\"", "“", "”", "(", ")", "[", "]", "%", "€", "\0",
        "telecommunications", "counterproductiveness",
    ];

    [Fact]
    public void It_finds_the_tokens_and_sentences_that_the_exact_rules_find()
    {
        var random = SplitMix.Of(11, 0);
        var scanned = new ScannedText();
        for (var i = 0; i < 6000; i++)
        {
            var text = new StringBuilder();
            for (var pieces = 1 + random.Below(40); pieces > 0; pieces--) text.Append(Pieces[random.Below(random.Below(3) == 0 ? Pieces.Length : 12)]).Append(random.Below(3) > 0 ? " " : "");
            Same(scanned, new Article { Id = "p", Title = random.Below(2) == 0 ? "Gains, and a loss" : "", Paragraphs = [text.ToString(), "B", ""] });
        }
        foreach (var article in Examples.Generated(seed: 29, count: 1500)) Same(scanned, article);
    }

    [Fact]
    public void Every_character_beside_a_word_is_read_as_the_exact_rules_read_it()
    {
        var scanned = new ScannedText();
        for (var c = 1; c < 0x10000; c++)
            foreach (var text in (string[])[$"a loss{(char)c}Gain 5{(char)c}6 x", $"loss{(char)c} {(char)c}Gain. {(char)c}It"]) Same(scanned, new Article { Id = "c", Paragraphs = [text] });
    }

    [Fact]
    public void Letters_with_dots_are_an_initialism_up_to_eight_and_words_beyond_whatever_ends_them()
    {
        var scanned = new ScannedText();
        for (var letters = 1; letters <= 20; letters++)
            foreach (var end in (string[])["", " rose", "é. rose", "5 rose", "rose", "\n\nx", "é"])
                Same(scanned, new Article { Id = "i", Paragraphs = ["The " + string.Concat(Enumerable.Range(0, letters).Select(i => FormattableString.Invariant($"{(char)('a' + i)}."))) + end, "Gain"] });
    }

    static void Same(ScannedText scanned, Article article)
    {
        scanned.Read(article.Title, article.Paragraphs.AsSpan());
        var (tokens, sentences) = OneByOne(article);
        Assert.Equal(tokens, scanned.Tokens.ToArray().Select(token => (token.Start, token.End, token.Kind, token.Break)));
        Assert.Equal(sentences, scanned.Sentences.ToArray().Select(sentence => (sentence.First, sentence.Count, sentence.Block, sentence.Lead)));
    }

    static (List<(int, int, TokenKind, bool)> Tokens, List<(int, int, int, bool)> Sentences) OneByOne(Article article)
    {
        var (tokens, sentences) = (new List<(int, int, TokenKind, bool)>(), new List<(int, int, int, bool)>());
        int offset = 0, lead = article.Title.Length > 0 ? 2 : 1;
        foreach (var block in article.Blocks)
        {
            var (first, before) = (tokens.Count, default(Token));
            for (var next = new Tokenizer(block); next.Next(); before = next.Token)
            {
                var begins = tokens.Count == first;
                if (!begins && (tokens.Count - first >= SentenceRules.MaxTokens || SentenceRules.Ends(block, before, next.Token)))
                {
                    Close();
                    begins = true;
                }
                tokens.Add((next.Start, next.End, next.Kind, !begins && SentenceRules.Breaks(block, before.End, next.Start)));
            }
            Close();
            lead--;
            offset += block.Length + Article.BlockSeparator.Length;

            void Close()
            {
                if (tokens.Skip(first).Any(token => token.Item3 is TokenKind.Word or TokenKind.Initialism)) sentences.Add((first, tokens.Count - first, offset, lead > 0));
                else tokens.RemoveRange(first, tokens.Count - first);
                first = tokens.Count;
            }
        }
        return (tokens, sentences);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(3000)]
    [InlineData(150_000)]
    public void A_table_finds_each_of_its_words_and_no_other(int count)
    {
        var words = Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"w{i}x{i % 977}")).ToList();
        var table = new WordTable([.. words.Select((word, i) => (ScannedText.Key(word)!.Value, new WordCode((ulong)i + 1, (ulong)i)))]);
        Vector128<byte>[] asked = [.. words.Select(word => ScannedText.Key(word)!.Value), .. Enumerable.Range(0, 5000).Select(i => ScannedText.Key(FormattableString.Invariant($"v{i}"))!.Value)];
        var found = new WordCode[asked.Length];
        table.Find(asked, found);
        Assert.Equal(words.Select((_, i) => new WordCode((ulong)i + 1, (ulong)i)).Concat(Enumerable.Repeat(default(WordCode), 5000)), found);
        Assert.Equal(found, asked.Select(table.Find));
    }

    [Fact]
    public void A_table_refuses_a_word_that_is_there_twice() =>
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new WordTable([.. new[] { "gain", "loss", "gain" }.Select(word => (ScannedText.Key(word)!.Value, new WordCode(1, 0)))])).Message);

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 20)]
    [InlineData(28_000, 7)]
    public void A_filter_lets_every_step_through_and_few_others(int count, double percent)
    {
        var steps = Enumerable.Range(0, count).Select(i => (From: i / 3, Word: i % 3 * 977 + i)).Distinct().ToList();
        var filter = new StepFilter(steps);
        Assert.All(steps, step => Assert.True(filter.May(step.From, step.Word)));
        // One bit in sixteen to one in thirty-two is set.
        Assert.InRange(Enumerable.Range(0, 100_000).Count(i => filter.May(i % 9000, 500_000 + i)) / 1000.0, 0, percent);
    }
}
