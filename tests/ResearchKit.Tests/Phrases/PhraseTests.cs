using Xunit;

namespace ResearchKit.Tests;

/// <summary>What can be looked for, and what would match almost every text.</summary>
public sealed class PhraseTests
{
    [Theory]
    [InlineData("", "'' holds no word. Expected a word or several.")]
    [InlineData(" -- !", "' -- !' holds no word. Expected a word or several.")]
    [InlineData("the", "'the' would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.")]
    [InlineData("Of the", "'Of the' would match almost every text. Expected a word with a meaning of its own, a phrase, or case 'written'.")]
    [InlineData("\u001B[31m", null)]
    [InlineData("lock-in", null)]
    [InlineData("in the grid", null)]
    public void A_phrase_without_a_meaning_of_its_own_is_refused(string text, string? fault) => Assert.Equal(fault, new Phrase(text).Fault());

    [Fact]
    public void A_function_word_that_is_a_name_can_be_asked_for_as_written() => Assert.Null(new Phrase("The") { AsWritten = true }.Fault());

    [Fact]
    public void A_guard_holds_a_word() => Assert.Equal("the guard '?' holds no word.", new Phrase("grid") { Unless = ["search", "?"] }.Fault());

    [Fact]
    public void A_phrase_shows_no_control_character() => Assert.Equal("grid\\u001B", new Phrase("grid\u001B").ToString());
}
