using Xunit;

namespace ResearchKit.Tests;

/// <summary>A lexicon in the form that VADER's authors publish.</summary>
public sealed class VaderLexiconTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public VaderLexiconTests() => Put("good\t1.9\t0.7\t[2, 2]\n:)\t2.0\t1.1\t[3, 1]\n:d\t2.3\t0.4\t[2, 2]\n:D\t1.5\t0.4\t[1, 2]\nx-d\t2.6\t0.8\t[3]\nold-boy\t-1.0\t0.1\t[0]\ngood\t1.6\t0.5\t[1, 2]\r\ngrinning\t1.5\t0.5\t[1]\n");

    public void Dispose() => folder.Dispose();

    void Put(string lines, string? emoji = "\U0001F600\tgrinning face\n\u2639\uFE0F\ttwo code points\n\u2639\tsad face ON!\n")
    {
        folder.Put("vader_lexicon.txt", lines);
        if (emoji is not null) folder.Put("emoji_utf8_lexicon.txt", emoji);
    }

    Lexicon Read() => Lexicon.Read(folder["vader_lexicon.txt"]);

    static double Compound(double sum) => sum / Math.Sqrt(sum * sum + 15);

    double Value(string text) => Read().Scorer("vader:python").Score(Article.Of(text) with { Language = "en" }).Value;

    [Fact]
    public void Terms_stand_as_written_each_once_with_the_last_mean_over_four()
    {
        var lexicon = Read();
        Assert.Equal(["good", ":)", ":d", ":D", "x-d", "old-boy", "grinning"], lexicon.Entries.Select(entry => entry.Term));
        Assert.Equal((1.6 / 4, "sd 0.5"), (lexicon.Entries[0].Valence, lexicon.Entries[0].Note));
        Assert.Equal("vader_lexicon", lexicon.Name);
    }

    [Theory]
    [InlineData("a :) day", 2.0)]
    [InlineData(":D", 2.3)]
    [InlineData("(good)", 1.6)]
    [InlineData("An old-boy.", -1.0)]
    [InlineData("An old boy.", 0)]
    [InlineData("x-d", 2.6)]
    [InlineData("day\U0001F600", 1.5)]
    [InlineData("good\U0001F600\U0001F600", 1.6 + 1.5 + 1.5)]
    [InlineData("good \u2639", 1.6 + 0.292)]
    public void Emoticons_and_emoji_are_read(string text, double sum) => Assert.Equal(Compound(sum), Value(text), 1e-12);

    [Fact]
    public void A_hit_in_an_emoji_stands_where_that_is()
    {
        var why = Read().Scorer("vader:python").Explain(Article.Of("A day \U0001F600 of \u2639.") with { Language = "en" });
        Assert.Equal([("grinning", 6, 2), ("\u2639", 12, 1)], why.Contributions.Select(part => (part.Term, part.Start, part.Length)));
        Assert.Equal("same", Read().Scorer("vader:python").Receipt(why.Article).Verify(why.Article, Read()).ToString());
    }

    [Fact]
    public void Other_methods_match_its_words_and_no_emoticon()
    {
        var why = Read().Scorer().Explain("A good series D :) with x d and an old boy.");
        Assert.Equal(["good", "old-boy"], why.Contributions.Select(part => part.Term));
        Assert.Equal(Read().Scorer("sentimentr").Score("A good series.").Value, Lexicon.Of("plain", new Entry("good", Role.Polarity, 0.4)).Scorer("sentimentr").Score("A good series.").Value);
    }

    [Fact]
    public void Valences_terms_and_emoji_make_its_hash()
    {
        var hash = Read().Hash;
        Put("good\t1.6\t9\t[]\n:)\t2.0\t9\t[]\n:d\t2.3\t9\t[]\n:D\t1.5\t9\t[]\nx-d\t2.6\t9\t[]\nold-boy\t-1.0\t9\t[]\ngrinning\t1.5\t9\t[]\n");
        Assert.Equal(hash, Read().Hash);
        Put("good\t1.6\t9\t[]\n:(\t2.0\t9\t[]\n:d\t2.3\t9\t[]\n:D\t1.5\t9\t[]\nx-d\t2.6\t9\t[]\nold-boy\t-1.0\t9\t[]\ngrinning\t1.5\t9\t[]\n");
        Assert.NotEqual(hash, Read().Hash);
        Put("good\t1.6\t9\t[]\n", "\U0001F600\tgrinning\n");
        var one = Read().Hash;
        Put("good\t1.6\t9\t[]\n", "\U0001F600\tsmiling\n");
        Assert.NotEqual(one, Read().Hash);
    }

    [Fact]
    public void Read_after_write_is_the_same()
    {
        Read().Write(folder["copy/vader_lexicon.txt"]);
        var copy = Lexicon.Read(folder["copy/vader_lexicon.txt"]);
        Assert.Equal(Read().Entries, copy.Entries);
        Assert.Equal(Read().Hash, copy.Hash);
    }

    [Theory]
    [InlineData("good\t1.9\t0.7\t[2, 2]\nbad\tlow\n", "(2): mean 'low' of 'bad' cannot be used. Expected a number from -4 to 4, with '.' as decimal point.")]
    [InlineData("good\t1.9\t0.7\t[2, 2]\nbad\t-4.5\t1\t[]\n", "(2): mean '-4.5' of 'bad' cannot be used. Expected a number from -4 to 4, with '.' as decimal point.")]
    [InlineData("good\t1.9\t0.7\t[2, 2]\n\nbad -1.5\n", "(3): holds 1 field. Expected lines of token, mean (-4 to 4), standard deviation and ratings, parted by tabs, as in vader_lexicon.txt.")]
    public void What_cannot_be_used_is_named(string lines, string message)
    {
        Put(lines);
        Assert.Equal(folder["vader_lexicon.txt"] + message, Assert.Throws<InputException>(Read).Message);
    }

    [Fact]
    public void An_emoji_without_words_is_named()
    {
        Put("good\t1.9\t0.7\t[2, 2]\n", "\U0001F600 grinning\n");
        Assert.Equal($"{folder["emoji_utf8_lexicon.txt"]}(1): holds 1 field. Expected lines of an emoji and its words, parted by a tab, as in emoji_utf8_lexicon.txt.", Assert.Throws<InputException>(Read).Message);
    }

    [Fact]
    public void Without_a_table_of_emoji_they_are_words_like_any_other()
    {
        File.Delete(folder["emoji_utf8_lexicon.txt"]);
        Assert.Equal(0, Value("\U0001F600"));
        Assert.Equal(Compound(2), Value(":)"), 1e-12);
    }
}
