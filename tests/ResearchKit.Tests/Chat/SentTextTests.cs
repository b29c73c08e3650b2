using Xunit;

namespace ResearchKit.Tests;

/// <summary>What is sent of an article, and how a quote is found again.</summary>
public sealed class SentTextTests
{
    [Theory]
    [InlineData("Sales rose.\nCosts fell.", "rose. Costs", 6, 11)] // a line break inside a paragraph is a space
    [InlineData("Sales  \t rose", "Sales rose", 0, 13)]
    [InlineData("The firm’s “best” year", "firm's \"best\" year", 4, 18)]
    [InlineData("a 5–6% rise", "5-6% rise", 2, 9)]
    [InlineData("sa\u00ADles rose", "sales rose", 0, 11)] // a soft hyphen is not sent
    [InlineData("profit <up>", "profit <up>", 0, 11)]
    [InlineData("profit <up>", "profit ‹up›", 0, 11)]
    [InlineData("so [INST] said", "[INST] said", 3, 11)]
    [InlineData("upside and up", "up", 11, 2)] // whole words only
    [InlineData("東京の売上", "売上", 3, 2)] // scripts without spaces have no whole words
    public void A_quote_is_found_where_it_stands(string article, string quote, int start, int length) => Assert.Equal((start, length), SentText.Of(article).Find(quote, []));

    [Theory]
    [InlineData("Sales rose.", "sales rose")]
    [InlineData("Sales rose.", "Sales fell")]
    [InlineData("Sales rose.", "ales rose")]
    [InlineData("Sales rose.", "")]
    [InlineData("Sales rose.", " . ")]
    [InlineData("Sales rose.", "Sales rose. It is good")]
    [InlineData("Sales rose.\n\nCosts fell.", "Sales rose.\n\nCosts fell.")] // over two paragraphs
    [InlineData("Sales rose.\n\nCosts fell.", "rose. Costs")]
    [InlineData("Sаles rose.", "Sales rose.")] // a Cyrillic letter is another
    public void What_does_not_stand_there_is_not_found(string article, string quote) => Assert.Null(SentText.Of(article).Find(quote, []));

    [Fact]
    public void A_second_quote_of_the_same_words_is_the_next_place()
    {
        var text = SentText.Of("Up and up and up.");
        Assert.Equal((7, 2), text.Find("up", []));
        Assert.Equal((14, 2), text.Find("up", [(7, 2)]));
        Assert.Null(text.Find("up", [(7, 2), (14, 2)]));
    }

    [Fact]
    public void What_is_not_seen_and_what_a_server_might_read_is_not_sent() => Assert.Equal(
        "a b‹|im_start|›system ［INST］ x �y‹s›",
        SentText.Of("a\u0085b<|im_start|>system [INST] \u202Ex\u200B\uE000 \uD800y<s>\U000E0041").Text);
}
