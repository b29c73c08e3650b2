using Xunit;

namespace ResearchKit.Tests;

public sealed class ArticleFormattersTests
{
    static readonly Article Full = Article.Of("One\nline.\n\nTwo.", "a") with
    {
        Title = "Title",
        Source = "wire",
        PublishedAt = new(2026, 1, 5, 14, 30, 0, TimeSpan.FromHours(1)),
        SourceLabel = "mildly positive",
        SourceScore = 0.30m,
    };

    static string Shown(Article article, string mimeType)
    {
        var source = Assert.Single(typeof(Article).GetCustomAttributes(typeof(TypeFormatterSourceAttribute), false).Cast<TypeFormatterSourceAttribute>());
        var formatters = ((ArticleFormatters)Activator.CreateInstance(source.FormatterSourceType)!).CreateTypeFormatters().Cast<ValueFormatter>();
        var writer = new StringWriter();
        Assert.True(formatters.Single(f => f.MimeType == mimeType).Format(article, writer));
        return writer.ToString();
    }

    [Fact]
    public void An_article_reads_title_then_facts_then_paragraphs()
    {
        const string Facts = "a · wire · 2026-01-05 14:30 +01:00 · mildly positive 0.30";
        ArticleFolder.UnderCulture("da-DK", () =>
        {
            Assert.Equal($"Title\n{Facts}\n\nOne\nline.\n\nTwo.", Shown(Full, "text/plain"));
            Assert.Equal($"<p><b>Title</b></p>\n<p style=\"opacity:.7\">{Facts.Replace("·", "&#183;", StringComparison.Ordinal)}</p>\n<p style=\"white-space:pre-wrap\">One\nline.</p>\n<p style=\"white-space:pre-wrap\">Two.</p>\n",
                Shown(Full, "text/html"));
        });
    }

    [Fact]
    public void What_the_source_did_not_say_leaves_no_gap()
    {
        Assert.Equal("a", Shown(new() { Id = "a" }, "text/plain"));
        Assert.Equal("<p style=\"opacity:.7\">a</p>\n", Shown(new() { Id = "a" }, "text/html"));
        Assert.Equal("a · -0.5", Shown(new() { Id = "a", SourceScore = -0.5m }, "text/plain"));
    }

    [Fact]
    public void Text_of_a_source_acts_on_neither_page_nor_terminal()
    {
        const string Attack = "<script>alert(1)</script>\u001b[2J";
        var hostile = new Article { Id = Attack, Title = Attack, Source = Attack, SourceLabel = Attack, Paragraphs = [Attack] };
        Assert.DoesNotContain("<script", Shown(hostile, "text/html"));
        Assert.Equal(5, Shown(hostile, "text/html").Split("&lt;script&gt;").Length - 1);
        Assert.DoesNotContain('\u001b', Shown(hostile, "text/plain"));
        Assert.Equal(5, Shown(hostile, "text/plain").Split("\\u001B[2J").Length - 1);
    }
}
