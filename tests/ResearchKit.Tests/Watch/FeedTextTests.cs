using System.Text;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The characters of a feed, and what of its text is markup.</summary>
public sealed class FeedTextTests
{
    static string Title(byte[] body, string? charset) => Assert.Single(Feed.Read(body, "http://host/", new(), charset).Articles).Title;

    static byte[] Rss(string declaration, params byte[] title) => [.. Encoding.ASCII.GetBytes($"{declaration}<rss><channel><item><guid>1</guid><title>"), .. title, .. "</title></item></channel></rss>"u8];

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", null)]
    [InlineData("<?xml version=\"1.0\" encoding='ISO-8859-1'?>", null)]
    [InlineData("", "windows-1252")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "\"iso-8859-1\"")]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", "utf-8")]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", "no-such-charset")]
    public void Windows_letters_are_read_as_what_they_are(string declaration, string? charset) =>
        // 0x80 is the euro sign, 0x93 and 0x94 are quotes, 0xE6 is æ.
        Assert.Equal("“Sæby” €5", Title(Rss(declaration, [0x93, (byte)'S', 0xE6, .. "by"u8, 0x94, (byte)' ', 0x80, (byte)'5']), charset));

    [Theory]
    [InlineData("", null)]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", "utf-8")]
    [InlineData("\uFEFF", "windows-1252")]
    public void What_is_utf_8_stays_it(string before, string? charset) => Assert.Equal("“Sæby” €5", Title(Encoding.UTF8.GetBytes($"{before}<rss><channel><item><guid>1</guid><title>“Sæby” €5</title></item></channel></rss>"), charset));

    [Fact]
    public void Json_may_come_in_other_letters_too_and_what_is_no_utf_8_costs_its_item_alone()
    {
        byte[] body = [.. "[{\"id\":\"1\",\"text\":\"S"u8, 0xE6, .. "by\"},\n{\"id\":\"2\",\"text\":\"b\"}]"u8];
        Assert.Equal(["Sæby", "b"], Feed.Read(body, "http://host/", new(), "iso-8859-1").Articles.Select(article => article.Text));
        var (articles, rejected) = Feed.Read(body, "http://host/", new());
        Assert.Equal("b", Assert.Single(articles).Text);
        Assert.StartsWith("item 1: invalid UTF-8", Assert.Single(rejected), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("margin <x and rising", "margin <x and rising")]
    [InlineData("margin <x and <b>rising</b> fast", "margin <x and rising fast")]
    [InlineData("up <5% and </p", "up <5% and </p")]
    [InlineData("an <a title=\"a<b\" href='x'>end</a>", "an end")]
    [InlineData("cut off <a href=\"http://host/", "cut off")]
    [InlineData("a<!-- gone", "a")]
    public void A_letter_behind_a_less_than_is_text_unless_it_is_a_tag(string html, string text) => Assert.Equal(text, Assert.Single(PlainText.Paragraphs(html)));

    [Fact]
    public async Task A_million_beginnings_of_tags_are_read_at_once()
    {
        foreach (var piece in new[] { "<a", "<a=\"", "=\"<a\"", "<!-", "</" })
            await Task.Run(() => PlainText.Paragraphs(string.Concat(Enumerable.Repeat(piece, 1_000_000)))).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Text_in_atom_is_plain_unless_its_type_says_otherwise()
    {
        var articles = Feed.Read("""
            <feed xmlns="http://www.w3.org/2005/Atom">
              <entry><id>1</id><title>EBIT &lt;b and falling</title><summary>Sales &lt;p&gt; 5 &amp;amp; more</summary></entry>
              <entry><id>2</id><title type="html">EBIT &lt;b&gt;fell&lt;/b&gt;</title><content type="text/html">&lt;p&gt;One&lt;/p&gt;</content></entry>
            </feed>
            """u8.ToArray(), "http://host/", new()).Articles;
        Assert.Equal([("EBIT <b and falling", "Sales <p> 5 &amp; more"), ("EBIT fell", "One")], articles.Select(article => (article.Title, article.Paragraphs.Single())));
    }

    [Fact]
    public async Task Comments_before_a_feed_cost_no_time()
    {
        var comments = string.Concat(Enumerable.Repeat("<!---->", 146));
        string Refused(string text) => Assert.Throws<FormatException>(() => Feed.Read(Encoding.UTF8.GetBytes(comments + text), "http://host/", new())).Message;
        Assert.StartsWith("the answer is XML with the root 'opml'.", await Task.Run(() => Refused("<opml/>")).WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
        foreach (var page in new[] { "<!DOCTYPE  HTML><p>", "\n<html>", "<!-- a -->\n<HTML lang=\"en\">" }) Assert.StartsWith("the answer is a page of HTML, not a feed.", Refused(page), StringComparison.Ordinal);
    }
}
