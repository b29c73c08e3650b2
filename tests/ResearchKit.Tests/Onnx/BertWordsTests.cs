using Xunit;

namespace ResearchKit.Tests;

/// <summary>Words as BERT's own tokenizer splits them, with the places where they stand.</summary>
public sealed class BertWordsTests
{
    static readonly BertWords Uncased = new(LowerCase: true, StripAccents: true, SplitChinese: true);

    [Theory]
    [InlineData("Profits rose.", "profits|rose|.")]
    [InlineData("don't", "don|'|t")]
    [InlineData("up 5% at $3.50", "up|5|%|at|$|3|.|50")]
    [InlineData("€5m", "€5m")]
    [InlineData("É. Café, cafe\u0301 ÜBER", "e|.|cafe|,|cafe|uber")]
    [InlineData("İstanbul straße", "istanbul|straße")]
    [InlineData("中国 up", "中|国|up")]
    [InlineData("pro\u00adfits a\u200bb c\0d", "profits|ab|cd")]
    [InlineData("a\u00a0b\u3000c\u2028d\te", "a|b|c|d|e")]
    [InlineData("[SEP] ##s", "[|sep|]|#|#|s")]
    [InlineData("“quoted” – so…", "“|quoted|”|–|so|…")]
    [InlineData("a≠b a\u1fefb", "a|=|b|a|`|b")]
    [InlineData("a\u0378b \u0378", "a\u0378b|\u0378")]
    [InlineData("\u0301 \u200b", "")]
    [InlineData("a\ud83d b", "a|b")]
    public void A_text_is_split_as_BERT_splits_it(string text, string words) => Assert.Equal(words, string.Join('|', Uncased.Split(text).Select(word => word.Text)));

    [Fact]
    public void Cased_words_keep_capitals_and_accents() => Assert.Equal(["Café", "中国"], new BertWords(false, false, false).Split("Café 中国").Select(word => word.Text));

    [Fact]
    public void A_word_knows_where_it_stands()
    {
        const string Text = "A\u00ad pro\u00adfit, 中😀";
        Assert.Equal(["A\u00ad", "pro\u00adfit", ",", "中", "😀"], Uncased.Split(Text).Select(word => Text.Substring(word.Start, word.Length)));
    }

    [Theory]
    [InlineData("profits", "profits")]
    [InlineData("margins", "margin ##s")]
    [InlineData("rosette", "rose ##t ##t ##e")]
    [InlineData("€5m", "[UNK]")]
    public void A_word_is_the_longest_pieces_that_it_begins_with(string word, string pieces)
    {
        var vocabulary = new BertVocabulary("vocab.txt", [.. BertFolder.Vocabulary]);
        Assert.Equal(pieces, string.Join(' ', vocabulary.Of(word).Select(piece => vocabulary.Pieces[piece])));
    }

    [Fact]
    public void A_word_of_more_than_100_characters_is_unknown()
    {
        var vocabulary = new BertVocabulary("vocab.txt", [.. BertFolder.Vocabulary]);
        Assert.Equal(100, vocabulary.Of(new('a', 100)).Count);
        Assert.Equal([vocabulary.UnknownNumber], vocabulary.Of(new('a', 101)));
    }
}
