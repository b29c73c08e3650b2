using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FeedTests
{
    const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
          <title>Quillon Newswire</title><language>en-GB</language>
          <item><title>Corvane &amp; Halden agree</title><guid>g2</guid><link>https://example.com/2</link><pubDate>Mon, 02 Mar 2026 09:30:00 EST</pubDate>
            <description>short</description><content:encoded><![CDATA[<p>Corvane <b>gains</b> from it.</p><script>falls()</script><p>Costs &lt; 5% &amp; falling.</p>]]></content:encoded></item>
          <item><title>First</title><link>javascript:alert(1)</link><pubDate>no date</pubDate><description>One.</description></item>
          <item><title>No address</title></item>
        </channel></rss>
        """;

    static (System.Collections.Immutable.ImmutableArray<Article> Articles, System.Collections.Immutable.ImmutableArray<string> Rejected) Read(string text) => Feed.Read(Encoding.UTF8.GetBytes(text), "http://host/", new());

    static string Refused(string text) => Assert.Throws<FormatException>(() => Read(text)).Message;

    [Fact]
    public void Rss_becomes_articles_of_plain_text()
    {
        var (articles, rejected) = Read(Rss);
        Assert.Equal("item 3: id is missing. Every item needs a guid, an id or a link.", Assert.Single(rejected));
        var first = articles[0];
        Assert.Equal(("g2", "Corvane & Halden agree", "Quillon Newswire", "en-GB"), (first.Id, first.Title, first.Source, first.Language));
        Assert.Equal(["Corvane gains from it.", "Costs < 5% & falling."], first.Paragraphs);
        Assert.Equal(new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(-5)), first.PublishedAt);
        Assert.Equal("https://example.com/2", first.Fields["link"].GetString());
        Assert.Null(articles[1].PublishedAt);
        Assert.Empty(articles[1].Fields);
    }

    [Fact]
    public void Atom_becomes_articles_too()
    {
        var (articles, rejected) = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
              <entry><id>urn:1</id><title type="html">Gains &lt;i&gt;again&lt;/i&gt;</title><link rel="self" href="https://e.com/self"/><link href="https://e.com/1"/><updated>2026-03-02T10:00:00Z</updated>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two <em>words</em>.</p></div></content></entry>
              <entry><id>urn:2</id><title>Plain</title><published>2026-03-01T10:00:00+01:00</published><summary type="text">5 &lt; 6</summary></entry>
            </feed>
            """);
        Assert.Empty(rejected);
        Assert.Equal(("Gains again", "https://e.com/1", "Wire", "en"), (articles[0].Title, articles[0].Fields["link"].GetString(), articles[0].Source, articles[0].Language));
        Assert.Equal(["One.", "Two words."], articles[0].Paragraphs);
        Assert.Equal("5 < 6", Assert.Single(articles[1].Paragraphs));
    }

    [Fact]
    public void An_endpoint_may_answer_lines_or_an_array_of_articles()
    {
        const string One = "{\"id\":\"1\",\"text\":\"a\"}", Two = "{\"id\":\"2\",\"text\":\"b\"}";
        Assert.Equal(["1", "2"], Read($"{One}\n{Two}\n").Articles.Select(article => article.Id));
        var (articles, rejected) = Read($"\uFEFF[{One},\n{{\"id\":\"x\"}},{Two}]");
        Assert.Equal(["1", "2"], articles.Select(article => article.Id));
        Assert.Equal("item 2: text is missing. Every article needs 'text' or 'paragraphs'.", Assert.Single(rejected));
        Assert.Empty(Read(" \n").Articles);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "the answer is a page of HTML, not a feed.")]
    [InlineData("\n<html lang=\"en\"><p>unclosed", "the answer is a page of HTML, not a feed.")]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><guid>1</guid><title>&b;</title></item></channel></rss>", "the feed has a document type, which may hold entities that grow without end, and is not read.")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss/>", "the feed has a document type, which may hold entities that grow without end, and is not read.")]
    [InlineData("<rss><channel>", "the feed is not well-formed XML: ")]
    [InlineData("<opml/>", "the answer is XML with the root 'opml'. Expected RSS or Atom")]
    [InlineData("Too many requests", "the answer is neither a feed nor JSON: it begins with 'Too many requests'.")]
    [InlineData("[1,", "the answer is not valid JSON: ")]
    public void What_is_no_feed_is_refused_with_what_it_is(string text, string message) => Assert.StartsWith(message, Refused(text), StringComparison.Ordinal);

    [Fact]
    public void A_feed_nested_deeper_than_any_stack_is_refused() =>
        Assert.Equal("the feed is not well-formed XML: It is nested too deep.", Refused($"<rss>{string.Concat(Enumerable.Repeat("<a>", 200_000))}"));

    [Theory]
    [InlineData("Mon, 02 Mar 2026 09:30:00 GMT", "2026-03-02T09:30:00Z")]
    [InlineData("2 Mar 2026 09:30 +0130", "2026-03-02T08:00:00Z")]
    [InlineData("Mon, 02 Mar 2026 09:30:15 PDT", "2026-03-02T16:30:15Z")]
    [InlineData("2026-03-02T09:30:00+01:00", "2026-03-02T08:30:00Z")]
    [InlineData("31 Feb 2026 09:30 GMT", null)]
    [InlineData("yesterday", null)]
    public void Times_are_read_as_mail_and_feeds_write_them(string text, string? time) => Assert.Equal(time is null ? null : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), Feed.Time(text));

    [Fact]
    public async Task An_address_is_asked_politely_and_what_did_not_change_is_not_sent_again()
    {
        var full = 0;
        using var server = new Loopback((request, _, response) =>
        {
            if (request.Headers["If-None-Match"] == "\"v1\"" && request.Headers["If-Modified-Since"] is not null)
            {
                response.StatusCode = 304;
                return;
            }
            full++;
            response.Headers["ETag"] = "\"v1\"";
            response.Headers["Last-Modified"] = "Mon, 02 Mar 2026 09:30:00 GMT";
            Loopback.Write(response, Rss);
        });
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, TimeSpan.FromMilliseconds(20), new(), TimeProvider.System), () => server.Requests.Count >= 4);
        Assert.Equal(1, full);
        Assert.Equal(["g2", "javascript:alert(1)"], arrivals.Ids);
    }

    [Fact]
    public async Task Faults_are_said_once_and_an_address_that_mends_is_read()
    {
        var asked = 0;
        using var server = new Loopback((_, _, response) =>
        {
            switch (++asked)
            {
                case 1 or 2: response.StatusCode = 500; break;
                case 3: Loopback.Write(response, "<html>Sign in</html>", "text/html"); break;
                default: Loopback.Write(response, Rss); break;
            }
        });
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(server.Address, TimeSpan.FromMilliseconds(10), new(), TimeProvider.System), () => arrivals.Said.Any(line => line.EndsWith("answers again", StringComparison.Ordinal)));
        Assert.Equal(["answers 500; it is asked more seldom until it answers", "the answer is a page of HTML, not a feed. Expected RSS or Atom: look on that page for the feed's own address"],
            arrivals.Said.Where(line => !line.StartsWith("rejected", StringComparison.Ordinal)).Take(2).Select(line => line[(server.Address.ToString().Length + 2)..]));
        Assert.Equal(2, arrivals.Taken.Count);
    }

    [Fact]
    public async Task An_answer_that_unpacks_to_more_than_is_read_is_refused_and_one_that_is_gone_not_asked_again()
    {
        using var bomb = new Loopback((_, _, response) =>
        {
            response.Headers["Content-Encoding"] = "gzip";
            using var packed = new GZipStream(response.OutputStream, CompressionLevel.Fastest);
            var block = new byte[1 << 20];
            for (var i = 0; i < 40; i++) packed.Write(block);
        });
        var arrivals = new Arrivals();
        await arrivals.Until(new PolledAddress(bomb.Address, TimeSpan.FromSeconds(1), new(), TimeProvider.System), () => !arrivals.Said.IsEmpty);
        Assert.EndsWith(": the answer is longer than 16 MB, and is not read", arrivals.Said.First(), StringComparison.Ordinal);

        using var gone = new Loopback((_, _, response) => response.StatusCode = 410);
        var last = new Arrivals();
        await new PolledAddress(gone.Address, TimeSpan.FromMilliseconds(1), new(), TimeProvider.System).Run(last, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.EndsWith(": is gone for good (410), and is not asked again", Assert.Single(last.Said), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_asked_more_seldom_after_every_fault_and_never_sooner_than_it_asks_for()
    {
        static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
        Assert.Equal([S(60), S(120), S(240), S(3600), S(3600)], new[] { 0, 1, 2, 6, 40 }.Select(faults => PolledAddress.Wait(S(60), faults, null)));
        Assert.Equal((S(500), S(60)), (PolledAddress.Wait(S(60), 0, S(500)), PolledAddress.Wait(S(60), 0, S(5))));
        Assert.Equal(S(7200), PolledAddress.Wait(S(7200), 3, null));
    }
}
